"""Discover units: every module in a unit folder is one, and its file name is its permanent key."""

import pkgutil
from collections.abc import Iterable
from dataclasses import replace
from importlib import import_module


def discover(package: str, path: Iterable[str], constant: str) -> dict:
    """Import every module of ``package`` without a leading underscore and collect its ``constant``.

    Args:
        package: dotted name of the folder.
        path: the folder's ``__path__``.
        constant: name of the declaration each module must hold, e.g. ``"LANDSCAPE"``.

    Returns:
        ``{file name: declaration}``, each declaration with ``key`` set to its file name, in alphabetical order.

    Raises:
        AttributeError: a unit file lacks its declaration. A broken unit must stop the app's start, not go missing.
    """
    names = sorted(m.name for m in pkgutil.iter_modules(path) if not m.name.startswith("_") and not m.ispkg)
    return {name: replace(getattr(import_module(f"{package}.{name}"), constant), key=name) for name in names}
