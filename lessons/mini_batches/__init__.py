"""Each step descends the loss of a random batch, whose landscape is not the full one."""

from dataclasses import replace
from functools import cache

import numpy as np

from experiments.batches import batches
from experiments.race import run
from experiments.scenario import Scenario
from experiments.view import View
from lessons._lesson import Claim, Lesson, Question, Races, Scene, Try
from lessons._measure import data, line

SIZE = 256
DRAWN = 400
SEEDS = 20
LAST = 20  # steps at the end of a walk


def fit(batch: int, steps: int = 80) -> Scenario:
    return Scenario(
        "linear_regression", {"size": float(SIZE)}, {"gd": {"lr": 0.05}}, start=(-2.0, 3.0), steps=steps, batch=batch
    )


@cache
def apart(batch: int) -> float:
    """Mean distance between the minimum of a batch's own loss and that of all samples, over 400 batches."""
    a, b = data(fit(batch))
    drawn = batches(SIZE, batch, DRAWN, seed=0)
    own = [line(a[drawn.of(t)], b[drawn.of(t)]) for t in range(DRAWN)]
    return float(np.mean(np.hypot(*(np.array(own) - line(a, b)).T)))


@cache
def roam(batch: int) -> float:
    """Mean distance of a walk's last steps from the minimum of all samples, over some orders of the batches."""
    scenario = fit(batch)
    best = line(*data(scenario))
    tails = [run(replace(scenario, seed=seed))["gd"].path[-LAST:] for seed in range(SEEDS)]
    return float(np.mean(np.hypot(*(np.concatenate(tails) - best).T)))


def same_bits(races: Races) -> float:
    """The largest difference between a walk on batches of all samples and gradient descent."""
    return float(abs(run(fit(SIZE))["gd"].path - run(fit(0))["gd"].path).max())


def once(races: Races) -> float:
    """How many different samples the first epoch of single ones holds."""
    return float(len(set(batches(SIZE, 1, SIZE, seed=0).order.tolist())))


def shrinks(races: Races) -> str:
    factor = apart(16) / apart(64)
    return ("same", "half", "quarter")[int(np.argmin([abs(np.log2(factor) - k) for k in range(3)]))]


LOOK = View(three=False, fit=True, batch_map=True)
LESSON = Lesson(
    place=100,
    chapter="sgd",
    rows=(8, 11),
    formula=r"w_t=w_{t-1}-\eta\,\frac1{|B_t|}\sum_{i\in B_t}\nabla\ell_i(w_{t-1})",
    scenes={"main": Scene(fit(4), LOOK), "large": Scene(fit(64), LOOK, ghost="main")},
    claims=(
        Claim("apart_four", lambda races: apart(4), low=0.3),
        Claim("apart_sixteen", lambda races: apart(16), low=0.1),
        Claim("apart_large", lambda races: apart(64), high=0.1),
        Claim("roam_four", lambda races: roam(4), low=0.04, seeds=SEEDS),
        Claim("roam_large", lambda races: roam(64), high=0.02, seeds=SEEDS),
        Claim("same_bits", same_bits, 0, 0),
        Claim("once", once, SIZE, SIZE, form="whole"),
    ),
    tries=(
        Try("one", lambda race: race.scenario.batch == 1, fit(1)),
        Try("all", lambda race: race.scenario.batch in (0, SIZE), fit(SIZE)),
    ),
    question=Question("large", ("same", "half", "quarter"), shrinks),
    controls=("batch", "gd.lr"),
    toggles=("log-loss", "batch-map", "fit"),
)
