"""McCormick: a rippled slope, whose minima lie one below the other."""

from landscapes._landscape import Landscape
from vecmath import cos, pi, sin


def value_and_gradient(x, y, p):
    gap = x - y
    wave = cos(x + y)
    return sin(x + y) + gap * gap - 1.5 * x + 2.5 * y + 1.0, wave + 2.0 * gap - 1.5, wave - 2.0 * gap + 2.5


def hessian(x, y, p):
    wave = sin(x + y)
    return 2.0 - wave, -2.0 - wave, 2.0 - wave


def critical_points():
    # Both slopes vanish where x - y = 1 and cos(x + y) = -1/2: minima and saddles take turns.
    third = pi / 3.0
    return {
        "minimum": [(0.5 - third, -0.5 - third), (0.5 + 2.0 * third, -0.5 + 2.0 * third)],
        "saddle": [(0.5 + third, -0.5 + third)],
    }


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    critical_points=critical_points,
    domain=((-1.5, 4.0), (-3.0, 4.0)),
    starts=((3.6, -1.5), (1.6, 0.7), (-1.2, 3.5)),
    family="many",
    formula=r"f(x,y)=\sin(x+y)+(x-y)^2-1.5x+2.5y+1",
    reference="McCormick, Computability of global solutions, Mathematical Programming 10 (1976)",
)
