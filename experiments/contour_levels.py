"""Choose the contour levels of a surface from the losses of its picture, by one rule for all surfaces.

Levels at equal height differences leave valley floors empty; levels at equal areas crowd where the surface is level.
The rule averages both: a height's rank is half its relative height plus half the share of the picture below it, and
levels have equally spaced ranks. So no band between two levels covers more than 16 % of the picture, except plateaus,
or spans more than 16 % of its heights. Each level then moves to the roundest loss within its reach.
"""

from math import ceil, floor, log10

import numpy as np
from numpy.typing import NDArray

from experiments.loss_scale import Scale

COUNT = 20
# How far a level may move to a rounder loss, in distances between levels: below 0.5, so that no two can meet.
REACH = 0.3
# Heights closer than this share of the range count as a plateau: contours there would show rounding errors.
LEVEL = 1e-4


def levels(loss: NDArray[np.float64], scale: Scale, count: int = COUNT) -> NDArray[np.float64]:
    """Losses of at most ``count`` contours, ascending, each strictly between the extremes of the picture ``loss``."""
    heights = np.sort(scale.of(loss[np.isfinite(loss)]), axis=None)
    if heights.size < 2 or heights[0] == heights[-1]:
        return np.empty(0)
    low, whole = heights[0], heights[-1] - heights[0]
    rank = (np.linspace(0.0, 1.0, heights.size) + (heights - low) / whole) / 2
    numbers = np.arange(1, count + 1)
    ends = (np.interp((numbers + side) / (count + 1), rank, heights) for side in (-REACH, REACH))
    losses = np.array([roundest(a, b) for a, b in zip(*map(scale.loss, ends), strict=True)])
    return losses[_apart(scale.of(losses), heights, LEVEL * whole, count)]


def _apart(at: NDArray[np.float64], heights: NDArray[np.float64], near: float, count: int) -> NDArray[np.bool_]:
    """Mask of the heights ``at`` that differ from the extremes and from each other and run through no plateau."""
    distinct, last = np.zeros(len(at), dtype=bool), heights[0]
    for k, height in enumerate(at):
        level_land = np.subtract(*np.searchsorted(heights, (height + near / 2, height - near / 2)))
        distinct[k] = last + near < height < heights[-1] - near and level_land * (count + 1) < len(heights)
        last = height if distinct[k] else last
    return distinct


def roundest(low: float, high: float) -> float:
    """The number from ``low`` to ``high`` with the fewest digits, a multiple of 1, 2 or 5 times a power of ten."""
    if not high > low:
        return low
    middle = (low + high) / 2
    for exponent in range(ceil(log10(high - low)) + 1, floor(log10(high - low)) - 3, -1):
        for digit in (5, 2, 1):
            unit = digit * 10.0**exponent
            rounded = float(f"{round(middle / unit) * unit:.12g}")
            if low <= rounded <= high:
                return rounded
    return middle
