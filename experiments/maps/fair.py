"""Fair race: tune every racer with one budget over one search space, then compare what the tuning found.

What it shows: how well each rule does on these surfaces once somebody has tuned it that much. What it does not: how it
does on others, or with another budget or space.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

import engine
from declare import whole
from experiments.maps.axes import applied
from experiments.maps.cells import arrived, height_of_start, lowest_known
from experiments.maps.result import OBJECTIVES, Objective
from experiments.maps.search import at_share, points
from experiments.racers import optimizer_of
from experiments.scenario import Scenario
from experiments.seeds import CancelledError

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

Array = NDArray[np.float64]
BUDGETS = (1, 1024)  # trials of a racer on a surface
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
class FairRace:
    """Results of all racers on all surfaces.

    Attributes:
        objective: what was minimised: ``steps`` to the target; or ``final``, ``best`` or ``mean`` loss, the last of
            which is the area under the curve, as heights above the lowest known loss.
        budget: trials of each racer on each surface.
        racers: keys.
        tuned: by number of the surface and key of the racer.
    """

    objective: Objective
    budget: int
    racers: tuple[str, ...]
    tuned: Mapping[tuple[int, str], Tuned]

    @cached_property
    def scenarios(self) -> list[Scenario]:
        """Each surface with the best settings of every racer, for a race that shows them."""
        found: dict[int, Scenario] = {}
        for (number, racer), one in self.tuned.items():
            found[number] = applied(found.get(number, one.scenario), racer, dict(one.settings))
        return list(found.values())

    def ratios(self, racer: str) -> Array:
        """Cost on each surface divided by the best racer's, ``(surfaces,)``, at least 1; infinite if it failed."""
        numbers = range(len(self.scenarios))
        mine = np.array([_positive(self.tuned[number, racer].cost) for number in numbers])
        least = np.array([min(_positive(self.tuned[number, key].cost) for key in self.racers) for number in numbers])
        with np.errstate(invalid="ignore"):
            return np.where(np.isfinite(mine), mine / least, np.inf)

    def profile(self, racer: str, factors: Iterable[float]) -> Array:
        """Performance profile: share of the surfaces on which the racer needs at most each factor times the best cost.

        Source: Dolan & Moré, Mathematical Programming 91 (2002).
        """
        ratios = self.ratios(racer)
        return np.array([int(np.count_nonzero(ratios <= factor)) / len(ratios) for factor in factors])

    def figure(self) -> Figure:
        """A Plotly figure: costs of the trials against the rate, and the performance profile."""
        from experiments.maps.figure import fair

        return fair(self)


