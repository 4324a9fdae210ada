"""Numbers as a visitor reads them: apart from each other, or with thousands in groups."""

import re

# What differs by less is rounding.
MOST = 12


def apart(one: float, other: float, digits: int = 4) -> tuple[str, str]:
    """Both numbers with as many digits as tell them apart, and with ``digits`` at least."""
    for enough in range(digits, MOST + 1):
        told = f"{one:.{enough}g}", f"{other:.{enough}g}"
        if told[0] != told[1]:
            return told
    return f"{one:.{digits}g}", f"{other:.{digits}g}"


def exact(number: float) -> str:
    """``number`` with all its digits and no more: 30, 0.995, 1e-8."""
    return re.sub(r"e([+-])0*(?=\d)", lambda power: "e" + power[1].replace("+", ""), repr(number).removesuffix(".0"))


def grouped(number: float, digits: int = 6) -> str:
    """``number`` with so many significant digits, as 1,185,000,000 rather than 1.185e+09 while that is readable."""
    short = f"{number:.{digits}g}"
    return f"{float(short):,.15g}" if 1e-4 <= abs(number) < 1e15 else short
