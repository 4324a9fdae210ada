"""Goldstein-Price: heights over six powers of ten, and four minima in a crossing of valleys."""

from landscapes._landscape import Landscape


def value_and_gradient(x, y, p):
    a = x + y + 1.0
    first = 19.0 - 14.0 * x + 3.0 * x * x - 14.0 * y + 6.0 * x * y + 3.0 * y * y
    slope = 6.0 * (x + y) - 14.0
    b = 2.0 * x - 3.0 * y
    second = 18.0 - 32.0 * x + 12.0 * x * x + 48.0 * y - 36.0 * x * y + 27.0 * y * y
    left = 1.0 + a * a * first
    right = 30.0 + b * b * second
    # left depends on x + y alone, so that its slope is the same both ways.
    rise = a * (2.0 * first + a * slope)
    right_x = b * (4.0 * second + b * (24.0 * x - 36.0 * y - 32.0))
    right_y = b * (b * (54.0 * y - 36.0 * x + 48.0) - 6.0 * second)
    return left * right, rise * right + left * right_x, rise * right + left * right_y


def hessian(x, y, p):
    # Either factor varies along one direction alone: the left one with x + y, the right one with 2x - 3y.
    s = x + y
    a = s + 1.0
    b = 2.0 * x - 3.0 * y
    first = 19.0 + s * (3.0 * s - 14.0)
    slope = 6.0 * s - 14.0
    left = 1.0 + a * a * first
    rise = a * (2.0 * first + a * slope)
    rise_more = 2.0 * first + a * (4.0 * slope + 6.0 * a)
    right = 30.0 + b * b * (18.0 + b * (3.0 * b - 16.0))
    tilt = b * (36.0 + b * (12.0 * b - 48.0))
    tilt_more = 36.0 + b * (36.0 * b - 96.0)
    both = rise_more * right
    fxx = both + 4.0 * rise * tilt + 4.0 * left * tilt_more
    return fxx, both - rise * tilt - 6.0 * left * tilt_more, both - 6.0 * rise * tilt + 9.0 * left * tilt_more


def critical_points():
    return {
        "minimum": [(0.0, -1.0), (-0.6, -0.4), (1.8, 0.2), (1.2, 0.8)],
        "saddle": [(-0.4, -0.6), (1.2, -0.2), (1.4, 0.6), (0.6, 0.4)],
        "maximum": [(0.8, 0.2)],
    }


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    critical_points=critical_points,
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    starts=((-1.2, -1.0), (1.3, -0.4), (-1.5, -0.4)),
    steps=500,
    family="many",
    formula=r"\begin{aligned}f&=\left[1+(x+y+1)^2(19-14x+3x^2-14y+6xy+3y^2)\right]\\"
    r"&\times\left[30+(2x-3y)^2(18-32x+12x^2+48y-36xy+27y^2)\right]\end{aligned}",
    reference="Goldstein & Price, On descent from local minima, Mathematics of Computation 25 (1971)",
)
