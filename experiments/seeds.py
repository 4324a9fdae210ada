"""Run a scenario with many seeds: the distribution of its results under random batches or noise."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import uuid4
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray

import engine
from declare import whole
from experiments import basin
from experiments.picture import picture
from experiments.race import entries_of, judged, unjudged
from experiments.scenario import SEEDS, Scenario
from experiments.shares import Share

QUANTILES = (5, 25, 50, 75, 95)
# Most points of a band; a chart is not wider in pixels.
POINTS = 1001


@dataclass(frozen=True, eq=False)
class Many:
    """Results of one optimizer with S seeds; of its average if the method returns one.

    Attributes:
        at: steps at which the band is given, ``(k,)``: all of them up to 1,000 steps, else evenly spaced ones.
        band: 5, 25, 50, 75 and 95 % quantiles of the full loss at those steps, ``(5, k)``, without interpolation. After
            a run diverges its loss counts as infinite.
        ends: last points, ``(S, 2)``.
        losses: full loss at the last points, ``(S,)``; infinite for diverged runs.
        left: share of seeds whose end lies in another basin than the start, or in none (:mod:`experiments.basin`); None
            if the start lies in no basin.
        home: number of the start's minimum, from 1; None if the start lies in no basin.
        reached: number of ends in the basin of each minimum, by its number from 1; 0 stands for no basin.
        verdicts: number of runs by kind of verdict.
        samples: samples seen before each step of ``at``, mean over the seeds, ``(k,)``.
    """

    at: NDArray[np.intp]
    band: NDArray[np.float64]
    ends: NDArray[np.float64]
    losses: NDArray[np.float64]
    left: Share | None
    home: int | None
    reached: Mapping[int, int]
    verdicts: Mapping[str, int]
    samples: NDArray[np.float64]


class Results(dict[str, Many]):
    """Results by optimizer. :func:`held` finds them by :attr:`name` while a reference exists; keep one in the session.

    Attributes:
        name: random, so that no stranger finds what was run on a visitor's own data.
    """

    def __init__(self, results: Mapping[str, Many]) -> None:
        super().__init__(results)
        self.name = uuid4().hex
        _held[self.name] = self


_held: WeakValueDictionary[str, Results] = WeakValueDictionary()


def held(name: str) -> Results | None:
    """The results of that name; None if no session holds them any more."""
    return _held.get(name)


class CancelledError(Exception):
    """The caller cancelled the runs."""


def many(
    scenario: Scenario,
    seeds: Iterable[int],
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> dict[str, Many]:
    """Results of ``scenario`` with each of ``seeds``, by optimizer. Pure: each run equals that of ``run``.

    Takes long: call it in a background thread (:mod:`engine.jobs`); the kernels release the GIL.

    Args:
        progress: called after each seed with the share that is done.
        cancelled: called before each seed; True ends the work.

    Raises:
        CancelledError: ``cancelled`` returned True.
        ValueError: there are no seeds, or one is out of range.
        TypeError: a seed is no whole number.
    """
    numbers = _checked(seeds)
    drawn = picture(scenario.surface, tuple(scenario.surface_parameters.values()), scenario.data)
    at = np.unique(np.linspace(0, scenario.steps, min(POINTS, scenario.steps + 1)).round().astype(np.intp))
    collected = {key: _Collected(len(numbers), at) for key in scenario.optimizers}
    random = scenario.batches() is not None
    for number, seed in enumerate(numbers):
        if cancelled and cancelled():
            raise CancelledError
        setting = replace(scenario, seed=seed)
        tilt = setting.tilts()
        for key, (entry, stopped) in unjudged(setting, setting.batches(), tilt).items():
            verdict = judged(entry, stopped, drawn, random or tilt is not None)
            collected[key].add(number, entry.result, stopped, verdict.kind)
        if progress:
            progress((number + 1) / len(numbers))
    home = int(_basins(scenario, np.array([scenario.start]))[0])
    return {key: runs.summary(home, _basins(scenario, runs.ends)) for key, runs in collected.items()}


def ends(scenario: Scenario, seeds: Iterable[int]) -> dict[str, NDArray[np.float64]]:
    """Last weights with each of ``seeds``, ``(S, 2)``, by optimizer: those of :func:`many` in half its time.

    Neither averages that a method returns nor verdicts. Where nothing is random, one run stands for all seeds.

    Raises:
        ValueError, TypeError: as for :func:`many`.
    """
    numbers = _checked(seeds)
    landscape, parameters = scenario.landscape, tuple(scenario.surface_parameters.values())
    entries, found = entries_of(scenario), []
    random = scenario.batches() is not None or bool(scenario.gradient_noise)
    for seed in numbers if random else numbers[:1]:
        setting = replace(scenario, seed=seed)
        noise = {"batches": setting.batches(), "tilt": setting.tilts()}
        traces = engine.traces(landscape, parameters, entries, scenario.start, scenario.steps, **noise)
        found.append([trace.path[-1] for trace in traces])
    array = np.array(found if random else found * len(numbers))
    return {key: array[:, which] for which, key in enumerate(scenario.optimizers)}


def leaving(scenario: Scenario, seeds: Iterable[int]) -> dict[str, Share | None]:
    """``Many.left`` of :func:`many`, by optimizer, for rules that answer with their weights."""
    return {key: left(scenario, places) for key, places in ends(scenario, seeds).items()}


def left(scenario: Scenario, places: NDArray[np.float64]) -> Share | None:
    """Share of ``places`` ``(S, 2)`` outside the basin in which ``scenario`` starts; None if it starts in none."""
    home, *reached = _basins(scenario, np.vstack([scenario.start, places]))
    return _left(home, np.array(reached))


def _left(home: int, reached: NDArray[np.intp]) -> Share | None:
    return Share(int(np.count_nonzero(reached != home)), len(reached)) if home >= 0 else None


def _basins(scenario: Scenario, places: NDArray[np.float64]) -> NDArray[np.intp]:
    parameters = tuple(scenario.surface_parameters.values())
    points = picture(scenario.surface, parameters, scenario.data).points
    return basin.basins(scenario.landscape, parameters, points, places)


def _checked(seeds: Iterable[int]) -> list[int]:
    numbers = [whole(seed) for seed in seeds]
    if not numbers:
        raise ValueError("at least one seed")
    if outside := [seed for seed in numbers if not SEEDS[0] <= seed <= SEEDS[1]]:
        raise ValueError(f"a seed is from {SEEDS[0]} to {SEEDS[1]}, got {outside[0]}")
    return numbers


class _Collected:
    """Accumulator of one optimizer's results over the seeds."""

    def __init__(self, count: int, at: NDArray[np.intp]) -> None:
        self.at = at
        self.loss = np.full((count, len(at)), np.inf)
        self.ends = np.empty((count, 2))
        self.samples = np.zeros(len(at))
        self.verdicts: Counter[str] = Counter()

    def add(self, number: int, entry, stopped: int | None, verdict: str) -> None:
        last = len(entry.path) - 1
        # The point at which a run diverged is already out of bounds.
        there = self.at <= last if stopped is None else self.at < last
        self.loss[number, there] = entry.loss[self.at[there]]
        self.ends[number] = entry.path[-1]
        self.samples += entry.samples[np.minimum(self.at, last)]
        self.verdicts[verdict] += 1

    def summary(self, home: int, ends: NDArray[np.intp]) -> Many:
        band = np.percentile(self.loss, QUANTILES, axis=0, method="inverted_cdf")
        reached = dict(sorted(Counter((ends + 1).tolist()).items()))
        mean = self.samples / len(self.loss)
        return Many(
            self.at,
            band,
            self.ends,
            self.loss[:, -1],
            _left(home, ends),
            home + 1 if home >= 0 else None,
            reached,
            dict(self.verdicts),
            mean,
        )
