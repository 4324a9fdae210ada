"""Three-hump camel: the middle valley is the deepest, the two beside it look the same from above."""

from landscapes._landscape import Landscape


def value_and_gradient(x, y, p):
    square = x * x
    value = square * (2.0 + square * (-1.05 + square / 6.0)) + x * y + y * y
    return value, x * (4.0 + square * (-4.2 + square)) + y, x + 2.0 * y


def hessian(x, y, p):
    square = x * x
    return 4.0 + square * (5.0 * square - 12.6), 1.0, 2.0


def critical_points():
    return {
        "minimum": [(0.0, 0.0), (1.747552345830289, -0.8737761729151445), (-1.747552345830289, 0.8737761729151445)],
        "saddle": [(1.07054229182366, -0.53527114591183), (-1.07054229182366, 0.53527114591183)],
    }


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    critical_points=critical_points,
    domain=((-2.5, 2.5), (-2.5, 2.5)),
    starts=((-2.2, 1.8), (1.2, 1.9), (2.2, 0.0)),
    family="many",
    formula=r"f(x,y)=2x^2-1.05x^4+\tfrac{x^6}{6}+xy+y^2",
    reference="Branin, IBM Journal of Research and Development 16 (1972)",
)
