"""A loss measures how wrong a model is: every point of the surface is a model."""

import numpy as np

from experiments.race import Race
from experiments.scenario import Scenario
from experiments.view import View
from lessons._lesson import Claim, Lesson, Question, Races, Scene, Try
from lessons._measure import data

SURFACE = "linear_regression"


def model(w1: float, w2: float, outliers: float = 0.0) -> Scenario:
    """One model: a walk that makes one step too small to see."""
    return Scenario(SURFACE, {"outliers": outliers}, {"gd": {"lr": 1e-5}}, start=(w1, w2), steps=1)


def by_hand(races: Races) -> float:
    """How far the mean of squared errors, computed from the samples, is from the surface's height, in shares of it."""
    scenario, loss = races["main"].scenario, races["main"]["gd"].loss[0]
    a, b = data(scenario)
    w1, w2 = scenario.start
    return float(abs(np.mean((w1 * a + w2 - b) ** 2) - loss) / loss)


def lowest(races: Races) -> float:
    return races["main"].points[0].value


def moved(races: Races) -> str:
    """Where outliers above the others move the lowest point: along w1, the slope, or along w2, the height."""
    before, after = races["main"].points[0], races["outliers"].points[0]
    slope, height = abs(after.x - before.x), abs(after.y - before.y)
    return "stays" if max(slope, height) < 0.1 else "slope" if slope > height else "height"


def height(race: Race) -> float:
    return float(race["gd"].loss[0])


LOOK = View(three=False, fit=True, batch_map=False)
LESSON = Lesson(
    place=10,
    chapter="loss",
    rows=(1,),
    formula=r"f(w)=\frac1N\sum_{i=1}^N\left(w_1a_i+w_2-b_i\right)^2",
    scenes={"main": Scene(model(-1.0, 2.0), LOOK), "outliers": Scene(model(-1.0, 2.0, 0.1), LOOK)},
    claims=(
        Claim("start_loss", lambda races: height(races["main"]), low=5),
        Claim("by_hand", by_hand, high=1e-12),
        Claim("lowest", lowest, 0.2, 0.3),
    ),
    tries=(
        Try("fit", lambda race: height(race) < 0.5, model(1.4, 0.6)),
        Try("level", lambda race: abs(race.scenario.start[0]) < 0.1, model(0.0, 2.0)),
    ),
    question=Question("outliers", ("slope", "height", "stays"), moved),
    controls=("start",),
    panels=(),
    toggles=("three",),
)
