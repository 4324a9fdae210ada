"""Eggholder: deep folds that cross, with creases between them."""

from landscapes._landscape import Landscape
from vecmath import copysign, cos, sin, sqrt

# The usual edge is 512, where the lowest value lies on the edge itself. Up to 500 it is a minimum.


def value_and_gradient(x, y, p):
    a = y + 47.0
    u = 0.5 * x + a
    v = x - a
    ru = sqrt(abs(u))
    rv = sqrt(abs(v))
    su, sv = sin(ru), sin(rv)
    # Slopes of sin(sqrt(|u|)): without bound toward a crease; on it there is none, and zero stands for it.
    du = copysign(0.5, u) * cos(ru) / ru if ru > 0.0 else 0.0
    dv = copysign(0.5, v) * cos(rv) / rv if rv > 0.0 else 0.0
    return -a * su - x * sv, -0.5 * a * du - sv - x * dv, -su - a * du + x * dv


def hessian(x, y, p):
    a = y + 47.0
    du, ddu = slope_and_bend(0.5 * x + a)
    dv, ddv = slope_and_bend(x - a)
    fxx = -0.25 * a * ddu - 2.0 * dv - x * ddv
    fxy = -0.5 * (du + a * ddu) + dv + x * ddv
    return fxx, fxy, -2.0 * du - a * ddu - x * ddv


def slope_and_bend(u):
    """First and second derivative of sin(sqrt(|u|)); without bound toward a crease, zero on it."""
    root = sqrt(abs(u))
    slope = copysign(0.5, u) * cos(root) / root if root > 0.0 else 0.0
    bend = -0.25 * (sin(root) + cos(root) / root) / abs(u) if root > 0.0 else 0.0
    return slope, bend


def kinks(x, y, p):
    a = y + 47.0
    return 0.5 * x + a, x - a


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    cells=160,
    domain=((-500.0, 500.0), (-500.0, 500.0)),
    starts=((290.0, 260.0), (-290.0, -370.0), (190.0, 0.0)),
    kinks=kinks,
    complete=False,
    family="kinked",
    formula=r"f(x,y)=-(y+47)\sin\sqrt{\left|\tfrac{x}{2}+y+47\right|}-x\sin\sqrt{|x-y-47|}",
    reference="Whitley et al., Artificial Intelligence 85 (1996)",
)
