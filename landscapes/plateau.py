"""Plateau: almost level as far as one sees, then a cliff down into a pit."""

from declare import Parameter
from landscapes._landscape import Landscape


def value_and_gradient(x, y, p):
    width, tilt = p
    square = x * x + y * y
    rim = width * width
    below = 1.0 / (square + rim)
    steep = 2.0 * (rim * below * below + tilt)
    return square * below + tilt * square, steep * x, steep * y


def hessian(x, y, p):
    width, tilt = p
    rim = width * width
    below = 1.0 / (x * x + y * y + rim)
    steep = 2.0 * (rim * below * below + tilt)
    bend = 8.0 * rim * below * below * below
    return steep - bend * x * x, -bend * x * y, steep - bend * y * y


def critical_points(width, tilt):
    return {"minimum": [(0.0, 0.0)]}


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    critical_points=critical_points,
    domain=((-3.0, 3.0), (-3.0, 3.0)),
    starts=((-2.4, 1.2), (0.9, 0.6), (2.7, 2.7)),
    parameters=(
        Parameter("width", 0.3, (0.05, 1.0), symbol="s"),
        Parameter("tilt", 0.0, (0.0, 0.1), symbol="c"),
    ),
    family="flat",
    formula=r"f(x,y)=\frac{r^2}{r^2+s^2}+c\,r^2,\quad r^2=x^2+y^2",
    reference="Goodfellow, Bengio & Courville, Deep Learning (2016), section 8.2",
)
