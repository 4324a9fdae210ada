"""Run scalar functions over NumPy arrays with the same bits: the same code, with NumPy's arithmetic.

NumPy's additions, multiplications, divisions and square roots are those of IEEE 754 on every processor; its sines and
logarithms are not, and are replaced by those of :mod:`vecmath`.
"""

import math
from collections.abc import Callable
from functools import cache
from math import fsum
from types import FunctionType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

import vecmath

Array = NDArray[np.float64]


def _bits(x: ArrayLike) -> NDArray[np.int64]:
    return np.asarray(x, dtype=np.float64).view(np.int64)


def _number(word: NDArray[np.int64]) -> Array:
    return np.asarray(word, dtype=np.int64).view(np.float64)


@cache
def vectorised(function: FunctionType) -> Callable:
    """``function`` for arrays; it may use arithmetic, functions of :mod:`vecmath` and such helpers, but no ``if``."""
    scope: dict[str, Any] = dict(function.__globals__)
    for name in function.__code__.co_names:
        value = scope.get(name)
        if callable(value) and value in _SWAPS:
            scope[name] = _SWAPS[value]
        elif isinstance(value, FunctionType):
            scope[name] = vectorised(value)
    return FunctionType(function.__code__, scope, function.__name__, function.__defaults__, function.__closure__)


def _each(function: Callable) -> Callable:
    """``function`` applied number by number, for functions with branches."""
    over = np.vectorize(function, otypes=[np.float64])

    def apply(*values: ArrayLike) -> Array:
        # Pass Python's floats: NumPy's scalars would warn where Python's arithmetic gives inf.
        return over(*(np.asarray(value, dtype=np.float64).astype(object) for value in values))

    return apply


def _reduced(near: Callable, anywhere: Callable) -> Callable:
    """``near`` over arrays, and ``anywhere`` for numbers beyond :data:`vecmath.LIMIT`."""
    quick, slow = vectorised(near), _each(anywhere)

    def apply(x: ArrayLike) -> Array:
        x = np.asarray(x, dtype=np.float64)
        with np.errstate(invalid="ignore", over="ignore"):
            value = np.asarray(quick(x))
        far = ~(np.abs(x) <= vecmath.LIMIT)
        if far.any():
            value[far] = slow(x[far])
        return value

    return apply


_SWAPS: dict[Callable, Callable] = {
    vecmath.bits: _bits,
    vecmath.number: _number,
    vecmath.select: np.where,
    math.sqrt: np.sqrt,
    math.copysign: np.copysign,
    min: np.minimum,
    max: np.maximum,
}

sin = _SWAPS[vecmath.sin] = _reduced(vecmath.near_sin, vecmath.sin)
cos = _SWAPS[vecmath.cos] = _reduced(vecmath.near_cos, vecmath.cos)
exp = vectorised(vecmath.exp)
log = vectorised(vecmath.log)
pow = _SWAPS[vecmath.pow] = _each(vecmath.pow)


def hypot(x: ArrayLike, y: ArrayLike) -> Array:
    """As :func:`vecmath.hypot`, over arrays."""
    a, b = np.abs(np.asarray(x, dtype=np.float64)), np.abs(np.asarray(y, dtype=np.float64))
    long, short = np.maximum(a, b), np.minimum(a, b)
    with np.errstate(all="ignore"):
        ratio = short / long
        length = long * np.sqrt(1.0 + ratio * ratio)
    other = np.isnan(length)
    if other.any():  # 0 / 0, or an infinite coordinate
        length = np.where(other & (long == 0.0), 0.0, length)
        length = np.where((a == np.inf) | (b == np.inf), np.inf, length)
    return length


_SWAPS[vecmath.hypot] = hypot


def norms(vectors: Array) -> Array:
    """Lengths of the vectors ``(..., 2)``, whose squared coordinates must not overflow."""
    x, y = vectors[..., 0], vectors[..., 1]
    return np.sqrt(x * x + y * y)


def mean(column: Array) -> float:
    """Mean of ``(n,)`` numbers, rounded once; NumPy's order of summation depends on the processor."""
    return fsum(column.tolist()) / len(column)


def deviation(column: Array) -> float:
    """Standard deviation of ``(n,)`` numbers about their mean."""
    off = column - mean(column)
    largest = float(np.abs(off).max())
    # Squares of very small numbers would be zero.
    unit = largest if 0.0 < largest < 1e-100 else 1.0
    off = off / unit
    return math.sqrt(fsum((off * off).tolist()) / len(column)) * unit
