"""Race: a scenario that has been run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

import engine
from experiments.batches import Batches
from experiments.picture import Picture, picture
from experiments.run_names import ANSWER
from experiments.scenario import Scenario
from experiments.verdict import Verdict, judge
from landscapes import CriticalPoint, Landscape
from optimizers import OPTIMIZERS

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

UNJUDGED = Verdict("moving", 0)


@dataclass(frozen=True, eq=False)
class Run:
    """One optimizer's run of n steps; n is below ``scenario.steps`` only if it diverged.

    Attributes:
        path: float64 ``(n + 1, 2)``, the weights from the start on.
        loss: float64 ``(n + 1,)``, of the whole surface, over all samples and without noise.
        gradient: float64 ``(n + 1, 2)``, of the whole surface.
        state: float64 ``(n + 1, s, 2)``: the optimizer's s state numbers after each step, in declared order.
        verdict: what became of it.
        rate: float64 ``(n,)``: the learning rate of each step, as its schedule moved it.
        looks: float64 ``(n,)``: how often each step looked at the surface beyond the gradient it was given.
        batch_loss, batch_gradient: as ``loss`` and ``gradient``, but what the optimizer saw: those of the step's batch,
            or with its gradient noise; of the whole surface at the last point, from which no step is made. Where there
            is neither batch nor noise, they are ``loss`` and ``gradient`` themselves.
        samples: float64 ``(n + 1,)``: how many samples were looked at in all before each point, every look counted;
            on a surface without data a look counts one.
        answer: the same run told of the weights that the method offers as its result, an average: its path, loss and
            gradient are theirs. None where they are ``path`` itself, to the bit. The verdict is on the answer.
    """

    path: NDArray[np.float64]
    loss: NDArray[np.float64]
    gradient: NDArray[np.float64]
    state: NDArray[np.float64]
    verdict: Verdict
    rate: NDArray[np.float64]
    looks: NDArray[np.float64]
    batch_loss: NDArray[np.float64]
    batch_gradient: NDArray[np.float64]
    samples: NDArray[np.float64]
    answer: Run | None = None

    @property
    def result(self) -> Run:
        """What the run is judged by: the answer where there is one."""
        return self.answer or self


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

    def told(self) -> Iterator[tuple[str, Run]]:
        """Runs with their answers: each answer right behind its run, its key ended by :data:`ANSWER`."""
        for key, run in self.runs.items():
            yield key, run
            if run.answer:
                yield f"{key}{ANSWER}", run.answer

    def figure(self) -> Figure:
        """A Plotly figure that plays the race: for notebooks and ``write_html``."""
        from experiments.figure import figure

        return figure(self)


def run(scenario: Scenario, batches: Batches | None = None) -> Race:
    """Run every optimizer of ``scenario`` on its surface. Pure: the same scenario gives the same bits.

    ``batches``: to be used in place of the scenario's own.
    """
    landscape, parameters = scenario.landscape, tuple(scenario.surface_parameters.values())
    drawn = picture(scenario.surface, parameters, scenario.data)
    batches = scenario.batches() if batches is None else batches
    noisy = batches is not None or scenario.gradient_noise > 0.0
    runs = {}
    for key in scenario.optimizers:
        entry, stopped = one(scenario, key, landscape, parameters, batches, scenario.tilts())
        verdict = judged(entry, stopped, drawn, noisy)
        answer = entry.answer and replace(entry.answer, verdict=verdict)
        runs[key] = replace(entry, verdict=verdict, answer=answer)
    return Race(scenario, runs, drawn.points)


def judged(entry: Run, stopped: int | None, drawn: Picture, noisy: bool) -> Verdict:
    """The verdict on a run: on its answer where it has one."""
    result = entry.result
    return judge(result.path, result.loss, result.gradient, drawn.terrain, stopped=stopped, noisy=noisy)


def one(
    scenario: Scenario,
    key: str,
    landscape: Landscape,
    parameters: tuple[float, ...],
    batches: Batches | None,
    tilt: NDArray[np.float64] | None,
) -> tuple[Run, int | None]:
    """The run of optimizer ``key``, not judged yet, and the step at which it diverged."""
    factors, values = scenario.factors(key), scenario.optimizers[key]
    t = engine.trace(
        landscape,
        parameters,
        OPTIMIZERS[key],
        values,
        scenario.start,
        scenario.steps,
        factors,
        batches=batches,
        tilt=tilt,
    )
    loss, gradient = t.loss, t.gradient
    if batches is not None or tilt is not None:
        loss, gradient = engine.visit(landscape, parameters, t.path)
    made = len(t.looks)
    rate = values["lr"] * (np.ones(scenario.steps) if factors is None else factors)
    each = np.full(made, float(max(scenario.size, 1)))
    if batches is not None:
        # Batches from outside may be fewer than steps: then the rest is on all samples.
        drawn = np.diff(batches.starts)[:made]
        each[: len(drawn)] = drawn
    samples = np.concatenate([[0.0], np.cumsum(each * (1.0 + t.looks))])
    own = Run(t.path, loss, gradient, t.state, UNJUDGED, rate[:made], t.looks, t.loss, t.gradient, samples)
    return replace(own, answer=_answer(own, key, landscape, parameters)), t.stopped


def _answer(run: Run, key: str, landscape: Landscape, parameters: tuple[float, ...]) -> Run | None:
    optimizer = OPTIMIZERS[key]
    if not optimizer.answer:
        return None
    path = run.state[:, optimizer.state.index(optimizer.answer)].copy()
    # Before the first step there is nothing to average: some rules keep zeros there.
    path[0] = run.path[0]
    if path.tobytes() == run.path.tobytes():
        return None
    loss, gradient = engine.visit(landscape, parameters, path)
    return replace(run, path=path, loss=loss, gradient=gradient, batch_loss=loss, batch_gradient=gradient)
