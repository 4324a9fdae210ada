"""Cache of runs: changing one optimizer computes one run, and visitors with the same race share its runs."""

import threading
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import Any, TypeVar
from weakref import WeakKeyDictionary, WeakValueDictionary

import numpy as np

import engine
from experiments import race
from experiments.race import Race, Run
from experiments.racers import rule_of
from experiments.scenario import Scenario
from experiments.shelf import Shelf

# In bytes, with what is made of a run. A run of 500 steps takes 50 KB, one of 10,000 steps 1 MB.
LIMIT = 48_000_000
# Bytes of a run's objects, of what is made of it and of its keys: of a run that diverges at once they are nearly all.
OBJECTS = 4000


def seal(run: Run) -> int:
    """Make the arrays of ``run`` and its answer read-only, since they are shared; return the bytes that it takes."""
    arrays = {id(array): array for part in (run, run.result) for array in vars(part).values() if _is_array(array)}
    for array in arrays.values():
        array.flags.writeable = False
    return OBJECTS + sum(array.nbytes for array in arrays.values())  # whole numbers


def _is_array(value: Any) -> bool:
    return isinstance(value, np.ndarray)


Made = TypeVar("Made")
_runs: Shelf[Run] = Shelf(LIMIT)
_beside: WeakKeyDictionary[Run, dict[Hashable, Any]] = WeakKeyDictionary()


def run(scenario: Scenario) -> Race:
    """:func:`experiments.race.run` with shared, read-only runs; the same bits.

    What somebody else is running already is waited for.
    """
    drawn = race.picture(scenario.surface, tuple(scenario.surface_parameters.values()), scenario.data)
    runs = kept(scenario)
    if len(runs) < len(scenario.optimizers):
        with _alone(_shared(scenario)):
            runs = kept(scenario)
            others = [key for key in scenario.optimizers if key not in runs]
            if others:
                made = race.run(_only(scenario, others))
                runs |= {key: _runs.put(identity(scenario, key), run, seal(run)) for key, run in made.items()}
    return Race(scenario, {key: runs[key] for key in scenario.optimizers}, drawn.points)


def forget() -> None:
    """Keep no run."""
    _runs.clear()


def weight() -> int:
    """Bytes of all that is kept."""
    return _runs.weight


def missing(scenario: Scenario) -> list[str]:
    """Optimizers whose run is not kept."""
    known = kept(scenario)
    return [key for key in scenario.optimizers if key not in known]


def kept(scenario: Scenario) -> dict[str, Run]:
    """The runs that are kept, by optimizer."""
    shared = _shared(scenario)
    found = {key: _runs.get((*_own(scenario, key), *shared)) for key in scenario.optimizers}
    return {key: run for key, run in found.items() if run is not None}


class _Turn:
    """Lock of one race while somebody runs it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()


_turns: WeakValueDictionary[Hashable, _Turn] = WeakValueDictionary()
WAIT = 0.05  # seconds; a request that waits for a race may be called off (:mod:`engine.watch`)


@contextmanager
def _alone(race: Hashable) -> Iterator[None]:
    """Nobody else is in such a block for this ``race``."""
    turn = _turns.setdefault(race, _Turn())
    while not turn.lock.acquire(timeout=WAIT):
        engine.piece_done()
    try:
        yield
    finally:
        turn.lock.release()


def beside(race: Race, key: str, name: Hashable, make: Callable[[], Made], weigh: Callable[[Made], int]) -> Made:
    """The result of ``make`` for run ``key``, cached under ``name`` for as long as the run is.

    ``weigh`` gives the bytes that it takes beside the run's own.
    """
    derived = _beside.setdefault(race[key], {})
    kept_as = identity(race.scenario, key)
    if (name, kept_as) not in derived:
        derived[name, kept_as] = made = make()
        _runs.grow(kept_as, weigh(made))
    return derived[name, kept_as]


def identity(scenario: Scenario, key: str) -> Hashable:
    """Everything that the run of ``key`` depends on: its own rule, settings and schedule, and all other fields."""
    return *_own(scenario, key), *_shared(scenario)


def _own(scenario: Scenario, key: str) -> tuple:
    name, values = scenario.schedules.get(key, ("", {}))
    return rule_of(key), tuple(scenario.optimizers[key].values()), name, tuple(values.values())


def _shared(scenario: Scenario) -> tuple:
    return tuple(scenario.surface_parameters.values()), tuple(getattr(scenario, name) for name in OTHERS)


# Fields that :func:`identity` takes apart: they hold other optimizers' settings too, or are not hashable.
OWN = {"optimizers", "schedules", "surface_parameters"}
OTHERS = tuple(field.name for field in fields(Scenario) if field.name not in OWN)


def _only(scenario: Scenario, keys: Iterable[str]) -> Scenario:
    """``scenario`` with these optimizers alone."""
    schedules = {key: scenario.schedules[key] for key in keys if key in scenario.schedules}
    return replace(scenario, optimizers={key: scenario.optimizers[key] for key in keys}, schedules=schedules)
