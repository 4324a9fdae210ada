"""Six-hump camel: two deepest valleys and four shallower ones, with passes between."""

from landscapes._landscape import Landscape


def value_and_gradient(x, y, p):
    a = x * x
    b = y * y
    value = a * (4.0 + a * (-2.1 + a / 3.0)) + x * y + 4.0 * b * (b - 1.0)
    return value, x * (8.0 + a * (-8.4 + 2.0 * a)) + y, x + y * (16.0 * b - 8.0)


def hessian(x, y, p):
    a = x * x
    return 8.0 + a * (10.0 * a - 25.2), 1.0, 48.0 * y * y - 8.0


def critical_points():
    return {
        "minimum": [
            (0.08984201310031806, -0.7126564030207396),
            (-0.08984201310031806, 0.7126564030207396),
            (1.703606714969981, -0.7960835686726251),
            (-1.703606714969981, 0.7960835686726251),
            (-1.6071047529201974, -0.5686514548841314),
            (1.6071047529201974, 0.5686514548841314),
        ],
        "saddle": [
            (0.0, 0.0),
            (1.1092053368047863, -0.7682680925095399),
            (-1.1092053368047863, 0.7682680925095399),
            (-1.6380679841897787, -0.22867406904439408),
            (1.6380679841897787, 0.22867406904439408),
            (-1.2960702671671092, -0.6050843880386585),
            (1.2960702671671092, 0.6050843880386585),
        ],
        "maximum": [(-1.2302298765166526, -0.16233458445899496), (1.2302298765166526, 0.16233458445899496)],
    }


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    critical_points=critical_points,
    domain=((-2.0, 2.0), (-1.2, 1.2)),
    starts=((-1.9, -0.2), (1.2, 0.1), (0.0, 0.02)),
    family="many",
    formula=r"f(x,y)=\left(4-2.1x^2+\tfrac{x^4}{3}\right)x^2+xy+4\,(y^2-1)\,y^2",
    reference="Branin, IBM Journal of Research and Development 16 (1972)",
)
