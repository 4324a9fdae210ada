"""Numbers of results as CSV, JSON and NPZ: every float as its shortest exact text, or as its bytes."""

import csv
import io
import json
from math import isfinite
from typing import Any

import numpy as np

from experiments.export.tables import content
from experiments.export.text import printable
from experiments.scenario import Scenario


def to_csv(result: Any, scenario: Scenario | None = None, site: str = "") -> str:
    """One table, a row for each point, cell, trial or seed, below lines of comment that begin with ``#``.

    ``pandas.read_csv(file, comment="#")`` reads it. ``result``, ``scenario`` and ``site``: as for
    :func:`experiments.export.tables.content`.
    """
    found, text = content(result, scenario, site), io.StringIO()
    for link in found.about.get("links", [found.about.get("link")]):
        text.write(f"# {printable(str(link))}\n")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(found.heading)
    writer.writerows([["" if value is None else _exact(value) for value in row] for row in found.rows])
    return text.getvalue()


def _exact(value: Any) -> str:
    return repr(value) if isinstance(value, float) else str(value)


def to_json(result: Any, scenario: Scenario | None = None, site: str = "") -> str:
    """All arrays and what they are about. A number that is not finite is a text, which ``float`` reads: ``"nan"``."""
    found = content(result, scenario, site)
    arrays = {name: array.tolist() for name, array in found.arrays.items()}
    return json.dumps({**_finite(found.about), "arrays": _finite(arrays)}, ensure_ascii=False, allow_nan=False) + "\n"


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _finite(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(inner) for inner in value]
    return repr(value) if isinstance(value, float) and not isfinite(value) else value


def to_npz(result: Any, scenario: Scenario | None = None, site: str = "") -> bytes:
    """All arrays, and ``about``: what they are about, as JSON. ``numpy.load(file)`` reads it."""
    found, target = content(result, scenario, site), io.BytesIO()
    arrays: dict[str, Any] = {"about": np.array(json.dumps(_finite(found.about))), **found.arrays}
    np.savez_compressed(target, **arrays)
    return target.getvalue()
