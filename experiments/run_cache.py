"""Cache of runs: changing one optimizer computes one run, and visitors with the same race share its runs."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import fields, replace
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from experiments import race
from experiments.race import Race, Run
from experiments.scenario import Scenario

# In bytes. A run of 500 steps takes 50 KB, one of 10,000 steps 1 MB.
LIMIT = 48_000_000


class Shelf:
    """Thread-safe LRU cache of runs, up to ``limit`` bytes."""

    def __init__(self, limit: int) -> None:
        self.limit, self.weight = limit, 0
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, tuple[Run, int]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Run]) -> Run:
        """The run stored under ``key``; if there is none, the result of ``make``, which is then stored."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][0]
        run = make()
        with self._lock:
            if key not in self._kept:
                weight = seal(run)
                self._kept[key] = (run, weight)
                self.weight += weight
                while self.weight > self.limit:
                    self.weight -= self._kept.popitem(last=False)[1][1]
        return run

    def __len__(self) -> int:
        return len(self._kept)


def seal(run: Run) -> int:
    """Make the arrays of ``run`` and its answer read-only, since they are shared; return their size in bytes."""
    arrays = {id(array): array for part in (run, run.result) for array in vars(part).values() if _is_array(array)}
    for array in arrays.values():
        array.flags.writeable = False
    return sum(array.nbytes for array in arrays.values())  # whole numbers


def _is_array(value: Any) -> bool:
    return isinstance(value, np.ndarray)


_runs = Shelf(LIMIT)
_beside: WeakKeyDictionary[Run, dict[Hashable, Any]] = WeakKeyDictionary()


def run(scenario: Scenario) -> Race:
    """:func:`experiments.race.run` with shared, read-only runs; the same bits."""
    drawn = race.picture(scenario.surface, tuple(scenario.surface_parameters.values()), scenario.data)
    runs = {key: _runs.get(identity(scenario, key), lambda key=key: _one(scenario, key)) for key in scenario.optimizers}
    return Race(scenario, runs, drawn.points)


def beside(race: Race, key: str, name: Hashable, make: Callable[[], Any]) -> Any:
    """The result of ``make`` for run ``key``, cached under ``name`` for as long as the run is."""
    derived = _beside.setdefault(race[key], {})
    identifier = name, identity(race.scenario, key)
    if identifier not in derived:
        derived[identifier] = make()
    return derived[identifier]


def identity(scenario: Scenario, key: str) -> Hashable:
    """Everything that the run of ``key`` depends on: its own optimizer and schedule, and all other fields."""
    others = tuple(getattr(scenario, f.name) for f in fields(scenario) if f.name not in OWN)
    name, values = scenario.schedules.get(key, ("", {}))
    parameters = tuple(scenario.surface_parameters.values())
    return key, tuple(scenario.optimizers[key].values()), name, tuple(values.values()), parameters, others


# Fields that :func:`identity` takes apart: they hold other optimizers' settings too, or are not hashable.
OWN = {"optimizers", "schedules", "surface_parameters"}


def _one(scenario: Scenario, key: str) -> Run:
    schedules = {key: scenario.schedules[key]} if key in scenario.schedules else {}
    return race.run(replace(scenario, optimizers={key: scenario.optimizers[key]}, schedules=schedules))[key]
