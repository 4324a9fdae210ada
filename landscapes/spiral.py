"""Spiral valley: a ravine wound around its minimum, so that downhill is mostly sideways."""

from math import cos, sin, sqrt

from declare import Parameter
from landscapes._landscape import Landscape


def value_and_gradient(x, y, p):
    condition_number, turns = p
    square = x * x + y * y
    radius = sqrt(1.0 + square)
    angle = turns * radius
    c = cos(angle)
    s = sin(angle)
    u = c * x + s * y
    v = c * y - s * x
    walls = (condition_number - 1.0) * v
    twist = u * turns / radius
    return 0.5 * (square + walls * v), x - walls * (s + twist * x), y + walls * (c - twist * y)


def critical_points(condition_number, turns):
    # Along the floor and along the ridge the loss rises with the radius; between them it rises across.
    return {"minimum": [(0.0, 0.0)]}


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    critical_points=critical_points,
    domain=((-6.0, 6.0), (-6.0, 6.0)),
    starts=((-5.0, 2.5), (4.8, 4.8), (1.0, -5.5)),
    steps=500,
    parameters=(
        Parameter("condition_number", 10.0, (1.0, 1000.0), scale="log", symbol=r"\kappa"),
        Parameter("turns", 1.0, (0.0, 3.0), symbol=r"\omega"),
    ),
    family="ravine",
    formula=r"f(x,y)=\tfrac12\left(u^2+\kappa v^2\right),\quad u,v:\text{ axes turned by }"
    r"\omega\sqrt{1+x^2+y^2}",
    reference="the bowl of section 9.3 in Boyd & Vandenberghe (2004), wound up",
)
