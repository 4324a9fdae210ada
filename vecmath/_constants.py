"""Constants and tables of these functions, computed from their definitions in integers of any length."""

from fractions import Fraction
from math import isqrt

from vecmath._bits import SQRT_HALF_BITS
from vecmath._words import number

# Binary places to which every constant is computed before it is rounded; 2/pi is needed to 1,200 places.
PLACES = 1320
ONE = 1 << PLACES


def _inverse_tangent(k: int) -> int:
    """``atan(1 / k)`` times ``ONE``."""
    power = total = ONE // k
    for n in range(3, 2 * PLACES, 2):
        power //= -k * k
        if power in (0, -1):
            break
        total += power // n
    return total


def _logarithm(x: Fraction) -> Fraction:
    """The natural logarithm of ``x`` near 1, by the series of ``2 atanh((x - 1) / (x + 1))``."""
    one = 1 << 200
    s = (x - 1) / (x + 1)
    power = s.numerator * one // s.denominator
    square = power * power // one
    total, n = 0, 1
    while power not in (0, -1):
        total += power // n
        power = power * square // one
        n += 2
    return Fraction(2 * total, one)


def _split(x: Fraction, places: int = 42) -> tuple[float, float]:
    """``x`` as a number of at most that many binary places, and the double nearest to the rest."""
    high = Fraction(round(x * (1 << places)), 1 << places)
    return float(high), float(x - high)


def _pair(x: Fraction) -> tuple[float, float]:
    """``x`` as the nearest double, and the double nearest to the rest."""
    return float(x), float(x - Fraction(float(x)))


# Machin (1706): pi/4 = 4 atan(1/5) - atan(1/239).
_PI = 4 * (4 * _inverse_tangent(5) - _inverse_tangent(239))
HALF_PI, HALF_PI_REST = _pair(Fraction(_PI, 2 * ONE))

#: 2/pi in pieces of 24 bits, the most significant first, as many as the largest double needs.
TWO_OVER_PI = tuple((2 * ONE * ONE // _PI >> (PLACES - 24 * (k + 1))) & 0xFFFFFF for k in range(52))

# From logarithms near 1: log 2 = 2 log(181 / 128) - log(181**2 / 2**15), log 10 = 3 log 2 + log(5 / 4).
_LN2 = 2 * _logarithm(Fraction(181, 128)) - _logarithm(Fraction(181 * 181, 2 * 128 * 128))
LN2, LN2_REST = _split(_LN2)
_LN10 = 3 * _LN2 + _logarithm(Fraction(5, 4))
LOG2_E, LOG2_E_REST = _pair(1 / _LN2)
LOG10_E, LOG10_E_REST = _pair(1 / _LN10)

#: Number of pieces of [sqrt(1/2), sqrt(2)), as many as 7 bits of the fraction tell apart; one factor serves a piece.
PIECES = 128


def _factor(k: int) -> Fraction:
    """The reciprocal of the middle of piece ``k``, rounded to few bits; exactly 1 for pieces beside 1."""
    low, high = (Fraction(number(SQRT_HALF_BITS + (j << 45))) for j in (k, k + 1))
    if low - Fraction(1, 256) <= 1 <= high + Fraction(1, 256):
        return Fraction(1)
    return Fraction(round(2 * 1024 / (low + high)), 1024)


_factors = [_factor(k) for k in range(PIECES)]
FACTOR = tuple(float(f) for f in _factors)
_minus_logs = [_split(-_logarithm(f)) for f in _factors]
LOG_FACTOR = tuple(high for high, _ in _minus_logs)
LOG_FACTOR_REST = tuple(low for _, low in _minus_logs)

#: 2**(k / 64).
PARTS = 64
_roots = [_pair(Fraction(isqrt(isqrt(isqrt(isqrt(isqrt(isqrt(1 << k + 64 * 150)))))), 1 << 150)) for k in range(PARTS)]
ROOT = tuple(high for high, _ in _roots)
ROOT_REST = tuple(low for _, low in _roots)
LN2_PART, LN2_PART_REST = _split(_LN2 / PARTS)
PARTS_OVER_LN2 = float(PARTS / _LN2)
