"""Compile functions of the layers above, and cache them as the engine's own kernels are cached."""

from collections.abc import Callable
from typing import Any

from engine import kernels

_declared: list[tuple[Callable, tuple[type, ...]]] = []


def compiled(function: Callable, *takes: type) -> Callable[..., Any]:
    """``function``, to be called with the same arguments, in machine code.

    It is compiled, or loaded from the cache, by :func:`engine.warm_up`, or when it is first called. Declare it while
    its module is imported: later, warming up may be over.

    Args:
        function: written as units are: arithmetic, comparisons, ``if``, loops, tuples, :mod:`vecmath`, helpers of the
            same kind; it reads arrays at places from 0 on. In plain Python it returns the same.
        takes: what each argument is: ``float``, ``int``, ``bool``, or ``numpy.ndarray`` for a contiguous float64 array
            of one dimension.

    Raises:
        TypeError: by a call, whose arguments are something else.
    """
    _declared.append((function, takes))

    def call(*arguments: Any) -> Any:
        return kernels.function(function, takes)(*arguments)

    return call


def prepare() -> int:
    """Compile or load every function declared so far: their number."""
    for declaration in _declared:
        kernels.function(*declaration)
    return len(_declared)
