"""Read JSON as its standard has it: numbers are finite, texts can be written, nothing is nested without end.

Python also reads ``NaN`` and ``Infinity``, halves of characters, and lists in lists as deep as its stack: what is done
with these later raises errors.
"""

import json
from math import isfinite
from typing import Any

DEEPEST = 8  # lists and mappings in each other; a change of a race has three


def loads(text: bytes) -> Any:
    """The value of ``text``, UTF-8. Raises ValueError if it is not one."""
    try:
        value = json.loads(text.decode(), parse_constant=_number, parse_float=_number, parse_int=_integer)
    except RecursionError:
        raise ValueError("too deep") from None
    _check(value, 0)
    return value


def _check(value: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise ValueError("too deep")
    if isinstance(value, str):
        value.encode()  # UnicodeEncodeError, a ValueError, for half a character
    elif isinstance(value, list | dict):
        for part in value:
            _check(part, depth + 1)
            if isinstance(value, dict):
                _check(value[part], depth + 1)


def _number(text: str) -> float:
    if not isfinite(number := float(text)):
        raise ValueError("a number that is not finite")
    return number


def _integer(text: str) -> int:
    _number(text)
    return int(text)
