"""Elementary functions with the same bits on every machine, for every number that decides a race.

The C library's ``sin`` and ``pow`` differ between systems, and NumPy's between processors. The functions here use only
additions, multiplications, divisions, square roots and integer operations, which IEEE 754 fixes. The same source serves
plain Python, NumPy arrays (:mod:`vecmath.arrays`) and, compiled by the engine, Numba. Functions that ``math`` computes
exactly, such as ``sqrt``, are re-exported.
"""

from math import ceil, copysign, e, fabs, floor, inf, isfinite, isinf, isnan, nan, pi, sqrt, trunc

from vecmath._angle import acos, asin, atan, atan2
from vecmath._elementary import LIMIT, cos, exp, log, near_cos, near_sin, sin
from vecmath._power import log2, log10, pow
from vecmath._related import cosh, expm1, hypot, log1p, sinh, tan, tanh
from vecmath._words import bits, number, select

__all__ = [
    "LIMIT",
    "acos",
    "asin",
    "atan",
    "atan2",
    "bits",
    "ceil",
    "copysign",
    "cos",
    "cosh",
    "e",
    "exp",
    "expm1",
    "fabs",
    "floor",
    "hypot",
    "inf",
    "isfinite",
    "isinf",
    "isnan",
    "log",
    "log1p",
    "log2",
    "log10",
    "nan",
    "near_cos",
    "near_sin",
    "number",
    "pi",
    "pow",
    "select",
    "sin",
    "sinh",
    "sqrt",
    "tan",
    "tanh",
    "trunc",
]
