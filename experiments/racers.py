"""Keys of a race's racers: a rule's own key, and for further racers of the same rule the key with a number.

``adam`` is the first, ``adam~2``, ``adam~3``, ... are its copies. A racer is a rule with settings and a schedule of its
own; the key says which rule.
"""

import re
from collections.abc import Container
from typing import Any

from optimizers import OPTIMIZERS, Optimizer

MOST = 32  # racers of a race: as many as the board, the colours and a second of work have room for
COPIES = (2, 99)  # numbers of copies; they may have gaps, since a copy keeps its number when another one is removed
MARK = "~"
COPY = re.compile(rf"(?P<rule>.+){MARK}(?P<number>[1-9][0-9]?)")


def rule_of(key: str) -> str:
    """Key of the rule that racer ``key`` runs."""
    return key.partition(MARK)[0]


def number_of(key: str) -> int:
    """Number of the racer among those of its rule; 1 for the rule's own key."""
    return int(key.partition(MARK)[2] or 1)


def optimizer_of(key: str) -> Optimizer:
    """The rule that racer ``key`` runs."""
    return OPTIMIZERS[rule_of(key)]


def is_racer(key: Any) -> bool:
    """Whether ``key`` is that of a rule or of a copy."""
    if not isinstance(key, str):
        return False
    found = COPY.fullmatch(key)
    if found is None:
        return key in OPTIMIZERS
    return found["rule"] in OPTIMIZERS and COPIES[0] <= int(found["number"]) <= COPIES[1]


def next_copy(key: str, racing: Container[str]) -> str:
    """The first key of a copy of the rule of ``key`` that is not in ``racing``."""
    rule = rule_of(key)
    return next(copy for n in range(COPIES[0], COPIES[1] + 1) if (copy := f"{rule}{MARK}{n}") not in racing)
