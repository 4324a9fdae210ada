"""Where the gradient of a surface vanishes, found by looking: for surfaces whose points are many or move."""

import itertools
from collections.abc import Callable
from functools import lru_cache

import numpy as np

Point = tuple[float, float]
# Grid lines off the round numbers, on which symmetric surfaces have exact zeros that are no change of sign.
OFFSET = 0.37
NEWTON_STEPS = 40


def roots(slope: Callable[[float], float], low: float, high: float, cells: int = 4000) -> tuple[list, list]:
    """Places in ``[low, high]`` where ``slope`` rises through zero, and where it falls through it: minima, maxima."""
    width = (high - low) / cells
    grid = [low + (k + OFFSET - 1) * width for k in range(cells + 2)]
    minima, maxima = [], []
    for left, right in itertools.pairwise(grid):
        before, after = slope(left), slope(right)
        if before * after < 0.0:
            root = bisect(slope, left, right)
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
def search(value_and_gradient: Callable, p: tuple[float, ...], domain: tuple[Point, Point], cells: int = 160) -> dict:
    """Critical points in ``domain`` by kind: Newton's method from each grid cell where both slopes change sign.

    Two points in one cell count as one: ``cells`` must be fine enough for the surface.
    """
    (x0, x1), (y0, y1) = domain
    dx, dy = (x1 - x0) / cells, (y1 - y0) / cells
    steps = np.arange(cells + 2) + OFFSET - 1
    gradient = np.vectorize(lambda x, y: value_and_gradient(x, y, p)[1:], otypes=[np.float64] * 2)
    slopes = gradient(x0 + steps * dx, (y0 + steps * dy)[:, None])
    turns = np.ones((cells + 1, cells + 1), dtype=bool)
    for slope in slopes:
        corners = np.array([slope[:-1, :-1], slope[:-1, 1:], slope[1:, :-1], slope[1:, 1:]])
        turns &= (corners.min(axis=0) <= 0.0) & (corners.max(axis=0) >= 0.0)
    flat = 1e-10 * float(np.median(np.hypot(*slopes)))
    found: dict[str, list[Point]] = {"minimum": [], "saddle": [], "maximum": []}
    for j, i in np.argwhere(turns):
        x, y, kind = _newton(gradient, x0 + (i + OFFSET - 0.5) * dx, y0 + (j + OFFSET - 0.5) * dy, (dx, dy), flat)
        known = any(abs(x - a) < 0.01 * dx and abs(y - b) < 0.01 * dy for places in found.values() for a, b in places)
        if kind and not known and x0 <= x <= x1 and y0 <= y <= y1:
            found[kind].append((x, y))
    return found


def _newton(gradient: Callable, x: float, y: float, cell: Point, flat: float) -> tuple[float, float, str]:
    """The flat point next to ``(x, y)`` and its kind, which is empty when there is none."""
    h, k = 1e-5 * cell[0], 1e-5 * cell[1]
    left, low = x, y
    curve = np.eye(2)
    for _ in range(NEWTON_STEPS):
        along = np.subtract(gradient(x + h, y), gradient(x - h, y)) / (2 * h)
        across = np.subtract(gradient(x, y + k), gradient(x, y - k)) / (2 * k)
        curve = np.array([along, across])
        if not np.isfinite(curve).all() or np.linalg.det(curve) == 0.0:
            return x, y, ""
        # Plain numbers are declared, not numpy's.
        sx, sy = map(float, np.linalg.solve((curve + curve.T) / 2, gradient(x, y)))
        x, y = x - sx, y - sy
        if abs(x - left) > 3 * cell[0] or abs(y - low) > 3 * cell[1]:
            return x, y, ""
        # A coordinate that is zero by symmetry is said to be zero.
        x, y = x if abs(x) > 1e-12 * cell[0] else 0.0, y if abs(y) > 1e-12 * cell[1] else 0.0
        if abs(sx) < 1e-13 * cell[0] and abs(sy) < 1e-13 * cell[1]:
            break
    if not np.hypot(*gradient(x, y)) <= flat:
        return x, y, ""
    lowest, highest = np.linalg.eigvalsh((curve + curve.T) / 2)
    return float(x), float(y), "minimum" if lowest > 0 else "maximum" if highest < 0 else "saddle"
