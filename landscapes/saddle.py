"""Saddle: a point with zero gradient that is a minimum along one axis and a maximum along the other."""

from declare import Parameter
from landscapes._landscape import Landscape
from vecmath import sqrt


def value_and_gradient(x, y, p):
    (quartic,) = p
    square = y * y
    return x * x - square + quartic * square * square, 2.0 * x, (4.0 * quartic * square - 2.0) * y


def hessian(x, y, p):
    (quartic,) = p
    return 2.0, 0.0, 12.0 * quartic * y * y - 2.0


def critical_points(quartic):
    if quartic == 0.0:
        return {"saddle": [(0.0, 0.0)]}
    depth = sqrt(0.5 / quartic)
    return {"saddle": [(0.0, 0.0)], "minimum": [(0.0, -depth), (0.0, depth)]}


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    critical_points=critical_points,
    domain=((-3.0, 3.0), (-3.0, 3.0)),
    starts=((-2.5, 0.01), (2.0, -0.0001), (-2.5, 0.0)),
    parameters=(Parameter("quartic", 0.125, (0.0, 1.0), symbol="q"),),
    family="saddle",
    formula=r"f(x,y)=x^2-y^2+q\,y^4",
    reference="Dauphin et al., Identifying and attacking the saddle point problem (2014)",
)
