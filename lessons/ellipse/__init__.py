"""One fixed rate for all directions: on elliptic ground it is too large for one and too small for the other."""

import numpy as np

from experiments.race import Race
from experiments.scenario import Scenario
from experiments.view import View
from lessons._lesson import Claim, Lesson, Question, Races, Scene, Try
from lessons._measure import effective_rates, limit


def bowl(kappa: float, lr: float, steps: int = 200) -> Scenario:
    return Scenario("bowl", {"condition_number": kappa}, {"gd": {"lr": lr}}, steps=steps)


def best(kappa: float, steps: int = 200) -> Scenario:
    """At the rate that is best for a quadratic: two over the sum of its curvatures."""
    return bowl(kappa, 2 / (1 + kappa), steps)


def arrival(scene: str):
    return lambda races: float(races[scene]["gd"].verdict.step)


def unequal(races: Races) -> float:
    """The largest ratio, over the run, of what one weight's step is per gradient to what the other's is."""
    run = races["main"]["gd"]
    rates = [effective_rates(run, t) for t in range(1, 40)]
    return float(max(max(x / y, y / x) for x, y in rates))


def slowness(races: Races) -> str:
    factor = races["hundred"]["gd"].verdict.step / races["main"]["gd"].verdict.step
    return ("same", "double", "four")[int(np.argmin([abs(np.log2(factor) - k) for k in range(3)]))]


def there(race: Race, within: int) -> bool:
    return race["gd"].verdict.kind == "converged" and race["gd"].verdict.step <= within


INSPECTED = View(three=False, inspect="gd")
LESSON = Lesson(
    place=200,
    chapter="rules",
    rows=(12, 13),
    formula=r"\kappa=\frac{h_{\mathrm{max}}}{h_{\mathrm{min}}},\qquad \eta<\frac{2}{h_{\mathrm{max}}}",
    scenes={
        "main": Scene(best(50.0), INSPECTED),
        "round": Scene(best(1.0), INSPECTED),
        "hundred": Scene(best(100.0, 400), INSPECTED),
    },
    claims=(
        Claim("unequal", unequal, 1 - 1e-6, 1 + 1e-6),
        Claim("limit", lambda races: limit(races["main"].scenario), 0.039, 0.041),
        Claim("floor_limit", lambda races: 50 * limit(races["main"].scenario), 1.9, 2.1),
        Claim("long_at", arrival("main"), low=80, form="whole"),
        Claim("round_at", arrival("round"), high=2, form="whole"),
    ),
    tries=(
        Try("rounder", lambda race: there(race, 30), bowl(5.0, 0.2)),
        Try(
            "longer",
            lambda race: race.scenario.surface_parameters["condition_number"] >= 100 and not there(race, 200),
            bowl(200.0, 0.005),
        ),
    ),
    question=Question("hundred", ("same", "double", "four"), slowness, ("round",)),
    controls=("gd.lr", "surface.condition_number"),
    panels=("loss", "board", "transport", "inspector"),
    toggles=("log-loss", "three"),
)
