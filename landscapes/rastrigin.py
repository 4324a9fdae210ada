"""Rastrigin: a gentle bowl under a regular grid of local minima."""

from declare import Parameter
from landscapes._landscape import Landscape
from landscapes._search import grid_of_points, roots
from vecmath import cos, pi, sin
from vecmath.arrays import sin as sines

EDGE = 5.12


def value_and_gradient(x, y, p):
    (amplitude,) = p
    turn = 2.0 * pi
    value = 2.0 * amplitude + x * x - amplitude * cos(turn * x) + y * y - amplitude * cos(turn * y)
    slope = turn * amplitude
    return value, 2.0 * x + slope * sin(turn * x), 2.0 * y + slope * sin(turn * y)


def hessian(x, y, p):
    (amplitude,) = p
    turn = 2.0 * pi
    bend = turn * turn * amplitude
    return 2.0 + bend * cos(turn * x), 0.0, 2.0 + bend * cos(turn * y)


def critical_points(amplitude):
    return grid_of_points(*roots(lambda x: x + pi * amplitude * sines(2.0 * pi * x), -EDGE, EDGE, cells=1024))


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    critical_points=critical_points,
    domain=((-EDGE, EDGE), (-EDGE, EDGE)),
    starts=((-3.4, 4.2), (0.4, 0.3), (2.5, -1.5)),
    parameters=(Parameter("amplitude", 10.0, (0.0, 20.0), symbol="A"),),
    family="many",
    formula=r"f(x,y)=2A+x^2-A\cos 2\pi x+y^2-A\cos 2\pi y",
    reference="Rastrigin, Systems of Extremal Control (1974)",
)
