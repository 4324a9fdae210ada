"""Name the racers of a race: by the rule alone, or by the rule and what tells its racers apart, and nothing else."""

from collections import Counter
from collections.abc import Iterator

from experiments.racer_differences import SCHEDULE, differing, told_apart
from experiments.racers import number_of, optimizer_of, rule_of
from experiments.scenario import Scenario
from ravine.words._words import Words

MOST = 3  # differences in a name; a fourth would not be read any more


def racer_names(scenario: Scenario, words: Words) -> dict[str, str]:
    """The name of each racer, by its key; no two are the same."""
    apart = _differences(scenario)
    names = {key: _name(scenario, key, apart[rule_of(key)], words) for key in scenario.optimizers}
    count = Counter(names.values())
    return {
        key: _name(scenario, key, apart[rule_of(key)], words, numbered=True)
        if count[name] > 1 and number_of(key) > 1
        else name
        for key, name in names.items()
    }


def names_while_dragged(scenario: Scenario, words: Words) -> dict[str, str]:
    """Names with the hole ``{rate}``, by the keys of those racers that are told apart by their learning rates."""
    apart = _differences(scenario)
    told = [key for key in scenario.optimizers if "lr" in apart[rule_of(key)]]
    return {key: _name(scenario, key, apart[rule_of(key)], words, rate="{rate}") for key in told}


def _differences(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """In what the racers of each rule differ."""
    return {rule: differing(scenario, rule) for rule in set(map(rule_of, scenario.optimizers))}


def _name(
    scenario: Scenario, key: str, apart: tuple[str, ...], words: Words, *, rate: str = "", numbered: bool = False
) -> str:
    """The name of a racer: with its number, or with ``rate`` in place of its learning rate."""
    rule = words.optimizer(key)
    if numbered:
        rule = words("racer-number", name=rule, number=number_of(key))
    parts = [*filter(None, (_part(scenario, key, name, words, rate) for name in apart))][:MOST]
    return words("racer-name", name=rule, differences=", ".join(parts)) if parts else rule


def _part(scenario: Scenario, key: str, name: str, words: Words, rate: str) -> str:
    """What the name says of one setting in which the racers differ; nothing of a switch that is off."""
    if name == SCHEDULE:
        return words.schedule(scenario.schedules[key][0]) if key in scenario.schedules else ""
    declared = next(h for h in optimizer_of(key).hyperparameters if h.name == name)
    value, short = scenario.optimizers[key][name], words.parameter_short(name, rule_of(key))
    if declared.scale == "switch":
        return short if value else ""
    texts = told_apart(_values(scenario, rule_of(key), name))
    return words("racer-setting", name=short, value=rate if rate and name == "lr" else texts[value])


def _values(scenario: Scenario, rule: str, name: str) -> Iterator[float]:
    return (values[name] for key, values in scenario.optimizers.items() if rule_of(key) == rule)
