"""A learning rate that is too large: going back and forth, blowing up, or leaving a minimum that is too narrow."""

import numpy as np

from experiments.race import Race
from experiments.scenario import Scenario
from lessons._lesson import Claim, Lesson, Question, Races, Scene, Try
from lessons._measure import limit, limit_at


def bowl(lr: float) -> Scenario:
    return Scenario("bowl", {"condition_number": 20.0}, {"gd": {"lr": lr}}, steps=100)


def two_pits(lr: float) -> Scenario:
    return Scenario("sharp_and_flat", {"sharp_width": 0.2}, {"gd": {"lr": lr}}, start=(-1.7, 0.3), steps=100)


def crossings(races: Races) -> float:
    """How many of the first twenty steps change sides of the bowl's floor."""
    y = races["main"]["gd"].path[:21, 1]
    return float(np.count_nonzero(y[1:] * y[:-1] < 0))


def kept(races: Races) -> float:
    """What is left of the first swing at the end."""
    y = races["swing"]["gd"].path[:, 1]
    return float(abs(y[-1] / y[0]))


def gone_at(races: Races) -> float:
    return float(races["away"]["gd"].verdict.step)


def escaped_at(races: Races) -> float:
    """The step from which on the walk is on the wide minimum's side."""
    return float(np.flatnonzero(races["escape"]["gd"].path[:, 0] < 0)[-1] + 1)


def outcome(race: Race) -> str:
    return {"oscillating": "swings", "left": "grows", "diverged": "grows"}.get(race["gd"].verdict.kind, "settles")


LESSON = Lesson(
    place=50,
    chapter="descent",
    rows=(4,),
    formula=r"\eta<\frac{2}{h_{\mathrm{max}}}",
    scenes={
        "main": Scene(bowl(0.09)),
        "swing": Scene(bowl(0.1)),
        "above": Scene(bowl(0.105)),
        "away": Scene(bowl(0.15)),
        "narrow": Scene(two_pits(0.02)),
        "escape": Scene(two_pits(0.4)),
    },
    claims=(
        Claim("limit", lambda races: limit(races["main"].scenario), 0.0999, 0.1001),
        Claim("crossings", crossings, 20, 20, form="whole"),
        Claim("kept", kept, 0.999, 1.001, form="percent"),
        Claim("gone_at", gone_at, 1, 100, form="whole"),
        Claim("narrow_limit", lambda races: limit_at(races["narrow"].scenario, -1.5, 0.0), high=0.05),
        Claim("wide_limit", lambda races: limit_at(races["narrow"].scenario, 1.5, 0.0), low=0.5),
        Claim("escaped_at", escaped_at, 1, 99, form="whole"),
    ),
    tries=(
        Try("swing", lambda race: outcome(race) == "swings", bowl(0.1)),
        Try("away", lambda race: outcome(race) == "grows", bowl(0.2)),
        Try("escape", lambda race: race["gd"].verdict.minimum == 2, two_pits(0.5), scene="narrow"),
    ),
    question=Question("above", ("settles", "swings", "grows"), lambda races: outcome(races["above"])),
    controls=("gd.lr",),
    toggles=("log-loss", "three"),
)
