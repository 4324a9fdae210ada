"""Levy N.13: a bowl with ridges across both ways, higher the farther from the minimum."""

from landscapes._landscape import Landscape
from vecmath import cos, pi, sin


def value_and_gradient(x, y, p):
    a = x - 1.0
    b = y - 1.0
    third = 3.0 * pi
    sx, cx = sin(third * x), cos(third * x)
    sy, cy = sin(third * y), cos(third * y)
    s2, c2 = sin(2.0 * pi * y), cos(2.0 * pi * y)
    across = 1.0 + sy * sy
    along = 1.0 + s2 * s2
    gx = 2.0 * third * sx * cx + 2.0 * a * across
    gy = 2.0 * third * a * a * sy * cy + 2.0 * b * along + 4.0 * pi * b * b * s2 * c2
    return sx * sx + a * a * across + b * b * along, gx, gy


def hessian(x, y, p):
    a = x - 1.0
    b = y - 1.0
    third = 3.0 * pi
    sx, cx = sin(third * x), cos(third * x)
    sy, cy = sin(third * y), cos(third * y)
    s2, c2 = sin(2.0 * pi * y), cos(2.0 * pi * y)
    steep = 2.0 * third * third
    fxx = steep * (cx * cx - sx * sx) + 2.0 + 2.0 * sy * sy
    fyy = steep * a * a * (cy * cy - sy * sy) + 2.0 + 2.0 * s2 * s2
    fyy = fyy + 8.0 * pi * b * (2.0 * s2 * c2 + pi * b * (c2 * c2 - s2 * s2))
    return fxx, 4.0 * third * a * sy * cy, fyy


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    cells=160,
    domain=((-1.0, 3.0), (-1.0, 3.0)),
    starts=((1.1, -0.5), (-0.8, 1.1), (1.5, 2.1)),
    family="many",
    formula=r"f(x,y)=\sin^2 3\pi x+(x-1)^2(1+\sin^2 3\pi y)+(y-1)^2(1+\sin^2 2\pi y)",
    reference="Levy & Montalvo, SIAM Journal on Scientific and Statistical Computing 6 (1985)",
)
