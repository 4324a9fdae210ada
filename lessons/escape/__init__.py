"""SGD can leave a local minimum in which gradient descent stays; and when it does, and when not."""

from functools import cache

import numpy as np

from experiments.race import Race
from experiments.scenario import Scenario
from experiments.seeds import leaving
from experiments.shares import Share
from experiments.view import View
from landscapes import LANDSCAPES
from lessons._lesson import Claim, Lesson, Question, Races, Scene, Try
from lessons._measure import curvatures_at

SEEDS = 1000
# Minima where walks begin: the sine fit's at a wrong frequency and at the right one; the sharp and the flat well's.
WRONG, RIGHT = (-3.155, -0.159), (1.491, 0.506)
SHARP, FLAT = (-1.481, 0.0), (1.448, 0.0)
# The seed of the walk that is shown in the wells: it does what most of the seeds do.
TYPICAL = 2


def wave(batch: int, start: tuple[float, float] = WRONG) -> Scenario:
    return Scenario("sine_fit", optimizers={"gd": {"lr": 0.1}}, start=start, batch=batch, steps=400)


def wells(start: tuple[float, float], lr: float = 0.3) -> Scenario:
    return Scenario("scattered_wells", optimizers={"gd": {"lr": lr}}, start=start, batch=1, steps=400, seed=TYPICAL)


@cache
def share(scenario: Scenario) -> Share:
    """Share of seeds in which the walk ends in another basin than it began in."""
    found = leaving(scenario, range(SEEDS))["gd"]
    assert found is not None, "the walk begins in no basin"
    return found


def left(scenario: Scenario):
    return lambda races: share(scenario)


def curvature_ratio(races: Races) -> float:
    """How many times more steeply the right minimum curves than the wrong one."""
    return curvatures_at(wave(1), *RIGHT)[1] / curvatures_at(wave(1), *WRONG)[1]


def loss_ratio(races: Races) -> float:
    value = LANDSCAPES["sine_fit"].value
    return float(value(*WRONG) / value(*RIGHT))


def away(race: Race) -> bool:
    """Whether the walk ends more than 1 from where it began."""
    return bool(np.hypot(*(race["gd"].path[-1] - race["gd"].path[0])) > 1)


def stays(race: Race) -> bool:
    return race.scenario.batch == 1 and not away(race)


LOOK = View(three=False, fit=False, batch_map=True)
LESSON = Lesson(
    place=110,
    chapter="sgd",
    rows=(9,),
    formula=r"\nabla f(w)=0\;\not\Rightarrow\;\nabla\ell_i(w)=0",
    scenes={
        "main": Scene(wave(0), LOOK),
        "single": Scene(wave(1), LOOK),
        "sixteen": Scene(wave(16), LOOK),
        "right": Scene(wave(1, RIGHT), LOOK),
        "sharp": Scene(wells(SHARP), LOOK),
        "flat": Scene(wells(FLAT), LOOK),
    },
    claims=(
        Claim("orders", lambda races: float(SEEDS), SEEDS, SEEDS, form="whole"),
        Claim("gd_left", left(wave(0)), high=0.01, seeds=SEEDS),
        Claim("single_left", left(wave(1)), low=0.7, seeds=SEEDS),
        Claim("sixteen_left", left(wave(16)), high=0.01, seeds=SEEDS),
        Claim("curvature_ratio", curvature_ratio, low=1.8),
        Claim("loss_ratio", loss_ratio, low=5),
        Claim("right_left", left(wave(1, RIGHT)), high=0.01, seeds=SEEDS),
        Claim("sharp_left", left(wells(SHARP)), low=0.85, seeds=SEEDS),
        Claim("flat_left", left(wells(FLAT)), high=0.01, seeds=SEEDS),
    ),
    tries=(
        Try("leave", away, wave(1)),
        Try("stay", stays, wells(SHARP, 0.05), scene="sharp"),
    ),
    question=Question("flat", ("leaves", "stays"), lambda races: "leaves" if away(races["flat"]) else "stays"),
    controls=("batch", "gd.lr"),
    panels=("loss", "board", "transport", "many"),
    toggles=("log-loss", "batch-map", "ends"),
)
