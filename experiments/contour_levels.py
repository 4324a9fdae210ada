"""At which losses the contours of a surface are drawn: one rule for all, read off the picture.

Even heights leave the floor of a valley empty, even shares of the picture crowd where it is level. The rule is the mean
of both: a height's rank is half its place between the lowest and the highest plus half the share of the picture below
it, and levels stand at even ranks. So no band between two levels covers more than 16 % of the picture, plateaus apart,
and none spans more than 16 % of its heights. Within its reach each level moves to the roundest loss.
"""

from math import ceil, floor, log10

import numpy as np
from numpy.typing import NDArray

from experiments.loss_scale import Scale

COUNT = 20
# How far a level may move towards a rounder loss, in distances between levels: two can neither meet nor change places.
REACH = 0.3
# Heights closer than this share of the whole range are one plateau: lines between them would draw its rounding.
LEVEL = 1e-4


def levels(loss: NDArray[np.float64], scale: Scale, count: int = COUNT) -> NDArray[np.float64]:
    """Losses of at most ``count`` contours, rising, each between the lowest and the highest of the picture ``loss``."""
    heights = np.sort(scale.of(loss[np.isfinite(loss)]), axis=None)
    if heights.size < 2 or heights[0] == heights[-1]:
        return np.empty(0)
    low, whole = heights[0], heights[-1] - heights[0]
    rank = (np.linspace(0.0, 1.0, heights.size) + (heights - low) / whole) / 2
    wanted = np.arange(1, count + 1)
    ends = (np.interp((wanted + side) / (count + 1), rank, heights) for side in (-REACH, REACH))
    found = np.array([roundest(a, b) for a, b in zip(*map(scale.loss, ends), strict=True)])
    return found[_apart(scale.of(found), heights, LEVEL * whole, count)]


def _apart(at: NDArray[np.float64], heights: NDArray[np.float64], near: float, count: int) -> NDArray[np.bool_]:
    """Which of the heights ``at`` are told from the picture's ends and from each other, and run through no plateau."""
    kept, last = np.zeros(len(at), dtype=bool), heights[0]
    for k, height in enumerate(at):
        level_land = np.subtract(*np.searchsorted(heights, (height + near / 2, height - near / 2)))
        kept[k] = last + near < height < heights[-1] - near and level_land * (count + 1) < len(heights)
        last = height if kept[k] else last
    return kept


def roundest(low: float, high: float) -> float:
    """The number from ``low`` to ``high`` with the fewest digits, a multiple of 1, 2 or 5 times a power of ten."""
    if not high > low:
        return low
    middle = (low + high) / 2
    for exponent in range(ceil(log10(high - low)) + 1, floor(log10(high - low)) - 3, -1):
        for digit in (5, 2, 1):
            unit = digit * 10.0**exponent
            found = float(f"{round(middle / unit) * unit:.12g}")
            if low <= found <= high:
                return found
    return middle
