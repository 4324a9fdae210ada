"""Tangent, hyperbolic functions, expm1, log1p and hypot, accurate to a few ulp."""

from math import inf, nan, sqrt

from vecmath._elementary import cos, exp, log, sin


def tan(x):
    """Tangent of every double."""
    c = cos(x)
    return sin(x) / c if c != 0.0 else nan


def expm1(x):
    """``e**x - 1``, exact near zero too."""
    if abs(x) > 0.5:
        return exp(x) - 1.0
    # Taylor's series is summed with its first term last: only the rounding of that addition counts.
    rest, term = 0.0, x
    for k in range(2, 16):
        term = term * x / float(k)
        rest += term
    return x + rest


def log1p(x):
    """``log(1 + x)``, exact near zero too (Kahan's correction)."""
    u = 1.0 + x
    if u == 1.0 or not u < inf or not u > 0.0:
        return x if u == 1.0 else log(u)
    return log(u) * (x / (u - 1.0))


def sinh(x):
    """Hyperbolic sine."""
    size = abs(x)
    if size > 700.0:
        half = exp(0.5 * size)
        grown = 0.5 * half * half
    else:
        t = expm1(size)
        grown = 0.5 * (t + t / (t + 1.0))
    return -grown if x < 0.0 else grown if x > 0.0 else x


def cosh(x):
    """Hyperbolic cosine."""
    half = exp(0.5 * abs(x))
    return 0.5 * half * half + 0.5 / (half * half)


def tanh(x):
    """Hyperbolic tangent."""
    t = expm1(-2.0 * abs(x))
    bent = -t / (t + 2.0)
    return -bent if x < 0.0 else bent if x > 0.0 else x


def hypot(x, y):
    """Length of the vector ``(x, y)``, without overflow on the way."""
    a, b = abs(x), abs(y)
    long, short = (a, b) if a > b else (b, a)
    if a == inf or b == inf:  # noqa: PLR1714 - JavaScript has no ``in`` of that meaning
        return inf
    if not long > 0.0:
        return long + short
    ratio = short / long
    return long * sqrt(1.0 + ratio * ratio)
