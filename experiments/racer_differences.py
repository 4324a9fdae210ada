"""In what the racers of a rule differ from each other: all that their names have to say."""

from collections.abc import Iterable

from experiments.racers import optimizer_of, rule_of
from experiments.scenario import Scenario
from optimizers.schedules import CONSTANT

SCHEDULE = "schedule"
USUAL_DIGITS = 4


def differing(scenario: Scenario, rule: str) -> tuple[str, ...]:
    """Hyperparameters of ``rule``, in declared order, in which its racers differ; :data:`SCHEDULE` last."""
    racers = [key for key in scenario.optimizers if rule_of(key) == rule]
    names = [h.name for h in optimizer_of(rule).hyperparameters]
    found = [name for name in names if len({scenario.optimizers[key][name] for key in racers}) > 1]
    schedules = {repr(scenario.schedules.get(key, (CONSTANT, {}))) for key in racers}
    return (*found, SCHEDULE) if len(schedules) > 1 else tuple(found)


def told_apart(values: Iterable[float]) -> dict[float, str]:
    """Texts of ``values`` with as few digits as tell them apart, at least :data:`USUAL_DIGITS` where they have them."""
    distinct = set(values)
    for digits in range(USUAL_DIGITS, 18):
        texts = {value: written(value, digits) for value in distinct}
        if len(set(texts.values())) == len(distinct):
            break
    return texts


def written(value: float, digits: int) -> str:
    """``value`` as the board writes numbers, page/format.js: 0.05, 1e-4, 100000 as 1e5."""
    rounded = float(f"{value:.{digits}g}")
    if rounded == 0.0 or 1e-3 <= abs(rounded) < 1e5:
        return repr(rounded).removesuffix(".0")
    mantissa, exponent = f"{rounded:.{digits - 1}e}".split("e")
    return f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}"
