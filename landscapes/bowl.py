"""Elliptic bowl: the simplest surface on which one learning rate cannot suit both directions."""

from declare import Parameter
from landscapes._landscape import Landscape
from vecmath import cos, pi, sin


def value_and_gradient(x, y, p):
    condition_number, rotation = p
    angle = rotation * (pi / 180.0)
    c = cos(angle)
    s = sin(angle)
    u = c * x + s * y
    v = c * y - s * x
    gu = u
    gv = condition_number * v
    return 0.5 * (u * gu + v * gv), c * gu - s * gv, s * gu + c * gv


def hessian(x, y, p):
    condition_number, rotation = p
    angle = rotation * (pi / 180.0)
    c = cos(angle)
    s = sin(angle)
    return c * c + condition_number * s * s, c * s * (1.0 - condition_number), s * s + condition_number * c * c


def critical_points(condition_number, rotation):
    return {"minimum": [(0.0, 0.0)]}


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    critical_points=critical_points,
    domain=((-3.0, 3.0), (-3.0, 3.0)),
    starts=((-2.7, 1.6), (2.5, 2.5), (-2.8, 0.3)),
    parameters=(
        Parameter("condition_number", 20.0, (1.0, 1000.0), scale="log", symbol=r"\kappa"),
        Parameter("rotation", 0.0, (-90.0, 90.0), symbol=r"\theta"),
    ),
    family="convex",
    quadratic=True,
    formula=r"f(x,y)=\tfrac12\left(u^2+\kappa v^2\right),\quad"
    r" u=x\cos\theta+y\sin\theta,\; v=y\cos\theta-x\sin\theta",
    reference="Boyd & Vandenberghe, Convex Optimization (2004), section 9.3",
)
