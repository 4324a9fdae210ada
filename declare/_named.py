"""Pass arguments by name: a unit's function gets those that its parameters name, and no others."""

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any


@cache
def names(function: Callable) -> tuple[str, ...]:
    """The parameters of ``function``, in order."""
    return tuple(inspect.signature(function).parameters)


def named(function: Callable, values: Mapping[str, Any]) -> dict[str, Any]:
    """Of ``values`` those that ``function`` names."""
    return {name: values[name] for name in names(function) if name in values}
