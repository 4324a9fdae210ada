"""Races of runs that were made before: a visitor who changes one optimizer makes one run, a hall makes one race."""

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

# A run of 500 steps weighs 50 KB; one of 10,000 steps 1 MB.
LIMIT = 48_000_000


class Shelf:
    """Keeps what was made, up to ``limit`` bytes, and forgets first what was longest unused. Safe for threads."""

    def __init__(self, limit: int) -> None:
        self.limit, self.weight = limit, 0
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, tuple[Run, int]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Run]) -> Run:
        """What is kept under ``key``, else what ``make`` makes."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][0]
        made = make()
        with self._lock:
            if key not in self._kept:
                weight = seal(made)
                self._kept[key] = (made, weight)
                self.weight += weight
                while self.weight > self.limit:
                    self.weight -= self._kept.popitem(last=False)[1][1]
        return made

    def __len__(self) -> int:
        return len(self._kept)


def seal(run: Run) -> int:
    """Make the arrays of ``run`` and its answer read-only, since many share them; their bytes."""
    arrays = {id(array): array for one in (run, run.result) for array in vars(one).values() if _is_array(array)}
    for array in arrays.values():
        array.flags.writeable = False
    return sum(array.nbytes for array in arrays.values())  # whole numbers


def _is_array(value: Any) -> bool:
    return isinstance(value, np.ndarray)


_runs = Shelf(LIMIT)
_beside: WeakKeyDictionary[Run, dict[Hashable, Any]] = WeakKeyDictionary()


def run(scenario: Scenario) -> Race:
    """As :func:`experiments.race.run`, to the bit; the runs are shared and read-only."""
    drawn = race.picture(scenario.surface, tuple(scenario.surface_parameters.values()), scenario.data)
    runs = {key: _runs.get(identity(scenario, key), lambda key=key: _one(scenario, key)) for key in scenario.optimizers}
    return Race(scenario, runs, drawn.points)


def beside(found: Race, key: str, name: Hashable, make: Callable[[], Any]) -> Any:
    """What ``make`` makes of run ``key``, called ``name``; kept for as long as the run itself."""
    kept = _beside.setdefault(found[key], {})
    told = name, identity(found.scenario, key)
    if told not in kept:
        kept[told] = make()
    return kept[told]


def identity(scenario: Scenario, key: str) -> Hashable:
    """Everything that the run of ``key`` depends on: of the optimizers and schedules its own, and all other fields."""
    others = tuple(getattr(scenario, f.name) for f in fields(scenario) if f.name not in OWN)
    name, values = scenario.schedules.get(key, ("", {}))
    parameters = tuple(scenario.surface_parameters.values())
    return key, tuple(scenario.optimizers[key].values()), name, tuple(values.values()), parameters, others


# Told apart by what stands in them for one optimizer, or no hashable.
OWN = {"optimizers", "schedules", "surface_parameters"}


def _one(scenario: Scenario, key: str) -> Run:
    schedules = {key: scenario.schedules[key]} if key in scenario.schedules else {}
    return race.run(replace(scenario, optimizers={key: scenario.optimizers[key]}, schedules=schedules))[key]
