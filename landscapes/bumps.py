"""Bumps on a bowl: a plain bowl under a noise that is the same every time."""

from declare import Parameter
from landscapes._landscape import Landscape
from vecmath import cos, sin


def phases(x, y):
    # Five waves whose lengths and directions have no common measure: nothing repeats within the picture.
    a = 2.6 * x + 1.1 * y + 0.4
    b = -1.3 * x + 3.4 * y + 1.9
    c = 4.3 * x - 2.2 * y + 3.1
    d = 3.1 * x + 5.2 * y + 5.2
    e = -6.7 * x + 2.9 * y + 0.8
    return a, b, c, d, e


def value_and_gradient(x, y, p):
    (height,) = p
    a, b, c, d, e = phases(x, y)
    sa, sb, sc, sd, se = sin(a), sin(b), sin(c), 0.7 * sin(d), 0.5 * sin(e)
    noise = cos(a) + cos(b) + cos(c) + 0.7 * cos(d) + 0.5 * cos(e)
    gx = x - height * (2.6 * sa - 1.3 * sb + 4.3 * sc + 3.1 * sd - 6.7 * se)
    gy = y - height * (1.1 * sa + 3.4 * sb - 2.2 * sc + 5.2 * sd + 2.9 * se)
    return 0.5 * (x * x + y * y) + height * noise, gx, gy


def hessian(x, y, p):
    (height,) = p
    a, b, c, d, e = phases(x, y)
    ca, cb, cc, cd, ce = cos(a), cos(b), cos(c), 0.7 * cos(d), 0.5 * cos(e)
    fxx = 6.76 * ca + 1.69 * cb + 18.49 * cc + 9.61 * cd + 44.89 * ce
    fxy = 2.86 * ca - 4.42 * cb - 9.46 * cc + 16.12 * cd - 19.43 * ce
    fyy = 1.21 * ca + 11.56 * cb + 4.84 * cc + 27.04 * cd + 8.41 * ce
    return 1.0 - height * fxx, -height * fxy, 1.0 - height * fyy


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    cells=160,
    domain=((-3.0, 3.0), (-3.0, 3.0)),
    starts=((-2.6, 2.2), (2.5, 1.8), (-1.5, -2.7)),
    parameters=(Parameter("height", 0.3, (0.0, 1.0), symbol="A"),),
    family="many",
    formula=r"f(x,y)=\tfrac12(x^2+y^2)+A\textstyle\sum_{k=1}^{5}a_k\cos(\mathbf{k}_k\cdot\mathbf{w}+\varphi_k)",
    reference="after Berry, Regular and irregular semiclassical wavefunctions (1977): a sum of plane waves",
)