def fair_race(
    scenarios: Scenario | Sequence[Scenario],
    racers: Iterable[str] | None = None,
    *,
    budget: int = 64,
    objective: Objective = "steps",
    space: Iterable[str] | Mapping[str, tuple[float, float]] = ("lr",),
    starts: Iterable[tuple[float, float]] | None = None,
    seeds: Iterable[int] | None = None,
    progress: Callable[[float], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> FairRace:
    """Tune each of ``racers`` on each of ``scenarios`` with ``budget`` trials, and compare.

    Trials are the first points of one fixed sequence (:func:`experiments.maps.search.points`), so that a larger budget
    contains a smaller one. Each trial's runs are those of its scenario, bit for bit.

    Args:
        scenarios: one for each surface; a racer keeps the settings and the schedule that it has there.
        racers: their keys; None for those of the first scenario.
        budget: trials of each racer on each surface.
        objective: see :class:`FairRace`. The target of ``steps`` is :func:`experiments.maps.cells.arrived`.
        space: hyperparameters to be searched, within their declared bounds or the given ones. A racer that lacks one
            searches the others; it has as many trials.
        starts: run each trial from all of them; None for the scenario's.
        seeds: run each trial with all of them; None for the scenario's.
        progress: called with the share that is done.
        cancelled: asked every 50 ms; True ends the work.

    Raises:
        ValueError: no scenario, racer, start or seed; a racer without any hyperparameter of the space; bounds that are
            not declared; too large a budget; another objective.
        ScenarioError: a racer, start or seed that a scenario cannot have.
        CancelledError: ``cancelled`` returned True.
    """
    surfaces = [scenarios] if isinstance(scenarios, Scenario) else list(scenarios)
    keys = tuple(surfaces[0].optimizers if racers is None and surfaces else racers or ())
    if not surfaces or not keys:
        raise ValueError("at least one scenario and one racer")
    if objective not in OBJECTIVES:
        raise ValueError(f"objective: {', '.join(OBJECTIVES)} were expected, got {objective}")
    if not BUDGETS[0] <= whole(budget) <= BUDGETS[1]:
        raise ValueError(f"budget: {BUDGETS[0]} to {BUDGETS[1]} trials were expected, got {budget}")
    places = None if starts is None else list(starts)
    numbers = None if seeds is None else list(seeds)
    searches = []
    for number, surface in enumerate(surfaces):
        for key in keys:
            entered = replace(surface, optimizers={**surface.optimizers, key: surface.optimizers.get(key, {})})
            cases = _cases(entered, places, numbers)
            searches.append(((number, key), _Search(cases, key, objective, budget, _space(key, space))))
    tuned: dict[tuple[int, str], Tuned] = {}
    ending = threading.Event()

    def look() -> None:
        engine.piece_done()
        if cancelled is not None and cancelled():
            raise CancelledError

    try:
        for (name, _), found in engine.spread(lambda search: search[1].tuned(ending.is_set), searches, look):
            tuned[name] = found
            if progress is not None:
                progress(len(tuned) / len(searches))
    finally:
        ending.set()
    return FairRace(objective, budget, keys, tuned)


@dataclass(frozen=True, eq=False)
class _Search:
    """The tuning of ``racer``: ``cases`` are scenarios with one seed each, and the starts of each."""

    cases: list[tuple[Scenario, Array]]
    racer: str
    objective: Objective
    budget: int
    space: Mapping[str, tuple[float, float]]

    def tuned(self, cancelled: Callable[[], bool]) -> Tuned:
        """The best of all trials; means nothing once ``cancelled()`` is true."""
        names = tuple(self.space)
        declared = {h.name: h for h in optimizer_of(self.racer).hyperparameters}
        trials = np.array(
            [
                [at_share(declared[name], share, self.space[name]) for name, share in zip(names, point, strict=True)]
                for point in points(self.budget, len(names))
            ]
        )
        costs = np.hstack([self._costs(scenario, starts, names, trials, cancelled) for scenario, starts in self.cases])
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

    def _costs(
        self, scenario: Scenario, starts: Array, names: tuple[str, ...], trials: Array, cancelled: Callable[[], bool]
    ) -> Array:
        """Cost of each trial from each start, ``(budget, starts)``."""
        columns = {name: np.repeat(trials[:, k], len(starts)) for k, name in enumerate(names)}
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


def _heights(scenario: Scenario, loss: Array) -> Array:
    """``loss`` above the lowest known loss, at least :data:`EQUAL` of the start's height."""
    return np.maximum(loss - lowest_known(scenario), EQUAL * max(height_of_start(scenario), 0.0))


def _cases(
    scenario: Scenario, starts: list[tuple[float, float]] | None, seeds: list[int] | None
) -> list[tuple[Scenario, Array]]:
    """A scenario for each seed, with the starts ``(n, 2)`` of its runs."""
    if starts == [] or seeds == [] or len(starts or [0]) * len(seeds or [0]) > MOST_RUNS:
        raise ValueError(f"1 to {MOST_RUNS} starts and seeds were expected")
    first = replace(scenario, start=(starts or [scenario.start])[0])
    places = np.array([replace(scenario, start=place).start for place in starts or [scenario.start]])
    return [(replace(first, seed=seed), places) for seed in seeds or [scenario.seed]]


def _space(racer: str, space: Iterable[str] | Mapping[str, tuple[float, float]]) -> Mapping[str, tuple[float, float]]:
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


def _positive(cost: float) -> float:
    """A cost of zero, a start that has arrived already, as the smallest that can be compared."""
    return max(cost, 1e-300)
