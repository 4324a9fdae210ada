"""How closely each optimizer equals its reference, as the tests measured it; shown on the page."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Parity:
    """One optimizer against its reference.

    Attributes:
        equals: dotted name of the reference (``torch.optim.AdamW``).
        version: of its package.
        one_step: largest difference of one step along the reference's own paths, rounded up to one digit; against the
            size of the weight, at least 1.
        cases: how many runs were compared.
        steps: of how many steps in all.
    """

    equals: str
    version: str
    one_step: float
    cases: int
    steps: int


@cache
def parity() -> dict[str, Parity]:
    """By optimizer key; only those that have a reference. Written by ``make parity-figures``, never by hand."""
    found = json.loads(Path(__file__).with_name("parity.json").read_text("utf-8"))
    return {key: Parity(**entry) for key, entry in found.items()}
