"""Detect runs that end before the warm-up of their learning rate is over."""

from experiments.racers import optimizer_of
from experiments.scenario import Scenario
from optimizers.schedules import SCHEDULES


def reached_in_warmup(scenario: Scenario, key: str) -> float | None:
    """The factor of the last step, if the schedule of optimizer ``key`` would rise further in the next step.

    None if the factor was higher before or would not rise further, or if there is no schedule.
    """
    factors = scenario.factors(key)
    if factors is None:
        return None
    name, values = scenario.schedules[key]
    last = float(factors[-1])
    following = SCHEDULES[name].factor(float(scenario.steps + 1), float(scenario.steps), **values)
    return last if last == factors.max() and following > last else None


def warms_up_throughout(scenario: Scenario, key: str) -> bool:
    """Whether the built-in warm-up of optimizer ``key`` lasts for all steps."""
    name = optimizer_of(key).warmup
    return bool(name) and scenario.optimizers[key][name] >= scenario.steps
