"""Spiral valley: a ravine wound around its minimum, so that downhill is mostly sideways."""

from declare import Parameter
from landscapes._landscape import Landscape
from vecmath import cos, sin, sqrt


def wound(x, y, turns):
    """The radius, cosine and sine of the angle there, and the coordinates along and across the floor."""
    radius = sqrt(1.0 + (x * x + y * y))
    angle = turns * radius
    c = cos(angle)
    s = sin(angle)
    return radius, c, s, c * x + s * y, c * y - s * x


def value_and_gradient(x, y, p):
    condition_number, turns = p
    radius, c, s, u, v = wound(x, y, turns)
    walls = (condition_number - 1.0) * v
    twist = u * turns / radius
    return 0.5 * (x * x + y * y + walls * v), x - walls * (s + twist * x), y + walls * (c - twist * y)


def hessian(x, y, p):
    condition_number, turns = p
    radius, c, s, u, v = wound(x, y, turns)
    # The angle's own derivatives, then those of v.
    twist = turns / radius
    bend = twist / (radius * radius)
    tx, ty = twist * x, twist * y
    txx, txy, tyy = bend * (1.0 + y * y), -bend * x * y, bend * (1.0 + x * x)
    vx, vy = -s - u * tx, c - u * ty
    vxx = -2.0 * c * tx - v * tx * tx - u * txx
    vxy = -c * ty - s * tx - v * tx * ty - u * txy
    vyy = -2.0 * s * ty - v * ty * ty - u * tyy
    walls = condition_number - 1.0
    return 1.0 + walls * (vx * vx + v * vxx), walls * (vx * vy + v * vxy), 1.0 + walls * (vy * vy + v * vyy)


def critical_points(condition_number, turns):
    # Along the floor and along the ridge the loss rises with the radius; between them it rises across.
    return {"minimum": [(0.0, 0.0)]}


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    hessian=hessian,
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
