"""Compiled functions of vecmath over columns of numbers, and numbers of every size to compare them on."""

import math
from functools import cache

import numpy as np
from numba import types

from engine import abi, kernels
from engine.translate import fingerprint, translate
from ravine.stage import units

EDGES = [0.0, 5e-324, 1e-310, 1e-9, 709.78, 709.79, -745.1, -745.2, 1e300, -1e300, math.inf, -math.inf, math.nan]
SPECIAL = [*EDGES, -0.0, -5e-324, 1.0, -1.0, 0.5, -0.5, 2.0, -3.0, 2.5, 1e5, 1.0000001e5, 2.0**53 - 1, 2.0**53 + 2]
COUNT = 1_000_000
PAIRS = ("atan2", "hypot", "pow")
NAMES = sorted(name for function, (_, name) in units.ARITHMETIC.items())  # what the browser computes as well


def loop(function, columns):
    """The compiled ``function`` of each row of one or two columns; from the cache of kernels, if it is there."""
    compiled = translate(function)

    def single(x, y, out):
        for i in range(out.size):
            out[i] = compiled(x[i])

    def double(x, y, out):
        for i in range(out.size):
            out[i] = compiled(x[i], y[i])

    rows = single if columns == 1 else double
    kind, mark = f"each_{function.__name__}", fingerprint(function, rows.__code__)
    return kernels._compile(kind, mark, abi.named(f"{kind}_{mark}", rows), (types.Array(abi.Float, 1, "C"),) * 3)


_loop = cache(loop)


def over(function, *columns):
    """The compiled ``function`` of each row."""
    out = np.empty(len(columns[0]))
    _loop(function, len(columns))(columns[0], columns[-1], out)
    return out


def arguments(name):
    """Numbers of every size, most of them where the function curves; and all combinations of special ones."""
    random = np.random.default_rng(17)
    bits = random.integers(0, 2**64, COUNT // 4, dtype=np.uint64).view(np.float64)
    size = 10.0 ** random.uniform(-12, 3, COUNT // 4) * random.choice([-1.0, 1.0], COUNT // 4)
    usual = [
        random.uniform(-9, 9, COUNT // 4),
        random.uniform(-1, 1, COUNT // 8),
        random.uniform(-1e6, 1e6, COUNT // 8),
    ]
    column = np.concatenate([bits, size, *usual])
    special = np.array(SPECIAL)
    if name not in PAIRS:
        return [np.concatenate([column, special])]
    first, second = (one.ravel() for one in np.meshgrid(special, special))
    other = random.permutation(column)
    if name == "pow":  # powers of negative bases are mostly NaN
        column[1::2], other[1::2] = np.abs(column[1::2]), random.uniform(-30, 30, COUNT // 2)
    return [np.concatenate([column, first]), np.concatenate([other, second])]
