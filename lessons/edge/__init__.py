"""The edge of stability: a rate too large for the nearest minimum finds one that is flat enough for it."""

from functools import cache

import numpy as np

from experiments.race import Race, Run, run
from experiments.scenario import Scenario
from experiments.view import View
from lessons._lesson import Claim, Lesson, Question, Scene, Try
from lessons._measure import curvatures_at

START = (2.2, 0.3)
RATES = tuple(round(0.02 * k, 2) for k in range(1, 21))


def valley(lr: float) -> Scenario:
    return Scenario("product", {"noise": 0.0}, {"gd": {"lr": lr}}, start=START, steps=200)


def sharpness(race: Race) -> float:
    """The largest curvature where the walk ends; infinite where it has not stayed."""
    x, y = race["gd"].path[-1]
    return curvatures_at(race.scenario, x, y)[1] if max(abs(x), abs(y)) < 10 else float("inf")


def rises(run: Run) -> float:
    """How many steps raised the loss."""
    return float(np.count_nonzero(np.diff(run.loss) > 1e-9))


@cache
def settled() -> tuple[bool, ...]:
    """For each of the rates at which the walk settles, whether its end is no sharper than the rate can bear."""
    races = [race for race in map(run, map(valley, RATES)) if race["gd"].loss[-1] < 1e-6]
    return tuple(sharpness(race) < 2 / race.scenario.optimizers["gd"]["lr"] for race in races)


def fate(race: Race) -> str:
    if race["gd"].verdict.kind in ("diverged", "left"):
        return "flies"
    return "flatter" if sharpness(race) < 7 else "nearest"


LOOK = View(three=False, curvature=True, fit=False, batch_map=False)
LESSON = Lesson(
    place=320,
    chapter="beyond",
    formula=r"h_{\mathrm{max}}(w)<\frac{2}{\eta}",
    scenes={
        "main": Scene(valley(0.1), LOOK),
        "edge": Scene(valley(0.2), LOOK),
        "over": Scene(valley(0.25), LOOK),
        "far": Scene(valley(0.5), LOOK),
    },
    claims=(
        Claim("sharpness", lambda races: sharpness(races["main"]), 9, 10),
        Claim("bears", lambda races: 2 / sharpness(races["main"]), 0.2, 0.22),
        Claim("over_sharpness", lambda races: sharpness(races["over"]), high=7),
        Claim("over_limit", lambda races: 2 / races["over"].scenario.optimizers["gd"]["lr"], 8, 8),
        Claim("rises", lambda races: rises(races["over"]["gd"]), low=2, form="whole"),
        Claim("settled", lambda races: float(len(settled())), 10, 20, form="whole"),
        Claim("above", lambda races: float(settled().count(False)), 0, 0, form="whole"),
    ),
    tries=(
        Try("flatter", lambda race: sharpness(race) < 5, valley(0.3)),
        Try("flies", lambda race: fate(race) == "flies", valley(0.5)),
    ),
    question=Question("over", ("nearest", "flatter", "flies"), lambda races: fate(races["over"]), ("flatter",)),
    controls=("gd.lr",),
    toggles=("curvature", "log-loss", "three"),
)
