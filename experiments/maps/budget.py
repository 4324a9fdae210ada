"""Estimate what the cells of a map take before they are computed, and fit a map to what a visitor may have."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from experiments import cost
from experiments.maps.axes import BATCH, Axis
from experiments.maps.cells import LEAST_SIDE, SIDE, Cells, Tile
from experiments.maps.kept import key_of
from experiments.shelf import Shelf

# Seconds of one processor that a map may take, by the estimate; its picture is there long before, and it can be ended.
BUDGET = 90.0
SIDES = (1024, 512, 256, 128, 64, 32)
# Evaluations of a sample, or of a surface without samples, in a trial, which takes some milliseconds.
TRIAL = 2**19
FEW_SAMPLES = 16  # of a surface whose trial has more cells: what is not its steps weighs less
_measured: Shelf[float] = Shelf(10_000)  # of as many maps


def fitting(make: Callable[[int], Iterable[Cells]], side: int) -> int:
    """The largest side, at most ``side``, with which the maps that ``make`` makes fit the budget together, else 0.

    ``side`` is one of :data:`SIDES`; so is the answer.
    """
    smallest = [*make(SIDES[-1])]
    once = [_a_cell(cells) for cells in smallest]
    for fewer in (one for one in SIDES if one <= side):
        maps = [*make(fewer)]
        taken = sum(
            cells.shape[0] * cells.shape[1] * seconds + _drawing(cells)
            for cells, seconds in zip(maps, once, strict=True)
        )
        if taken <= BUDGET:
            return fewer
    return 0


def _a_cell(cells: Cells) -> float:
    """Seconds of a cell; those of the same map are the same, so that it has the same size when somebody comes back."""
    key = key_of(cells)
    return _measured.get(key) or _measured.put(key, _trial(cells), 1)


def _trial(cells: Cells) -> float:
    """Seconds of a cell in a crowd of others: of a few, spread over the map, in the first steps."""
    steps, samples = max(cells.scenario.steps, 1), cells.scenario.size or 1
    side = 2 * LEAST_SIDE if samples <= FEW_SAMPLES else LEAST_SIDE
    tried = max(1, min(steps, TRIAL // (side * side * samples)))
    once, taken = (cost.measured(_few(cells, side, count), repeats=2) for count in (1, tried))
    rows, columns = cells.shape
    count = min(rows, side) * min(columns, side)
    # What a tile takes whatever its steps is shared by all of its cells.
    return once / SIDE**2 + max(taken - once, 0.0) / count * steps / tried


def _few(cells: Cells, side: int, steps: int) -> Callable[[], object]:
    """What computes a few of the cells, ``side`` along each axis, in so many steps."""
    x, y = _spread(cells.x, side), None if cells.y is None else _spread(cells.y, side)
    trial = replace(cells, scenario=replace(cells.scenario, steps=steps), x=x, y=y)
    rows, columns = trial.shape
    return lambda: trial.compute(Tile(1, slice(0, rows, 1), slice(0, columns, 1)))


def _spread(axis: Axis, count: int) -> Axis:
    places = np.linspace(0, len(axis) - 1, min(len(axis), count)).astype(int)
    return replace(axis, values=axis.values[places])


def _drawing(cells: Cells) -> float:
    """Seconds to draw the batches of all sizes on an axis."""
    sizes = [axis.values for axis in (cells.x, cells.y) if axis is not None and axis.name == BATCH]
    return cells.scenario.steps * cost.drawing() * float(np.sum(sizes[0])) if sizes else 0.0
