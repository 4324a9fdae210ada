"""The logarithmic scale of a surface's colours and third dimension, and when it is the better one."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

# The scale begins at this share of the picture's loss range above the lowest loss: three decades are visible.
FLOOR = 1e-3
# Where half the picture lies in the lowest fifth of its losses, a linear scale shows one colour.
CROWDED = 0.2


def height(loss: NDArray[np.float64], lowest: float, loss_range: float) -> NDArray[np.float64]:
    """``log10(loss - lowest + floor)``: any shape; NaN below the lowest loss of the picture by more than the floor."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.log10(loss - lowest + FLOOR * loss_range)


def better_scale(loss: NDArray[np.float64]) -> Literal["log", "linear"]:
    """``log`` or ``linear``, whichever shows the structure of a picture with these losses."""
    low, middle, high = np.min(loss), np.median(loss), np.max(loss)
    return "log" if middle - low < CROWDED * (high - low) else "linear"
