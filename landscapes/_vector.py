"""A unit's scalar function, over arrays: the same code with NumPy's functions where it says ``math``'s."""

import math
from collections.abc import Callable
from functools import cache
from types import FunctionType, SimpleNamespace
from typing import Any

import numpy as np

_SWAPS = {getattr(math, name): getattr(np, name) for name in ("sin", "cos", "tan", "tanh", "exp", "log", "sqrt")}
_MODULE = SimpleNamespace(**{function.__name__: swap for function, swap in _SWAPS.items()}, pi=math.pi, e=math.e)


@cache
def vectorised(function: FunctionType) -> Callable:
    """``function`` for arrays: arithmetic, ``math`` and helpers of its module; ``if`` is not followed."""
    scope: dict[str, Any] = dict(function.__globals__)
    for name in function.__code__.co_names:
        value = scope.get(name)
        if isinstance(value, FunctionType):
            scope[name] = vectorised(value)
        elif value is math:
            scope[name] = _MODULE
        elif callable(value):
            scope[name] = _SWAPS.get(value, value)
    return FunctionType(function.__code__, scope, function.__name__, function.__defaults__, function.__closure__)
