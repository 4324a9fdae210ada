"""Why learning-rate schedules: a large rate to get near, a small one to come to rest."""

from functools import cache

import numpy as np

from experiments.race import Race, run
from experiments.scenario import Scenario
from experiments.seeds import many
from experiments.view import View
from lessons._lesson import Claim, Lesson, Question, Races, Scene, Try
from lessons._measure import data, line

SEEDS = 50
STEPS = 400


def fit(lr: float = 0.1, schedule: str = "constant", batch: int = 1, steps: int = STEPS) -> Scenario:
    return Scenario(
        "linear_regression",
        optimizers={"gd": {"lr": lr}},
        start=(-2.0, 3.0),
        steps=steps,
        batch=batch,
        schedules={"gd": (schedule, {})},
    )


@cache
def off(scenario: Scenario) -> float:
    """Mean distance between a walk's end and the best line."""
    best = line(*data(scenario))
    return float(np.mean(np.hypot(*(many(scenario, range(SEEDS))["gd"].ends - best).T)))


def off_of(scenario: Scenario):
    return lambda races: off(scenario)


def rests(race: Race, within: float) -> bool:
    """Whether the walk spends its last twenty steps within that distance of the best line."""
    tail = race["gd"].path[-20:] - line(*data(race.scenario))
    return bool(np.hypot(*tail.T).max() < within)


def scheduled(race: Race) -> bool:
    return "gd" in race.scenario.schedules and rests(race, 0.1)


def unscheduled(race: Race) -> bool:
    return "gd" not in race.scenario.schedules and rests(race, 0.15)


def without_noise(races: Races) -> str:
    """Whether a schedule brings gradient descent to the minimum sooner."""
    plain = run(fit(batch=0))["gd"].verdict.step
    factor = races["still"]["gd"].verdict.step / plain
    return "sooner" if factor < 0.9 else "later" if factor > 1.1 else "same"


LOOK = View(three=False, fit=False, batch_map=False)
LESSON = Lesson(
    place=310,
    chapter="beyond",
    formula=r"\begin{aligned}w_t&=w_{t-1}-\eta_t\,g_t\\"
    r" \eta_t&=\frac{\eta}{2}\left(1+\cos\frac{\pi t}{T}\right)\end{aligned}",
    scenes={
        "main": Scene(fit(), LOOK),
        "cosine": Scene(fit(schedule="cosine"), LOOK),
        "small": Scene(fit(0.01), LOOK),
        "still": Scene(fit(schedule="cosine", batch=0), LOOK),
    },
    claims=(
        Claim("constant_off", off_of(fit()), low=0.1, seeds=SEEDS),
        Claim("cosine_off", off_of(fit(schedule="cosine")), high=0.08, seeds=SEEDS),
        Claim("ratio", lambda races: off(fit()) / off(fit(schedule="cosine")), low=3, seeds=SEEDS),
        Claim("small_early", off_of(fit(0.01, steps=50)), low=1, seeds=SEEDS),
        Claim("constant_early", off_of(fit(steps=50)), high=0.5, seeds=SEEDS),
    ),
    tries=(
        Try("schedule", scheduled, fit(schedule="cosine")),
        Try("small", unscheduled, fit(0.01)),
    ),
    question=Question("still", ("sooner", "same", "later"), without_noise),
    controls=("gd.schedule", "gd.lr"),
    toggles=("log-loss",),
)
