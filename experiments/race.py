"""Race: a scenario that has been run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

import engine
from experiments.scenario import Scenario
from experiments.verdict import Verdict, judge
from landscapes import LANDSCAPES, CriticalPoint
from optimizers import OPTIMIZERS

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

# Points along each axis of the picture. 129 puts a sample on the centre and 12 in every period of Rastrigin.
GRID = 129


@dataclass(frozen=True)
class Run:
    """One optimizer's run of n steps; n is below ``scenario.steps`` only if it diverged.

    Attributes:
        path: float64 ``(n + 1, 2)``, the weights from the start on.
        loss: float64 ``(n + 1,)``.
        gradient: float64 ``(n + 1, 2)``.
        state: float64 ``(n + 1, s, 2)``: the optimizer's s state numbers after each step, in declared order.
        verdict: what became of it.
        rate: float64 ``(n,)``: the learning rate of each step, as its schedule moved it.
        looks: float64 ``(n,)``: how often each step looked at the surface beyond the gradient it was given.
    """

    path: NDArray[np.float64]
    loss: NDArray[np.float64]
    gradient: NDArray[np.float64]
    state: NDArray[np.float64]
    verdict: Verdict
    rate: NDArray[np.float64]
    looks: NDArray[np.float64]


@dataclass(frozen=True)
class Race(Mapping[str, Run]):
    """Runs by optimizer key, in the scenario's order."""

    scenario: Scenario
    runs: Mapping[str, Run]
    points: tuple[CriticalPoint, ...]

    def __getitem__(self, key: str) -> Run:
        return self.runs[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.runs)

    def __len__(self) -> int:
        return len(self.runs)

    def figure(self) -> Figure:
        """A Plotly figure that plays the race: for notebooks and ``write_html``."""
        from experiments.figure import figure

        return figure(self)


@dataclass(frozen=True, eq=False)
class Picture:
    """A surface as it is drawn.

    Attributes:
        x, y: float64 ``(GRID,)``, the axes.
        z: float64 ``(GRID, GRID)``, loss; rows are y.
        points: critical points.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    z: NDArray[np.float64]
    points: tuple[CriticalPoint, ...]

    @property
    def lowest(self) -> float:
        """Lowest loss in the picture."""
        return float(self.z.min())

    @property
    def range(self) -> float:
        """Highest minus lowest loss in the picture."""
        return float(self.z.max() - self.z.min())


# 130 KB each; a slider over a surface parameter makes many.
@lru_cache(maxsize=64)
def picture(surface: str, parameters: tuple[float, ...]) -> Picture:
    """The surface ``surface`` with parameter values in declared order, over its domain."""
    landscape = LANDSCAPES[surface]
    (x0, x1), (y0, y1) = landscape.domain
    x, y = np.linspace(x0, x1, GRID), np.linspace(y0, y1, GRID)
    named = {p.name: v for p, v in zip(landscape.parameters, parameters, strict=True)}
    return Picture(x, y, engine.grid(landscape, parameters, x, y), landscape.points(**named))


def run(scenario: Scenario) -> Race:
    """Run every optimizer of ``scenario`` on its surface. Pure: the same scenario gives the same bits."""
    landscape = LANDSCAPES[scenario.surface]
    parameters = tuple(scenario.surface_parameters.values())
    drawn = picture(scenario.surface, parameters)
    runs = {}
    for key, values in scenario.optimizers.items():
        factors = scenario.factors(key)
        t = engine.trace(landscape, parameters, OPTIMIZERS[key], values, scenario.start, scenario.steps, factors)
        verdict = judge(
            t.path,
            t.loss,
            t.gradient,
            stopped=t.stopped,
            points=drawn.points,
            domain=landscape.domain,
            lowest=drawn.lowest,
            loss_range=drawn.range,
        )
        rate = values["lr"] * (np.ones(scenario.steps) if factors is None else factors)
        runs[key] = Run(t.path, t.loss, t.gradient, t.state, verdict, rate[: len(t.looks)], t.looks)
    return Race(scenario, runs, drawn.points)
