"""Rosenbrock: easy to find the curved valley, hard to walk along it."""

from declare import Parameter
from landscapes._landscape import Landscape


def value_and_gradient(x, y, p):
    a, b = p
    short = a - x
    off = y - x * x
    return short * short + b * off * off, -2.0 * short - 4.0 * b * x * off, 2.0 * b * off


def hessian(x, y, p):
    _, b = p
    return 2.0 + 4.0 * b * (3.0 * x * x - y), -4.0 * b * x, 2.0 * b


def critical_points(a, b):
    return {"minimum": [(a, a * a)]}


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    critical_points=critical_points,
    domain=((-2.0, 2.0), (-1.0, 3.0)),
    steps=500,
    starts=((-1.2, 1.0), (-1.5, 2.0), (0.0, 2.5)),
    parameters=(
        Parameter("a", 1.0, (-1.5, 1.5), symbol="a"),
        Parameter("b", 100.0, (1.0, 1000.0), scale="log", symbol="b"),
    ),
    family="ravine",
    formula=r"f(x,y)=(a-x)^2+b\,(y-x^2)^2",
    reference="Rosenbrock, The Computer Journal 3 (1960)",
)
