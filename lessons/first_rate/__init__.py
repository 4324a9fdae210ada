"""The learning rate is the first thing to tune: it makes more of a difference than the choice of the optimizer."""

from functools import cache
from math import inf

from experiments import sweep
from experiments.maps import Map
from experiments.maps.cells import arrived
from experiments.race import Race
from experiments.scenario import Scenario
from experiments.view import View
from lessons._lesson import Claim, Lesson, Question, Races, Scene, Try
from lessons._measure import steps_to

STEPS = 300
TUNED = 0.035  # rate of gradient descent


def ravine(**rates: float) -> Scenario:
    return Scenario("ravine", optimizers={key: {"lr": rate} for key, rate in rates.items()}, steps=STEPS)


FOUR = ravine(gd=0.01, momentum=0.01, rmsprop=0.01, adam=0.01)


@cache
def swept(key: str) -> Map:
    """Optimizer ``key`` over all rates of its slider."""
    return sweep(FOUR, key, objective="steps")


def fewest(key: str):
    return lambda races: float(swept(key).cost.min())


def arriving(key: str):
    """Share of the rates, evenly spread over the powers of ten, with which the optimizer reaches the target."""
    return lambda races: float((swept(key).reached >= 0).mean())


def steps(race: Race, key: str) -> float:
    """Steps to the target of the sweep's curves."""
    return steps_to(race[key], arrived(race.scenario))


def needed(scene: str, key: str):
    return lambda races: steps(races[scene], key)


def first_there(races: Races) -> str:
    """Who reaches the target first with a tenth of momentum's rate."""
    gd, momentum = (steps(races["tenth"], key) for key in ("gd", "momentum"))
    if max(gd, momentum) < 1.1 * min(gd, momentum):
        return "even"
    return "gd" if gd < momentum else "momentum"


def all_there(race: Race) -> bool:
    return all(steps(race, key) <= 200 for key in FOUR.optimizers)


def too_fast(race: Race) -> bool:
    """Whether gradient descent fails for a rate that is larger than the tuned one."""
    return steps(race, "gd") == inf and race.scenario.optimizers["gd"]["lr"] > TUNED


def gd_beats_adam(race: Race) -> bool:
    return steps(race, "gd") < steps(race, "adam")


LESSON = Lesson(
    place=52,
    chapter="descent",
    rows=(4, 5),
    formula=r"\eta^*=\arg\min_\eta T(\eta)",
    scenes={
        "main": Scene(ravine(gd=TUNED, momentum=0.025)),
        "tenth": Scene(ravine(gd=TUNED, momentum=0.0025)),
        "swept": Scene(FOUR, View(three=False, sweep="steps")),
    },
    claims=(
        Claim("gd_needs", needed("main", "gd"), 100, STEPS, form="whole"),
        Claim("momentum_needs", needed("main", "momentum"), 1, 60, form="whole"),
        Claim("tenth_needs", needed("tenth", "momentum"), 180, STEPS, form="whole"),
        Claim("gd_best", fewest("gd"), 140, 160, form="whole"),
        Claim("momentum_best", fewest("momentum"), 25, 35, form="whole"),
        Claim("rmsprop_best", fewest("rmsprop"), 90, 130, form="whole"),
        Claim("adam_best", fewest("adam"), 40, 55, form="whole"),
        Claim("gd_share", arriving("gd"), 0.02, 0.2, form="percent"),
        Claim("momentum_share", arriving("momentum"), 0.15, 0.4, form="percent"),
        Claim("rmsprop_share", arriving("rmsprop"), 0.3, 0.6, form="percent"),
        Claim("adam_share", arriving("adam"), 0.2, 0.5, form="percent"),
    ),
    tries=(
        Try("over", too_fast, ravine(gd=0.05, momentum=0.025)),
        Try("all", all_there, ravine(gd=TUNED, momentum=0.025, rmsprop=0.2, adam=2.5), scene="swept"),
        Try("turn", gd_beats_adam, ravine(gd=TUNED, momentum=0.01, rmsprop=0.01, adam=0.01), scene="swept"),
    ),
    question=Question("tenth", ("momentum", "even", "gd"), first_there, spoilers=("swept", "all", "turn")),
    controls=("gd.lr", "momentum.lr", "rmsprop.lr", "adam.lr"),
    toggles=("log-loss",),
    map={"map": "rate", "map_goal": "steps"},
)
