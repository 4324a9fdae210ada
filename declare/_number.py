"""Read numbers as callers spell them: Python's, fractions, and scalars with an ``item()``, such as NumPy's."""

import sys
from numbers import Integral, Real
from typing import Any


def real(value: Any) -> float:
    """``value`` as a float; a number beyond a float's range becomes the largest one, which no declared range holds.

    Raises:
        TypeError: not a real number: text, a truth value, a complex number, several numbers.
    """
    if type(value) is float:
        return value
    number = _plain(value)
    if not _is_number(number):
        raise TypeError(f"a number was expected, got {value!r}")
    try:
        return float(number)
    except OverflowError:
        return sys.float_info.max if number > 0 else -sys.float_info.max


def whole(value: Any) -> int:
    """``value`` as an int; ``5.0`` is the whole number 5.

    Raises:
        TypeError: not a whole number.
    """
    number = _plain(value)
    if not _is_number(number) or not (isinstance(number, Integral) or real(number).is_integer()):
        raise TypeError(f"a whole number was expected, got {value!r}")
    return int(number)


def truth(value: Any) -> bool:
    """``value`` as a bool.

    Raises:
        TypeError: neither true nor false; numbers are neither.
    """
    plain = _plain(value)
    if not isinstance(plain, bool):
        raise TypeError(f"true or false was expected, got {value!r}")
    return plain


def _plain(value: Any) -> Any:
    """One value of an array library as Python's own; anything else as it is."""
    return value.item() if getattr(value, "ndim", None) == 0 and hasattr(value, "item") else value


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)
