"""Gradient descent ends in a minimum near its start, and mostly that is not the lowest."""

from functools import cache

import numpy as np

from experiments import basins
from experiments.race import Race, run
from experiments.scenario import Scenario
from lessons._lesson import Claim, Lesson, Question, Races, Scene, Try
from lessons._measure import nearest

SIDE = 128  # starts along each axis


def valleys(x: float, y: float) -> Scenario:
    return Scenario("styblinski_tang", optimizers={"gd": {"lr": 0.005}}, start=(x, y), steps=120)


@cache
def ends() -> tuple[float, float, int]:
    """Share of the starts, evenly spread, that lead to the lowest minimum and to the nearest; how many they are."""
    found = basins(valleys(1.0, 2.0), "gd", size=SIDE)
    lowest = [c.is_global for c in run(found.scenario).points if c.kind == "minimum"].index(True)
    assert found.y is not None
    x, y = np.meshgrid(found.x.values, found.y.values)
    near = np.argmin([np.hypot(x - at_x, y - at_y) for at_x, at_y in found.minima], axis=0)
    return float((found.ended == lowest + 1).mean()), float((found.ended == near + 1).mean()), found.ended.size


def share(which: int):
    return lambda races: ends()[which]


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
        Claim("starts", lambda races: float(ends()[2]), SIDE * SIDE, SIDE * SIDE, form="whole"),
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
    map={"map": "basins"},
)
