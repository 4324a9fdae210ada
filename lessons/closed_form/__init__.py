"""Set the derivative to zero, as at school: it works for a line, and for hardly anything else. So one walks."""

import numpy as np

from experiments.race import Race
from experiments.scenario import Scenario
from experiments.view import View
from lessons._lesson import Claim, Lesson, Question, Races, Scene, Try
from lessons._measure import data, line


def walk(x: float, y: float, lr: float = 0.1) -> Scenario:
    return Scenario("linear_regression", optimizers={"gd": {"lr": lr}}, start=(x, y), steps=60)


def newton(surface: str) -> Scenario:
    return Scenario(surface, optimizers={"newton": {}}, steps=12)


def formula_off(races: Races) -> float:
    """How far the star on the map is from what the normal equations give."""
    star = races["main"].points[0]
    return float(np.hypot(*(line(*data(races["main"].scenario)) - (star.x, star.y))))


def walk_off(races: Races) -> float:
    """How far the walk ends from it."""
    return float(np.hypot(*(races["main"]["gd"].path[-1] - line(*data(races["main"].scenario)))))


def there(race: Race) -> bool:
    return race["gd"].verdict.kind == "converged"


def fate(race: Race) -> str:
    verdict = race["newton"].verdict
    return "leaves" if verdict.kind != "converged" else "one" if verdict.step == 1 else "several"


LOOK = View(three=False, fit=False, batch_map=False)
LESSON = Lesson(
    place=20,
    chapter="loss",
    rows=(2,),
    formula=r"\nabla f(w)=0\;\Rightarrow\;w^*=(A^{\!\top}A)^{-1}A^{\!\top}b",
    scenes={
        "main": Scene(walk(-2.0, 3.0), LOOK),
        "newton": Scene(newton("linear_regression"), LOOK),
        "logistic": Scene(newton("logistic_regression"), LOOK),
    },
    claims=(
        Claim("formula_off", formula_off, high=1e-9),
        Claim("walk_at", lambda races: float(races["main"]["gd"].verdict.step), 1, 59, form="whole"),
        Claim("walk_off", walk_off, high=1e-3),
        Claim("newton_at", lambda races: float(races["newton"]["newton"].verdict.step), 1, 1, form="whole"),
    ),
    tries=(
        Try("other", lambda race: there(race) and race.scenario.start[0] > 3, walk(4.0, -2.0)),
        Try("quick", lambda race: there(race) and race["gd"].verdict.step <= 6, walk(-2.0, 3.0, 0.5)),
    ),
    question=Question("logistic", ("one", "several", "leaves"), lambda races: fate(races["logistic"])),
    controls=("start", "gd.lr"),
    toggles=("log-loss", "three"),
)
