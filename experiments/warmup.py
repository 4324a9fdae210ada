"""Whether a run ends before its learning rate has risen to the full."""

from experiments.scenario import Scenario
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES


def reached_in_warmup(scenario: Scenario, key: str) -> float | None:
    """The factor of the last step, where the schedule of optimizer ``key`` would still rise with the next one.

    None where the rate has been higher before, or rises no further, or has no schedule.
    """
    factors = scenario.factors(key)
    if factors is None:
        return None
    name, values = scenario.schedules[key]
    last = float(factors[-1])
    following = SCHEDULES[name].factor(float(scenario.steps + 1), float(scenario.steps), **values)
    return last if last == factors.max() and following > last else None


def warms_up_throughout(scenario: Scenario, key: str) -> bool:
    """Whether the warm-up that optimizer ``key`` has of its own lasts for all steps."""
    name = OPTIMIZERS[key].warmup
    return bool(name) and scenario.optimizers[key][name] >= scenario.steps
