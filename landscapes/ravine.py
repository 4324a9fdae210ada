"""Ravine: a long floor that falls gently at one even slope, between walls that curve steeply."""

from declare import Parameter
from landscapes._landscape import Landscape
from vecmath import cos, pi, sin, sqrt


def value_and_gradient(x, y, p):
    condition_number, rotation = p
    angle = rotation * (pi / 180.0)
    c = cos(angle)
    s = sin(angle)
    u = c * x + s * y
    v = c * y - s * x
    # Unlike the bowl's, the floor does not steepen: far out its slope is one, at the minimum its curvature is one.
    length = sqrt(1.0 + u * u)
    gu = u / length
    gv = condition_number * v
    return length - 1.0 + 0.5 * v * gv, c * gu - s * gv, s * gu + c * gv


def hessian(x, y, p):
    condition_number, rotation = p
    angle = rotation * (pi / 180.0)
    c = cos(angle)
    s = sin(angle)
    u = c * x + s * y
    length = sqrt(1.0 + u * u)
    along = 1.0 / (length * length * length)
    fxx = c * c * along + condition_number * s * s
    return fxx, c * s * (along - condition_number), s * s * along + condition_number * c * c


def critical_points(condition_number, rotation):
    return {"minimum": [(0.0, 0.0)]}


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    critical_points=critical_points,
    domain=((-6.0, 6.0), (-6.0, 6.0)),
    starts=((-5.0, -1.0), (4.5, 5.0), (-5.2, -3.0)),
    parameters=(
        Parameter("condition_number", 50.0, (1.0, 1000.0), scale="log", symbol=r"\kappa"),
        Parameter("rotation", 30.0, (-90.0, 90.0), symbol=r"\theta"),
    ),
    family="ravine",
    formula=r"f(x,y)=\sqrt{1+u^2}-1+\tfrac{\kappa}{2}v^2,\quad"
    r" u=x\cos\theta+y\sin\theta,\; v=y\cos\theta-x\sin\theta",
    reference="Sutton, Two problems with backpropagation (1986); Charbonnier et al., ICIP (1994), for the floor",
)
