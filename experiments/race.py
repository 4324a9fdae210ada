"""Run a scenario: every optimizer on its surface, with a verdict on each run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

import engine
from experiments.batches import Batches
from experiments.picture import Picture, picture
from experiments.racers import optimizer_of
from experiments.run_names import ANSWER
from experiments.scenario import Scenario
from experiments.verdict import Verdict, judge
from landscapes import CriticalPoint, Landscape

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

UNJUDGED = Verdict("moving", 0)


@dataclass(frozen=True, eq=False)
class Run:
    """One optimizer's run of n steps; n is less than ``scenario.steps`` only if the run diverged.

    Attributes:
        path: weights, float64 ``(n + 1, 2)``; row 0 is the start.
        loss: full loss, over all samples and without noise, float64 ``(n + 1,)``.
        gradient: gradient of the full loss, float64 ``(n + 1, 2)``.
        state: the optimizer's s state numbers after each step, in declared order, float64 ``(n + 1, s, 2)``.
        verdict: the outcome of the run.
        rate: learning rate of each step, as its schedule set it, float64 ``(n,)``.
        looks: evaluations of the surface in each step beyond the first gradient, float64 ``(n,)``.
        batch_loss, batch_gradient: loss and gradient that the optimizer saw, on the step's batch or with its noise. At
            the last point, which has no step, those of the full loss. Equal to ``loss`` and ``gradient`` without
            batches and noise.
        samples: samples evaluated before each point, counting every look, float64 ``(n + 1,)``; without data a look
            counts as one.
        answer: for a method that returns an average of its weights, a Run with the average's path, loss and gradient;
            the verdict is on it. None if the average equals ``path`` bit for bit.
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
        """The run that the verdict is on: the answer if there is one."""
        return self.answer or self


@dataclass(frozen=True)
class Race(Mapping[str, Run]):
    """Runs by racer key (:mod:`experiments.racers`), in the scenario's order."""

    scenario: Scenario
    runs: Mapping[str, Run]
    points: tuple[CriticalPoint, ...]

    def __getitem__(self, key: str) -> Run:
        return self.runs[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.runs)

    def __len__(self) -> int:
        return len(self.runs)

    @property
    def only_minimum(self) -> bool:
        """Whether the surface has exactly one minimum, inside or outside the picture."""
        return len([point for point in self.points if point.kind == "minimum"]) == 1

    def with_answers(self) -> Iterator[tuple[str, Run]]:
        """``(name, run)`` of every run, each followed by its answer under its key with the suffix :data:`ANSWER`."""
        for key, run in self.runs.items():
            yield key, run
            if run.answer:
                yield f"{key}{ANSWER}", run.answer

    def figure(self) -> Figure:
        """A Plotly figure that plays the race, for notebooks and ``write_html``."""
        from experiments.figure import figure

        return figure(self)


def run(scenario: Scenario, batches: Batches | None = None) -> Race:
    """Run every optimizer of ``scenario`` on its surface. Pure: the same scenario gives the same bits.

    ``batches`` replace the scenario's own.
    """
    parameters = tuple(scenario.surface_parameters.values())
    drawn = picture(scenario.surface, parameters, scenario.data)
    batches = scenario.batches() if batches is None else batches
    tilt = scenario.tilts()
    noisy = batches is not None or tilt is not None
    runs = {}
    for key, (entry, stopped) in unjudged(scenario, batches, tilt).items():
        verdict = judged(entry, stopped, drawn, noisy)
        answer = entry.answer and replace(entry.answer, verdict=verdict)
        runs[key] = replace(entry, verdict=verdict, answer=answer)
    return Race(scenario, runs, drawn.points)


def judged(entry: Run, stopped: int | None, drawn: Picture, noisy: bool) -> Verdict:
    """The verdict on a run, or on its answer if it has one."""
    result = entry.result
    return judge(result.path, result.loss, result.gradient, drawn.terrain, stopped=stopped, noisy=noisy)


def unjudged(
    scenario: Scenario, batches: Batches | None, tilt: NDArray[np.float64] | None
) -> dict[str, tuple[Run, int | None]]:
    """The run of every optimizer, without a verdict, and the step at which it diverged or None."""
    landscape, parameters = scenario.landscape, tuple(scenario.surface_parameters.values())
    entries = entries_of(scenario)
    noise = {"batches": batches, "tilt": tilt}
    traces = engine.traces(landscape, parameters, entries, scenario.start, scenario.steps, **noise)
    noisy = batches is not None or tilt is not None
    return {
        key: (_recorded(scenario, key, trace, entry.factor, batches, noisy), trace.stopped)
        for key, trace, entry in zip(scenario.optimizers, traces, entries, strict=True)
    }


def entries_of(scenario: Scenario) -> list[engine.Entry]:
    """Optimizers of ``scenario`` with their settings, as the engine takes them."""
    return [
        engine.Entry(optimizer_of(key), values, scenario.factors(key)) for key, values in scenario.optimizers.items()
    ]


def _recorded(
    scenario: Scenario,
    key: str,
    t: engine.Trace,
    factors: NDArray[np.float64] | None,
    batches: Batches | None,
    noisy: bool,
) -> Run:
    landscape, parameters = scenario.landscape, tuple(scenario.surface_parameters.values())
    loss, gradient = engine.visit(landscape, parameters, t.path) if noisy else (t.loss, t.gradient)
    steps = len(t.looks)
    rate = scenario.optimizers[key]["lr"] * (np.ones(scenario.steps) if factors is None else factors)
    cost = np.full(steps, float(max(scenario.size, 1)))
    if batches is not None:
        # Batches from a caller may be fewer than the steps; the remaining steps use all samples.
        drawn = np.diff(batches.starts)[:steps]
        cost[: len(drawn)] = drawn
    samples = np.concatenate([[0.0], np.cumsum(cost * (1.0 + t.looks))])
    own = Run(t.path, loss, gradient, t.state, UNJUDGED, rate[:steps], t.looks, t.loss, t.gradient, samples)
    return replace(own, answer=_answer(own, key, landscape, parameters))


def _answer(run: Run, key: str, landscape: Landscape, parameters: tuple[float, ...]) -> Run | None:
    optimizer = optimizer_of(key)
    if not optimizer.answer:
        return None
    path = run.state[:, optimizer.state.index(optimizer.answer)].copy()
    # Before the first step there is no average; some rules store zeros.
    path[0] = run.path[0]
    if path.tobytes() == run.path.tobytes():
        return None
    loss, gradient = engine.visit(landscape, parameters, path)
    return replace(run, path=path, loss=loss, gradient=gradient, batch_loss=loss, batch_gradient=gradient)
