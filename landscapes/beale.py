"""Beale: a broad flat middle between four steep corners, and a minimum at the end of a curved valley."""

from landscapes._landscape import Landscape


def value_and_gradient(x, y, p):
    square = y * y
    cube = square * y
    one = 1.5 - x + x * y
    two = 2.25 - x + x * square
    three = 2.625 - x + x * cube
    value = one * one + two * two + three * three
    gx = 2.0 * (one * (y - 1.0) + two * (square - 1.0) + three * (cube - 1.0))
    return value, gx, x * (2.0 * one + 4.0 * two * y + 6.0 * three * square)


def hessian(x, y, p):
    square = y * y
    cube = square * y
    one = 1.5 - x + x * y
    two = 2.25 - x + x * square
    three = 2.625 - x + x * cube
    ax, bx, cx = y - 1.0, square - 1.0, cube - 1.0
    ay, by, cy = x, 2.0 * x * y, 3.0 * x * square
    fxx = 2.0 * (ax * ax + bx * bx + cx * cx)
    fxy = 2.0 * (ax * ay + bx * by + cx * cy + one + 2.0 * two * y + 3.0 * three * square)
    return fxx, fxy, 2.0 * (ay * ay + by * by + cy * cy + 2.0 * two * x + 6.0 * three * x * y)


def critical_points():
    return {"minimum": [(3.0, 0.5)], "saddle": [(0.10053793732415836, -2.644513585023125), (0.0, 1.0)]}


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    critical_points=critical_points,
    domain=((-4.5, 4.5), (-4.5, 4.5)),
    starts=((1.0, 1.5), (-1.5, -1.5), (-3.0, 2.0)),
    steps=500,
    family="ravine",
    formula=r"f(x,y)=(1.5-x+xy)^2+(2.25-x+xy^2)^2+(2.625-x+xy^3)^2",
    reference="Beale, On an iterative method for finding a local minimum (1958)",
)
