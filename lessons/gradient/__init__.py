"""Gradient descent steps against the gradient: across the contour lines, the steepest way down."""

from math import acos, cos, degrees, pi, sin

import numpy as np

from experiments.race import Race
from experiments.scenario import Scenario
from experiments.view import View
from landscapes import LANDSCAPES
from lessons._lesson import Claim, Lesson, Question, Races, Scene, Try
from lessons._measure import cosine

SMALL = 1e-4


def angle_to_contour(races: Races) -> float:
    """Mean angle in degrees between a step and the contour line through its beginning, over the run's first steps."""
    run = races["main"]["gd"]
    value = LANDSCAPES["himmelblau"].value
    angles = []
    for t in range(1, 6):
        x, y = run.path[t - 1]
        ring = np.linspace(0, 2 * pi, 3600, endpoint=False)
        around = value(x + SMALL * np.cos(ring), y + SMALL * np.sin(ring))
        along = ring[np.argmin(abs(around - run.loss[t - 1]))]
        step = run.path[t] - run.path[t - 1]
        angles.append(degrees(acos(abs(cosine(step, (cos(along), sin(along)))))))
    return float(np.mean(angles))


def angle_to_steepest(races: Races) -> float:
    """Angle in degrees between the first step and the direction in which equally short steps lower the loss most."""
    run = races["main"]["gd"]
    ring = np.linspace(0, 2 * pi, 3600, endpoint=False)
    x, y = run.path[0]
    best = ring[np.argmin(LANDSCAPES["himmelblau"].value(x + SMALL * np.cos(ring), y + SMALL * np.sin(ring)))]
    return degrees(acos(min(1.0, cosine(run.path[1] - run.path[0], (cos(best), sin(best))))))


def shrinking(races: Races) -> float:
    """How many times longer the first step is than the tenth."""
    steps = np.hypot(*np.diff(races["main"]["gd"].path, axis=0).T)
    return float(steps[0] / steps[9])


def goal(race: Race) -> str:
    """Which of Himmelblau's minima the walk reaches."""
    return {1: "upper_right", 2: "upper_left", 3: "lower_left", 4: "lower_right"}.get(
        race["gd"].verdict.minimum or 0, ""
    )


def slow_start(race: Race) -> bool:
    """Whether the first step is short although it is high up."""
    run = race["gd"]
    return bool(run.loss[0] > 100 and np.hypot(*(run.path[1] - run.path[0])) < 0.1)


def from_point(x: float, y: float) -> Scenario:
    return Scenario("himmelblau", optimizers={"gd": {"lr": 0.005}}, start=(x, y), steps=60)


ARROWS = View(three=False, arrow=True)
LESSON = Lesson(
    place=30,
    chapter="descent",
    rows=(3,),
    formula=r"w_t=w_{t-1}-\eta\,\nabla f(w_{t-1})",
    scenes={"main": Scene(from_point(0.08, 2.0), ARROWS), "hill": Scene(from_point(-0.4, -1.2), ARROWS)},
    claims=(
        Claim("right_angle", angle_to_contour, 89, 91),
        Claim("off_steepest", angle_to_steepest, 0, 0.2),
        Claim("shrinking", shrinking, 2),
    ),
    tries=(
        Try("other", lambda race: goal(race).startswith("lower"), from_point(-1.0, -1.0)),
        Try("top", slow_start, from_point(-0.3, -0.9)),
    ),
    question=Question("hill", ("upper_left", "lower_left", "lower_right"), lambda races: goal(races["hill"])),
    controls=("start", "gd.lr"),
    toggles=("gradient", "three"),
)
