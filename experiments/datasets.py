"""Read a visitor's table from bytes, and choose two of its columns for a surface; errors are reported as Problems.

Nothing in a file is executed: each cell is a number or text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import fsum

import numpy as np
from numpy.typing import NDArray

from experiments import table_rows, table_text
from experiments.scenario import Problem, shorten
from experiments.surface_data import Columns, shared
from experiments.table_cells import TOO_LARGE
from experiments.table_numbers import LARGEST, Column, Reader
from experiments.table_rows import MOST_COLUMNS, MOST_ROWS, Grid, Row
from landscapes import Samples

__all__ = ["LARGEST", "MOST_BYTES", "MOST_COLUMNS", "MOST_ROWS", "Table", "choose", "read"]

MOST_BYTES = 1_000_000
# Numbers that differ by less cannot be divided by their deviation.
SMALLEST = 1e-290
# Headings of columns that number or name the rows.
INDICES = frozenset(
    (
        *("#", "id", "no", "no.", "n°", "nr", "nr.", "num", "number", "index", "idx", "row", "key", "unnamed:0"),
        *("번호", "순번", "연번", "순서", "일련번호"),
    )
)


@dataclass(frozen=True, eq=False)
class Table:
    """The contents of a readable file.

    Attributes:
        names: unique names of the columns: their headings, or ``1``, ``2``, ... without headings.
        columns: the columns.
    """

    names: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def numbers(self) -> NDArray[np.float64]:
        """Float64 ``(rows, columns)``; NaN where a cell is not a usable number."""
        return np.column_stack([column.numbers for column in self.columns])

    def numeric(self) -> tuple[str, ...]:
        """Names of the columns with at least two usable numbers."""
        named = zip(self.names, self.columns, strict=True)
        return tuple(name for name, column in named if np.count_nonzero(np.isfinite(column.numbers)) >= 2)

    def likely(self, target: str = "number") -> tuple[str, str]:
        """Input and target to begin with: rather no column that numbers the rows, holds dates or is constant."""
        numeric = self.numeric()
        order = {name: place for place, name in enumerate(self.names)}
        rank = {name: _unlikely(name, order[name], self.columns[order[name]].numbers) for name in numeric}
        best = sorted(numeric, key=rank.__getitem__)
        if target == "class":
            classes = [name for name in best if len(_values(self.columns[order[name]])) == 2]
            y = (classes or best[1:])[0]
            return next(name for name in best if name != y), y
        x, y = sorted(best[:2], key=order.__getitem__)
        return x, y

    def unusable(self) -> Problem:
        """Why fewer than two columns are :meth:`numeric`: the first such cell of the column that is closest to it."""
        others = [(n, c) for n, c in zip(self.names, self.columns, strict=True) if n not in self.numeric()]
        name, column = max(others, key=lambda pair: np.count_nonzero(np.isfinite(pair[1].numbers)))
        fault = column.worst()
        return Problem("file-too-few-numbers", name, fault.given, line=fault.line)


def read(  # noqa: PLR0911 - one return a problem
    raw: bytes,
) -> tuple[Table | None, tuple[Problem, ...]]:
    """The table in a file's bytes, and problems; None with the problem in the way last if it cannot be used."""
    if len(raw) > MOST_BYTES:
        return None, (Problem("file-too-large", "file", f"{len(raw):,}", high=MOST_BYTES),)
    text, code = table_text.decode(raw)
    if code:
        return None, (Problem(code, "file"),)
    reader = Reader()
    grid = table_rows.split(text, reader)
    if not grid.rows and not grid.names:
        return None, (Problem("file-empty", "file"),)
    names = _names(grid.names)
    if len(names) < 2:
        return None, (*grid.problems, Problem("file-one-column", "file", names[0]))
    if len(grid.rows) < 2:
        return None, (*grid.problems, Problem("file-one-row", "file"))
    table, problems = _table(names, grid, reader)
    if len(table.numeric()) < 2:
        return None, (*problems, table.unusable())
    return table, problems


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
    columns = [table.columns[table.names.index(name)] for name in (x, y)]
    problems = [problem for name, column in zip((x, y), columns, strict=True) for problem in _problems(name, column)]
    for name, column in zip((x, y), columns, strict=True):
        if not np.isfinite(column.numbers).any():
            fault = column.worst()
            return None, (Problem("column-text", name, fault.given, line=fault.line),)
    chosen = np.column_stack([column.numbers for column in columns])
    chosen = chosen[np.isfinite(chosen).all(axis=1)]
    if len(chosen) < 2:
        return None, (*problems, Problem("file-one-row", "file"))
    values = np.unique(chosen[:, 1])
    if target == "class":
        if len(values) != 2:
            return None, (*problems, Problem("column-not-classes", y))
        chosen[:, 1] = chosen[:, 1] == values[1]
    for name, column in zip((x, y), chosen.T, strict=True):
        if not np.ptp(column) > SMALLEST:
            return None, (*problems, Problem("column-constant", name))
    return shared(Columns(Samples(chosen[:, 0], chosen[:, 1]), (x, y))), tuple(problems)


