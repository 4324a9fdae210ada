"""Find declared functions that only one of the two engines understands: the compiler, or the browser.

``python -m tools.common_language`` prints every unit that cannot be written as JavaScript, with the file and the line
that it cannot take, and exits with 1 if there is one. What the compiler cannot take, every test says.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES
from ravine.stage.transpile import Module, TranspileError
from ravine.stage.units import ARITHMETIC, library, optimizer_text, schedule_text, surface_text


def refusals() -> Iterator[str]:
    """Why a unit cannot be written as JavaScript."""
    library()
    writers: dict[Callable[[Any], object], Mapping[str, Any]] = {
        surface_text: LANDSCAPES,
        lambda unit: optimizer_text(unit, Module(ARITHMETIC)): OPTIMIZERS,
        lambda unit: schedule_text(unit, Module(ARITHMETIC)): SCHEDULES,
    }
    for write, units in writers.items():
        for unit in units.values():
            try:
                write(unit)
            except TranspileError as error:
                yield str(error)


def main() -> int:
    found = list(refusals())
    print(*found, sep="\n", end="\n" if found else "")
    return min(len(found), 1)


if __name__ == "__main__":
    sys.exit(main())
