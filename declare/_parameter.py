"""Parameter: a declared number with its name, default, range and slider scale."""

from dataclasses import dataclass
from math import isfinite
from typing import Literal

Scale = Literal["linear", "log", "decay", "whole", "switch"]


@dataclass(frozen=True)
class Parameter:
    """A number that a visitor can set.

    Attributes:
        name: the field's term, spelled like the reference's argument (``lr``, ``beta1``).
        default: the reference's default.
        bounds: lowest and highest value, both included.
        scale: ``linear``; ``log``; ``decay``, evenly spaced in log(1 - value), for averaging rates near one; ``whole``,
            whole numbers spaced as on ``log``; ``switch``, 0.0 for off and 1.0 for on.
        symbol: LaTeX, as in the unit's formula.
        breaks: whether it departs from the published method, to show the purpose of a part; then it is off by default.
    """

    name: str
    default: float
    bounds: tuple[float, float] = (0.0, 1.0)
    scale: Scale = "linear"
    symbol: str = ""
    breaks: bool = False

    def accepts(self, value: float) -> bool:
        """Whether ``value`` is finite, within ``bounds``, and whole if the scale requires it."""
        low, high = self.bounds
        whole = self.scale in ("whole", "switch")
        return low <= value <= high and isfinite(value) and not (whole and value % 1)

    def stops(self) -> tuple[float, ...]:
        """Round slider values over the range, evenly spaced on ``scale``: 1-2-5 per decade, or hundredths if linear."""
        low, high = self.bounds
        if self.scale == "switch":
            return (low, high)
        if self.scale == "whole" and high - low <= 100:
            values = [low + k for k in range(int(high - low) + 1)]
        elif self.scale == "whole":
            values = [v for v in _series(1.0, high) if v >= low]
        elif self.scale == "linear":
            values = [low + (high - low) * k / 100 for k in range(101)]
        elif self.scale == "log":
            values = _series(low, high)
        else:
            values = [1 - gap for gap in _series(1 - high, 1.0)]
        rounded = {float(f"{v:.12g}") for v in values}
        return tuple(sorted({v for v in rounded if low < v < high} | {low, high, self.default}))


def _series(low: float, high: float) -> list[float]:
    """1-2-5 numbers from ``low`` to ``high``; from eight decades below ``high`` if ``low`` is zero."""
    smallest = low if low > 0 else high * 1e-8
    decades = range(-20, 20)
    return [v for e in decades for m in (1, 2, 5) if smallest <= (v := float(f"{m}e{e}")) * (1 + 1e-12) and v <= high]
