"""Makers of maps: the pieces of an answer, from the race and the view of a link."""

from collections.abc import Generator

import numpy as np

from experiments.maps import rates
from experiments.maps.rates import Rates
from ravine.server.map_lines import Report, line, with_arrays, with_columns
from ravine.server.race import Meant

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
    for racer, stride, found in rates.computed(sweep):
        yield with_columns({"racer": racer, "stride": stride, "count": len(found["j"])}, RATE, found)
        done += len(found["j"])
        report(done / whole)


def _rate_head(sweep: Rates, text: str) -> bytes:
    axes = [{"racer": racer, "name": axis.name, "size": len(axis)} for racer, axis in sweep.axes.items()]
    # JSON has the shortest text that gives this float64 back; there is none for a target that is not finite.
    target = sweep.target if np.isfinite(sweep.target) else None
    head = {"kind": "rate", "target": target, "text": text, "columns": list(RATE.items()), "axes": axes}
    return with_arrays(head, [axis.values for axis in sweep.axes.values()])
