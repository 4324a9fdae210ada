"""How far estimates of what a race costs are from what it takes: random legal races, each run once.

    python -m benchmarks.cost [--races 200] [--seed 1]

Time is that of the thread. A run that diverges makes fewer steps than were estimated; such a race is left out.
"""

import argparse
import random
import time
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.rows import Row
from engine import warm_up
from experiments import batches, picture, race, run_cache
from experiments.scenario import Scenario
from experiments.suggested_rate import suggest
from experiments.view import View
from landscapes import LANDSCAPES, DataLandscape
from optimizers import OPTIMIZERS
from ravine.stage.payload import cost
from ravine.stage.payload.build import _better_height, build, surface_part
from ravine.words import Words

WITHIN = 2.0  # the estimate is too high or too low by this factor at most


@dataclass(frozen=True)
class Case:
    """One race: its scenario, and seconds."""

    scenario: Scenario
    estimated: float
    taken: float

    @property
    def ratio(self) -> float:
        return self.estimated / self.taken


def random_race(draw: random.Random) -> tuple[Scenario, View]:
    """A race on any surface, of any length, with any number of optimizers; with suggested rates few diverge."""
    surface = draw.choice(list(LANDSCAPES))
    keys = draw.sample(list(OPTIMIZERS), draw.choice([1, 2, 4, 8, len(OPTIMIZERS)]))
    chance: dict[str, Any] = {}
    parameters, most = {}, 4.0
    if isinstance(LANDSCAPES[surface], DataLandscape):
        parameters, most = {"size": float(int(2 ** draw.uniform(4, 12)))}, 3.3
        chance = {"batch": draw.choice([0, int(2 ** draw.uniform(0, np.log2(parameters["size"])))])}
    elif draw.random() < 0.3:
        chance = {"gradient_noise": 0.1}
    steps = int(10 ** draw.uniform(0, most))
    scenario = Scenario(surface, parameters, {key: {} for key in keys}, steps=steps, **chance)
    return suggest(scenario), View(curvature=draw.random() < 0.2, versus=draw.random() < 0.2)


def forget() -> None:
    """Empty the caches, so that the next race costs what it costs the first time."""
    picture.forget()
    run_cache.forget()
    for cached in (batches.batches, batches._epochs, surface_part, _better_height):
        cached.cache_clear()


def case(scenario: Scenario, view: View, words: Words) -> Case | None:
    """What the race was estimated to take, and has taken; None if a run diverged."""
    forget()
    estimated = cost.seconds(scenario, view)
    began = time.thread_time()
    made = race.run(scenario)
    build(made, view, words)
    taken = time.thread_time() - began
    finished = all(len(run.path) == scenario.steps + 1 for run in made.values())
    return Case(scenario, estimated, taken) if finished else None


def measure(races: int = 200, seed: int = 1) -> list[Row]:
    """Rows for benchmarks/RESULTS.md."""
    warm_up()
    words = Words("en")
    began = time.thread_time()
    cost.calibrate()
    calibrated = time.thread_time() - began
    draw = random.Random(seed)
    case(*random_race(draw), words)  # what is made once
    cases: list[Case] = []
    while len(cases) < races:
        if found := case(*random_race(draw), words):
            cases.append(found)
    ratios = np.array([one.ratio for one in cases])
    within = 100.0 * float(np.mean((ratios >= 1 / WITHIN) & (ratios <= WITHIN)))
    spread = f"lowest {ratios.min():.2f}, highest {ratios.max():.2f}; {races} random races, seed {seed}"
    longest = max(cases, key=lambda one: one.taken)
    return [
        Row("cost-within", f"estimates within a factor of {WITHIN:g}", within, "%", at_least=100, others=spread),
        Row("cost-median", "estimate divided by time, median", float(np.median(ratios)), "×"),
        Row("cost-longest", "the longest of them", longest.taken, "s", others=f"estimated {longest.estimated:.2f} s"),
        Row("cost-calibration", "measuring what estimates need, at start-up", calibrated, "s"),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--races", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    for row in measure(asked.races, asked.seed):
        print(row)


if __name__ == "__main__":
    main()
