"""Estimate how long a race takes to run and to send to the stage, in seconds of this processor's time."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from experiments import cost, picture, race, run_cache
from experiments.cost import measured
from experiments.race import Race
from experiments.racers import optimizer_of
from experiments.scenario import STEPS, Scenario
from experiments.view import View
from ravine.stage.payload.build import build, surface_part
from ravine.words import Words, choose

# Seconds. What takes longer is not run among the short ones, where others wait for it.
AT_ONCE = 0.25


def seconds(scenario: Scenario, view: View) -> float:
    """Seconds of this race, without what is kept of it, if no run diverges."""
    missing = [(one, run_cache.missing(one)) for one in _races(scenario, view)]
    if not any(racers for _, racers in missing):
        return 0.0
    place = scenario.surface, tuple(scenario.surface_parameters.values()), scenario.data
    surface = 0.0 if picture.is_kept(*place) else cost.drawing_surface(scenario)
    return surface + _overhead()[0] + sum(_race(one, view, racers) for one, racers in missing)


def _races(scenario: Scenario, view: View) -> list[Scenario]:
    """The race, and the one of its full-batch twins if the view shows them."""
    twins = view.versus and scenario.batches() is not None
    return [scenario, replace(scenario, batch=0)] if twins else [scenario]


def _race(scenario: Scenario, view: View, racers: list[str]) -> float:
    return cost.running(scenario, racers) + sum(_packing(scenario, view, key) for key in racers) if racers else 0.0


def race_at_once(scenario: Scenario, view: View) -> Race | None:
    """The race; None if it would take long and has not been run yet."""
    return run_cache.run(scenario) if seconds(scenario, view) <= AT_ONCE else None


def calibrate() -> None:
    """Measure everything that an estimate needs; takes two seconds."""
    _overhead()
    cost.calibrate()


def most_steps(scenario: Scenario, view: View, limit: float) -> int:
    """The most steps, 1, 2 or 5 times a power of ten, that take at most ``limit`` seconds; 0 if not even one does."""
    numbers = (mantissa * 10**power for power in (3, 2, 1, 0) for mantissa in (5, 2, 1))
    fewer = (replace(scenario, steps=n) for n in numbers if STEPS[0] <= n < scenario.steps)
    return next((one.steps for one in fewer if seconds(one, view) <= limit), 0)


def _packing(scenario: Scenario, view: View, key: str) -> float:
    """Seconds to make the parts of one racer."""
    _, racer, point = _overhead()
    hessians = (optimizer_of(key).stability is not None) + view.curvature
    return racer + scenario.steps * point + hessians * cost.hessians(scenario)


@cache
def _overhead() -> tuple[float, float, float]:
    """Seconds that a payload takes for its surface, for each racer, and for each point of a run."""
    words = Words(choose(None, None))
    short = Scenario("rosenbrock", optimizers={"momentum": {"lr": 1e-5}}, steps=1)
    both = replace(short, optimizers={**short.optimizers, "rmsprop": {"lr": 1e-5}})
    build(race.run(both), View(), words)  # what is made once

    def packing(scenario: Scenario) -> Callable[[], object]:
        return lambda: build(race.run(scenario), View(), words)  # new runs: nothing of them is kept

    def running(scenario: Scenario) -> float:
        return measured(lambda: race.run(scenario))

    one = measured(packing(short)) - running(short)
    two = measured(packing(both)) - running(both)
    long = replace(short, steps=STEPS[1])
    whole = measured(packing(long)) - running(long) - cost.hessians(long)
    surface = measured(
        lambda: surface_part.__wrapped__("rosenbrock", tuple(short.surface_parameters.values()), words.language)
    )
    racer = max(two - one, 0.0)
    return max(one - racer, 0.0) + surface, racer, max(whole - one, 0.0) / long.steps
