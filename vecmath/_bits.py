"""Parts of a double, read from its bits: the only functions here that JavaScript does not take over as they stand.

JavaScript has no 64-bit whole numbers that are quick: ``ravine/stage/frontend/engine/bits.js`` has a function of the
same name and the same values for each of these.
"""

from vecmath._words import bits, number, select

#: Adding 1.5 * 2**52 rounds to the nearest integer and leaves it, two's complement, in the low bits.
ROUND = 6755399441055744.0

SQRT_HALF_BITS = 0x3FE6A09E667F3BCD
_ONE_BITS = 0x3FF0000000000000
_FRACTION_BITS = 0x000FFFFFFFFFFFFF
_TWO_52_BITS = 0x4330000000000000


def is_negative(x):
    """Whether the sign bit is set, as it is of -0.0."""
    return bits(x) < 0


def low_bits(rounded):
    """A whole number with the low bits of the integer to which adding :data:`ROUND` has rounded."""
    return bits(rounded)


def power_of_two(k):
    """``2.0**k`` for a float holding an integer in [-1022, 1023]."""
    return number(bits(k + (ROUND + 1023.0)) << 52)


def split(x):
    """``(k, z)`` with ``x = 2**k * z`` and ``z`` in [sqrt(1/2), sqrt(2)), for a positive finite ``x``."""
    tiny = x < 2.2250738585072014e-308
    word = bits(select(tiny, x * 18014398509481984.0, x)) + (_ONE_BITS - SQRT_HALF_BITS)
    # An integer below 2**52 becomes a double through its bits.
    k = number(((word >> 52) & 0xFFF) | _TWO_52_BITS) - (4503599627370496.0 + 1023.0)
    return select(tiny, k - 54.0, k), number((word & _FRACTION_BITS) + SQRT_HALF_BITS)


def piece_of(z):
    """In which of 128 pieces of [sqrt(1/2), sqrt(2)) ``z`` lies: they are as long as 2**45 steps of its bits."""
    return ((bits(z) - SQRT_HALF_BITS) >> 45) & 127


def digits_of(x):
    """``(exponent, low, middle, high)``: abs(x) is 2**exponent times a whole number of three digits to base 2**24."""
    word = bits(abs(x))
    whole = (word & _FRACTION_BITS) | 0x0010000000000000
    return (word >> 52) - 1075, whole & 0xFFFFFF, (whole >> 24) & 0xFFFFFF, whole >> 48


# Swap and sign on the bits: a choice between two doubles compiles to a branch where there is one lane, and after a
# reduction the processor cannot predict it.


def turned_sine(sine, cosine, quadrant):
    """Sine of an angle that lies ``quadrant`` quarter turns beyond the one whose sine and cosine are given."""
    s, c = bits(sine), bits(cosine)
    return number(s ^ ((s ^ c) & -(quadrant & 1)) ^ ((quadrant & 2) << 62))


def turned_cosine(sine, cosine, quadrant):
    """Cosine of that angle."""
    s, c = bits(sine), bits(cosine)
    return number(c ^ ((s ^ c) & -(quadrant & 1)) ^ (((quadrant + 1) & 2) << 62))
