"""Inverse trigonometric functions, accurate to a few ulp."""

from math import copysign, nan, sqrt

from vecmath._constants import HALF_PI, HALF_PI_REST


def _series(t):
    """``atan(t) - t`` for |t| below 0.26, by Taylor's series."""
    z = t * t
    total = 0.0
    for k in range(14, 0, -1):
        total = z * ((-1.0 if k % 2 else 1.0) / float(2 * k + 1) + total)
    return t * total


def _of_share(y, x):
    """``atan(y / x)`` for ``0 <= y <= x``, ``x > 0``."""
    t = y / x
    if t <= 0.25:
        return t + _series(t)
    # tan(a - b) = (tan a - tan b) / (1 + tan a tan b), with tan b = 1/2 or 1.
    if t <= 0.7:
        s = (t - 0.5) / (1.0 + 0.5 * t)
        return 0.4636476090008061 + (s + (_series(s) + 2.2698777452961687e-17))
    s = (t - 1.0) / (1.0 + t)
    return 0.5 * HALF_PI + (s + (_series(s) + 0.5 * HALF_PI_REST))


def atan2(y, x):
    """Angle of the vector ``(x, y)``, in (-pi, pi]."""
    a, b = abs(y), abs(x)
    if a != a or b != b:  # noqa: PLR0124 - NaN is what differs from itself
        return nan
    if a == b:
        # x and y are both infinite, or both zero: the sign of x decides between 0 and pi.
        angle = 0.5 * HALF_PI if a > 0.0 else 0.0
    elif a < b:
        angle = _of_share(a / b, 1.0)
    else:
        angle = HALF_PI - (_of_share(b / a, 1.0) - HALF_PI_REST)
    if copysign(1.0, x) < 0.0:
        angle = 2.0 * HALF_PI - (angle - 2.0 * HALF_PI_REST)
    return copysign(angle, y)


def atan(x):
    """Angle whose tangent is ``x``."""
    return atan2(x, 1.0)


def asin(x):
    """Angle whose sine is ``x``; NaN outside [-1, 1]."""
    return atan2(x, sqrt((1.0 - x) * (1.0 + x))) if abs(x) <= 1.0 else nan


def acos(x):
    """Angle whose cosine is ``x``; NaN outside [-1, 1]."""
    return atan2(sqrt((1.0 - x) * (1.0 + x)), x) if abs(x) <= 1.0 else nan
