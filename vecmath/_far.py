"""Quarter turns in a large number: its product with 2/pi, of which only the bits near the point matter.

Source: Payne & Hanek, Radian reduction for trigonometric functions, ACM SIGNUM Newsletter 18 (1983).
"""

from math import floor, nan

from vecmath._bits import digits_of, power_of_two
from vecmath._constants import HALF_PI, HALF_PI_REST, TWO_OVER_PI
from vecmath._double import fast_sum, product

# Digits to this base: their products, and sums of three of them, stay below 2**53, so that JavaScript has them too.
_PLACES = 24
_BASE = 1 << _PLACES
# Pieces of 2/pi that are multiplied: 216 bits, of which at most 26 + 53 lie before the point, and at most 62 zeros or
# ones follow it in the product with any double.
_USED = 9


def far_turns(x):
    """What is left of ``x`` after whole quarter turns, within [-pi/4, pi/4], and how many, modulo 4.

    For |x| of at least 2**10; NaN and 0 where ``x`` is not finite.
    """
    exponent, low, middle, high = digits_of(x)
    if exponent > 971 or not abs(x) > 1024.0:
        return nan, 0
    # Pieces before this one make multiples of 4.
    first = floor((exponent - 2) / _PLACES) if exponent > 2 else 0
    # |x| * 2/pi is the sum of digit(j) * 2**(24 j - places); of digit number ``point`` the part below ``unit`` is a
    # fraction.
    places = _PLACES * (first + _USED) - exponent
    point, shift = floor(places / _PLACES), places % _PLACES
    unit = int(power_of_two(float(shift)))
    # The whole turns, and whether the fraction after them is above a half.
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
    # The fraction, or what is missing to the next whole, as a sum of two doubles, least significant digit first.
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
