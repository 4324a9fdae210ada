"""Share of random trials in which something happens, with the interval in which the true share lies."""

from dataclasses import dataclass
from math import sqrt

# Quantile of the normal distribution that 2.5 % lie above.
NORMAL = 1.959963984540054


@dataclass(frozen=True)
class Share:
    """``count`` out of ``of`` trials; a number where one is needed: ``float(share)``.

    Raises:
        ValueError: no trial, or more cases than trials.
    """

    count: int
    of: int

    def __post_init__(self) -> None:
        if not 0 <= self.count <= self.of or not self.of:
            raise ValueError(f"{self.count} of {self.of} is no share")

    def __float__(self) -> float:
        return self.count / self.of

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
