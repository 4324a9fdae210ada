"""Ackley: an outer slope that says little, a field of dents, and one funnel that ends in a point."""

from landscapes._landscape import Landscape
from vecmath import cos, e, exp, pi, sin, sqrt


def value_and_gradient(x, y, p):
    turn = 2.0 * pi
    r = sqrt(0.5 * (x * x + y * y))
    funnel = exp(-0.2 * r)
    dents = exp(0.5 * (cos(turn * x) + cos(turn * y)))
    # The tip is a cone: no slope is defined there, and none is the one that stays.
    pull = 2.0 * funnel / r if r > 0.0 else 0.0
    wave = pi * dents
    value = 20.0 * (1.0 - funnel) + (e - dents)
    return value, pull * x + wave * sin(turn * x), pull * y + wave * sin(turn * y)


def hessian(x, y, p):
    turn = 2.0 * pi
    r = sqrt(0.5 * (x * x + y * y))
    # At the tip the cone's curvature is undefined (it grows without bound toward it): only that of the dents is left.
    pull = 2.0 * exp(-0.2 * r) / r if r > 0.0 else 0.0
    u = x / r if r > 0.0 else 0.0
    v = y / r if r > 0.0 else 0.0
    inward = (0.5 + 0.1 * r) * pull
    sx, sy = sin(turn * x), sin(turn * y)
    cx, cy = cos(turn * x), cos(turn * y)
    wave = pi * exp(0.5 * (cx + cy))
    fxx = pull - inward * u * u + wave * (turn * cx - pi * sx * sx)
    fyy = pull - inward * v * v + wave * (turn * cy - pi * sy * sy)
    return fxx, -inward * u * v - wave * pi * sx * sy, fyy


def kinks(x, y, p):
    # The tip alone.
    return (x * x + y * y,)


def critical_points():
    # Newton's method cannot find the tip, for it is not smooth.
    return {"minimum": [(0.0, 0.0)]}


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    critical_points=critical_points,
    cells=160,
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    starts=((-3.4, 2.6), (0.4, 0.3), (4.5, 4.5)),
    kinks=kinks,
    family="many",
    formula=r"f(x,y)=-20e^{-0.2\sqrt{(x^2+y^2)/2}}-e^{(\cos 2\pi x+\cos 2\pi y)/2}+e+20",
    reference="Ackley, A Connectionist Machine for Genetic Hillclimbing (1987)",
)
