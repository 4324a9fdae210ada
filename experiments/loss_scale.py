"""Scale of a surface's colours and height, linear or logarithmic, and the choice of the better one."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Kind = Literal["log", "linear"]
KINDS: tuple[Kind, ...] = ("log", "linear")
# If half the picture lies in the lowest fifth of its loss range, a linear scale shows nearly one colour.
CROWDED = 0.2


@dataclass(frozen=True)
class Scale:
    """Mapping of loss to height; logarithmic: ``log10(loss - lowest + delta)``.

    ``delta`` is the loss above ``lowest`` below which 1 % of the picture lies, so that floor and walls both get levels.
    """

    kind: Kind
    lowest: float
    delta: float

    def of(self, loss: NDArray[np.float64]) -> NDArray[np.float64]:
        """Heights of ``loss``, an array of any shape; NaN below ``lowest - delta``."""
        if self.kind == "linear":
            return np.asarray(loss, dtype=np.float64)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.log10(loss - self.lowest + self.delta)

    def loss(self, height: NDArray[np.float64]) -> NDArray[np.float64]:
        """Losses at these heights; the inverse of :meth:`of`."""
        return height if self.kind == "linear" else 10.0**height + self.lowest - self.delta


def scale(loss: NDArray[np.float64], kind: Kind | None = None, known: float | None = None) -> Scale:
    """The scale of a picture with these losses, an array of any shape; values that are not finite are ignored.

    Args:
        kind: ``log`` or ``linear``; None: the better one.
        known: loss of the deepest minimum, which may lie between grid points.
    """
    finite = np.sort(loss[np.isfinite(loss)], axis=None)
    if not finite.size:
        return Scale(kind or "linear", 0.0, 1.0)
    lowest = float(finite[0]) if known is None else min(float(finite[0]), known)
    spread = float(finite[-1] - finite[0]) or 1.0
    delta = max(float(finite[len(finite) // 100]) - lowest, 1e-6 * spread)
    return Scale(kind or better_scale(finite), lowest, delta)


def better_scale(loss: NDArray[np.float64]) -> Kind:
    """``log`` or ``linear``, whichever shows more of the structure of a picture with these losses."""
    low, middle, high = np.min(loss), np.median(loss), np.max(loss)
    return "log" if middle - low < CROWDED * (high - low) else "linear"
