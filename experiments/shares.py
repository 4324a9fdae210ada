"""Share of random trials in which something happens, with the interval in which the true share lies."""

from math import sqrt
from typing import Self

# Quantile of the normal distribution that 2.5 % lie above.
NORMAL = 1.959963984540054


class Share(float):
    """``count`` out of ``of`` trials, as a number.

    Raises:
        ValueError: no trial, or more cases than trials.
    """

    count: int
    of: int

    def __new__(cls, count: int, of: int) -> Self:
        if not 0 <= count <= of or not of:
            raise ValueError(f"{count} of {of} is no share")
        share = super().__new__(cls, count / of)
        share.count, share.of = count, of
        return share

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval at 95 %: it stays within 0 and 1, and is no point where all trials agree.

        Source: Wilson, JASA 22 (1927); Brown, Cai and DasGupta, Statistical Science 16 (2001).
        """
        share, weight = float(self), NORMAL * NORMAL / self.of
        middle = share + weight / 2
        half = sqrt(weight * (share * (1 - share) + weight / 4))
        low, high = (middle - half) / (1 + weight), (middle + half) / (1 + weight)
        # Rounding may leave 1e-19 where the bound is exact.
        return (0.0 if self.count == 0 else low), (1.0 if self.count == self.of else high)
