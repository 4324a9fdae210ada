"""Cross-in-tray: a tray of smooth hollows with sharp walls between; the cross is where the walls meet."""

from landscapes._landscape import Landscape
from vecmath import copysign, cos, exp, log, pi, sin, sqrt


def value_and_gradient(x, y, p):
    r = sqrt(x * x + y * y)
    rest = 100.0 - r / pi
    sx, cx = sin(x), cos(x)
    sy, cy = sin(y), cos(y)
    grown = exp(abs(rest))
    product = sx * sy
    inner = abs(product) * grown + 1.0
    value = -0.0001 * exp(0.1 * log(inner))
    # On a wall the product is zero: there is no slope there, and zero stands for it.
    side = copysign(grown, product) if product != 0.0 else 0.0
    pull = copysign(1.0 / pi, rest) / r if r > 0.0 else 0.0
    outer = 0.1 * value / inner
    return value, outer * side * (cx * sy - product * pull * x), outer * side * (sx * cy - product * pull * y)


def hessian(x, y, p):
    r = sqrt(x * x + y * y)
    rest = 100.0 - r / pi
    sx, cx = sin(x), cos(x)
    sy, cy = sin(y), cos(y)
    grown = exp(abs(rest))
    product = sx * sy
    inner = abs(product) * grown + 1.0
    side = copysign(grown, product) if product != 0.0 else 0.0
    pull = copysign(1.0 / pi, rest) / r if r > 0.0 else 0.0
    u = x / r if r > 0.0 else 0.0
    v = y / r if r > 0.0 else 0.0
    a, b = pull * x, pull * y
    # First and second derivatives of inner, then of its tenth root.
    ix, iy = side * (cx * sy - product * a), side * (sx * cy - product * b)
    ixx = side * (product * (a * a - pull * v * v - 1.0) - 2.0 * cx * sy * a)
    ixy = side * (product * (a * b + pull * u * v) + cx * cy - cx * sy * b - sx * cy * a)
    iyy = side * (product * (b * b - pull * u * u - 1.0) - 2.0 * sx * cy * b)
    outer = -0.00001 * exp(0.1 * log(inner)) / inner
    less = 0.9 / inner
    return outer * (ixx - less * ix * ix), outer * (ixy - less * ix * iy), outer * (iyy - less * iy * iy)


def kinks(x, y, p):
    # The walls, and the circle far outside the picture on which the tray is deepest.
    return sin(x) * sin(y), 100.0 - sqrt(x * x + y * y) / pi


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    cells=160,
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    starts=((-4.0, 8.5), (2.6, 0.4), (-6.8, -5.5)),
    kinks=kinks,
    family="kinked",
    formula=r"f(x,y)=-0.0001\left(\left|\sin x\,\sin y\;e^{\left|100-\sqrt{x^2+y^2}/\pi\right|}\right|+1\right)^{0.1}",
    reference="Mishra, Some new test functions for global optimization (2006)",
)
