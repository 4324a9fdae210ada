"""Quarter turns in a large number: its product with 2/pi, of which only the bits near the point matter.

Source: Payne & Hanek, Radian reduction for trigonometric functions, ACM SIGNUM Newsletter 18 (1983).
"""

from math import nan

from vecmath._constants import HALF_PI, HALF_PI_REST, TWO_OVER_PI
from vecmath._double import fast_sum, product
from vecmath._words import bits, number

_PIECE = 24
_MASK = (1 << _PIECE) - 1
# Pieces of 2/pi that are multiplied: 216 bits, of which at most 26 + 53 lie before the point, and at most 62 zeros or
# ones follow it in the product with any double.
_USED = 9


def far_turns(x):
    """What is left of ``x`` after whole quarter turns, within [-pi/4, pi/4], and how many, modulo 4.

    For |x| of at least 2**10; NaN and 0 where ``x`` is not finite.
    """
    word = bits(abs(x))
    exponent = (word >> 52) - 1075
    if exponent > 971 or not abs(x) > 1024.0:
        return nan, 0
    whole = (word & 0x000FFFFFFFFFFFFF) | 0x0010000000000000
    low, middle, high = whole & _MASK, (whole >> _PIECE) & _MASK, whole >> (2 * _PIECE)
    # Pieces before this one make multiples of 4.
    first = (exponent - 2) // _PIECE if exponent > 2 else 0
    # |x| * 2/pi is the sum of digit(j) * 2**(24 j - places).
    places = _PIECE * (first + _USED) - exponent
    point, shift = places // _PIECE, places % _PIECE
    # The whole turns, and whether the fraction after them is above a half.
    turns, upper_half, carry = 0, 0, 0
    for j in range(point + 2):
        carry += low * _window(first, j) + middle * _window(first, j - 1) + high * _window(first, j - 2)
        digit, carry = carry & _MASK, carry >> _PIECE
        if j == point - 1 and shift == 0:
            upper_half = digit >> (_PIECE - 1)
        elif j == point:
            turns = digit >> shift
            upper_half = (digit >> (shift - 1)) & 1 if shift > 0 else upper_half
        elif j == point + 1:
            turns += digit << (_PIECE - shift)
    # The fraction, or what is missing to the next whole, as a sum of two doubles, least significant digit first.
    fraction, rest, carry = 0.0, 0.0, 0
    for j in range(point + 1):
        carry += low * _window(first, j) + middle * _window(first, j - 1) + high * _window(first, j - 2)
        digit, carry = carry & _MASK, carry >> _PIECE
        digit = _MASK - digit if upper_half == 1 else digit
        digit = digit & ((1 << shift) - 1) if j == point else digit
        term = float(digit) * number((1023 + _PIECE * j - places) << 52)
        total, lost = fast_sum(term, fraction)
        fraction, rest = total, rest + lost
    upper, lower = product(fraction, HALF_PI)
    r = upper + (lower + (fraction * HALF_PI_REST + rest * HALF_PI))
    r = -r if upper_half == 1 else r
    turns += upper_half
    return (-r, -turns & 3) if x < 0.0 else (r, turns & 3)


def _window(first, j):
    """Digit ``j``, from the least significant, of the pieces ``first`` to ``first + _USED - 1`` of 2/pi; 0 outside."""
    return TWO_OVER_PI[first + _USED - 1 - j] if 0 <= j < _USED else 0
