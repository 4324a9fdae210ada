"""Find heading and rows of a visitor's table: titles above, names, units, totals below, damaged rows."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from experiments import table_lines
from experiments.scenario import Problem, shorten
from experiments.table_lines import MOST_LINES, SEEN, Row, cells_of, without_mark
from experiments.table_numbers import Reader

MOST_ROWS = 4096
MOST_COLUMNS = 64
# Rows of headings, titles and totals that are read besides.
SPARE = 64
DIGITS = re.compile(r"[+-]?\d+", re.ASCII)
YEARS = range(1900, 2101)
TOTALS = re.compile(
    r"(grand |sub-?)?totals?|sums?|averages?|means?|avg\.?|(전체 ?|총 ?)?(합계|평균)|총계|소계|누계|계|총합|전체"
    r"|gesamt(summe)?|summe|insgesamt|mittelwert|durchschnitt|total(e|es)?( général)?|somme|moyenne|suma|media|promedio"
    r"|合計|合计",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Grid:
    """A table of text.

    Attributes:
        names: headings, empty where a column has none.
        rows: of as many cells.
        separator: between the cells in the file.
        problems: what was left out.
    """

    names: list[str]
    rows: list[Row]
    separator: str
    problems: tuple[Problem, ...]


def split(text: str, reader: Reader) -> Grid:
    """The table in a text."""
    problems: list[Problem] = []
    rows, above, separator = table_lines.split(text, reader, problems)
    return _grid(list(islice(rows, MOST_ROWS + SPARE)), above, separator, problems, reader)


def _grid(rows: list[Row], above: Sequence[str], separator: str, problems: list[Problem], reader: Reader) -> Grid:
    rows = _without_titles(rows, reader)
    count = _headings(rows, reader)
    heading, rows = [row.cells for row in rows[:count]], rows[count:]
    if not heading:
        heading = _above(above, separator, _usual(rows), reader)
    names = _joined(heading)
    rows = _decimal_pairs(rows, len(names), separator)
    if _has_row_names(names, rows, reader):
        names = ["", *names]
    rows = _without_totals(rows, problems, reader)
    if len(rows) > MOST_ROWS:
        problems.append(Problem("file-rows-cut", "file", high=MOST_ROWS))
        rows = rows[:MOST_ROWS]
    width = _width(len(names), rows)
    wide = [row for row in rows if row.width() > width]
    if wide:
        given, surplus = shorten(separator.join(wide[0].cells)), wide[0].width()
        problems.append(
            Problem("rows-wide", "file", given, low=width, high=surplus, count=len(wide), line=wide[0].line)
        )
    kept = [
        Row(row.line, [*row.cells[:width], *[""] * (width - len(row.cells))]) for row in rows if row.width() <= width
    ]
    return _without_empty([*names[:width], *[""] * (width - len(names))], kept, separator, problems)


def _usual(rows: Sequence[Row]) -> int:
    """The most frequent number of cells; the larger one of equals."""
    widths = Counter(row.width() for row in rows)
    return max(widths, key=lambda width: (widths[width], width), default=0)


def _without_titles(rows: list[Row], reader: Reader) -> list[Row]:
    """Rows without titles above the heading, which are shorter, and without notes below the table, of one cell."""
    usual = _usual(rows)
    if usual < 2:
        return rows

    def is_text(row: Row) -> bool:
        return not any(map(reader.is_number, row.cells))

    start = 0
    # A row with gaps names groups of columns.
    while start < min(len(rows), MOST_LINES) and 1 <= rows[start].filled() == rows[start].width() < usual:
        start += 1
    if start == len(rows) or start == MOST_LINES or not is_text(rows[start]):
        start = 0  # what is shorter may be the heading itself
        while start < len(rows) and rows[start].filled() == 1 and is_text(rows[start]):
            start += 1
    end = len(rows)
    while end - start > 2 and rows[end - 1].filled() == 1 and is_text(rows[end - 1]):
        if any(map(TOTALS.fullmatch, rows[end - 1].cells)):
            break
        end -= 1
    return rows[start:end]


def _headings(rows: Sequence[Row], reader: Reader) -> int:
    """How many of the first rows are headings: none, one, or two and three that belong together."""
    if not rows:
        return 0
    below = rows[1:SEEN]
    places = range(max(row.width() for row in rows[:SEEN]))
    numeric = [k for k in places if _counts(below, k, reader.is_number) > _counts(below, k, reader.is_text)]
    first = rows[0]
    texts = sum(reader.is_text(cell) for cell in first.cells)  # whole numbers
    if any(map(reader.is_number, first.cells)):
        return int(_is_of_labels(first, below, numeric, reader))
    if not texts:
        return 0  # every value of the first row is missing
    count = 1
    for row in rows[1:3]:
        over = [row.cells[k] for k in numeric if k < len(row.cells)]
        # A row of units or of names below groups; a row of data has a number, or says that it is missing.
        if any(map(reader.is_number, row.cells)) or len(rows) < count + 3:
            break
        named = sum(map(reader.is_text, over))  # whole numbers
        if named < 2 or any(cell and reader.is_missing(cell) for cell in over):
            break
        count += 1
    return count


def _counts(rows: Sequence[Row], place: int, test: Callable[[str], bool]) -> int:
    cells = (row.cells[place] for row in rows if place < len(row.cells))
    return sum(bool(cell) and test(cell) for cell in cells)  # whole numbers


def _is_of_labels(first: Row, below: Sequence[Row], numeric: Sequence[int], reader: Reader) -> bool:
    """Whether a row with numbers is a heading all the same: of years, of 1, 2, 3, or mostly of text over numbers."""
    cells = first.cells
    texts = sum(k < len(cells) and reader.is_text(cells[k]) for k in numeric)  # whole numbers
    numbers = [cell for cell in cells if reader.is_number(cell)]
    if texts > len(numbers):
        return True
    if len(numbers) < 2 or not all(cell.isdecimal() for cell in numbers):
        return False
    labels = [int(cell) for cell in numbers]
    steps = {after - before for before, after in pairwise(labels)}
    if len(steps) > 1 or steps == {0}:
        return False
    years = all(label in YEARS for label in labels)
    others = {cell for row in below for cell in row.cells}
    return (years and not others & set(numbers)) or (texts > 0 and steps == {1})


def _above(lines: Sequence[str], separator: str, width: int, reader: Reader) -> list[list[str]]:
    """The heading in the last comment above the rows, as NumPy writes it; none if it has another number of cells."""
    if not lines or width < 2:
        return []
    cells = cells_of(without_mark(lines[-1]), separator)
    return [] if len(cells) != width or any(map(reader.is_number, cells)) else [cells]


def _joined(heading: Sequence[Sequence[str]]) -> list[str]:
    """One name a column: groups above and units below are joined to it; a group goes on until the next one."""
    if not heading:
        return []
    width = max(map(len, heading))
    rows = [[*row, *[""] * (width - len(row))] for row in heading]
    for row in rows[:-1]:
        for place in range(1, width):
            row[place] = row[place] or row[place - 1]
    return [" ".join(dict.fromkeys(filter(None, column))) for column in zip(*rows, strict=True)]


def _decimal_pairs(rows: list[Row], width: int, separator: str) -> list[Row]:
    """``1,5,2,5`` under two names is 1.5 and 2.5: decimal commas in a file that is separated by commas."""
    pairs = separator == "," and width and all(len(row.cells) == 2 * width for row in rows)
    if not pairs or not all(DIGITS.fullmatch(cell) for row in rows for cell in row.cells):
        return rows
    return [Row(row.line, [",".join(row.cells[k : k + 2]) for k in range(0, 2 * width, 2)]) for row in rows]


def _has_row_names(names: Sequence[str], rows: Sequence[Row], reader: Reader) -> bool:
    """Whether the first column has no heading and is left out of the heading, as R writes it."""
    if not names or not rows or not all(row.width() == len(names) + 1 for row in rows):
        return False
    first = [row.cells[0] for row in rows]
    return all(map(reader.is_text, first)) or first == [str(k) for k in range(1, len(first) + 1)]


def _without_totals(rows: list[Row], problems: list[Problem], reader: Reader) -> list[Row]:
    """Rows without totals and means at the end, which a cell says they are."""
    end = len(rows)
    while end > 2 and end > len(rows) - 5:
        label = next((c for c in rows[end - 1].cells if reader.is_text(c) and TOTALS.fullmatch(c.strip(" :"))), "")
        if not label:
            break
        end -= 1
        problems.append(Problem("row-of-totals", "file", shorten(label), line=rows[end].line))
    return rows[:end]


def _width(named: int, rows: Sequence[Row]) -> int:
    """Number of columns: a few rows that are longer than the heading, or than most rows, are damaged."""
    longer = sum(row.width() > named for row in rows)  # whole numbers
    usual = _usual(rows)
    if named and 4 * longer < len(rows):
        return named
    return max(named, usual)


def _without_empty(names: list[str], rows: list[Row], separator: str, problems: list[Problem]) -> Grid:
    """The grid without columns that have neither name nor cells, which separators at the ends of lines make."""
    kept = [k for k, name in enumerate(names) if name or any(row.cells[k] for row in rows)]
    if len(kept) > MOST_COLUMNS:
        problems.append(Problem("file-too-many-columns", "file", str(len(kept)), high=MOST_COLUMNS))
        kept = kept[:MOST_COLUMNS]
    rows = [Row(row.line, [row.cells[k] for k in kept]) for row in rows]
    return Grid([names[k] for k in kept], rows, separator, tuple(problems))
