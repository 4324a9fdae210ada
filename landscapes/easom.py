"""Easom: a flat land with one hole in it, and almost no slope that points there."""

from landscapes._landscape import Landscape
from vecmath import cos, exp, pi, sin

# Along one axis -cos(x) exp(-(x - pi)^2) has its hole at pi, low hills beside it, and is zero between them.
HILLS = (1.3049954504376675, 4.978189856741919)
ZEROS = (0.5 * pi, 1.5 * pi)


def value_and_gradient(x, y, p):
    a = x - pi
    b = y - pi
    fade = exp(-(a * a + b * b))
    cx = cos(x)
    cy = cos(y)
    return -cx * cy * fade, fade * cy * (sin(x) + 2.0 * a * cx), fade * cx * (sin(y) + 2.0 * b * cy)


def hessian(x, y, p):
    a = x - pi
    b = y - pi
    fade = exp(-(a * a + b * b))
    sx, cx = sin(x), cos(x)
    sy, cy = sin(y), cos(y)
    fxx = -fade * cy * ((4.0 * a * a - 3.0) * cx + 4.0 * a * sx)
    fyy = -fade * cx * ((4.0 * b * b - 3.0) * cy + 4.0 * b * sy)
    return fxx, -fade * (sx + 2.0 * a * cx) * (sy + 2.0 * b * cy), fyy


def critical_points():
    return {
        "minimum": [(pi, pi), *((x, y) for x in HILLS for y in HILLS)],
        "maximum": [point for h in HILLS for point in ((pi, h), (h, pi))],
        "saddle": [(x, y) for x in ZEROS for y in ZEROS],
    }


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    critical_points=critical_points,
    domain=((0.0, 2.0 * pi), (0.0, 2.0 * pi)),
    starts=((2.0, 4.4), (1.75, 2.6), (5.5, 1.0)),
    family="flat",
    formula=r"f(x,y)=-\cos x\,\cos y\;e^{-(x-\pi)^2-(y-\pi)^2}",
    reference="Easom, A Survey of Global Optimization Techniques (1990)",
)
