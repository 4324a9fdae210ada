"""Momentum: gradients accumulate. Along a valley they add up, across it they cancel."""

import numpy as np

from experiments.race import Race
from experiments.scenario import Scenario
from experiments.view import View
from lessons._lesson import Claim, Lesson, Question, Races, Scene, Try
from lessons._measure import arrival


def valley(momentum: float = 0.9) -> Scenario:
    return Scenario(
        "ravine", optimizers={"gd": {"lr": 0.02}, "momentum": {"lr": 0.02, "momentum": momentum}}, steps=480
    )


def round_bowl() -> Scenario:
    rate = {"lr": 0.3}
    return Scenario("bowl", {"condition_number": 1.0}, {"gd": rate, "momentum": rate}, steps=120)


def arrives(scene: str, key: str):
    return lambda races: arrival(races[scene][key])


def ratio(slow: str, quick: str, scene: str):
    return lambda races: arrival(races[scene][slow]) / arrival(races[scene][quick])


def averaged_off(races: Races) -> float:
    """How far momentum's path is from that of an average of gradients at 1 / (1 - mu) times the rate.

    In shares of the distance from the start to the minimum.
    """
    race = races["main"]
    scenario, run = race.scenario, race["momentum"]
    lr, momentum = (scenario.optimizers["momentum"][name] for name in ("lr", "momentum"))
    w, velocity, apart = run.path[0], np.zeros(2), 0.0
    for point in run.path[1:]:
        gradient = np.array(scenario.landscape.gradient(*w, **scenario.surface_parameters))
        velocity = momentum * velocity + (1 - momentum) * gradient
        w = w - lr / (1 - momentum) * velocity
        apart = max(apart, float(np.hypot(*(w - point))))
    return apart / float(np.hypot(*run.path[0]))


def overshoots(race: Race) -> bool:
    """Whether the walk swings past the minimum along the floor by more than a fifth of the way."""
    along = race["momentum"].path @ np.array([np.cos(np.pi / 6), np.sin(np.pi / 6)])
    return bool(along.max() > 0.2 * abs(along[0]))


def faster(races: Races) -> str:
    gd, momentum = (arrival(races["round"][key]) for key in ("gd", "momentum"))
    return "momentum" if momentum < gd else "gd"


LESSON = Lesson(
    place=220,
    chapter="rules",
    rows=(14,),
    formula=r"\begin{aligned}b_t&=\mu\,b_{t-1}+\nabla f(w_{t-1})\\ w_t&=w_{t-1}-\eta\,b_t\end{aligned}",
    scenes={
        "main": Scene(valley(), View(three=False, inspect="momentum")),
        "round": Scene(round_bowl()),
    },
    claims=(
        Claim("gd_at", arrives("main", "gd"), low=150, form="whole"),
        Claim("momentum_at", arrives("main", "momentum"), high=100, form="whole"),
        Claim("ratio", ratio("gd", "momentum", "main"), low=3),
        Claim("averaged_off", averaged_off, high=1e-9),
        Claim("round_ratio", ratio("momentum", "gd", "round"), low=2),
    ),
    tries=(
        Try("past", overshoots, valley(0.98)),
        Try("better", lambda race: arrival(race["momentum"]) < 65, valley(0.8)),
    ),
    question=Question("round", ("momentum", "gd"), faster),
    controls=("momentum.momentum", "momentum.lr", "gd.lr"),
    panels=("loss", "board", "transport", "inspector"),
    toggles=("log-loss", "three"),
)
