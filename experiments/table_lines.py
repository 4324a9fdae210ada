"""Split the lines of a visitor's table into cells: separator, comments and quotes, by evidence.

``csv.Sniffer`` finds no separator in aligned columns, and takes 90 s over 60 kB of open quotes.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from experiments.scenario import Problem, shorten
from experiments.table_numbers import Reader

# Lines by which the separator is chosen, and how much of each.
SEEN, LONGEST_SEEN = 100, 4000
# A quoted cell may go over so many lines; a quotation mark that is open for longer is only a character.
MOST_LINES = 20
# The last two stand for runs of spaces: of two and more, where texts or thousands have single ones, and of any.
WIDE, NARROW = "  ", " "
CERTAIN = ("\t", ";", "|")
DELIMITERS = (*CERTAIN, ",", WIDE, NARROW)
LINES = re.compile(r"\r\n|\r|\n")
DECLARED = re.compile(r'\ufeff?"?sep=([^\w"]|\\t)"?\s*', re.IGNORECASE)
BEHIND = re.compile(r"(?<=\d)[ \t]+(?:#|//)[^\"]*$")
ONE_SPACE = re.compile(r"[ \t\u3000]+")
TWO_SPACES = re.compile(r"[ \t\u3000]{2,}|[\t\u3000]")
COMMENTS = ("#", "%", "//")
ERROR = re.compile(r"#(N/A|[A-Z]+[0-9/]*[!?])")  # a spreadsheet's #DIV/0!
RULE = re.compile(r"[:+|]*[-=_][-=_:+|]+")  # of dashes, under a heading


@dataclass(frozen=True)
class Row:
    """Cells of a row, without spaces around them, and the line on which it begins."""

    line: int
    cells: list[str]

    def width(self) -> int:
        """Number of cells up to the last one that is not empty."""
        return next((k for k in range(len(self.cells), 0, -1) if self.cells[k - 1]), 0)

    def filled(self) -> int:
        return sum(map(bool, self.cells))  # whole numbers


def split(text: str, reader: Reader, problems: list[Problem]) -> tuple[Iterator[Row], list[str], str]:
    """Rows that are not blank, the comments above them, and the separator; what is wrong is added to ``problems``."""
    lines = LINES.split(text)
    declared = DECLARED.fullmatch(lines[0])
    lines[0] = "" if declared else lines[0]
    comments = _comments(lines)
    if declared:
        separator = declared[1].replace("\\t", "\t")
    else:
        seen = (line[:LONGEST_SEEN] for k, line in enumerate(lines) if line.strip() and k not in comments)
        separator = _separator(list(islice(seen, SEEN)), reader)
    first = next((k for k, line in enumerate(lines) if line.strip() and k not in comments), 0)
    above = [lines[k].strip() for k in sorted(comments) if k < first]
    return _rows(lines, comments, separator, problems), above, separator


def cells_of(line: str, separator: str) -> list[str]:
    """Cells of one line."""
    cells = _quoted([line], separator)[0] if '"' in line else None
    return _literal(line, separator) if cells is None else cells


def without_mark(comment: str) -> str:
    """The text of a comment."""
    mark = next(mark for mark in COMMENTS if comment.startswith(mark))
    return comment.lstrip(mark)


def _comments(lines: Sequence[str]) -> set[int]:
    """Places of the lines that are comments: not where rows are numbered ``#1``, nor headings such as ``#,height``."""
    found: set[int] = set()
    written = sum(not line.isspace() for line in lines if line)  # whole numbers
    for mark in COMMENTS:
        begun = {k for k, line in enumerate(lines) if line.lstrip().startswith(mark)}
        begun = {k for k in begun if not ERROR.match(lines[k].lstrip())}
        numbered = sum(line[:1].isdigit() for line in (lines[k].lstrip()[len(mark) :] for k in begun))  # whole numbers
        if len(begun) < written and 2 * numbered <= written:
            found |= {k for k in begun if lines[k].lstrip()[len(mark) : len(mark) + 1] not in (",", ";", "\t", "|")}
    return found


def _separator(lines: Sequence[str], reader: Reader) -> str:
    """The separator that makes rows of equal length and cells that are numbers; the first one of equals.

    Spaces stand within cells too: they have to fit better than a comma, and no other sign may be in every line.
    """
    fits = {separator: _fit([cells_of(line, separator) for line in lines], reader) for separator in DELIMITERS}
    spaces = 0.0 if any(fits[sign][0] >= 0.9 for sign in CERTAIN) else 0.85

    def weight(separator: str) -> float:
        equal, numbers = fits[separator]
        # A table of text alone has a separator too.
        return round(equal * (0.01 + numbers) * (spaces if separator in (WIDE, NARROW) else 1.0), 6)

    return max(DELIMITERS, key=weight)


def _fit(rows: Sequence[Sequence[str]], reader: Reader) -> tuple[float, float]:
    """The share of rows that have the most frequent length, of two at least, and the share of numbers in them."""
    lengths = Counter(len(row) for row in rows if len(row) > 1)
    if not lengths:
        return 0.0, 0.0
    usual, count = lengths.most_common(1)[0]
    cells = [cell for row in rows if len(row) == usual for cell in row if cell and not reader.is_missing(cell)]
    return count / len(rows), sum(map(reader.is_number, cells)) / max(len(cells), 1)  # whole numbers


def _rows(lines: Sequence[str], comments: set[int], separator: str, problems: list[Problem]) -> Iterator[Row]:
    """Rows that are not blank; a quotation mark that is never closed is a problem."""
    place = 0
    while place < len(lines):
        line = lines[place]
        if place in comments or not line.strip():
            place += 1
            continue
        cells, used = _quoted(lines[place : place + MOST_LINES], separator) if '"' in line else (None, 1)
        if cells is None:
            cells = _literal(line, separator)
            if used == 0 and not problems:
                problems.append(Problem("quote-open", "file", shorten(line), line=place + 1))
        if any(cells) and not all(RULE.fullmatch(cell) for cell in cells if cell):
            yield Row(place + 1, cells)
        place += max(used, 1)


def _quoted(lines: Sequence[str], separator: str) -> tuple[list[str] | None, int]:
    """Cells of the row that begins in the first line, some of them in quotes, and how many lines it has; 0 if open."""
    used, is_open = 0, False

    def feed() -> Iterator[str]:
        nonlocal used, is_open
        for line in lines:
            used += 1
            yield _in_tabs(line, separator) + "\n"
        is_open = True

    delimiter = "\t" if separator in (WIDE, NARROW) else separator
    try:
        row = next(csv.reader(feed(), delimiter=delimiter, skipinitialspace=True))
    except csv.Error:  # a cell is far too long
        return None, 0
    return (None, 0) if is_open else ([" ".join(cell.split()) for cell in row], used)


def _literal(line: str, separator: str) -> list[str]:
    """Cells of a line without quotes, and without a comment behind the last number."""
    line = BEHIND.sub("", line)
    delimiter = "\t" if separator in (WIDE, NARROW) else separator
    return [cell.strip() for cell in _in_tabs(line, separator).split(delimiter)]


def _in_tabs(line: str, separator: str) -> str:
    """The line with a tab for each run of spaces that separates cells."""
    if separator == NARROW:
        return ONE_SPACE.sub("\t", line.strip())
    return TWO_SPACES.sub("\t", line.strip()) if separator == WIDE else line
