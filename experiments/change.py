"""Apply a change to a scenario: settings by their keys in a link (``{"adam.lr": 0.1, "start": (1, 2)}``).

Widgets, the stage and requests all change a race this way.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from experiments import lineup, surface_data
from experiments.link_fields import FIELDS
from experiments.permalink import settings
from experiments.scenario import Problem, Scenario, ScenarioError, complete, shorten
from experiments.suggested_rate import suggest
from landscapes import LANDSCAPES, DataLandscape
from optimizers.schedules import CONSTANT

Change = Mapping[str, Any]
# Batch size when a visitor turns to data: small enough to be visibly noisy, large enough to make progress.
FIRST_BATCH = 16


def apply(scenario: Scenario, change: Change, where: Change | None = None) -> tuple[Scenario, tuple[Problem, ...]]:
    """``scenario`` after ``change``. Never raises: an unusable value is left out and reported as a Problem.

    Args:
        scenario: before the change.
        change: new values. Some set others too: a new surface sets its own start, steps and suggested rates; new data
            set default parameters and suggested rates; a new optimizer starts with its suggested rate; a new schedule
            with its defaults; a parameter that shrinks the data set limits the batch to its size. Three are not
            settings of a link: ``rules`` are the rules that race, ``adam~2.like`` is the racer that ``adam~2`` is a
            copy of, ``adam.fan`` the setting and the values over which ``adam`` is spread (:mod:`experiments.lineup`).
        where: settings that ``scenario`` must have, otherwise nothing changes: an event from a slider of one surface
            must not change another.
    """
    if where:
        now = settings(scenario)
        if any(now.get(key, CONSTANT if key.endswith(".schedule") else None) != value for key, value in where.items()):
            return scenario, ()
    problems: list[Problem] = []
    for key, value in change.items():
        try:
            scenario = _set(scenario, key, value)
        except ScenarioError as error:
            problems += error.problems
    return scenario, tuple(problems)


def _set(scenario: Scenario, key: str, value: Any) -> Scenario:
    """``scenario`` with one setting changed. Raises ScenarioError for an unknown setting or an unusable value."""
    owner, _, name = key.rpartition(".")
    if key in WITH_CONSEQUENCES:
        return WITH_CONSEQUENCES[key](scenario, value)
    if key in FIELDS:
        return replace(scenario, **{key: value})
    if owner == "s":
        return _set_parameter(scenario, name, value)
    return _set_of_racer(scenario, owner, name, value)


def _set_of_racer(scenario: Scenario, owner: str, name: str, value: Any) -> Scenario:
    if name in OF_A_RACER:
        return OF_A_RACER[name](scenario, owner, value)
    if name == "schedule" and owner in scenario.optimizers and isinstance(value, str):
        return replace(scenario, schedules={**scenario.schedules, owner: (value, {})})
    if owner in scenario.optimizers:
        values = {**scenario.optimizers[owner], name: value}
        return replace(scenario, optimizers={**scenario.optimizers, owner: values})
    racer = owner.removesuffix(".schedule")
    if racer in scenario.schedules and racer != owner:
        schedule, parameters = scenario.schedules[racer]
        return replace(scenario, schedules={**scenario.schedules, racer: (schedule, {**parameters, name: value})})
    key = f"{owner}.{name}" if owner else name
    raise ScenarioError([Problem("unknown-name", shorten(key), shorten(value))])


def _set_parameter(scenario: Scenario, name: str, value: Any) -> Scenario:
    problems: list[Problem] = []
    complete("s", scenario.landscape.parameters, {name: value}, problems)
    if problems:
        raise ScenarioError(problems)
    return scenario.with_parameters({name: value})


def _turn_to(scenario: Scenario, surface: Any) -> Scenario:
    """Another surface with its own start, steps and suggested rates; hyperparameters, schedules and seed are kept."""
    if not isinstance(surface, str) or surface not in LANDSCAPES:
        raise ScenarioError([Problem("unknown-surface", "s", shorten(surface))])
    suited = suggest(
        Scenario(surface, optimizers=scenario.optimizers, seed=scenario.seed, schedules=scenario.schedules)
    )
    if not isinstance(LANDSCAPES[surface], DataLandscape):
        return suited
    batch = min(scenario.batch if scenario.size else FIRST_BATCH, suited.size)
    return replace(suited, batch=batch, replacement=scenario.replacement, drop_last=scenario.drop_last)


def _turn_to_data(scenario: Scenario, data: Any) -> Scenario:
    """Other data with default parameters and suggested rates."""
    if problem := surface_data.suits(scenario.surface, data) if isinstance(data, str) else "unknown-data":
        raise ScenarioError([Problem(problem, "data", shorten(data))])
    if data == scenario.data:
        return scenario
    landscape = surface_data.ground(scenario.surface, data)
    size = surface_data.size(landscape, landscape.values({}))
    batch = scenario.batch if scenario.batch <= size else 0
    return suggest(replace(scenario, data=data, surface_parameters={}, batch=batch))


WITH_CONSEQUENCES = {"s": _turn_to, "data": _turn_to_data, "o": lineup.race, "rules": lineup.choose}
# Of one racer; these take its key too.
OF_A_RACER = {"like": lineup.copy, "fan": lineup.fan}
