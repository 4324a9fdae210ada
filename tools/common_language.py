"""Find units that cannot be transpiled to JavaScript.

``python -m tools.common_language`` prints each of them with file and line, and exits with 1 if there is one. Functions
that do not compile fail in the tests.
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
    """Error message of each unit that cannot be transpiled."""
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
    messages = list(refusals())
    print(*messages, sep="\n", end="\n" if messages else "")
    return min(len(messages), 1)


if __name__ == "__main__":
    sys.exit(main())
