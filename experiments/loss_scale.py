"""The scale of a surface's colours and third dimension: linear or logarithmic, and which is the better one."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Kind = Literal["log", "linear"]
KINDS: tuple[Kind, ...] = ("log", "linear")
# Where half the picture lies in the lowest fifth of its losses, a linear scale shows one colour.
CROWDED = 0.2


@dataclass(frozen=True)
class Scale:
    """Loss -> height. The log form is ``log10(loss - lowest + delta)``.

    ``delta`` is the height below which a hundredth of the picture lies: a valley and its walls both show levels.
    """

    kind: Kind
    lowest: float
    delta: float

    def of(self, loss: NDArray[np.float64]) -> NDArray[np.float64]:
        """Heights of losses of any shape; NaN below ``lowest - delta``."""
        if self.kind == "linear":
            return np.asarray(loss, dtype=np.float64)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.log10(loss - self.lowest + self.delta)

    def loss(self, height: NDArray[np.float64]) -> NDArray[np.float64]:
        """The losses that lie at these heights."""
        return height if self.kind == "linear" else 10.0**height + self.lowest - self.delta


def scale(loss: NDArray[np.float64], kind: Kind | None = None, known: float | None = None) -> Scale:
    """The scale of a picture with these losses, of any shape; what is not finite does not count.

    Args:
        kind: the better one, if None.
        known: the deepest minimum, which may lie between the points of the picture.
    """
    shown = np.sort(loss[np.isfinite(loss)], axis=None)
    if not shown.size:
        return Scale(kind or "linear", 0.0, 1.0)
    lowest = float(shown[0]) if known is None else min(float(shown[0]), known)
    spread = float(shown[-1] - shown[0]) or 1.0
    delta = max(float(shown[len(shown) // 100]) - lowest, 1e-6 * spread)
    return Scale(kind or better_scale(shown), lowest, delta)


def better_scale(loss: NDArray[np.float64]) -> Kind:
    """``log`` or ``linear``, whichever shows the structure of a picture with these losses."""
    low, middle, high = np.min(loss), np.median(loss), np.max(loss)
    return "log" if middle - low < CROWDED * (high - low) else "linear"
