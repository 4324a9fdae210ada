"""How large the files of a result are, before they are made: exactly where that is cheap, else about."""

import zlib
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from experiments.export.formats import to_csv, to_json, to_npz
from experiments.export.tables import Array, Content, content
from experiments.scenario import Scenario
from experiments.view import View

CHEAP = 80_000  # fields of a table whose files are made to be weighed: 0.1 s
SAMPLED, CHUNK = 200, 8192  # numbers and bytes of an array that are written, where a file is not
FIELD, NAMES = 2, 20  # bytes of what parts two numbers of a list, and of the names in a row


@dataclass(frozen=True)
class Sizes:
    """Rows and columns of the table, and bytes of each file.

    Attributes:
        exact: whether these are the files' own.
    """

    rows: int
    columns: int
    csv: int
    json: int
    npz: int
    exact: bool

    @property
    def fields(self) -> int:
        return self.rows * self.columns

    def told(self) -> dict[str, Any]:
        return asdict(self)


def sizes(result: Any, scenario: Scenario | None = None, site: str = "", view: View | None = None) -> Sizes:
    """Arguments are those of :func:`experiments.export.to_csv`."""
    found = content(result, scenario, site, view)
    rows, columns = found.count, len(found.heading)
    if rows * columns > CHEAP:
        return Sizes(rows, columns, *_about(found), exact=False)
    csv, json = (len(make(result, scenario, site, view).encode()) for make in (to_csv, to_json))
    return Sizes(rows, columns, csv, json, len(to_npz(result, scenario, site, view)), exact=True)


def _about(found: Content) -> tuple[int, int, int]:
    """Estimated bytes as CSV, JSON and NPZ."""
    texts = {name: _text(array) for name, array in found.arrays.items()}
    lists = FIELD * sum(array.size for array in found.arrays.values())  # whole numbers
    in_table = sum(size for name, size in texts.items() if "/seen_" not in name)  # whole numbers
    table = in_table + found.count * (len(found.heading) + NAMES)
    return table, sum(texts.values()) + lists, sum(map(_packed, found.arrays.values()))  # whole numbers


def _text(array: Array) -> int:
    """Bytes of the numbers as text."""
    flat = array.ravel()
    some = flat[:: max(1, len(flat) // SAMPLED)].tolist()
    return round(sum(len(repr(one)) for one in some) / max(len(some), 1) * len(flat))  # whole numbers


def _packed(array: Array) -> int:
    start = np.ascontiguousarray(array).ravel()[: CHUNK // max(array.itemsize, 1)].tobytes()
    return round(len(zlib.compress(start, 6)) / max(len(start), 1) * array.nbytes)
