"""Branin: three minima of the same depth along a curved valley."""

from landscapes._landscape import Landscape
from vecmath import cos, pi, sin

BEND = 5.1 / (4.0 * pi * pi)
TILT = 5.0 / pi
WAVE = 10.0 - 10.0 / (8.0 * pi)


def value_and_gradient(x, y, p):
    off = y - BEND * x * x + TILT * x - 6.0
    value = off * off + WAVE * cos(x) + 10.0
    return value, 2.0 * off * (TILT - 2.0 * BEND * x) - WAVE * sin(x), 2.0 * off


def hessian(x, y, p):
    off = y - BEND * x * x + TILT * x - 6.0
    rise = TILT - 2.0 * BEND * x
    return 2.0 * (rise * rise - 2.0 * BEND * off) - WAVE * cos(x), 2.0 * rise, 2.0


def critical_points():
    # On the valley's floor only the wave is left, whose slope is zero at every multiple of pi.
    floor = [(k * pi, 5.1 / 4.0 * k * k - 5.0 * k + 6.0) for k in range(-1, 4)]
    return {"minimum": floor[0::2], "saddle": floor[1::2]}


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    critical_points=critical_points,
    domain=((-5.0, 10.0), (0.0, 15.0)),
    starts=((6.5, 14.0), (0.0, 7.5), (-4.5, 3.0)),
    family="many",
    formula=r"f(x,y)=\left(y-\tfrac{5.1}{4\pi^2}x^2+\tfrac{5}{\pi}x-6\right)^2"
    r"+10\left(1-\tfrac{1}{8\pi}\right)\cos x+10",
    reference="Branin, IBM Journal of Research and Development 16 (1972)",
)
