"""Measured deviation of each optimizer from its reference implementation, shown on the page."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# A reference fuses some multiply-adds, so that a step may differ by a few roundings of its numbers: the bound of one
# step, of a whole path, and of what a run of many steps makes of a last bit, as a multiple of what it makes of it in
# our own numbers.
ONE_STEP = 1e-14
PATH = 1e-12
CHAOS = 1000.0


@dataclass(frozen=True)
class Parity:
    """Deviation of one optimizer from its reference.

    Attributes:
        equals: dotted name of the reference (``torch.optim.AdamW``).
        version: version of its package.
        one_step: largest difference after one step from a point of the reference's path, divided by the size of the
            weight, at least 1; rounded up to one digit.
        cases: number of compared runs.
        steps: number of their steps in all.
    """

    equals: str
    version: str
    one_step: float
    cases: int
    steps: int


@cache
def parity() -> dict[str, Parity]:
    """Deviations by optimizer key, for those with a reference. ``make parity-figures`` writes the file."""
    entries = json.loads(Path(__file__).with_name("parity.json").read_text("utf-8"))
    return {key: Parity(**entry) for key, entry in entries.items()}
