"""Schwefel: the second-best valleys are far from the best, which hides in a corner."""

from functools import cache

from landscapes._landscape import Landscape
from landscapes._search import grid_of_points, roots
from vecmath import copysign, cos, sin, sqrt
from vecmath.arrays import vectorised

EDGE = 500.0


def along(x):
    """Value and slope along one axis."""
    root = sqrt(abs(x))
    wave = sin(root)
    return 418.9829 - x * wave, -wave - 0.5 * root * cos(root)


def value_and_gradient(x, y, p):
    fx, gx = along(x)
    fy, gy = along(y)
    return fx + fy, gx, gy


def hessian(x, y, p):
    return bend(x), 0.0, bend(y)


def bend(x):
    """Second derivative along one axis: without bound toward zero; there is none at zero, and zero stands for it."""
    root = sqrt(abs(x))
    return copysign(0.25, x) * (sin(root) - 3.0 * cos(root) / root) if root > 0.0 else 0.0


def kinks(x, y, p):
    # The slope is defined there, the curvature is not.
    return x, y


@cache
def critical_points():
    minima, maxima = roots(lambda x: vectorised(along)(x)[1], -EDGE, EDGE)
    points = grid_of_points(minima, maxima)
    # At zero the slope along an axis touches zero and keeps its sign: a terrace, a way up behind and a way down ahead.
    terraces = [point for other in (0.0, *minima, *maxima) for point in {(0.0, other), (other, 0.0)}]
    return {**points, "saddle": [*points["saddle"], *sorted(terraces)]}


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    critical_points=critical_points,
    domain=((-EDGE, EDGE), (-EDGE, EDGE)),
    starts=((160.0, -250.0), (330.0, 390.0), (-240.0, -80.0)),
    kinks=kinks,
    family="many",
    formula=r"f(x,y)=837.9658-x\sin\sqrt{|x|}-y\sin\sqrt{|y|}",
    reference="Schwefel, Numerical Optimization of Computer Models (1981)",
)
