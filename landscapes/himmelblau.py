"""Himmelblau: four equally deep minima, so the one you reach tells where you came from."""

from landscapes._landscape import Landscape


def value_and_gradient(x, y, p):
    first = x * x + y - 11.0
    second = x + y * y - 7.0
    return first * first + second * second, 4.0 * x * first + 2.0 * second, 2.0 * first + 4.0 * y * second


def hessian(x, y, p):
    return 12.0 * x * x + 4.0 * y - 42.0, 4.0 * (x + y), 12.0 * y * y + 4.0 * x - 26.0


def critical_points():
    return {
        "minimum": [
            (3.0, 2.0),
            (-2.805118086952745, 3.131312518250573),
            (-3.779310253377747, -3.2831859912861696),
            (3.5844283403304917, -1.8481265269644036),
        ],
        "saddle": [
            (0.08667750455539636, 2.884254701174776),
            (-3.0730257507643897, -0.08135304428796751),
            (-0.12796134673068008, -1.9537149802445763),
            (3.385154183607021, 0.07385187983774928),
        ],
        "maximum": [(-0.2708445906673476, -0.9230385564799815)],
    }


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    critical_points=critical_points,
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    starts=((-0.5, -4.5), (0.0, 0.0), (-0.27, -0.92), (4.5, 4.5)),
    family="many",
    formula=r"f(x,y)=(x^2+y-11)^2+(x+y^2-7)^2",
    reference="Himmelblau, Applied Nonlinear Programming (1972)",
)
