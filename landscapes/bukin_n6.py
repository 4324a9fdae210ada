"""Bukin N.6: a curved knife edge for a valley floor, and no slope that can be trusted."""

from landscapes._landscape import Landscape
from vecmath import copysign, sqrt


def value_and_gradient(x, y, p):
    off = y - 0.01 * x * x
    root = sqrt(abs(off))
    # Without bound toward the edge; on it there is no slope, and zero stands for it.
    steep = copysign(50.0, off) / root if root > 0.0 else 0.0
    rest = x + 10.0
    along = copysign(0.01, rest) if rest != 0.0 else 0.0
    return 100.0 * root + 0.01 * abs(rest), along - 0.02 * x * steep, steep


def hessian(x, y, p):
    off = y - 0.01 * x * x
    root = sqrt(abs(off))
    # Like the slope this grows without bound toward the edge; on the edge, where it is undefined, zero stands for it.
    steep = copysign(50.0, off) / root if root > 0.0 else 0.0
    bend = -0.5 * steep / off if root > 0.0 else 0.0
    turn = -0.02 * x
    return turn * turn * bend - 0.02 * steep, turn * bend, bend


def kinks(x, y, p):
    return y - 0.01 * x * x, x + 10.0


def critical_points():
    return {"minimum": [(-10.0, 1.0)]}


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    critical_points=critical_points,
    domain=((-15.0, -5.0), (-3.0, 3.0)),
    starts=((-6.0, 2.6), (-14.0, -2.0), (-8.0, -2.5)),
    kinks=kinks,
    family="kinked",
    formula=r"f(x,y)=100\sqrt{|y-0.01x^2|}+0.01\,|x+10|",
    reference="Bukin, New minimization methods for non-smooth functions (1997)",
)
