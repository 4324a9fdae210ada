"""Row: a measured figure with its bound, the result format of all benchmarks."""

from dataclasses import dataclass
from math import isfinite


@dataclass(frozen=True)
class Row:
    """One measured figure.

    Attributes:
        key: key of a quote in a README, ``<!-- bench:key -->``; empty for none.
        name: description of the measurement.
        figure: the result, in ``unit``.
        at_most, at_least: the bound, if there is one.
        others: results of what it is compared with, in words.
    """

    key: str
    name: str
    figure: float
    unit: str = ""
    at_most: float | None = None
    at_least: float | None = None
    others: str = ""

    @property
    def bounded(self) -> bool:
        return self.at_most is not None or self.at_least is not None

    @property
    def holds(self) -> bool:
        enough = self.at_least is None or self.figure >= self.at_least
        return enough and (self.at_most is None or self.figure <= self.at_most)

    @property
    def ratio(self) -> float | None:
        """Figure divided by bound; None without a bound or for a bound of zero."""
        bound = self.at_most if self.at_most is not None else self.at_least
        return self.figure / bound if bound else None

    @property
    def text(self) -> str:
        """The figure as text, for printing and quoting."""
        return short(self.figure) + (self.unit if self.unit in ("×", "%") else f" {self.unit}" if self.unit else "")

    @property
    def bound(self) -> str:
        return f"≤ {self.at_most:g}" if self.at_most is not None else f"≥ {self.at_least:g}" if self.bounded else ""

    @property
    def verdict(self) -> str:
        return "" if not self.bounded else "holds" if self.holds else "does not hold"

    def __str__(self) -> str:
        ratio = f"{self.ratio:.2f}" if self.ratio is not None else ""
        return f"{self.name:58}{self.text:>14}{self.bound:>10}{ratio:>7}  {self.verdict:15}{self.others}".rstrip()


def short(figure: float) -> str:
    """``figure`` with three digits; benchmarks are not more precise."""
    if not isfinite(figure):
        return f"{figure}"
    if abs(figure) >= 100 or float(figure).is_integer():
        return f"{figure:,.0f}"
    return f"{figure:.2f}" if abs(figure) < 10 else f"{figure:.1f}"
