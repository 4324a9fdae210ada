"""sin, cos, exp and log without branches or calls, so that LLVM vectorises them to four or eight lanes.

The C library computes one number a call and cannot be vectorised; SVML, libmvec and SLEEF cannot be called from the
published wheels. Error: at most 2 ulp. The functions use only additions, multiplications and integer operations, no fma
and no rint, so that baseline x86-64 vectorises them too and every CPU gives the same bits.
"""

from math import inf, nan

from vecmath._bits import ROUND, low_bits, power_of_two, split, turned_cosine, turned_sine
from vecmath._far import far_turns
from vecmath._words import select

#: Largest |x| that near_sin and near_cos reduce: up to here three parts of pi/2 leave less than half an ulp of error.
LIMIT = 1e5

# pi/2 in parts of 33, 33 and 53 bits (fdlibm): a multiple below 2**20 of the first two is exact.
_HALF_PI_1 = 1.57079632673412561417e00
_HALF_PI_2 = 6.07710050630396597660e-11
_HALF_PI_3 = 2.02226624879595063154e-21


def _kernels(r):
    """Sine and cosine of ``r`` in [-pi/4, pi/4]: fdlibm's kernels, halves side by side.

    With one lane, latency is what a step waits for.
    """
    z = r * r
    zz = z * z
    s = -1.66666666666666324348e-01 + z * 8.33333333332248946124e-03
    s = s + zz * (-1.98412698298579493134e-04 + z * 2.75573137070700676789e-06)
    s = s + zz * zz * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10)
    c = 4.16666666666666019037e-02 + z * -1.38888888888741095749e-03
    c = c + zz * (2.48015872894767294178e-05 + z * -2.75573143513906633035e-07)
    c = c + zz * zz * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11)
    return r + r * z * s, (1.0 - 0.5 * z) + zz * c


def _near_turns(x):
    """Remainder of ``x`` after whole quarter turns, NaN beyond ``LIMIT``; their number, in an integer's low bits."""
    rounded = x * 0.63661977236758134308 + ROUND
    q = rounded - ROUND
    high = x - q * _HALF_PI_1
    product = q * _HALF_PI_2
    middle = high - product
    r = middle + (((high - middle) - product) - q * _HALF_PI_3)
    return select(abs(x) <= LIMIT, r, nan), low_bits(rounded)


def near_sin(x):
    """Sine; NaN where ``|x| > LIMIT``."""
    r, quadrant = _near_turns(x)
    sine, cosine = _kernels(r)
    return turned_sine(sine, cosine, quadrant)


def near_cos(x):
    """Cosine; NaN where ``|x| > LIMIT``."""
    r, quadrant = _near_turns(x)
    sine, cosine = _kernels(r)
    return turned_cosine(sine, cosine, quadrant)


def sin(x):
    """Sine of every double; NaN at an infinity."""
    if abs(x) <= LIMIT:
        return near_sin(x)
    r, quadrant = far_turns(x)
    sine, cosine = _kernels(r)
    return turned_sine(sine, cosine, quadrant)


def cos(x):
    """Cosine of every double; NaN at an infinity."""
    if abs(x) <= LIMIT:
        return near_cos(x)
    r, quadrant = far_turns(x)
    sine, cosine = _kernels(r)
    return turned_cosine(sine, cosine, quadrant)


_LN2_HIGH = 6.93147180369123816490e-01  # 32 bits: a multiple below 2**21 is exact
_LN2_LOW = 1.90821492927058770002e-10


def scaled(value, k):
    """``value * 2.0**k`` for a float holding an integer in [-2044, 2046].

    In two factors: 2**k alone leaves the range of a double where the result does not.
    """
    half = (k * 0.5 + ROUND) - ROUND
    return value * power_of_two(half) * power_of_two(k - half)


def exp(x):
    """e**x for every double."""
    t = select(x < 710.0, x, 710.0)
    t = select(t > -750.0, t, -750.0)
    k = (t * 1.44269504088896338700 + ROUND) - ROUND
    r = (t - k * _LN2_HIGH) - k * _LN2_LOW
    # Taylor to r**13, halves evaluated side by side: on |r| <= ln(2)/2 what is left out is below 5e-18.
    z = r * r
    low = 0.5 + r * (1 / 6) + z * (1 / 24 + r * (1 / 120) + z * (1 / 720 + r * (1 / 5040)))
    high = 1 / 40320 + r * (1 / 362880) + z * (1 / 3628800 + r * (1 / 39916800))
    high = high + z * z * (1 / 479001600 + r * (1 / 6227020800))
    value = 1.0 + (r + z * (low + z * z * z * high))
    return select(x == x, scaled(value, k), x)  # noqa: PLR0124 - NaN is what differs from itself


def log(x):
    """Natural logarithm for every double: -inf at 0, NaN below."""
    k, z = split(x)
    f = z - 1.0
    s = f / (2.0 + f)
    ss = s * s
    w = ss * ss
    # fdlibm's kernel.
    even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01))
    odd = ss * (
        6.666666666666735130e-01
        + w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860510658591e-01))
    )
    half = 0.5 * f * f
    value = (((s * (half + (even + odd)) + k * _LN2_LOW) - half) + f) + k * _LN2_HIGH
    value = select(x < inf, value, x)
    return select(x > 0.0, value, select(x == 0.0, -inf, nan))
