"""Compute maps tile by tile, coarsely first, and keep the tiles for those who ask next: after a zoom back, say.

What is kept is bounded in bytes. Maps that several visitors ask for at the same time are computed once: each tile is
looked for again when its turn comes.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from hashlib import blake2b
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

import engine
from experiments.maps.axes import ACROSS, BATCH, UP, Axis, applied, declared
from experiments.maps.cells import Cells, Tile
from experiments.maps.ends import ended_at
from experiments.run_cache import identity
from experiments.shelf import Shelf

LIMIT = 64_000_000  # bytes of tiles: of two planes of 512 x 512, seven of 256 x 256, six basins of 1,024 x 1,024
OBJECTS = 2_000  # bytes of a tile's objects and keys

Found = dict[str, NDArray[Any]]
#: What is kept of a tile: of what :meth:`experiments.maps.cells.Cells.compute` finds.
Keep = Callable[[Cells, Found], Found]
_kept: Shelf[Found] = Shelf(LIMIT)

SMALL = {"i": np.uint16, "j": np.uint16, "reached": np.int32, "steps": np.int32, "stopped": np.int32}


def numbers(_cells: Cells, found: Found) -> Found:
    """Everything but where the runs end, in as few bytes as it takes."""
    return {
        name: column.astype(SMALL.get(name, column.dtype))
        for name, column in found.items()
        if name not in ("end_x", "end_y")
    }


def ends(cells: Cells, found: Found) -> Found:
    """How each run ends, by the numbers of :func:`experiments.maps.ends.ended_at`, and when it had arrived."""
    places = np.column_stack([found["end_x"], found["end_y"]])
    ended = ended_at(cells.scenario, places, found["stopped"] >= 0).astype(np.int16)
    return {**{name: found[name].astype(SMALL[name]) for name in ("i", "j", "reached")}, "ended": ended}


def computed(maps: Mapping[str, Cells], keep: Keep) -> Iterator[tuple[str, int, Found]]:
    """``(name, stride, found)``, all ``maps`` coarsely, then with half the stride, down to 1; what is kept comes first.

    ``found`` is what ``keep`` keeps, read-only. The engine's watcher ends the work.
    """
    keys = {name: (keep.__name__, *key_of(cells)) for name, cells in maps.items()}
    tiles = [(name, tile) for name, cells in maps.items() for tile in cells.tiles()]
    tiles.sort(key=lambda entry: -entry[1].stride)  # stable: the maps' order stays

    def known(entry: tuple[str, Tile]) -> Found | None:
        name, tile = entry
        return _kept.get((keys[name], tile.stride, tile.rows.start, tile.cols.start))

    def compute(entry: tuple[str, Tile]) -> Found | None:
        name, tile = entry
        if (already := known(entry)) is not None:
            return already
        whole = maps[name].compute(tile)
        if whole is None:
            return None
        found = keep(maps[name], whole)
        for column in found.values():
            column.flags.writeable = False
        size = OBJECTS + sum(column.nbytes for column in found.values())  # whole numbers
        return _kept.put((keys[name], tile.stride, tile.rows.start, tile.cols.start), found, size)

    def first(entry: tuple[str, Tile]) -> bool:
        return maps[entry[0]].goes_first(entry[1])

    unknown = []
    for entry in tiles:
        engine.piece_done()
        found = known(entry)
        if found is None:
            unknown.append(entry)
        else:
            yield entry[0], entry[1].stride, found
    for (name, tile), found in engine.spread(compute, unknown, engine.piece_done, first):
        if found is not None:
            yield name, tile.stride, found


def whole(maps: Mapping[str, Cells], keep: Keep) -> dict[str, Found] | None:
    """All cells of ``maps`` as ``keep`` keeps them, arrays in the shape of the grid; None if any is not kept."""
    grids: dict[str, Found] = {}
    for name, cells in maps.items():
        key = (keep.__name__, *key_of(cells))
        grid: Found = {}
        for tile in cells.tiles():
            found = _kept.get((key, tile.stride, tile.rows.start, tile.cols.start))
            if found is None:
                if cells.is_empty(tile):
                    continue
                return None
            places = found["i"].astype(np.intp), found["j"].astype(np.intp)
            for column, numbers in found.items():
                if column not in ("i", "j"):
                    grid.setdefault(column, np.zeros(cells.shape, numbers.dtype))[places] = numbers
        grids[name] = grid
    return grids


def forget() -> None:
    """Keep no tile."""
    _kept.clear()


def key_of(cells: Cells) -> tuple[Hashable, ...]:
    """Everything that the cells depend on: their runs but for what the axes replace, the axes, the target."""
    axes = [axis for axis in (cells.x, cells.y) if axis is not None]
    any_cell = applied(cells.scenario, cells.racer, {axis.name: _any(cells, axis) for axis in axes})
    return identity(any_cell, cells.racer), *chain.from_iterable(map(_named, axes)), cells.target


def _named(axis: Axis) -> tuple[str, bytes]:
    return axis.name, blake2b(axis.values.tobytes(), digest_size=16).digest()


def _any(cells: Cells, axis: Axis) -> float:
    """A value in place of all of an axis."""
    if axis.name in (ACROSS, UP):
        return 0.0
    return 1.0 if axis.name == BATCH else declared(cells.scenario, cells.racer, axis.name).bounds[0]
