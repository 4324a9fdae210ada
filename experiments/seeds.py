"""One setting with many seeds: what batches and noise do on the whole, rather than once."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from declare import whole
from experiments import basin
from experiments.batches import batches, tilts
from experiments.picture import picture
from experiments.race import judged, one
from experiments.scenario import SEEDS, Scenario

QUANTILES = (5, 25, 50, 75, 95)
# Points of a band: a chart has no more pixels.
POINTS = 1001


@dataclass(frozen=True, eq=False)
class Many:
    """One optimizer's runs with S seeds; of a method that answers with an average, told of the answer.

    Attributes:
        at: steps of the band, ``(k,)``: all of them up to 1,000 steps, evenly chosen ones beyond.
        band: loss over all samples at those steps, ``(5, k)``: 5, 25, 50, 75, 95 % of the seeds lie below. A run that
            has diverged counts as infinite from there on. No interpolation: each number is some run's own.
        ends: last points, ``(S, 2)``.
        losses: at the last points, ``(S,)``; infinite where it diverged.
        left: share of seeds whose end belongs to another minimum than the start, or none, by :mod:`experiments.basin`;
            None where the start itself belongs to none.
        home: the start's minimum, counted from 1; None as above.
        reached: how many ends belong to each declared minimum, counted from 1; 0 stands for none.
        verdicts: how many runs got which verdict.
        samples: looked at before each step of ``at``, mean over the seeds, ``(k,)``.
    """

    at: NDArray[np.intp]
    band: NDArray[np.float64]
    ends: NDArray[np.float64]
    losses: NDArray[np.float64]
    left: float | None
    home: int | None
    reached: Mapping[int, int]
    verdicts: Mapping[str, int]
    samples: NDArray[np.float64]


class CancelledError(Exception):
    """Somebody did not want the answer any more."""


def many(
    scenario: Scenario,
    seeds: Iterable[int],
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> dict[str, Many]:
    """``scenario`` with each of ``seeds``, by optimizer. Pure: a seed's run is the one that ``run`` gives.

    Long: for a background thread (``engine.submit``); the kernels hold up nobody.

    Args:
        progress: called with the share that is done, after each seed.
        cancelled: asked before each seed.

    Raises:
        CancelledError: ``cancelled`` said so.
        ValueError: no seeds, or one that no scenario takes.
        TypeError: a seed is no whole number.
    """
    numbers = [whole(seed) for seed in seeds]
    if not numbers:
        raise ValueError("at least one seed")
    if outside := [seed for seed in numbers if not SEEDS[0] <= seed <= SEEDS[1]]:
        raise ValueError(f"a seed is from {SEEDS[0]} to {SEEDS[1]}, got {outside[0]}")
    landscape, parameters = scenario.landscape, tuple(scenario.surface_parameters.values())
    drawn = picture(scenario.surface, parameters, scenario.data)
    at = np.unique(np.linspace(0, scenario.steps, min(POINTS, scenario.steps + 1)).round().astype(np.intp))
    kept = {key: _Kept(len(numbers), at) for key in scenario.optimizers}
    random = scenario.batches() is not None
    for number, seed in enumerate(numbers):
        if cancelled and cancelled():
            raise CancelledError
        # Past the memo: a thousand seeds would push out what the page shows.
        settings = (scenario.size, scenario.batch, scenario.steps, seed, scenario.replacement, scenario.drop_last)
        drawn_batches = batches.__wrapped__(*settings) if random else None
        tilt = tilts.__wrapped__(scenario.gradient_noise, scenario.steps, seed) if scenario.gradient_noise else None
        for key in scenario.optimizers:
            entry, stopped = one(scenario, key, landscape, parameters, drawn_batches, tilt)
            verdict = judged(entry, stopped, drawn, random or tilt is not None)
            kept[key].add(number, entry.result, stopped, verdict.kind)
        if progress:
            progress((number + 1) / len(numbers))
    home = int(basin.basins(landscape, parameters, drawn.points, np.array([scenario.start]))[0])
    return {
        key: found.told(home, basin.basins(landscape, parameters, drawn.points, found.ends))
        for key, found in kept.items()
    }


class _Kept:
    """What is kept of each run while they are made."""

    def __init__(self, count: int, at: NDArray[np.intp]) -> None:
        self.at = at
        self.loss = np.full((count, len(at)), np.inf)
        self.ends = np.empty((count, 2))
        self.samples = np.zeros(len(at))
        self.verdicts: Counter[str] = Counter()

    def add(self, number: int, entry, stopped: int | None, verdict: str) -> None:
        last = len(entry.path) - 1
        # The point at which it diverged is out of bounds already.
        there = self.at <= last if stopped is None else self.at < last
        self.loss[number, there] = entry.loss[self.at[there]]
        self.ends[number] = entry.path[-1]
        self.samples += entry.samples[np.minimum(self.at, last)]
        self.verdicts[verdict] += 1

    def told(self, home: int, ends: NDArray[np.intp]) -> Many:
        band = np.percentile(self.loss, QUANTILES, axis=0, method="inverted_cdf")
        left = int(np.count_nonzero(ends != home)) / len(ends) if home >= 0 else None
        reached = dict(sorted(Counter((ends + 1).tolist()).items()))
        mean = self.samples / len(self.loss)
        return Many(
            self.at,
            band,
            self.ends,
            self.loss[:, -1],
            left,
            home + 1 if home >= 0 else None,
            reached,
            dict(self.verdicts),
            mean,
        )
