"""Styblinski-Tang: four valleys of three depths, and the steepest way leads to the nearest."""

from landscapes._landscape import Landscape

# Roots of 4x^3 - 32x + 5, half of which is the slope along each axis.
DEEP, SHALLOW, TOP = -2.903534027771177, 2.746802770990837, 0.1567312567803401


def value_and_gradient(x, y, p):
    a = x * x
    b = y * y
    value = 0.5 * (a * (a - 16.0) + 5.0 * x + b * (b - 16.0) + 5.0 * y)
    return value, x * (2.0 * a - 16.0) + 2.5, y * (2.0 * b - 16.0) + 2.5


def hessian(x, y, p):
    return 6.0 * x * x - 16.0, 0.0, 6.0 * y * y - 16.0


def critical_points():
    return {
        "minimum": [(DEEP, DEEP), (DEEP, SHALLOW), (SHALLOW, DEEP), (SHALLOW, SHALLOW)],
        "saddle": [(DEEP, TOP), (SHALLOW, TOP), (TOP, DEEP), (TOP, SHALLOW)],
        "maximum": [(TOP, TOP)],
    }


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    critical_points=critical_points,
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    starts=((0.5, 4.5), (0.1, 0.2), (4.5, -0.5)),
    family="many",
    formula=r"f(x,y)=\tfrac12\left(x^4-16x^2+5x+y^4-16y^2+5y\right)",
    reference="Styblinski & Tang, Neural Networks 3 (1990)",
)
