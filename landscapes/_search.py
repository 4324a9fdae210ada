"""Find roots of a slope along one axis, for surfaces whose critical points follow from a function of one variable."""

import itertools
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Point = tuple[float, float]
Array = NDArray[np.float64]
# Offset of grid lines from round numbers, where slopes of symmetric surfaces are exactly zero and show no sign change.
OFFSET = 0.37
HALVINGS = 80


def roots(slope: Callable[[Array], Array], low: float, high: float, cells: int = 4000) -> tuple[list, list]:
    """Minima and maxima in ``[low, high]``: where ``slope`` rises and where it falls through zero."""
    width = (high - low) / cells
    grid = low + (np.arange(cells + 2) + OFFSET - 1) * width
    slopes = slope(np.asarray(grid, dtype=np.float64))
    (at,) = np.nonzero(slopes[:-1] * slopes[1:] < 0.0)
    at_zero = snap(bisect(slope, grid[at], grid[at + 1]), width)
    inside, rising = (low <= at_zero) & (at_zero <= high), slopes[at] < slopes[at + 1]
    return at_zero[inside & rising].tolist(), at_zero[inside & ~rising].tolist()


def bisect(slope: Callable[[Array], Array], left: ArrayLike, right: ArrayLike) -> Array:
    """Roots of ``slope`` between ``left`` and ``right``, arrays of points at which its signs differ."""
    left, right = np.asarray(left, dtype=np.float64), np.asarray(right, dtype=np.float64)
    sign = slope(left)
    for _ in range(HALVINGS):
        middle = 0.5 * (left + right)
        before = slope(middle) * sign > 0.0
        left, right = np.where(before, middle, left), np.where(before, right, middle)
    return 0.5 * (left + right)


def grid_of_points(minima: list, maxima: list) -> dict[str, list[Point]]:
    """Critical points of ``h(x) + h(y)`` from those of ``h``."""
    return {
        "minimum": list(itertools.product(minima, minima)),
        "saddle": [*itertools.product(minima, maxima), *itertools.product(maxima, minima)],
        "maximum": list(itertools.product(maxima, maxima)),
    }


def snap(coordinates: Array, cell: ArrayLike) -> Array:
    """``coordinates`` with rounding errors around zero replaced by exact zeros."""
    return np.where(np.abs(coordinates) <= 1e-12 * np.asarray(cell), 0.0, coordinates)
