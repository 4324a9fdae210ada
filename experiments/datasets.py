"""Read a visitor's table from bytes, and choose two of its columns for a surface; errors are reported as Problems.

Nothing in a file is executed: each cell is a number or text.
"""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from math import isfinite, isnan

import numpy as np
from numpy.typing import NDArray

from experiments.scenario import Problem, shorten
from experiments.surface_data import Columns
from landscapes import Samples

MOST_BYTES = 1_000_000
MOST_ROWS = 4096
MOST_COLUMNS = 64
LARGEST = 1e6
DELIMITERS = ",;\t|"
# Tried in this order: CP949 text is rarely valid UTF-8. UTF-16 is recognised by its byte-order mark.
ENCODINGS = ("utf-8-sig", "cp949")
DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+([eE][+-]?\d+)?")


@dataclass(frozen=True, eq=False)
class Table:
    """The contents of a readable file.

    Attributes:
        names: unique names of the columns: their headings, or ``1``, ``2``, ... without headings.
        numbers: float64 ``(rows, columns)``; NaN where a cell is not a usable number.
        why: for each column, the number of unusable cells by the code of the problem.
        first: text of the first cell of each column.
    """

    names: tuple[str, ...]
    numbers: NDArray[np.float64]
    why: tuple[Counter[str], ...]
    first: tuple[str, ...]

    def numeric(self) -> tuple[str, ...]:
        """Names of the columns with at least two usable numbers."""
        usable = np.count_nonzero(np.isfinite(self.numbers), axis=0) >= 2
        return tuple(name for name, good in zip(self.names, usable, strict=True) if good)


def read(raw: bytes) -> tuple[Table | None, tuple[Problem, ...]]:
    """The table in a file's bytes, and problems; None with exactly one problem if it cannot be read."""
    if len(raw) > MOST_BYTES:
        return None, (Problem("file-too-large", "file", f"{len(raw):,}", high=MOST_BYTES),)
    text, code = _decoded(raw)
    if code:
        return None, (Problem(code, "file"),)
    try:
        rows, cut = _rows(text)
    except csv.Error:
        return None, (Problem("file-not-csv", "file"),)
    width = max(map(len, rows), default=0)
    if width < 2:
        return None, (Problem("file-one-column" if rows else "file-empty", "file"),)
    problems = [Problem("file-rows-cut", "file", high=MOST_ROWS)] if cut else []
    if width > MOST_COLUMNS:
        problems.append(Problem("file-too-many-columns", "file", str(width), high=MOST_COLUMNS))
        width = MOST_COLUMNS
    rows = [[*row[:width], *[""] * (width - len(row))] for row in rows]
    headed = _headed(rows)
    names = _names(rows[0] if headed else [""] * width)
    rows = rows[1:] if headed else rows[:MOST_ROWS]
    if len(rows) < 2:
        return None, (Problem("file-one-row", "file"),)
    cells = [[_number(cell) for cell in row] for row in rows]
    numbers = np.array([[value for value, _ in row] for row in cells])
    why = tuple(Counter(code for _, code in column if code) for column in zip(*cells, strict=True))
    return Table(names, numbers, why, tuple(rows[0])), tuple(problems)


def choose(  # noqa: PLR0911 - one return a problem
    table: Table, x: str, y: str, target: str = "number"
) -> tuple[Columns | None, tuple[Problem, ...]]:
    """Columns ``x`` (input) and ``y`` (target) of ``table``, without rows with an unusable cell; and problems.

    ``target``: ``class`` for a surface that needs two classes; the smaller number becomes 0, the larger 1.
    """
    for name in (x, y):
        if name not in table.names:
            return None, (Problem("column-unknown", "file", shorten(name)),)
    if x == y:
        return None, (Problem("column-twice", "file", shorten(x)),)
    places = table.names.index(x), table.names.index(y)
    problems = [
        Problem(code, shorten(table.names[k]), str(count), high=LARGEST if code == "rows-too-large" else None)
        for k in places
        for code, count in table.why[k].items()
    ]
    chosen = table.numbers[:, places]
    for name, k in zip((x, y), places, strict=True):
        if not np.isfinite(table.numbers[:, k]).any():
            return None, (Problem("column-text", shorten(name), shorten(table.first[k])),)
    chosen = chosen[np.isfinite(chosen).all(axis=1)]
    if len(chosen) < 2:
        return None, (*problems, Problem("file-one-row", "file"))
    values = np.unique(chosen[:, 1])
    if target == "class":
        if len(values) != 2:
            return None, (*problems, Problem("column-not-classes", shorten(y)))
        chosen[:, 1] = chosen[:, 1] == values[1]
    for name, column in zip((x, y), chosen.T, strict=True):
        if not np.ptp(column) > 0.0:
            return None, (*problems, Problem("column-constant", shorten(name)))
    return Columns(Samples(chosen[:, 0], chosen[:, 1]), (shorten(x), shorten(y))), tuple(problems)


