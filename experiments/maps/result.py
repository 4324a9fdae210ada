"""Results of maps: named axes, one number a cell, and the way from a cell back to its run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from experiments.maps.axes import Axis
from experiments.maps.cells import Cells
from experiments.scenario import Scenario

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

Array = NDArray[np.float64]
Counts = NDArray[np.int64]
Objective = Literal["final", "best", "mean", "steps"]
OBJECTIVES: tuple[Objective, ...] = get_args(Objective)


@dataclass(frozen=True, eq=False)
class Map:
    """Runs of one racer in the cells of a grid, or along a line.

    Arrays have the shape ``(len(y), len(x))``, of a line ``(len(x),)``. Losses are those of the full surface, over all
    samples and without noise, at the weights with which the method answers: those of ``Run.result``.

    Attributes:
        scenario: the settings that no axis changes.
        racer: key of the racer.
        x, y: the axes; ``y`` of a line is None.
        objective: what the map is about: ``final``, ``best`` or ``mean`` loss, or ``steps`` to the target.
        target: loss at which a run counts as arrived.
        final: loss at the last point.
        best: lowest loss on the way; NaN counts for nothing, and it is infinite if there is no other.
        mean: of the losses at all points: their sum in order, divided by their number.
        reached: first step whose loss is at most ``target``, int64; -1 if there is none.
        steps: number of steps made, int64; fewer than ``scenario.steps`` only if the run diverged.
        stopped: the step at which the run diverged, int64; -1 if it did not.
        ends: last weights, ``(..., 2)``.
    """

    scenario: Scenario
    racer: str
    x: Axis
    y: Axis | None
    objective: Objective
    target: float
    final: Array
    best: Array
    mean: Array
    reached: Counts
    steps: Counts
    stopped: Counts
    ends: Array

    def __post_init__(self) -> None:
        if self.objective not in OBJECTIVES:
            raise ValueError(f"objective: {', '.join(OBJECTIVES)} were expected, got {self.objective}")

    @property
    def cost(self) -> Array:
        """The objective in each cell, the lower the better: infinite where a run diverged or did not arrive."""
        steps = np.where(self.reached < 0, np.inf, self.reached.astype(np.float64))
        cost = steps if self.objective == "steps" else getattr(self, self.objective)
        return np.where((self.stopped >= 0) | ~np.isfinite(cost), np.inf, cost)

    @property
    def best_cell(self) -> tuple[int, ...] | None:
        """Index of the cell with the lowest cost, the first of equal ones; None if no run did it."""
        cost = self.cost
        at = int(np.argmin(cost))
        if not np.isfinite(cost.flat[at]):
            return None
        return (at,) if self.y is None else divmod(at, len(self.x))

    def scenario_at(self, *cell: int) -> Scenario:
        """The scenario of a cell, ``[j]`` of a line or ``[i, j]``: its run of the racer has the cell's numbers.

        Raises:
            IndexError: there is no such cell.
        """
        if len(cell) != self.final.ndim:
            raise IndexError(f"a cell has {self.final.ndim} indexes, got {len(cell)}")
        rows = 1 if self.y is None else len(self.y)
        i, j = range(rows)[cell[0] if self.y else 0], range(len(self.x))[cell[-1]]
        return Cells(self.scenario, self.racer, self.x, self.y, self.target).scenario_at(i, j)

    def figure(self) -> Figure:
        """A Plotly figure of the map, for notebooks and ``write_html``."""
        from experiments.maps.figure import figure

        return figure(self)


@dataclass(frozen=True, eq=False)
class Basins(Map):
    """A map of starts: where the run from each of them ends.

    Attributes:
        minima: positions of the surface's known minima, ``(m, 2)``, in declared order.
        ended: int64 ``(len(y), len(x))``: number of the minimum, from 1 in declared order; 0 beside none
            (:data:`UNFINISHED`), -1 beside a saddle, -2 diverged.
    """

    minima: Array = field(default_factory=lambda: np.empty((0, 2)))
    ended: Counts = field(default_factory=lambda: np.empty((0, 0), np.int64))

    @property
    def shares(self) -> Mapping[int, float]:
        """Share of the starts by how they end, as numbers of :attr:`ended`; of each minimum, and of what occurs."""
        kinds = sorted({*range(1, len(self.minima) + 1), *self.ended.ravel().tolist()}, reverse=True)
        return {kind: int(np.count_nonzero(self.ended == kind)) / self.ended.size for kind in kinds}
