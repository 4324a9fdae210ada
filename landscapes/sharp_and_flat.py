"""Sharp and flat: two minima of the same depth, one narrow and one wide."""

from declare import Parameter
from landscapes._landscape import Landscape
from landscapes._search import bisect

PLACE = 1.5


def well(square, width):
    """One factor, over the square of the distance from its minimum: value, first and second derivative."""
    rim = width * width
    below = 1.0 / (square + rim)
    slope = rim * below * below
    return square * below, slope, -2.0 * slope * below


def value_and_gradient(x, y, p):
    sharp_width, flat_width = p
    a = x + PLACE
    b = x - PLACE
    square = y * y
    # Each factor is zero at its own minimum, and so is the product at both: neither is deeper.
    one, one_slope, _ = well(a * a + square, sharp_width)
    two, two_slope, _ = well(b * b + square, flat_width)
    rise_one = 2.0 * one_slope * two
    rise_two = 2.0 * two_slope * one
    return one * two, rise_one * a + rise_two * b, (rise_one + rise_two) * y


def hessian(x, y, p):
    sharp_width, flat_width = p
    a = x + PLACE
    b = x - PLACE
    square = y * y
    one, one_slope, one_bend = well(a * a + square, sharp_width)
    two, two_slope, two_bend = well(b * b + square, flat_width)
    cross = one_slope * two_slope
    even = 2.0 * (one_slope * two + two_slope * one)
    fxx = even + 4.0 * (one_bend * two * a * a + two_bend * one * b * b) + 8.0 * cross * a * b
    fxy = 4.0 * y * (one_bend * two * a + two_bend * one * b + cross * (a + b))
    return fxx, fxy, even + 4.0 * square * (one_bend * two + two_bend * one + 2.0 * cross)


def critical_points(sharp_width, flat_width):
    def slope(x):
        return value_and_gradient(x, 0.0, (sharp_width, flat_width))[1]

    # Between the minima the logarithm is concave: there is one pass. Off the axis both factors rise with |y|.
    near = 1e-9 * PLACE
    pass_ = float(bisect(slope, near - PLACE, PLACE - near))
    return {"minimum": [(-PLACE, 0.0), (PLACE, 0.0)], "saddle": [(pass_, 0.0)]}


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    critical_points=critical_points,
    domain=((-3.0, 3.0), (-3.0, 3.0)),
    starts=((-1.1, 1.2), (-1.7, 0.3), (2.5, -2.0)),
    parameters=(
        Parameter("sharp_width", 0.2, (0.05, 1.0), symbol="s"),
        Parameter("flat_width", 1.0, (0.2, 2.0), symbol="t"),
    ),
    family="many",
    formula=r"f(x,y)=\frac{a}{a+s^2}\cdot\frac{b}{b+t^2},\quad"
    r" a=(x+\tfrac32)^2+y^2,\; b=(x-\tfrac32)^2+y^2",
    reference="Hochreiter & Schmidhuber, Flat minima, Neural Computation 9 (1997), for the idea",
)
