"""Read the columns of a visitor's table as numbers: decimal sign, unit and percent by evidence of column and file."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite, nan

import numpy as np
from numpy.typing import NDArray

from experiments import table_cells
from experiments.scenario import Problem, shorten
from experiments.table_cells import COMMA, CURRENCIES, FALL, LETTERS, POINT, TOO_LARGE, WHOLE, Reading

# Squares of differences stay far from overflow, and nothing that people measure is larger.
LARGEST = 1e100


@dataclass
class Fault:
    """Cells of a column that are no usable numbers, for one reason: how many, and the first one with its line."""

    count: int
    given: str
    line: int


@dataclass(frozen=True, eq=False)
class Column:
    """A column that has been read.

    Attributes:
        numbers: float64 ``(rows,)``, NaN where there is none.
        faults: unusable cells by the code of the problem.
        notes: readings that are not certain; their ``field`` is empty.
    """

    numbers: NDArray[np.float64]
    faults: dict[str, Fault]
    notes: tuple[Problem, ...]

    def worst(self) -> Fault:
        """The fault of a column without numbers; rather not that a cell is empty."""
        return min(self.faults.items(), key=lambda fault: fault[0] == "rows-missing")[1]


class Reader:
    """Reads cells, each text once."""

    def __init__(self) -> None:
        self._known: dict[str, Reading | str] = {}

    def read(self, cell: str) -> Reading | str:
        """What a cell can mean, or the code of the problem with it."""
        known = self._known.get(cell)
        if known is None:
            known = self._known[cell] = table_cells.read(cell)
        return known

    def is_number(self, cell: str) -> bool:
        """Whether the cell is a number, if perhaps one too large."""
        reading = self.read(cell)
        return isinstance(reading, Reading) or reading == TOO_LARGE

    def is_missing(self, cell: str) -> bool:
        """Whether the cell says that there is no value."""
        return self.read(cell) == "rows-missing"

    def is_text(self, cell: str) -> bool:
        """Whether the cell says something that is no number."""
        return self.read(cell) in ("rows-text", "rows-formula")

    def columns(self, cells: Sequence[Sequence[str]], lines: Sequence[int], separator: str) -> list[Column]:
        """Columns of the texts ``cells``, one sequence a column; ``lines`` are the rows' lines in the file."""
        readings = [[self.read(cell) for cell in column] for column in cells]
        votes = [Counter(r.decides for r in column if isinstance(r, Reading)) for column in readings]
        of_file = _winner(sum(votes, Counter()))  # whole numbers
        return [
            _Reading(column, texts, lines).column(_winner(vote, of_file), separator)
            for column, texts, vote in zip(readings, cells, votes, strict=True)
        ]


def _winner(votes: Counter[int | None], default: int | None = None) -> int | None:
    """The decimal sign that more cells must have."""
    return default if votes[POINT] == votes[COMMA] else POINT if votes[POINT] > votes[COMMA] else COMMA


class _Reading:
    """A column while it is read."""

    def __init__(self, readings: Sequence[Reading | str], cells: Sequence[str], lines: Sequence[int]) -> None:
        self.found = {k: reading for k, reading in enumerate(readings) if isinstance(reading, Reading)}
        self.readings, self.cells, self.lines = readings, cells, lines
        units = Counter(reading.unit for reading in self.found.values() if reading.unit)
        self.unit, count = units.most_common(1)[0] if units else ("", 0)
        # Else the words behind the numbers are no units: 12 Main Street, 5 Oak Avenue.
        self.united = self.unit in CURRENCIES or count == units.total() or 2 * count > units.total()
        # 900 beside 1.2k, 1.2M beside 900k, $3M: there the letter is no unit.
        self.multiply = len({r.letter for r in self.found.values()}) > 1 or self.unit in CURRENCIES
        self.falls = any(reading.arrow and reading.arrow in FALL for reading in self.found.values())
        self.decimal = POINT
        self.fractions = False

    def column(self, decimal: int | None, separator: str) -> Column:
        notes = self._decide(decimal, separator)
        bare = [r.value(self.decimal) for r in self.found.values() if not r.unit]
        # 45% beside 0.3 is 0.45; alone, or beside 30, it is 45.
        self.fractions = self.unit == "%" and bool(bare) and max(map(abs, bare)) <= 1.0
        notes += self._note("read-as", self._is_said)
        numbers = np.full(len(self.cells), nan)
        faults: dict[str, Fault] = {}
        for place, reading in enumerate(self.readings):
            code = reading if isinstance(reading, str) else self._fault(reading)
            if code:
                fault = faults.setdefault(code, Fault(0, shorten(self.cells[place]), self.lines[place]))
                fault.count += 1
            else:
                numbers[place] = self._value(reading)  # type: ignore[arg-type]
        return Column(numbers, faults, notes)

    def _decide(self, decimal: int | None, separator: str) -> tuple[Problem, ...]:
        """Choose the decimal sign, if need be with a note for the visitor.

        Args:
            decimal: the sign that cells of the column must have, or else of the file; None if none must have one.
            separator: between the file's cells.
        """
        self.decimal = POINT if decimal is None else decimal
        signs = {COMMA if "." in reading.comma else POINT for reading in self.found.values() if reading.is_open}
        if decimal is not None or not signs:
            return ()
        lengths = [len(reading.point) for reading in self.found.values() if reading.plain]
        long = max(lengths, default=0) > 3
        if signs == {COMMA} and (self.unit in WHOLE or (lengths and not long)):
            return ()  # won have no decimals; and 950 beside 1,234 would have some too
        if signs == {POINT} and (separator == "," or long):
            return ()  # commas between cells go with a decimal point; and 5678 has no thousands in groups
        if (signs == {COMMA} and long) or (separator == ";" and not lengths):
            self.decimal = COMMA
        other = POINT if self.decimal == COMMA else COMMA
        return self._note("separator-assumed", lambda reading: reading.is_open, lambda r: r.value(other))

    def _note(
        self, code: str, applies: Callable[[Reading], bool], other: Callable[[Reading], float] | None = None
    ) -> tuple[Problem, ...]:
        """The problem for the first cell it applies to: ``low`` is how it is read, ``high`` would be the other way."""
        for place, reading in self.found.items():
            if applies(reading) and not self._fault(reading):
                high = other(reading) if other else None
                given, line = shorten(self.cells[place]), self.lines[place]
                return (Problem(code, "", given, low=self._value(reading), high=high, line=line),)
        return ()

    def _is_said(self, reading: Reading) -> bool:
        """Whether the visitor is told what the cell is read as."""
        percent = self.fractions and reading.unit == "%"
        minus = bool(reading.arrow) and not self.falls
        return reading.scaled or percent or minus or (self.multiply and bool(reading.letter))

    def _value(self, reading: Reading) -> float:
        exponent = LETTERS[reading.letter] if self.multiply else 0
        exponent -= 2 if self.fractions and reading.unit == "%" else 0
        value = reading.value(self.decimal, exponent)
        return -value if reading.arrow and (reading.arrow in FALL or not self.falls) else value

    def _fault(self, reading: Reading) -> str:
        if reading.unit and (reading.unit != self.unit or not self.united):
            return "rows-unit" if self.united else "rows-text"
        value = self._value(reading)
        return "" if isfinite(value) and abs(value) <= LARGEST else TOO_LARGE
