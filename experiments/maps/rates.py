"""Rate sweep of a race: the loss of each racer over its learning rates."""

from collections.abc import Mapping
from dataclasses import dataclass

from experiments import cost
from experiments.maps.axes import Axis, axis
from experiments.maps.cells import Cells, arrived
from experiments.scenario import Scenario

# Numbers of values: each line is part of those with more. The first has 20 values a decade.
COUNTS = (121, 61, 31, 16)
# Seconds of one processor that a sweep may take, by the estimate; the fewest values may take the second number.
BUDGET, MOST = 8.0, 60.0
NAME = "lr"


@dataclass(frozen=True, eq=False)
class Rates:
    """The cells of a sweep by racer, on axes of one length.

    Attributes:
        scenario: the race; the learning rates in it make no difference to the cells.
        target: loss at which a run counts as arrived.
    """

    scenario: Scenario
    target: float
    cells: Mapping[str, Cells]

    @property
    def axes(self) -> dict[str, Axis]:
        return {racer: cells.x for racer, cells in self.cells.items()}


def affordable(scenario: Scenario) -> int:
    """The largest of :data:`COUNTS` for which a sweep fits the budget; 0 if even the smallest takes too long."""
    once = cost.running(scenario)
    fitting = [count for count in COUNTS if count * once <= BUDGET]
    return fitting[0] if fitting else COUNTS[-1] if COUNTS[-1] * once <= MOST else 0


def rates(scenario: Scenario, count: int) -> Rates:
    """A sweep with ``count`` rates a racer, over its declared bounds."""
    target = arrived(scenario)
    cells = {
        racer: Cells(scenario, racer, axis(scenario, racer, NAME, count, COUNTS[0]), None, target)
        for racer in scenario.optimizers
    }
    return Rates(scenario, target, cells)
