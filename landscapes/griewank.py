"""Griewank: ripples as strong everywhere as the bowl beneath them is weak."""

from landscapes._landscape import Landscape
from vecmath import cos, sin, sqrt

STRETCH = sqrt(0.5)


def value_and_gradient(x, y, p):
    v = STRETCH * y
    cx = cos(x)
    cv = cos(v)
    value = (x * x + y * y) / 4000.0 - cx * cv + 1.0
    return value, x / 2000.0 + sin(x) * cv, y / 2000.0 + STRETCH * cx * sin(v)


def hessian(x, y, p):
    v = STRETCH * y
    ripple = cos(x) * cos(v)
    return 0.0005 + ripple, -STRETCH * sin(x) * sin(v), 0.0005 + 0.5 * ripple


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    cells=160,
    domain=((-15.0, 15.0), (-15.0, 15.0)),
    starts=((-8.0, 11.5), (2.5, 3.5), (13.0, -6.0)),
    family="many",
    formula=r"f(x,y)=1+\tfrac{x^2+y^2}{4000}-\cos x\,\cos\tfrac{y}{\sqrt2}",
    reference="Griewank, Journal of Optimization Theory and Applications 34 (1981)",
)
