"""Makers of maps: the pieces of an answer, from the race and the view of a link.

A head of a plane and of basins has two axes, ``{"racer", "name", "size", "scale"}``, x and y; their values follow. If
``limit`` is true, so does the largest stable rate for each value of the axis that is not ``lr``. ``racer``: who was
asked for, else the first; ``racers``: who comes; ``minima``: places of the numbers in ``ended``, from 1 on;
``fastest``: the settings that converge fastest in theory, or null; ``side``: cells along a side, at most. The cells in
column ``j`` and row ``i`` have ``value``, what the map is about (steps that are never reached are NaN), or ``ended``,
where the run has ended (0 nowhere, -1 at a saddle, -2 diverged).
"""

from collections.abc import Callable, Generator, Mapping

import numpy as np

from experiments.maps import kept, rates, viewed
from experiments.maps.ends import minima_of
from experiments.maps.kept import Found, Keep
from experiments.maps.rates import Rates
from experiments.maps.viewed import Viewed
from ravine.server.map_lines import Report, line, with_arrays, with_columns
from ravine.server.race import Meant
from ravine.words import racer_names

# Columns of the cells of a line.
RATE = {
    "j": "int32",
    "final": "float64",
    "best": "float64",
    "mean": "float64",
    "reached": "int32",
    "steps": "int32",
    "stopped": "int32",
}
PLANE = {"i": "uint16", "j": "uint16", "value": "float64", "final": "float64", "stopped": "int32"}
BASINS = {"i": "uint16", "j": "uint16", "ended": "int16", "steps": "int32"}


def rate_pieces(meant: Meant, report: Report) -> Generator[bytes]:
    """All racers over their learning rates."""
    scenario, words = meant.scenario, meant.words
    count = rates.affordable(scenario)
    if not count:
        yield line({"kind": "rate", "text": words("map-too-long"), "axes": []})
        return
    sweep = rates.rates(scenario, count)
    fewer = words("map-fewer", count=count) if count < rates.COUNTS[0] else ""
    yield _rate_head(sweep, fewer)
    done, whole = 0, sum(map(len, sweep.axes.values()))
    for racer, stride, found in kept.computed(sweep.cells, kept.numbers):
        yield with_columns({"racer": racer, "stride": stride, "count": len(found["j"])}, RATE, found)
        done += len(found["j"])
        report(done / whole)


def plane_pieces(meant: Meant, report: Report) -> Generator[bytes]:
    """One racer over two of its settings."""
    scenario, view, words = meant.scenario, meant.view, meant.words
    racer = viewed.racer_of(scenario, view)
    if not racer:
        yield _none("plane", words("map-nobody"))
        return
    if not viewed.axes_of(scenario, racer, view)[1]:
        yield _none("plane", words("map-one-setting", racer=racer_names(scenario, words)[racer]))
        return
    map_ = viewed.plane(scenario, view)
    if not map_.side:
        yield _none("plane", words("map-never-fits"))
        return
    limit = map_.limit
    more = {"limit": limit is not None, "fastest": map_.fastest and {**map_.fastest}}
    arrays = [] if limit is None else [limit]
    yield _head("plane", meant, map_, PLANE, more, arrays)
    goal = "reached" if view.map_goal == "steps" else view.map_goal

    def cells(found: Found) -> Found:
        value = found[goal]
        return {**found, "value": np.where(value < 0, np.nan, value) if goal == "reached" else value}

    yield from _cells(map_, kept.numbers, PLANE, cells, report)


def basin_pieces(meant: Meant, report: Report) -> Generator[bytes]:
    """All racers from a grid of starts: where each run ends, and how soon."""
    scenario, view, words = meant.scenario, meant.view, meant.words
    if not scenario.optimizers:
        yield _none("basins", words("map-nobody"))
        return
    map_ = viewed.basins(scenario, view)
    if not map_.side:
        yield _none("basins", words("map-never-fits"))
        return
    more = {"racers": list(map_.cells), "minima": minima_of(scenario).tolist(), "limit": False, "fastest": None}
    yield _head("basins", meant, map_, BASINS, more, [])
    yield from _cells(map_, kept.ends, BASINS, lambda found: {**found, "steps": found["reached"]}, report)


def _none(kind: str, why: str) -> bytes:
    """The head where there is no map."""
    return line({"kind": kind, "text": why, "axes": []})


def _head(
    kind: str, meant: Meant, map_: Viewed, columns: Mapping[str, str], more: Mapping[str, object], arrays: list
) -> bytes:
    main = map_.main
    both = [axis for axis in (main.x, main.y) if axis is not None]
    axes = [{"racer": map_.racer, "name": axis.name, "size": len(axis), "scale": axis.scale} for axis in both]
    fewer = meant.words("map-smaller", side=map_.side) if map_.fewer else ""
    head = {"kind": kind, "racer": map_.racer, "racers": [map_.racer], "target": _finite(main.target), "text": fewer}
    whole = {**head, "side": map_.side, "columns": list(columns.items()), "axes": axes, "minima": [], **more}
    return with_arrays(whole, [*(axis.values for axis in both), *arrays])


def _cells(
    map_: Viewed, keep: Keep, columns: Mapping[str, str], of: Callable[[Found], Found], report: Report
) -> Generator[bytes]:
    done, whole = 0, sum(cells.shape[0] * cells.shape[1] for cells in map_.cells.values())
    for racer, stride, found in kept.computed(map_.cells, keep):
        count = len(found["j"])
        yield with_columns({"racer": racer, "stride": stride, "count": count}, columns, of(found))
        done += count
        report(done / whole)


def _rate_head(sweep: Rates, text: str) -> bytes:
    axes = [{"racer": racer, "name": axis.name, "size": len(axis)} for racer, axis in sweep.axes.items()]
    target = _finite(sweep.target)
    head = {"kind": "rate", "target": target, "text": text, "columns": list(RATE.items()), "axes": axes}
    return with_arrays(head, [axis.values for axis in sweep.axes.values()])


def _finite(number: float) -> float | None:
    """JSON has the shortest text that gives a float64 back, and none for one that is not finite."""
    return number if np.isfinite(number) else None
