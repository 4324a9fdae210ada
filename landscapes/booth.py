"""Booth: a tilted bowl, the gentlest of the classics."""

from landscapes._landscape import Landscape


def value_and_gradient(x, y, p):
    first = x + 2.0 * y - 7.0
    second = 2.0 * x + y - 5.0
    return first * first + second * second, 2.0 * first + 4.0 * second, 4.0 * first + 2.0 * second


def hessian(x, y, p):
    return 10.0, 8.0, 10.0


def critical_points():
    return {"minimum": [(1.0, 3.0)]}


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    critical_points=critical_points,
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    starts=((-8.0, -5.0), (9.0, 8.0), (8.0, -4.0)),
    family="convex",
    quadratic=True,
    formula=r"f(x,y)=(x+2y-7)^2+(2x+y-5)^2",
    reference="Booth (1949), as in Jamil & Yang, A literature survey of benchmark functions (2013)",
)
