"""Elementary functions with the same bits on every machine: in place of ``math`` where a race is decided.

The C library's ``sin`` or ``pow`` differs between systems, and NumPy's between processors. These are written in
additions, multiplications, divisions, square roots and integer operations, which IEEE 754 fixes. One text serves plain
Python, NumPy arrays (:mod:`vecmath.arrays`) and, compiled by the engine, Numba. What ``math`` itself computes exactly,
such as ``sqrt``, is passed on.
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
