"""Compute the cells of a map: chunks of runs, each of which is the run of a scenario, bit for bit."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

import engine
from experiments.maps.axes import ACROSS, BATCH, UP, Axis, applied
from experiments.picture import picture
from experiments.racers import optimizer_of
from experiments.scenario import Scenario
from landscapes import DataLandscape

Array = NDArray[np.float64]
SIDE, LEAST_SIDE = 32, 8  # cells along the side of a tile; 8 x 8 fill the lanes of one block
WORK = 2**22  # evaluations of a sample, or of a surface without samples, in a tile of more than the least side
FIRST = 4 * WORK  # the same in a tile that goes before the tiles of others
COARSE = 32  # cells along the longer side of the first, coarsest picture, at least half
# Share of the height of the start above the lowest known loss at which a run counts as arrived.
ARRIVED = 1e-3
#: Arrays of a map, one number a cell; see :class:`experiments.maps.result.Map`.
NUMBERS = ("final", "best", "mean", "end_x", "end_y")
COUNTS = ("reached", "steps", "stopped")


@dataclass(frozen=True)
class Tile:
    """A square of cells of which every ``stride``-th in each direction is known: ``array[rows, cols]``.

    Attributes:
        stride: distance of the known cells; a coarser tile may be drawn with each known cell ``stride`` wide.
        rows, cols: slices of the map's arrays, with ``stride`` as their step.
    """

    stride: int
    rows: slice
    cols: slice


@dataclass(frozen=True, eq=False)
class Cells:
    """The runs of ``racer`` on a grid of settings.

    Attributes:
        scenario: the settings that no axis changes.
        racer: key of a racer of the scenario.
        x, y: the axes; row i and column j of an array belong to ``y.values[i]`` and ``x.values[j]``. A line has a
            ``y`` of None and one row.
        target: loss at which a run counts as arrived.
    """

    scenario: Scenario
    racer: str
    x: Axis
    y: Axis | None
    target: float

    @property
    def shape(self) -> tuple[int, int]:
        return (1 if self.y is None else len(self.y)), len(self.x)

    def scenario_at(self, i: int, j: int) -> Scenario:
        """The scenario of the cell in row ``i`` and column ``j``, whose run of the racer is the cell."""
        values = {self.x.name: float(self.x.values[j])}
        if self.y is not None:
            values[self.y.name] = float(self.y.values[i])
        return applied(self.scenario, self.racer, values)

    def empty(self) -> dict[str, NDArray]:
        """Arrays for all cells, as if no run had been made: NaN, and -1 where whole numbers stand."""
        numbers: dict[str, NDArray] = {name: np.full(self.shape, np.nan) for name in NUMBERS}
        return numbers | {name: np.full(self.shape, -1, np.int64) for name in COUNTS}

    def tiles(self) -> Iterator[Tile]:
        """Tiles that cover all cells, first coarsely, then in strides half as wide, down to 1.

        A tile's cells that a coarser one had are not to be computed again: :meth:`compute` leaves them out.
        """
        rows, cols = self.shape
        stride = self.coarsest
        while stride:
            down, across = (side * stride for side in self._sides(stride))
            for top in range(0, rows, down):
                for left in range(0, cols, across):
                    columns = slice(left, min(left + across, cols), stride)
                    yield Tile(stride, slice(top, min(top + down, rows), stride), columns)
            stride //= 2

    def compute(self, tile: Tile, cancelled: Callable[[], bool] | None = None) -> dict[str, NDArray] | None:
        """Results of the tile's cells that no coarser tile has, with their places ``i`` and ``j``; None if it has none.

        Cells with batches of one size are run together. Once ``cancelled()`` is true the results mean nothing.
        """
        i, j = self._new(tile)
        if not len(i):
            return None
        values = self._values(i, j)
        sizes = values.get(BATCH, np.full(len(i), float(self.scenario.batch)))
        found: dict[str, NDArray] = {name: np.empty(len(i)) for name in NUMBERS}
        found |= {name: np.empty(len(i), np.int64) for name in COUNTS}
        for size in np.unique(sizes).tolist():
            mine = np.flatnonzero(sizes == size)
            runs = self._runs({key: column[mine] for key, column in values.items()}, int(size), cancelled)
            for name, numbers in runs.items():
                found[name][mine] = numbers
        return {**found, "i": i, "j": j}

    def is_empty(self, tile: Tile) -> bool:
        """Whether coarser tiles have all cells of ``tile``."""
        return not len(self._new(tile)[0])

    def goes_first(self, tile: Tile) -> bool:
        """Whether ``tile`` is a part of the first, coarsest picture and takes little, and so may interrupt others."""
        return tile.stride == self.coarsest and LEAST_SIDE * LEAST_SIDE * self._a_run <= FIRST

    @cached_property
    def coarsest(self) -> int:
        """The widest stride: a power of two that leaves 16 to 32 cells along the longer side."""
        stride = 1
        while max(self.shape) > COARSE * stride:
            stride *= 2
        return stride

    def _sides(self, stride: int) -> tuple[int, int]:
        """Rows and columns of a tile's cells: it is a square, but long where cells with batches of one size lie."""
        side, (rows, cols) = self._side, self.shape
        if self.y is not None and self.y.name == BATCH:
            return max(1, side * side * stride // cols), side * side
        if self.x.name == BATCH:
            return side * side, max(1, side * side * stride // rows)
        return side, side

    @cached_property
    def _side(self) -> int:
        """Cells along the side of a square tile: fewer where a run takes long, so that a tile does not."""
        side = SIDE
        while side > LEAST_SIDE and side * side * self._a_run > WORK:
            side //= 2
        return side

    @property
    def _a_run(self) -> int:
        """Evaluations of a sample, or of a surface without samples, in a run."""
        scenario = self.scenario
        return scenario.steps * (max(scenario.size, 1) if isinstance(scenario.landscape, DataLandscape) else 1)

    def _indexes(self, tile: Tile) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        rows, cols = self.shape
        return np.arange(rows)[tile.rows], np.arange(cols)[tile.cols]

    def _new(self, tile: Tile) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Places ``i`` and ``j`` of the tile's cells that no coarser tile has."""
        i, j = (index.ravel() for index in np.meshgrid(*self._indexes(tile), indexing="ij"))
        if tile.stride == self.coarsest:
            return i, j
        new = (i % (2 * tile.stride) > 0) | (j % (2 * tile.stride) > 0)
        return i[new], j[new]

    def _values(self, i: NDArray[np.intp], j: NDArray[np.intp]) -> dict[str, Array]:
        """Values of the axes in cells ``(i, j)`` by name, ``(n,)`` each."""
        values = {self.x.name: self.x.values[j]}
        return values if self.y is None else values | {self.y.name: self.y.values[i]}

    def _runs(
        self, values: Mapping[str, Array], batch: int, cancelled: Callable[[], bool] | None
    ) -> dict[str, NDArray]:
        """Results of the runs with these values of the axes, which all have batches of one size."""
        scenario, rest = self._with_batch(batch), {name: column for name, column in values.items() if name != BATCH}
        n, (x, y) = len(next(iter(values.values()))), scenario.start
        starts = np.column_stack([rest.pop(ACROSS, np.full(n, x)), rest.pop(UP, np.full(n, y))])
        found = engine.sweep(
            scenario.landscape,
            tuple(scenario.surface_parameters.values()),
            optimizer_of(self.racer),
            {**scenario.optimizers[self.racer], **rest},
            starts,
            scenario.steps,
            factor=scenario.factors(self.racer),
            batches=scenario.batches(),
            tilt=scenario.tilts(),
            measured=True,
            target=self.target,
            cancelled=cancelled,
        )
        stopped = np.where(found.stopped == engine.Stopped.DIVERGED, found.steps, -1)
        numbers = {"final": found.losses, "best": found.lowest, "mean": found.mean}
        places = {"end_x": found.ends[:, 0], "end_y": found.ends[:, 1]}
        return {**numbers, **places, "reached": found.reached, "steps": found.steps, "stopped": stopped}

    def _with_batch(self, batch: int) -> Scenario:
        return applied(self.scenario, self.racer, {BATCH: float(batch)})


def lowest_known(scenario: Scenario) -> float:
    """The lowest loss in the picture and of all known minima."""
    drawn = picture(scenario.surface, tuple(scenario.surface_parameters.values()), scenario.data)
    return min([drawn.lowest, *(point.value for point in drawn.points if point.kind == "minimum")])


def height_of_start(scenario: Scenario) -> float:
    """Loss at the start above :func:`lowest_known`."""
    parameters = tuple(scenario.surface_parameters.values())
    return float(engine.visit(scenario.landscape, parameters, [scenario.start])[0][0]) - lowest_known(scenario)


def arrived(scenario: Scenario) -> float:
    """Loss at which a run counts as arrived, if a map is not told: a thousandth of the start's height above the lowest.

    It is the same for all cells of a map.
    """
    return lowest_known(scenario) + ARRIVED * height_of_start(scenario)


def arrived_from_anywhere(scenario: Scenario) -> float:
    """:func:`arrived` for maps of starts: for the surface's first declared start, so that a start changes no map."""
    return arrived(replace(scenario, start=scenario.landscape.starts[0]))