def _decoded(raw: bytes) -> tuple[str, str]:
    """The text, or the code of a problem."""
    if not raw.strip(b"\xef\xbb\xbf \t\r\n"):
        return "", "file-empty"
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in raw and not wide:
        return "", "file-binary"
    for encoding in ("utf-16",) if wide else ENCODINGS:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if sum(not c.isprintable() and c not in "\t\r\n" for c in text) > 0.01 * len(text):  # whole numbers
            return "", "file-binary"
        return (text, "") if text.strip("\ufeff \t\r\n") else ("", "file-empty")
    control = sum(byte < 32 and byte not in b"\t\r\n" for byte in raw)  # whole numbers
    return "", "file-binary" if control > 0.01 * len(raw) else "file-encoding"


def _rows(text: str) -> tuple[list[list[str]], bool]:
    """Rows that are not blank, at most MOST_ROWS and a heading; and whether the file has more."""
    lines = text.splitlines()
    delimiter = max(DELIMITERS, key=lambda candidate: _fit(lines[:50], candidate))
    rows: list[list[str]] = []
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True):
        cells = [_plain(cell.strip(), delimiter) for cell in row]
        if any(cells):
            rows.append(cells)
        if len(rows) > MOST_ROWS + 1:
            break
    cut = len(rows) > MOST_ROWS + (1 if rows and _headed(rows) else 0)
    return rows[: MOST_ROWS + 1], cut


def _fit(lines: list[str], delimiter: str) -> tuple[float, int]:
    """Score of a delimiter: share of lines with the most common number of columns, 0 if that is one."""
    widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if any(row)]
    if not widths:
        return 0.0, 0
    usual, count = Counter(widths).most_common(1)[0]
    # In "1,5;2,5" the comma is a decimal sign, though it splits every line alike: prefer the semicolon.
    first = delimiter == ";" and all(";" in line for line in lines if line.strip())
    return (count / len(widths) if usual > 1 else 0.0), 1 + first if usual > 1 else 0


def _plain(cell: str, delimiter: str) -> str:
    """The cell with a decimal point for a decimal comma, unless the comma is the delimiter."""
    return cell.replace(",", ".") if delimiter != "," and DECIMAL_COMMA.fullmatch(cell) else cell


def _headed(rows: list[list[str]]) -> bool:
    """Whether the first row is a heading: it is not blank and contains no number."""
    usable = [_number(cell) for cell in rows[0]]
    return any(rows[0]) and not any(isfinite(value) or code == "rows-too-large" for value, code in usable)


def _names(heading: list[str]) -> tuple[str, ...]:
    names: list[str] = []
    for number, cell in enumerate(heading, 1):
        name = shorten(cell) if cell else str(number)
        names.append(name if name not in names else shorten(f"{number}: {name}"))
    return tuple(names)


def _number(cell: str) -> tuple[float, str]:
    """A usable number and an empty code, or NaN and the code of the problem."""
    try:
        value = float(cell) if "_" not in cell else None
    except ValueError:
        value = None
    if value is None:
        empty = not cell or cell.lower() in ("na", "n/a", "null", "none", "-")
        formula = cell[:1] in ("=", "+", "-", "@")
        return float("nan"), "rows-missing" if empty else "rows-formula" if formula else "rows-text"
    if isnan(value):
        return value, "rows-missing"
    return (value, "") if abs(value) <= LARGEST else (float("nan"), "rows-too-large")
