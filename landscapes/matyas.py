"""Matyas: a diagonal trough so flat along its floor that most of the way is the last part."""

from landscapes._landscape import Landscape


def value_and_gradient(x, y, p):
    return 0.26 * (x * x + y * y) - 0.48 * x * y, 0.52 * x - 0.48 * y, 0.52 * y - 0.48 * x


def hessian(x, y, p):
    return 0.52, -0.48, 0.52


def critical_points():
    return {"minimum": [(0.0, 0.0)]}


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    critical_points=critical_points,
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    starts=((-9.0, 2.0), (9.0, 8.0), (5.0, -5.0)),
    family="convex",
    quadratic=True,
    formula=r"f(x,y)=0.26\,(x^2+y^2)-0.48\,xy",
    reference="Matyas, Random optimization, Automation and Remote Control 26 (1965)",
)
