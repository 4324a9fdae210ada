"""What is found of an optimizer that follows a reference: plain fields, a text, a figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from experiments.following.compare import Departure
from experiments.following.diagnose import Diagnosis
from experiments.scenario import Scenario
from optimizers import OPTIMIZERS

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

# How many of the things that this scenario cannot tell apart a text names.
NAMED = 3


@dataclass(frozen=True, eq=False)
class Report:
    """A candidate beside the reference.

    Attributes:
        scenario, racer: the race, and the key of the racer that is the reference.
        candidate: what the candidate is called.
        equal: whether the candidate's weights follow the reference's in every step.
        steps: number of steps that were compared; taken: that the candidate took. They differ where a last bit decides
            where the reference goes, as in a line search.
        equal_steps: number of steps before the weights depart; ``steps`` for an equal.
        ulp: how far those steps end from the reference's at most, in units of the weights' last place.
        departures: the first departing step of each quantity that departs, in their order.
        looks_like: what a candidate that departs looks like, the simplest first; empty if it is not known.
        nearest, nearest_steps, nearest_off: what comes nearest where it is not known, how many steps that follows, and
            by how much of its length a step usually differs.
        hint: what to change in the scenario to tell those of ``looks_like`` apart; empty if nothing helps.
        unseen: of an equal, mistakes that this scenario could not have told from it.
        path, reference: weights of the candidate and of the reference, each left to itself, float64 ``(n + 1, 2)``.
    """

    scenario: Scenario
    racer: str
    candidate: str
    equal: bool
    steps: int
    taken: int
    equal_steps: int
    ulp: float
    departures: tuple[Departure, ...]
    looks_like: tuple[str, ...]
    nearest: str
    nearest_steps: int
    nearest_off: float
    hint: str
    unseen: tuple[str, ...]
    path: NDArray[np.float64]
    reference: NDArray[np.float64]

    @property
    def departs(self) -> Departure | None:
        """The first quantity that departs, if the weights do; else None."""
        return None if self.equal else self.departures[0]

    @property
    def known(self) -> bool:
        """Whether it is known what the candidate is: the reference itself, or a suspect."""
        return self.equal or bool(self.looks_like)

    @property
    def apart(self) -> float:
        """The largest distance of both paths on an axis, each left to itself."""
        common = min(len(self.path), len(self.reference))
        with np.errstate(invalid="ignore"):
            return float(np.maximum.reduce(np.abs(self.path[:common] - self.reference[:common]), axis=None))

    def __str__(self) -> str:
        lines = self._equal_lines() if self.equal else self._departing_lines()
        if self.steps < self.taken:
            lines.append(
                f"Step {self.steps + 1} is not compared, nor later ones: a last bit decides where the rule goes."
            )
        return "\n".join(lines)

    def figure(self) -> Figure:
        """A Plotly figure with both paths and the first step that departs."""
        from experiments.following.figure import figure

        return figure(self)

    @property
    def _title(self) -> str:
        rule = OPTIMIZERS[self.racer.partition("~")[0]].name
        return f"{self.candidate} beside {rule} on {self.scenario.surface}"

    def _equal_lines(self) -> list[str]:
        lines = [f"{self._title}: equal up to step {self.steps}, within {_number(self.ulp)} ulp a step."]
        if self.apart > 1e-9 and self.steps == self.taken:
            lines.append(f"Left to themselves the paths part by {_number(self.apart)}: they magnify roundings.")
        lines += [
            f"Its {d.quantity} is another from step {d.step} on ({_pair(d.given)}, not {_pair(d.expected)}), "
            "which makes no difference to the weights."
            for d in self.departures
        ]
        if self.unseen:
            lines.append(f"This scenario would not have shown: {_listed(self.unseen)}.")
        return lines

    def _departing_lines(self) -> list[str]:
        first = self.departures[0]
        lines = [f"{self._title}: departs at step {first.step}, in {first.quantity}."]
        if self.equal_steps:
            lines.append(f"The weights are equal up to step {self.equal_steps}, within {_number(self.ulp)} ulp a step.")
        lines += [
            f"  step {d.step}: {d.quantity} is {_pair(d.given)}, the reference's {_pair(d.expected)}; "
            f"{_number(d.off)} apart, {_number(d.ulp)} ulp"
            for d in self.departures
        ]
        if not self.looks_like:
            follows = f"it follows {self.nearest_steps} of {self.steps} steps"
            follows += (
                f", and usually misses a step by {self.nearest_off:.2g} of its length" if self.nearest_off else ""
            )
            lines += ["I do not know what it looks like.", f"Nearest: {self.nearest}; {follows}."]
            return lines
        lines.append(f"It looks like: {self.looks_like[0]}. All {self.steps} steps are equal to that.")
        if len(self.looks_like) > 1:
            lines.append(f"This scenario cannot tell it from: {_listed(self.looks_like[1:])}.")
            lines.append(f"A scenario with {self.hint} would." if self.hint else "None that was tried would.")
        return lines


def report_of(diagnosis: Diagnosis) -> dict:
    """The fields of a report that come from a diagnosis."""
    names = ("looks_like", "hint", "nearest")
    return {name: getattr(diagnosis, name) for name in names} | {
        "nearest_steps": diagnosis.steps,
        "nearest_off": diagnosis.off,
    }


def _number(value: float) -> str:
    return f"{value:.3g}"


def _pair(pair: tuple[float, float]) -> str:
    return f"({pair[0]:.6g}, {pair[1]:.6g})"


def _listed(says: tuple[str, ...]) -> str:
    more = len(says) - NAMED
    return "; ".join(says[:NAMED]) + (f"; and {more} more" if more > 0 else "")
