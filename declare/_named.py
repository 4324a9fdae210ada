"""Pass arguments by name: a unit's function receives only those that its parameters name."""

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any


@cache
def names(function: Callable) -> tuple[str, ...]:
    """Names of the parameters of ``function``, in order."""
    return tuple(inspect.signature(function).parameters)


def named(function: Callable, values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of ``values`` that are parameters of ``function``."""
    return {name: values[name] for name in names(function) if name in values}
