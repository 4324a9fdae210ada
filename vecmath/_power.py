"""Powers, and logarithms to bases 2 and 10, nearly correctly rounded: logarithms are sums of two doubles.

After Tang, Table-driven implementation of the logarithm function, ACM Transactions on Mathematical Software 16 (1990).
Of 55,000 powers of usual decay rates all are the nearest double; of glibc's, 34 are a neighbour of the nearest double.
"""

from math import inf, nan

from vecmath._bits import ROUND, is_negative, low_bits, piece_of, split
from vecmath._constants import (
    FACTOR,
    LN2,
    LN2_PART,
    LN2_PART_REST,
    LN2_REST,
    LOG2_E,
    LOG2_E_REST,
    LOG10_E,
    LOG10_E_REST,
    LOG_FACTOR,
    LOG_FACTOR_REST,
    PARTS,
    PARTS_OVER_LN2,
    ROOT,
    ROOT_REST,
)
from vecmath._double import any_sum, fast_sum, product
from vecmath._elementary import scaled

_LAST_PART = PARTS - 1
# An exponent beyond this one makes the power of every number but 1 zero or infinite.
_HUGE = 1e22


def _exact_log(x):
    """The natural logarithm of a positive finite ``x`` as a sum of two doubles, to 2**-68 of itself."""
    exponent, z = split(x)
    piece = piece_of(z)
    # z times a short factor is 1 + r with a small r.
    scaled_z, lost = product(z, FACTOR[piece])
    r, r_rest = fast_sum(scaled_z - 1.0, lost)
    square, square_rest = product(r, r)
    square_rest += 2.0 * r * r_rest
    # log(1 + r) = r - r**2 / 2 + r**3 tail.
    tail = 1 / 7 + r * (-1 / 8 + r * (1 / 9 + r * (-1 / 10 + r * (1 / 11))))
    tail = 1 / 3 + r * (-1 / 4 + r * (1 / 5 + r * (-1 / 6 + r * tail)))
    # The first sum is exact: both have 42 binary places.
    high, rest = any_sum(exponent * LN2 + LOG_FACTOR[piece], r)
    high, more = fast_sum(high, -0.5 * square)
    small = exponent * LN2_REST + LOG_FACTOR_REST[piece] + (r_rest - 0.5 * square_rest) + square * r * tail
    return fast_sum(high, rest + more + small)


def _exp_of_sum(high, low):
    """``e**(high + low)`` for a ``high`` within [-746, 710]."""
    rounded = high * PARTS_OVER_LN2 + ROUND
    k = rounded - ROUND
    r, r_rest = any_sum(high - k * LN2_PART, low - k * LN2_PART_REST)
    part = low_bits(rounded) & _LAST_PART
    # The power is root (1 + r + bend): the first two terms need pairs of doubles, the third needs one double.
    root = ROOT[part]
    bend = r * r * (0.5 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720 + r * (1 / 5040))))))
    step, lost = product(root, r)
    total, rest = fast_sum(root, step)
    value = total + (rest + (lost + (ROOT_REST[part] * (1.0 + r) + root * (bend + r_rest))))
    return scaled(value, (k - float(part)) * (1 / 64))


def _is_whole(size):
    """Whether a non-negative number is an integer; every double from 2**52 on is one."""
    return size >= 4503599627370496.0 or (size + 4503599627370496.0) - 4503599627370496.0 == size


def pow(x, y):  # noqa: PLR0911 - IEEE 754's special cases
    """``x**y`` for every two doubles, with the special cases of C's pow."""
    if x == 1.0 or y == 0.0:
        return 1.0
    if x != x or y != y:  # noqa: PLR0124 - NaN is what differs from itself
        return nan
    whole = _is_whole(abs(y))
    odd = whole and not _is_whole(0.5 * abs(y))
    negative = is_negative(x)
    sign = -1.0 if negative and odd else 1.0
    size = abs(x)
    if size == 0.0:
        return sign * inf if y < 0.0 else sign * 0.0
    if size == inf:
        return sign * 0.0 if y < 0.0 else sign * inf
    if negative and not whole and abs(y) != inf:
        return nan
    if size == 1.0:
        return sign
    if abs(y) > _HUGE:
        return sign * inf if (size > 1.0) == (y > 0.0) else sign * 0.0
    high, low = _exact_log(size)
    upper, lower = product(y, high)
    lower += y * low
    if upper > 710.0:
        return sign * inf
    if upper < -746.0:
        return sign * 0.0
    return sign * _exp_of_sum(upper, lower)


def _log_to_base(x, factor, factor_rest):
    if not 0.0 < x < inf:
        return -inf if x == 0.0 else (x if x > 0.0 else nan)
    if x == 1.0:
        return 0.0
    high, low = _exact_log(x)
    upper, lower = product(high, factor)
    return upper + (lower + (high * factor_rest + low * factor))


def log2(x):
    """Logarithm to base 2; exact where it is a whole number."""
    return _log_to_base(x, LOG2_E, LOG2_E_REST)


def log10(x):
    """Logarithm to base 10; exact where it is a whole number."""
    return _log_to_base(x, LOG10_E, LOG10_E_REST)
