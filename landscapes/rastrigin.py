"""Rastrigin: a gentle bowl under a regular grid of local minima."""

import itertools
from math import ceil, cos, pi, sin

from declare import Parameter
from landscapes._landscape import Landscape

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


def stationary(amplitude):
    """Places on one axis where the slope 2x + 2 pi A sin(2 pi x) is zero: (minima, maxima)."""

    def slope(x):
        return x + pi * amplitude * sin(2.0 * pi * x)

    grid = [k / 400.0 for k in range(-ceil(EDGE * 400) - 1, ceil(EDGE * 400) + 2)]
    minima, maxima = [], []
    for left, right in itertools.pairwise(grid):
        if slope(left) * slope(right) < 0.0 or slope(left) == 0.0:
            root = bisect(slope, left, right)
            if abs(root) <= EDGE:
                (minima if slope(right) > slope(left) else maxima).append(root)
    return minima, maxima


def bisect(slope, left, right):
    if slope(left) == 0.0:
        return left
    for _ in range(60):
        middle = 0.5 * (left + right)
        left, right = (left, middle) if slope(left) * slope(middle) <= 0.0 else (middle, right)
    return 0.5 * (left + right)


def critical_points(amplitude):
    minima, maxima = stationary(amplitude)
    return {
        "minimum": [(x, y) for x in minima for y in minima],
        "saddle": [(x, y) for x in minima for y in maxima] + [(x, y) for x in maxima for y in minima],
        "maximum": [(x, y) for x in maxima for y in maxima],
    }


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
