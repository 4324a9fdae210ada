"""Where the gradient of a surface vanishes, found by looking: for surfaces whose points are many or move."""

import itertools
from collections.abc import Callable
from functools import lru_cache
from math import hypot

import numpy as np

Point = tuple[float, float]
# Grid lines off the round numbers, on which symmetric surfaces have exact zeros that are no change of sign.
OFFSET = 0.37
CELLS = 160
NEWTON_STEPS = 40


def roots(slope: Callable[[float], float], low: float, high: float, cells: int = 4000) -> tuple[list, list]:
    """Places in ``[low, high]`` where ``slope`` rises through zero, and where it falls through it: minima, maxima."""
    width = (high - low) / cells
    grid = [low + (k + OFFSET - 1) * width for k in range(cells + 2)]
    minima, maxima = [], []
    for left, right in itertools.pairwise(grid):
        before, after = slope(left), slope(right)
        if before * after < 0.0:
            root = snap(bisect(slope, left, right), width)
            if low <= root <= high:
                (minima if before < after else maxima).append(root)
    return minima, maxima


def bisect(slope: Callable[[float], float], left: float, right: float) -> float:
    """A root between two places where ``slope`` has different signs."""
    sign = slope(left)
    for _ in range(80):
        middle = 0.5 * (left + right)
        left, right = (middle, right) if slope(middle) * sign > 0.0 else (left, middle)
    return 0.5 * (left + right)


def grid_of_points(minima: list, maxima: list) -> dict[str, list[Point]]:
    """Critical points of ``h(x) + h(y)`` from those of ``h``."""
    return {
        "minimum": list(itertools.product(minima, minima)),
        "saddle": [*itertools.product(minima, maxima), *itertools.product(maxima, minima)],
        "maximum": list(itertools.product(maxima, maxima)),
    }


@lru_cache(maxsize=64)
def search(value_and_gradient: Callable, hessian: Callable, p: tuple, domain: tuple[Point, Point]) -> dict:
    """Critical points in ``domain`` by kind: Newton's method from each grid cell where both slopes change sign.

    Two points in one cell count as one: ``CELLS`` must be fine enough for the surface.
    """
    (x0, x1), (y0, y1) = domain
    dx, dy = (x1 - x0) / CELLS, (y1 - y0) / CELLS
    steps = np.arange(CELLS + 2) + OFFSET - 1
    gradient = np.vectorize(lambda x, y: value_and_gradient(x, y, p)[1:], otypes=[np.float64] * 2)
    slopes = gradient(x0 + steps * dx, (y0 + steps * dy)[:, None])
    turns = np.ones((CELLS + 1, CELLS + 1), dtype=bool)
    for slope in slopes:
        corners = np.array([slope[:-1, :-1], slope[:-1, 1:], slope[1:, :-1], slope[1:, 1:]])
        turns &= (corners.min(axis=0) <= 0.0) & (corners.max(axis=0) >= 0.0)
    flat = 1e-10 * float(np.median(np.hypot(*slopes)))
    found: dict[str, list[Point]] = {"minimum": [], "saddle": [], "maximum": []}
    for j, i in np.argwhere(turns):
        near = x0 + float(i + OFFSET - 0.5) * dx, y0 + float(j + OFFSET - 0.5) * dy
        x, y, kind = _newton(value_and_gradient, hessian, p, near, (dx, dy), flat)
        known = any(abs(x - a) < 0.01 * dx and abs(y - b) < 0.01 * dy for places in found.values() for a, b in places)
        if kind and not known and x0 <= x <= x1 and y0 <= y <= y1:
            found[kind].append((x, y))
    return found


def _newton(
    value_and_gradient: Callable, hessian: Callable, p: tuple, near: Point, cell: Point, flat: float
) -> tuple[float, float, str]:
    """The flat point next to ``near`` and its kind, which is empty when there is none."""
    x, y = near
    for _ in range(NEWTON_STEPS):
        _, gx, gy = value_and_gradient(x, y, p)
        xx, xy, yy = hessian(x, y, p)
        determinant = xx * yy - xy * xy
        if determinant == 0.0:
            return x, y, ""
        sx, sy = (yy * gx - xy * gy) / determinant, (xx * gy - xy * gx) / determinant
        x, y = x - sx, y - sy
        if not (abs(x - near[0]) <= 3 * cell[0] and abs(y - near[1]) <= 3 * cell[1]):
            return x, y, ""
        x, y = snap(x, cell[0]), snap(y, cell[1])
        if abs(sx) < 1e-13 * cell[0] and abs(sy) < 1e-13 * cell[1]:
            break
    if not hypot(*value_and_gradient(x, y, p)[1:]) <= flat:
        return x, y, ""
    xx, xy, yy = hessian(x, y, p)
    if xx * yy <= xy * xy:
        return x, y, "saddle"
    return x, y, "minimum" if xx > 0.0 else "maximum"


def snap(coordinate: float, cell: float) -> float:
    """A coordinate that is zero by symmetry is said to be zero."""
    return coordinate if abs(coordinate) > 1e-12 * cell else 0.0
