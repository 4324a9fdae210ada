"""Gradient descent ends in a minimum near its start, and mostly that is not the lowest."""

from functools import cache

import numpy as np

from experiments.race import Race, run
from experiments.scenario import Scenario
from lessons._lesson import Claim, Lesson, Question, Races, Scene, Try
from lessons._measure import nearest

STARTS = 15  # along each axis


def valleys(x: float, y: float) -> Scenario:
    return Scenario("styblinski_tang", optimizers={"gd": {"lr": 0.005}}, start=(x, y), steps=120)


@cache
def ends() -> tuple[tuple[bool, bool], ...]:
    """For each of an even grid of starts: whether the walk ended in the lowest minimum, and in the nearest."""
    points = [c for c in run(valleys(1.0, 2.0)).points if c.kind == "minimum"]
    grid = np.linspace(-5, 5, STARTS + 2)[1:-1]
    found = []
    for x in grid:
        for y in grid:
            reached = run(valleys(float(x), float(y)))["gd"].verdict.minimum
            found.append((bool(reached) and points[reached - 1].is_global, reached == nearest(points, (x, y)) + 1))
    return tuple(found)


def share(which: int):
    return lambda races: float(np.mean([end[which] for end in ends()]))


def lowest(race: Race) -> bool:
    reached = race["gd"].verdict.minimum
    minima = [c for c in race.points if c.kind == "minimum"]
    return bool(reached) and minima[reached - 1].is_global


def not_the_nearest(race: Race) -> bool:
    reached = race["gd"].verdict.minimum
    minima = [c for c in race.points if c.kind == "minimum"]
    return bool(reached) and nearest(minima, race.scenario.start) != reached - 1


def depth(races: Races) -> float:
    """How much lower the lowest minimum lies than the one that is reached."""
    minima = [c.value for c in races["main"].points if c.kind == "minimum"]
    return float(races["main"]["gd"].loss[-1] - min(minima))


def reached(race: Race) -> str:
    return {1: "lowest", 2: "upper_left", 4: "upper_right"}.get(race["gd"].verdict.minimum or 0, "")


LESSON = Lesson(
    place=60,
    chapter="descent",
    rows=(7,),
    formula=r"\nabla f(w^*)=0\;\not\Rightarrow\;f(w^*)=\min_w f(w)",
    scenes={"main": Scene(valleys(1.0, 2.0)), "across": Scene(valleys(0.1, 1.0))},
    claims=(
        Claim("depth", depth, low=10),
        Claim("lowest_share", share(0), high=0.35, form="percent"),
        Claim("nearest_share", share(1), low=0.8, high=0.99, form="percent"),
    ),
    tries=(
        Try("lowest", lowest, valleys(-1.0, -1.0)),
        Try("far", not_the_nearest, valleys(0.05, 1.0)),
    ),
    question=Question(
        "across", ("upper_right", "upper_left", "lowest"), lambda races: reached(races["across"]), ("far",)
    ),
    controls=("start",),
    toggles=("three",),
)