def _problems(name: str, column: Column) -> list[Problem]:
    """What the visitor is told of a column: how its cells were read, and which ones could not be."""
    faults = [
        Problem(
            code,
            name,
            "" if code == "rows-missing" else fault.given,
            high=LARGEST if code == TOO_LARGE else None,
            count=fault.count,
            line=fault.line,
        )
        for code, fault in column.faults.items()
    ]
    return [*(replace(note, field=name) for note in column.notes), *faults]


def _table(names: tuple[str, ...], grid: Grid, reader: Reader) -> tuple[Table, tuple[Problem, ...]]:
    """The grid's numbers, without a last row that is the sum of the others."""
    table = Table(names, _columns(grid.rows, grid.separator, reader))
    last = grid.rows[-1]
    if not _is_sum(table.numbers) or len(grid.rows) < 4:
        return table, grid.problems
    said = Problem("row-of-totals", "file", shorten(next(filter(None, last.cells))), line=last.line)
    return Table(names, _columns(grid.rows[:-1], grid.separator, reader)), (*grid.problems, said)


def _columns(rows: Sequence[Row], separator: str, reader: Reader) -> tuple[Column, ...]:
    cells = list(zip(*(row.cells for row in rows), strict=True))
    return tuple(reader.columns(cells, [row.line for row in rows], separator))


def _is_sum(numbers: NDArray[np.float64]) -> bool:
    """Whether the last row is the sum of the others in every column, of two at least, in which it has a number."""
    held = np.isfinite(numbers[-1])
    above = np.where(np.isfinite(numbers[:-1, held]), numbers[:-1, held], 0.0)
    sums = [fsum(column) for column in above.T.tolist()]
    return len(sums) >= 2 and all(
        total and abs(total - last) <= 1e-9 * abs(last)
        for total, last in zip(sums, numbers[-1, held].tolist(), strict=True)
    )


def _names(heading: Sequence[str]) -> tuple[str, ...]:
    names: list[str] = []
    for number, cell in enumerate(heading, 1):
        name = shorten(cell) if cell else str(number)
        names.append(name if name not in names else shorten(f"{number}: {name}"))
    return tuple(names)


def _values(column: Column) -> NDArray[np.float64]:
    return np.unique(column.numbers[np.isfinite(column.numbers)])


def _unlikely(name: str, place: int, numbers: NDArray[np.float64]) -> int:
    """How unlikely a column is meant as input or target: 1 if it numbers the rows or is a date, 2 if it is constant."""
    found = numbers[np.isfinite(numbers)]
    if not np.ptp(found) > 0.0:
        return 2
    counts = bool((np.diff(found) == 1.0).all()) and found[0] in (0.0, 1.0)
    unnamed = place == 0 and name == "1"
    indexed = name.lower().replace(" ", "") in INDICES or unnamed
    return int((counts and indexed) or all(map(_is_date, found.tolist())))


def _is_date(number: float) -> bool:
    """Whether the number is a day such as 20240131."""
    if not (number.is_integer() and 19000101 <= number <= 21001231):
        return False
    rest = int(number) % 10_000
    return 1 <= rest // 100 <= 12 and 1 <= rest % 100 <= 31
