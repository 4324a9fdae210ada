"""Range reduction of large angles: the product with 2/pi, of which only the bits near the binary point matter.

Source: Payne & Hanek, Radian reduction for trigonometric functions, ACM SIGNUM Newsletter 18 (1983).
"""

from math import floor, nan

from vecmath._bits import digits_of, power_of_two
from vecmath._constants import HALF_PI, HALF_PI_REST, TWO_OVER_PI
from vecmath._double import fast_sum, product

# Base of the digits: sums of three products of digits stay below 2**53, so that they are exact in JavaScript too.
_PLACES = 24
_BASE = 1 << _PLACES
# Number of pieces of 2/pi that are multiplied, 216 bits: at most 26 + 53 of the product's bits lie before the point,
# and at most 62 zeros or ones follow the point, whatever the double.
_USED = 9


def far_turns(x):
    """Remainder of ``x`` after whole quarter turns, within [-pi/4, pi/4], and their number modulo 4.

    For |x| of at least 2**10; NaN and 0 where ``x`` is not finite.
    """
    exponent, low, middle, high = digits_of(x)
    if exponent > 971 or not abs(x) > 1024.0:
        return nan, 0
    # Pieces of 2/pi before this one contribute multiples of 4 quarter turns.
    first = floor((exponent - 2) / _PLACES) if exponent > 2 else 0
    # |x| * 2/pi is the sum of digit(j) * 2**(24 j - places); the part of digit number ``point`` below ``unit`` belongs
    # to the fraction.
    places = _PLACES * (first + _USED) - exponent
    point, shift = floor(places / _PLACES), places % _PLACES
    unit = int(power_of_two(float(shift)))
    # Count the whole quarter turns, and find whether the fraction after them is above a half.
    turns, upper_half, carry = 0, 0, 0
    for j in range(point + 2):
        carry += low * _window(first, j) + middle * _window(first, j - 1) + high * _window(first, j - 2)
        digit, carry = carry % _BASE, floor(carry / _BASE)
        if j == point - 1 and shift == 0:
            upper_half = floor(digit / _BASE * 2.0)
        elif j == point:
            turns = floor(digit / unit)
            upper_half = floor(digit / unit * 2.0) % 2 if shift > 0 else upper_half
        elif j == point + 1:
            turns += digit * floor(_BASE / unit)
    # Sum the fraction, or its distance to the next integer, as two doubles, from the least significant digit.
    fraction, rest, carry = 0.0, 0.0, 0
    for j in range(point + 1):
        carry += low * _window(first, j) + middle * _window(first, j - 1) + high * _window(first, j - 2)
        digit, carry = carry % _BASE, floor(carry / _BASE)
        digit = _BASE - 1 - digit if upper_half == 1 else digit
        digit = digit % unit if j == point else digit
        term = float(digit) * power_of_two(float(_PLACES * j - places))
        total, lost = fast_sum(term, fraction)
        fraction, rest = total, rest + lost
    upper, lower = product(fraction, HALF_PI)
    r = upper + (lower + (fraction * HALF_PI_REST + rest * HALF_PI))
    r = -r if upper_half == 1 else r
    turns += upper_half
    return (-r, (4 - turns % 4) % 4) if x < 0.0 else (r, turns % 4)


def _window(first, j):
    """Digit ``j``, from the least significant, of the pieces ``first`` to ``first + _USED - 1`` of 2/pi; 0 outside."""
    return TWO_OVER_PI[first + _USED - 1 - j] if 0 <= j < _USED else 0
