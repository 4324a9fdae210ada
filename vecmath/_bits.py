"""Read and write parts of a double by its bits: the only functions here that are written by hand for JavaScript too.

JavaScript has no fast 64-bit integers: ``ravine/stage/frontend/engine/bits.js`` has a function of the same name and the
same values for each function here.
"""

from vecmath._words import bits, number, select

#: Adding 1.5 * 2**52 rounds a double to the nearest integer and leaves that integer in its low bits, two's complement.
ROUND = 6755399441055744.0

SQRT_HALF_BITS = 0x3FE6A09E667F3BCD
_ONE_BITS = 0x3FF0000000000000
_FRACTION_BITS = 0x000FFFFFFFFFFFFF
_TWO_52_BITS = 0x4330000000000000


def is_negative(x):
    """Whether the sign bit is set; -0.0 has it set."""
    return bits(x) < 0


def low_bits(rounded):
    """An integer whose low bits are those of the integer to which adding :data:`ROUND` has rounded."""
    return bits(rounded)


def power_of_two(k):
    """``2.0**k`` for a float holding an integer in [-1022, 1023]."""
    return number(bits(k + (ROUND + 1023.0)) << 52)


def split(x):
    """``(k, z)`` with ``x = 2**k * z`` and ``z`` in [sqrt(1/2), sqrt(2)), for a positive finite ``x``."""
    tiny = x < 2.2250738585072014e-308
    word = bits(select(tiny, x * 18014398509481984.0, x)) + (_ONE_BITS - SQRT_HALF_BITS)
    # Writing the bits of an integer below 2**52 into a double converts it.
    k = number(((word >> 52) & 0xFFF) | _TWO_52_BITS) - (4503599627370496.0 + 1023.0)
    return select(tiny, k - 54.0, k), number((word & _FRACTION_BITS) + SQRT_HALF_BITS)


def piece_of(z):
    """Number of the piece that holds ``z``, of 128 pieces of [sqrt(1/2), sqrt(2)), each 2**45 doubles long."""
    return ((bits(z) - SQRT_HALF_BITS) >> 45) & 127


def digits_of(x):
    """``(exponent, low, middle, high)``: abs(x) is 2**exponent times an integer of three digits in base 2**24."""
    word = bits(abs(x))
    whole = (word & _FRACTION_BITS) | 0x0010000000000000
    return (word >> 52) - 1075, whole & 0xFFFFFF, (whole >> 24) & 0xFFFFFF, whole >> 48


# The next two functions swap sine and cosine and set the sign by bit operations: without vectors a choice between two
# doubles compiles to a branch, which the processor cannot predict after a range reduction.


def turned_sine(sine, cosine, quadrant):
    """Sine of an angle plus ``quadrant`` quarter turns, from the sine and cosine of the angle."""
    s, c = bits(sine), bits(cosine)
    return number(s ^ ((s ^ c) & -(quadrant & 1)) ^ ((quadrant & 2) << 62))


def turned_cosine(sine, cosine, quadrant):
    """Cosine of an angle plus ``quadrant`` quarter turns, from the sine and cosine of the angle."""
    s, c = bits(sine), bits(cosine)
    return number(c ^ ((s ^ c) & -(quadrant & 1)) ^ (((quadrant + 1) & 2) << 62))
