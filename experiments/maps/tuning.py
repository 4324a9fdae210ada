"""Tune one racer on one surface: trials of a fixed sequence, each judged by its runs from all starts with all seeds."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

import engine
from experiments.maps.axes import applied
from experiments.maps.cells import arrived, height_of_start, lowest_known
from experiments.maps.result import Objective
from experiments.maps.search import at_share, points
from experiments.racers import optimizer_of
from experiments.run_cache import identity
from experiments.scenario import Scenario

Array = NDArray[np.float64]
Bounds = Mapping[str, tuple[float, float]]
Piece = tuple[int, slice]  # number of the case, and trials
WORK = 2**21  # evaluations of a sample, or of a surface without samples, in a piece of more than one trial
MOST_RUNS = 4096  # starts x seeds of one trial
QUARTILES = (25, 50, 75)
# Costs within this factor of the best count as good.
GOOD = 2.0
# Losses are compared as heights above the lowest known loss; below this share of the start's height they are equal.
EQUAL = 1e-12


@dataclass(frozen=True, eq=False)
class Tuned:
    """One racer on one surface.

    Attributes:
        scenario: the surface, with the best settings of the racer.
        racer: its key.
        trials: values that were tried, ``(budget, d)``, in the order of ``names``.
        names: hyperparameters that were searched.
        costs: of each trial, ``(budget,)``: the median over starts and seeds, infinite if half of them failed.
        best: index of the trial with the lowest cost, the first of equal ones; None if all failed.
        spread: 25, 50 and 75 % quantiles of the cost with the best settings over starts and seeds, ``(3,)``.
        good: share of the trials whose cost is within twice the best: of one searched rate, the share of its range on
            the logarithmic scale.
        rates: lowest and highest rate among these trials; None if all failed.
    """

    scenario: Scenario
    racer: str
    names: tuple[str, ...]
    trials: Array
    costs: Array
    best: int | None
    spread: Array
    good: float
    rates: tuple[float, float] | None

    @property
    def settings(self) -> Mapping[str, float]:
        """The best settings of what was searched; empty if all trials failed."""
        return {} if self.best is None else dict(zip(self.names, self.trials[self.best].tolist(), strict=True))

    @property
    def cost(self) -> float:
        """The lowest cost; infinite if all trials failed."""
        return np.inf if self.best is None else float(self.costs[self.best])


@dataclass(frozen=True, eq=False)
class Search:
    """The tuning of ``racer``: ``cases`` are scenarios with one seed each, and the starts of each."""

    cases: list[tuple[Scenario, Array]]
    racer: str
    objective: Objective
    budget: int
    space: Bounds

    @cached_property
    def trials(self) -> Array:
        """Values that are tried, ``(budget, d)``, in the order of the space."""
        names = tuple(self.space)
        declared = {h.name: h for h in optimizer_of(self.racer).hyperparameters}
        return np.array(
            [
                [at_share(declared[name], share, self.space[name]) for name, share in zip(names, point, strict=True)]
                for point in points(self.budget, len(names))
            ]
        )

    @property
    def key(self) -> Hashable:
        """Everything that the costs depend on; neither what is searched nor other racers' settings."""
        any_trial = {name: low for name, (low, _) in self.space.items()}
        cases = tuple(
            (identity(applied(scenario, self.racer, any_trial), self.racer), starts.tobytes())
            for scenario, starts in self.cases
        )
        return cases, self.objective, self.budget, tuple(self.space.items())

    @property
    def pieces(self) -> list[Piece]:
        """Parts of the work that take little each, so that others' work is not kept waiting."""
        found = []
        for case, (scenario, starts) in enumerate(self.cases):
            count = max(1, WORK // (max(scenario.size, 1) * max(scenario.steps, 1) * len(starts)))
            found += [(case, slice(at, min(at + count, self.budget))) for at in range(0, self.budget, count)]
        return found

    def empty(self) -> Array:
        """Room for the cost of each trial from each start with each seed, ``(budget, starts x seeds)``."""
        columns = sum(len(starts) for _, starts in self.cases)  # whole numbers
        return np.full((self.budget, columns), np.inf)

    def place(self, piece: Piece) -> tuple[slice, slice]:
        """Where the costs of a piece stand in :meth:`empty`."""
        case, trials = piece
        width = len(self.cases[case][1])
        return trials, slice(case * width, (case + 1) * width)

    def costs(self, piece: Piece, cancelled: Callable[[], bool]) -> Array:
        """Cost of the piece's trials from each start, ``(trials, starts)``; nothing once ``cancelled()`` is true."""
        case, at = piece
        (scenario, starts), trials = self.cases[case], self.trials[at]
        columns = {name: np.repeat(trials[:, k], len(starts)) for k, name in enumerate(self.space)}
        found = engine.sweep(
            scenario.landscape,
            tuple(scenario.surface_parameters.values()),
            optimizer_of(self.racer),
            {**scenario.optimizers[self.racer], **columns},
            np.tile(starts, (len(trials), 1)),
            scenario.steps,
            factor=scenario.factors(self.racer),
            batches=scenario.batches(),
            tilt=scenario.tilts(),
            measured=True,
            target=arrived(scenario),
            cancelled=cancelled,
        )
        if self.objective == "steps":
            cost = np.where(found.reached < 0, np.inf, found.reached.astype(np.float64))
        else:
            loss = {"final": found.losses, "best": found.lowest, "mean": found.mean}[self.objective]
            cost = _heights(scenario, loss)
        cost[(found.stopped == engine.Stopped.DIVERGED) | ~np.isfinite(cost)] = np.inf
        return cost.reshape(len(trials), len(starts))

    def tuned(self, costs: Array) -> Tuned:
        """The best of all trials; ``costs`` as of :meth:`empty`."""
        names, trials = tuple(self.space), self.trials
        low, middle, high = np.percentile(costs, QUARTILES, axis=1, method="inverted_cdf")
        best = int(np.argmin(middle)) if np.isfinite(middle).any() else None
        at = 0 if best is None else best
        good = middle <= GOOD * middle[at] if best is not None else np.zeros(self.budget, bool)
        rates = trials[good, names.index("lr")] if "lr" in names and good.any() else None
        scenario = self.cases[0][0]
        if best is not None:
            scenario = applied(scenario, self.racer, dict(zip(names, trials[best].tolist(), strict=True)))
        return Tuned(
            scenario,
            self.racer,
            names,
            trials,
            middle,
            best,
            np.array([low[at], middle[at], high[at]]),
            int(np.count_nonzero(good)) / self.budget,
            None if rates is None else (float(rates.min()), float(rates.max())),
        )


def _heights(scenario: Scenario, loss: Array) -> Array:
    """``loss`` above the lowest known loss, at least :data:`EQUAL` of the start's height."""
    return np.maximum(loss - lowest_known(scenario), EQUAL * max(height_of_start(scenario), 0.0))


def cases_of(
    scenario: Scenario, starts: list[tuple[float, float]] | None, seeds: list[int] | None
) -> list[tuple[Scenario, Array]]:
    """A scenario for each seed, with the starts ``(n, 2)`` of its runs."""
    if starts == [] or seeds == [] or len(starts or [0]) * len(seeds or [0]) > MOST_RUNS:
        raise ValueError(f"1 to {MOST_RUNS} starts and seeds were expected")
    first = replace(scenario, start=(starts or [scenario.start])[0])
    places = np.array([replace(scenario, start=place).start for place in starts or [scenario.start]])
    return [(replace(first, seed=seed), places) for seed in seeds or [scenario.seed]]


def space_of(racer: str, space: Iterable[str] | Bounds) -> Bounds:
    """Bounds of what ``racer`` searches."""
    declared = {h.name: h for h in optimizer_of(racer).hyperparameters}
    wanted = dict(space) if isinstance(space, Mapping) else dict.fromkeys(space)
    mine = {
        name: declared[name].bounds if bounds is None else bounds for name, bounds in wanted.items() if name in declared
    }
    if not mine:
        raise ValueError(f"{racer}: no hyperparameter of the search space")
    for name, bounds in mine.items():
        if not (len(bounds) == 2 and bounds[0] <= bounds[1] and all(map(declared[name].accepts, bounds))):
            raise ValueError(f"{racer}.{name}: bounds within {declared[name].bounds} were expected, got {bounds}")
    return mine
