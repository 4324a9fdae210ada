"""Rate sweep of a race: the loss of each racer over its learning rates, coarsely first, kept for the next to ask."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

import engine
from experiments import cost
from experiments.maps.axes import Axis, applied, axis
from experiments.maps.cells import Cells, Tile, arrived
from experiments.racers import optimizer_of
from experiments.run_cache import identity
from experiments.scenario import Scenario
from experiments.shelf import Shelf

# Numbers of values: each line is part of those with more. The first has 20 values a decade.
COUNTS = (121, 61, 31, 16)
# Seconds of one processor that a sweep may take, by the estimate; the fewest values may take the second number.
BUDGET, MOST = 8.0, 60.0
LIMIT = 8_000_000  # bytes of finished sweeps
OBJECTS = 4096  # bytes of a sweep's objects and keys
NAME = "lr"

Found = dict[str, NDArray[Any]]
_kept: Shelf[Found] = Shelf(LIMIT)


@dataclass(frozen=True, eq=False)
class Rates:
    """The cells of a sweep by racer, on axes of one length.

    Attributes:
        scenario: the race; the learning rates in it make no difference to the cells.
        target: loss at which a run counts as arrived.
    """

    scenario: Scenario
    target: float
    cells: Mapping[str, Cells]

    @property
    def axes(self) -> dict[str, Axis]:
        return {racer: cells.x for racer, cells in self.cells.items()}


def affordable(scenario: Scenario) -> int:
    """The largest of :data:`COUNTS` for which a sweep fits the budget; 0 if even the smallest takes too long."""
    once = cost.running(scenario)
    fitting = [count for count in COUNTS if count * once <= BUDGET]
    return fitting[0] if fitting else COUNTS[-1] if COUNTS[-1] * once <= MOST else 0


def rates(scenario: Scenario, count: int) -> Rates:
    """A sweep with ``count`` rates a racer, over its declared bounds."""
    target = arrived(scenario)
    cells = {
        racer: Cells(scenario, racer, axis(scenario, racer, NAME, count, COUNTS[0]), None, target)
        for racer in scenario.optimizers
    }
    return Rates(scenario, target, cells)


def computed(sweep: Rates) -> Iterator[tuple[str, int, Found]]:
    """``(racer, stride, found)``: all racers coarsely, then with half the stride, down to 1; what is kept comes first.

    ``found`` has the columns of :meth:`experiments.maps.cells.Cells.compute`. The engine's watcher ends the work.
    """
    waiting: dict[str, list[Found]] = {}
    for racer, cells in sweep.cells.items():
        known = _kept.get(_key(cells))
        if known is None:
            waiting[racer] = []
        else:
            yield racer, 1, known
    tiles = [(racer, tile) for racer in waiting for tile in sweep.cells[racer].tiles()]
    tiles.sort(key=lambda entry: -entry[1].stride)  # stable: the racers' order stays

    def compute(entry: tuple[str, Tile]) -> Found | None:
        return sweep.cells[entry[0]].compute(entry[1])

    for (racer, tile), found in engine.spread(compute, tiles, engine.piece_done):
        if found is not None:
            waiting[racer].append(found)
            yield racer, tile.stride, found
    for racer, parts in waiting.items():
        whole = _joined(parts)
        _kept.put(_key(sweep.cells[racer]), whole, OBJECTS + 8 * len(whole) * len(whole["j"]))


def forget() -> None:
    """Keep no sweep."""
    _kept.clear()


def _key(cells: Cells) -> tuple:
    """Everything that a racer's cells depend on: its run but for the rate, the rates and the target."""
    lowest = next(one for one in optimizer_of(cells.racer).hyperparameters if one.name == NAME).bounds[0]
    any_rate = applied(cells.scenario, cells.racer, {NAME: lowest})
    return identity(any_rate, cells.racer), len(cells.x), cells.target


def _joined(parts: list[Found]) -> Found:
    """All cells in the order of the axis, read-only."""
    together = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    order = np.argsort(together["j"], kind="stable")
    whole = {name: column[order] for name, column in together.items()}
    for column in whole.values():
        column.flags.writeable = False
    return whole
