"""Monkey saddle: three ways down and three ways up meet at a point that does not curve at all."""

from declare import Parameter
from landscapes._landscape import Landscape
from vecmath import sqrt


def value_and_gradient(x, y, p):
    (quartic,) = p
    square = x * x + y * y
    lift = 4.0 * quartic * square
    value = x * (x * x - 3.0 * y * y) + quartic * square * square
    return value, 3.0 * (x * x - y * y) + lift * x, (lift - 6.0 * x) * y


def hessian(x, y, p):
    (quartic,) = p
    lift = 4.0 * quartic
    fxx = lift * (3.0 * x * x + y * y) + 6.0 * x
    return fxx, 2.0 * lift * x * y - 6.0 * y, lift * (x * x + 3.0 * y * y) - 6.0 * x


def critical_points(quartic):
    if quartic == 0.0:
        return {"saddle": [(0.0, 0.0)]}
    r = 0.75 / quartic
    side = 0.5 * sqrt(3.0) * r
    return {"saddle": [(0.0, 0.0)], "minimum": [(-r, 0.0), (0.5 * r, -side), (0.5 * r, side)]}


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    critical_points=critical_points,
    domain=((-3.0, 3.0), (-3.0, 3.0)),
    starts=((1.8, 0.02), (1.5, 0.0), (-0.6, 1.5)),
    parameters=(Parameter("quartic", 0.375, (0.0, 1.0), symbol="q"),),
    family="saddle",
    formula=r"f(x,y)=x^3-3xy^2+q\,(x^2+y^2)^2",
    reference="Hilbert & Cohn-Vossen, Anschauliche Geometrie (1932), section 29",
)
