"""Branin: three minima of the same depth along a curved valley."""

from math import cos, pi, sin

from landscapes._landscape import Landscape


def value_and_gradient(x, y, p):
    bend = 5.1 / (4.0 * pi * pi)
    tilt = 5.0 / pi
    wave = 10.0 - 10.0 / (8.0 * pi)
    off = y - bend * x * x + tilt * x - 6.0
    value = off * off + wave * cos(x) + 10.0
    return value, 2.0 * off * (tilt - 2.0 * bend * x) - wave * sin(x), 2.0 * off


def critical_points():
    # On the valley's floor only the wave is left, whose slope is zero at every multiple of pi.
    floor = [(k * pi, 5.1 / 4.0 * k * k - 5.0 * k + 6.0) for k in range(-1, 4)]
    return {"minimum": floor[0::2], "saddle": floor[1::2]}


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    critical_points=critical_points,
    domain=((-5.0, 10.0), (0.0, 15.0)),
    starts=((6.5, 14.0), (0.0, 7.5), (-4.5, 3.0)),
    family="many",
    formula=r"f(x,y)=\left(y-\tfrac{5.1}{4\pi^2}x^2+\tfrac{5}{\pi}x-6\right)^2"
    r"+10\left(1-\tfrac{1}{8\pi}\right)\cos x+10",
    reference="Branin, IBM Journal of Research and Development 16 (1972)",
)
