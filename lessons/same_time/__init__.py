"""Doesn't SGD learn less? Same samples, same time: roughly the same direction, and many more steps."""

from dataclasses import replace
from functools import cache

import numpy as np

from experiments.race import Race, run
from experiments.sample_cost import cosines, step_after
from experiments.scenario import Scenario
from experiments.seeds import ends as last_weights
from experiments.shares import Share
from experiments.view import View
from lessons._lesson import Claim, Lesson, Question, Races, Scene, Try

SEEDS, ORDERS = 50, 1000
SIZE, EPOCHS = 256, 5
EARLY, LATE = slice(0, 10), slice(-20, None)


def fit(batch: int, lr: float = 0.05, steps: int = 80) -> Scenario:
    return Scenario("linear_regression", optimizers={"gd": {"lr": lr}}, start=(-2.0, 3.0), steps=steps, batch=batch)


@cache
def aligned(batch: int, part: str) -> float:
    """Mean cosine of the batch's gradient and the full one, in the first ten or the last twenty steps."""
    where = EARLY if part == "early" else LATE
    runs = [run(replace(fit(batch), seed=seed))["gd"] for seed in range(SEEDS)]
    return float(np.mean([np.nanmean(cosines(one)[where]) for one in runs]))


@cache
def ends() -> np.ndarray:
    """SGD's losses when it has looked at five epochs' worth of samples, by seed."""
    scenario = fit(16, steps=EPOCHS * SIZE // 16)
    weights = last_weights(scenario, range(ORDERS))["gd"]
    return np.asarray(scenario.landscape.value(*weights.T, **scenario.surface_parameters))


def gd_loss(races: Races) -> float:
    """Gradient descent's loss at the same number of samples."""
    gd = races["main"]["gd"]
    return float(gd.loss[step_after(gd, EPOCHS * SIZE)])


def ahead(races: Races) -> Share:
    return Share(int(np.count_nonzero(ends() < gd_loss(races))), ORDERS)


def steps_ratio(races: Races) -> float:
    return float(SIZE / races["sgd"].scenario.batch)


def mean_cosine(race: Race) -> float:
    return float(np.nanmean(cosines(race["gd"])[EARLY]))


def winner(races: Races) -> str:
    sgd = float(np.median(ends()))
    return "sgd" if sgd < 0.9 * gd_loss(races) else "gd" if sgd > 1.1 * gd_loss(races) else "same"


LOOK = View(three=False, fit=False, batch_map=False, cloud=True, axis="samples", versus=True)
LESSON = Lesson(
    place=120,
    chapter="sgd",
    rows=(10,),
    formula=r"\mathbb{E}\left[\frac1{|B|}\sum_{i\in B}\nabla\ell_i(w)\right]=\nabla f(w)",
    scenes={"main": Scene(fit(0), LOOK), "sgd": Scene(fit(16), LOOK), "single": Scene(fit(1), LOOK)},
    claims=(
        Claim("cosine_one", lambda races: aligned(1, "early"), 0.3, 0.95, seeds=SEEDS),
        Claim("cosine_sixteen", lambda races: aligned(16, "early"), low=0.9, seeds=SEEDS),
        Claim("cosine_late", lambda races: aligned(16, "late"), high=0.6, seeds=SEEDS),
        Claim("steps_ratio", steps_ratio, 16, 16, form="whole"),
        Claim("orders", lambda races: float(ORDERS), ORDERS, ORDERS, form="whole"),
        Claim("sgd_loss", lambda races: float(np.median(ends())), high=0.3, seeds=ORDERS),
        Claim("gd_loss", gd_loss, low=3),
        Claim("ahead", ahead, low=0.95, seeds=ORDERS),
    ),
    tries=(
        Try("aligned", lambda race: 0 < race.scenario.batch < SIZE and mean_cosine(race) > 0.99, fit(128)),
        Try("restless", lambda race: race["gd"].verdict.kind == "hovering", fit(1)),
    ),
    question=Question("sgd", ("gd", "same", "sgd"), winner, ("single",)),
    controls=("batch", "gd.lr"),
    toggles=("log-loss", "cloud"),
)
