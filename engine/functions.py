"""Compile functions of the layers above, with the same cache as the engine's own kernels."""

from collections.abc import Callable
from typing import Any

from engine import kernels

_declared: list[tuple[Callable, tuple[type, ...]]] = []


def compiled(function: Callable, *takes: type) -> Callable[..., Any]:
    """A compiled version of ``function`` with the same arguments.

    It is compiled, or loaded from the cache, by :func:`engine.warm_up` or on its first call. Declare it when its module
    is imported; later the warm-up may be over.

    Args:
        function: written like a unit: arithmetic, comparisons, ``if``, loops, tuples, :mod:`vecmath`, helpers of the
            same kind; array indexes must not be negative. Plain Python gives the same result.
        takes: type of each argument: ``float``, ``int``, ``bool``, or ``numpy.ndarray`` for a contiguous
            one-dimensional float64 array.

    Raises:
        TypeError: from a call with arguments of other types.
    """
    _declared.append((function, takes))

    def call(*arguments: Any) -> Any:
        return kernels.function(function, takes)(*arguments)

    return call


def prepare() -> int:
    """Compile or load every function declared so far; return their number."""
    for declaration in _declared:
        kernels.function(*declaration)
    return len(_declared)
