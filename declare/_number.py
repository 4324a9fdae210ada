"""Convert numbers of any type to Python's: ints, floats, fractions, and scalars with ``item()``, such as NumPy's."""

import sys
from numbers import Integral, Real
from typing import Any


def real(value: Any) -> float:
    """``value`` as a float; a number too large for one becomes the largest float, which every range check rejects.

    Raises:
        TypeError: not a real number, such as a string, a bool, a complex number or an array of several numbers.
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
        TypeError: not a bool; numbers are not accepted.
    """
    plain = _plain(value)
    if not isinstance(plain, bool):
        raise TypeError(f"true or false was expected, got {value!r}")
    return plain


def _plain(value: Any) -> Any:
    """A scalar of an array library as a Python number; anything else unchanged."""
    return value.item() if getattr(value, "ndim", None) == 0 and hasattr(value, "item") else value


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)
