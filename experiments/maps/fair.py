"""Fair race: tune every racer with one budget over one search space, then compare what the tuning found.

What it shows: how well each rule does on these surfaces once somebody has tuned it that much. What it does not: how it
does on others, or with another budget or space.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

import engine
from declare import whole
from experiments.maps.axes import applied
from experiments.maps.result import OBJECTIVES, Objective
from experiments.maps.tuning import Bounds, Search, Tuned, cases_of, space_of
from experiments.scenario import Scenario
from experiments.seeds import CancelledError

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

Array = NDArray[np.float64]
BUDGETS = (1, 1024)  # trials of a racer on a surface
Starts = Iterable[tuple[float, float]] | Callable[[Scenario], Iterable[tuple[float, float]]]
Seeds = Iterable[int] | Callable[[Scenario], Iterable[int]]


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


@dataclass(frozen=True, eq=False)
class FairPlan:
    """A fair race that has not been run.

    Attributes:
        searches: by number of the surface and key of the racer, the first surface's first.
    """

    objective: Objective
    budget: int
    racers: tuple[str, ...]
    searches: Mapping[tuple[int, str], Search]

    def tune(
        self,
        look: Callable[[], object] = engine.piece_done,
        names: Iterable[tuple[int, str]] | None = None,
        progress: Callable[[float], object] | None = None,
    ) -> Iterator[tuple[tuple[int, str], Tuned]]:
        """Results one after the other, computed on all processors; ``names``: of these searches alone.

        ``look`` is called every 50 ms; what it raises ends the work, as closing the generator does. ``progress`` is
        called with the share that is done.
        """
        ending = threading.Event()
        wanted = list(self.searches if names is None else names)
        pieces = [(name, piece) for name in wanted for piece in self.searches[name].pieces]
        costs = {name: self.searches[name].empty() for name in wanted}
        left = Counter(name for name, _ in pieces)
        work = engine.spread(lambda entry: self.searches[entry[0]].costs(entry[1], ending.is_set), pieces, look)
        try:
            for done, ((name, piece), found) in enumerate(work, 1):
                costs[name][self.searches[name].place(piece)] = found
                left[name] -= 1
                if progress is not None:
                    progress(done / len(pieces))
                if not left[name]:
                    yield name, self.searches[name].tuned(costs.pop(name))
        finally:
            ending.set()


def plan_fair(
    scenarios: Scenario | Sequence[Scenario],
    racers: Iterable[str] | None = None,
    *,
    budget: int = 64,
    objective: Objective = "steps",
    space: Iterable[str] | Bounds = ("lr",),
    starts: Starts | None = None,
    seeds: Seeds | None = None,
) -> FairPlan:
    """Plan of :func:`fair_race`."""
    surfaces = [scenarios] if isinstance(scenarios, Scenario) else list(scenarios)
    keys = tuple(surfaces[0].optimizers if racers is None and surfaces else racers or ())
    if not surfaces or not keys:
        raise ValueError("at least one scenario and one racer")
    if objective not in OBJECTIVES:
        raise ValueError(f"objective: {', '.join(OBJECTIVES)} were expected, got {objective}")
    if not BUDGETS[0] <= whole(budget) <= BUDGETS[1]:
        raise ValueError(f"budget: {BUDGETS[0]} to {BUDGETS[1]} trials were expected, got {budget}")
    place = starts if callable(starts) or starts is None else list(starts)
    number = seeds if callable(seeds) or seeds is None else list(seeds)
    searches = {}
    for at, surface in enumerate(surfaces):
        for key in keys:
            entered = replace(surface, optimizers={**surface.optimizers, key: surface.optimizers.get(key, {})})
            cases = cases_of(entered, _given(place, entered), _given(number, entered))
            searches[at, key] = Search(cases, key, objective, budget, space_of(key, space))
    return FairPlan(objective, budget, keys, searches)


def fair_race(
    scenarios: Scenario | Sequence[Scenario],
    racers: Iterable[str] | None = None,
    *,
    budget: int = 64,
    objective: Objective = "steps",
    space: Iterable[str] | Bounds = ("lr",),
    starts: Starts | None = None,
    seeds: Seeds | None = None,
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
        starts: run each trial from all of them; None for the scenario's. A function gives those of each scenario.
        seeds: run each trial with all of them; None for the scenario's. A function gives those of each scenario.
        progress: called with the share that is done.
        cancelled: asked every 50 ms; True ends the work.

    Raises:
        ValueError: no scenario, racer, start or seed; a racer without any hyperparameter of the space; bounds that are
            not declared; too large a budget; another objective.
        ScenarioError: a racer, start or seed that a scenario cannot have.
        CancelledError: ``cancelled`` returned True.
    """
    plan = plan_fair(scenarios, racers, budget=budget, objective=objective, space=space, starts=starts, seeds=seeds)
    tuned: dict[tuple[int, str], Tuned] = {}

    def look() -> None:
        engine.piece_done()
        if cancelled is not None and cancelled():
            raise CancelledError

    for name, found in plan.tune(look, progress=progress):
        tuned[name] = found
    return FairRace(objective, budget, plan.racers, tuned)


def _given(values: Iterable | Callable[[Scenario], Iterable] | None, scenario: Scenario) -> list | None:
    """``values`` for ``scenario``, as a list."""
    found = values(scenario) if callable(values) else values
    return None if found is None else list(found)


def _positive(cost: float) -> float:
    """A cost of zero, a start that has arrived already, as the smallest that can be compared."""
    return max(cost, 1e-300)
