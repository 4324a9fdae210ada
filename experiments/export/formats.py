"""Numbers of results as CSV, JSON and NPZ: every float as its shortest exact text, or as its bytes."""

import csv
import io
import json
from math import isfinite
from typing import Any

import numpy as np

from experiments.export.tables import Array, content
from experiments.export.text import printable
from experiments.scenario import Scenario
from experiments.view import View


def to_csv(result: Any, scenario: Scenario | None = None, site: str = "", view: View | None = None) -> str:
    """One table, a row for each point, cell, trial or seed, below lines of comment that begin with ``#``.

    Those are the links, and of a map its axes. ``pandas.read_csv(file, comment="#")`` reads the table. ``result``,
    ``scenario``, ``site`` and ``view``: as for :func:`experiments.export.tables.content`.
    """
    found, text = content(result, scenario, site, view), io.StringIO()
    for line in [*found.about.get("links", [found.about.get("link")]), *_axes(found.about)]:
        text.write(f"# {printable(str(line))}\n")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(found.heading)
    writer.writerows(["" if value is None else _exact(value) for value in row] for row in found.rows())
    return text.getvalue()


def _axes(about: dict[str, Any]) -> list[str]:
    """A line for each axis of a map, of each racer where they have their own."""
    axes = [("", axis) for axis in about.get("axes", [])]
    if isinstance(racers := about.get("racers"), dict):
        axes += [(f"{key}.", axis) for key, one in racers.items() for axis in one.get("axes", [])]
    return [
        f"axis {key}{one['name']}: {one['count']} values from {one['low']!r} to {one['high']!r}, {one['scale']}"
        for key, one in axes
    ]


def _exact(value: Any) -> str:
    return repr(value) if isinstance(value, float) else str(value)


def to_json(result: Any, scenario: Scenario | None = None, site: str = "", view: View | None = None) -> str:
    """All arrays and what they are about. A number that is not finite is a text, which ``float`` reads: ``"nan"``."""
    found = content(result, scenario, site, view)
    arrays = {name: _listed(array) for name, array in found.arrays.items()}
    return json.dumps({**_finite(found.about), "arrays": arrays}, ensure_ascii=False, allow_nan=False) + "\n"


def _listed(array: Array) -> Any:
    return array.tolist() if np.isfinite(array).all() else _finite(array.tolist())


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _finite(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(inner) for inner in value]
    return repr(value) if isinstance(value, float) and not isfinite(value) else value


def to_npz(result: Any, scenario: Scenario | None = None, site: str = "", view: View | None = None) -> bytes:
    """All arrays, and ``about``: what they are about, as JSON. ``numpy.load(file)`` reads it."""
    found, target = content(result, scenario, site, view), io.BytesIO()
    arrays: dict[str, Any] = {"about": np.array(json.dumps(_finite(found.about))), **found.arrays}
    np.savez_compressed(target, **arrays)
    return target.getvalue()
