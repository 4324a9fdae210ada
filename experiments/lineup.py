"""Change who races: choose rules, order racers, copy one, spread one setting over several copies."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from declare import Parameter
from experiments.racer_looks import brightness
from experiments.racers import MOST, is_racer, next_copy, optimizer_of, rule_of
from experiments.scenario import Problem, Scenario, ScenarioError, complete, shorten, unknown_racer
from experiments.suggested_rate import suggested_rate
from optimizers import FAMILIES, OPTIMIZERS
from vecmath import log

# Keys of the optimizers, in the order of menus and races.
CATALOGUE = sorted(OPTIMIZERS, key=lambda key: (FAMILIES.index(OPTIMIZERS[key].family), not OPTIMIZERS[key].first))


def race(scenario: Scenario, keys: Any) -> Scenario:
    """Race the racers ``keys`` in this order; a new one starts with its suggested rate."""
    if not isinstance(keys, list | tuple):
        raise ScenarioError([unknown_racer("o", keys)])
    if unknown := [key for key in keys if not is_racer(key)]:
        raise ScenarioError([unknown_racer("o", key) for key in unknown])
    racing = scenario.optimizers
    return replace(scenario, optimizers={key: racing.get(key) or _suited(scenario, key) for key in keys})


def choose(scenario: Scenario, rules: Any) -> Scenario:
    """Race all racers of ``rules`` that race now, in their order, and each new rule where CATALOGUE has it."""
    if not isinstance(rules, list | tuple):
        raise ScenarioError([unknown_racer("rules", rules)])
    chosen = [key for key in scenario.optimizers if rule_of(key) in rules]
    rank = CATALOGUE.index
    for rule in CATALOGUE:
        if rule in rules and rule not in map(rule_of, chosen):
            later = (place for place, key in enumerate(chosen) if rank(rule_of(key)) > rank(rule))
            chosen.insert(next(later, len(chosen)), rule)
    return race(scenario, chosen)


def copy(scenario: Scenario, key: str, source: Any) -> Scenario:
    """Race ``key`` beside ``source``, with its settings and schedule; nothing changes if it races already."""
    if not isinstance(source, str) or source not in scenario.optimizers or not is_racer(key):
        raise ScenarioError([unknown_racer(f"{shorten(key)}.like", source)])
    if rule_of(key) != rule_of(source):
        raise ScenarioError([Problem("unknown-optimizer", f"{key}.like", shorten(source))])
    if key in scenario.optimizers:
        return scenario
    return _with_copies(scenario, source, {source: {}, key: {}})


def fan(scenario: Scenario, key: str, spread: Any) -> Scenario:
    """Race ``key`` and as many copies as it takes for each value of ``spread``, ``{name of a setting: values}``.

    The racers stand in the order of their values. ``key`` takes the value that is nearest to its own, its copies the
    others, so that a larger value has a lighter colour.
    """
    name, values = _spread(scenario, key, spread)
    declared = next(h for h in optimizer_of(key).hyperparameters if h.name == name)
    place = log if declared.scale == "log" and min(*values, scenario.optimizers[key][name]) > 0.0 else float
    own = min(values, key=lambda value: abs(place(value) - place(scenario.optimizers[key][name])))
    copies: list[str] = []
    for _ in values[1:]:
        copies.append(next_copy(key, {*scenario.optimizers, *copies}))
    keys = iter(sorted(copies, key=brightness))
    given = {key if value == own else next(keys): {name: value} for value in values}
    return _with_copies(scenario, key, given)


def spreadable(rule: str) -> list[Parameter]:
    """Settings of a rule that are numbers: all but its switches."""
    return [h for h in OPTIMIZERS[rule].hyperparameters if h.scale != "switch"]


def _spread(scenario: Scenario, key: str, spread: Any) -> tuple[str, list[float]]:
    """The setting to spread and its values, each once and in their order. Raises ScenarioError."""
    if key not in scenario.optimizers:
        raise ScenarioError([unknown_racer(f"{shorten(key)}.fan", key)])
    usual = {h.name for h in spreadable(rule_of(key))}
    name, values = next(iter(spread.items())) if isinstance(spread, Mapping) and len(spread) == 1 else ("", [])
    if name not in usual or not isinstance(values, list | tuple) or not values:
        raise ScenarioError([Problem("unknown-name", f"{key}.fan", shorten(spread))])
    if len(values) > MOST:
        raise ScenarioError([Problem("too-many-racers", f"{key}.fan", str(len(values)), 1, MOST)])
    problems: list[Problem] = []
    declared = tuple(h for h in spreadable(rule_of(key)) if h.name == name)
    usable = [complete(key, declared, {name: value}, problems).get(name, 0.0) for value in values]
    if problems:
        raise ScenarioError(problems)
    return name, sorted(set(usable))


def _with_copies(scenario: Scenario, source: str, given: Mapping[str, Mapping[str, float]]) -> Scenario:
    """Race the racers of ``given`` where ``source`` stands, as ``source`` does but for the values given for each."""
    racing: dict[str, Mapping[str, float]] = {}
    for racer, values in scenario.optimizers.items():
        racing |= {key: {**values, **own} for key, own in given.items()} if racer == source else {racer: values}
    schedules = dict(scenario.schedules)
    if source in schedules:
        schedules |= dict.fromkeys(given, schedules[source])
    return replace(scenario, optimizers=racing, schedules=schedules)


def _suited(scenario: Scenario, key: str) -> dict[str, float]:
    return {"lr": suggested_rate(scenario, key)}
