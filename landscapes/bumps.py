"""Bumps on a bowl: a plain bowl under a noise that is the same every time."""

from math import cos, sin

from declare import Parameter
from landscapes._landscape import Landscape
from landscapes._search import search

EDGE = ((-3.0, 3.0), (-3.0, 3.0))


def value_and_gradient(x, y, p):
    (height,) = p
    # Five waves whose lengths and directions have no common measure: nothing repeats within the picture.
    a = 2.6 * x + 1.1 * y + 0.4
    b = -1.3 * x + 3.4 * y + 1.9
    c = 4.3 * x - 2.2 * y + 3.1
    d = 3.1 * x + 5.2 * y + 5.2
    e = -6.7 * x + 2.9 * y + 0.8
    sa, sb, sc, sd, se = sin(a), sin(b), sin(c), 0.7 * sin(d), 0.5 * sin(e)
    noise = cos(a) + cos(b) + cos(c) + 0.7 * cos(d) + 0.5 * cos(e)
    gx = x - height * (2.6 * sa - 1.3 * sb + 4.3 * sc + 3.1 * sd - 6.7 * se)
    gy = y - height * (1.1 * sa + 3.4 * sb - 2.2 * sc + 5.2 * sd + 2.9 * se)
    return 0.5 * (x * x + y * y) + height * noise, gx, gy


def critical_points(height):
    return search(value_and_gradient, (height,), EDGE)


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    critical_points=critical_points,
    domain=EDGE,
    starts=((-2.6, 2.2), (2.5, 1.8), (-1.5, -2.7)),
    parameters=(Parameter("height", 0.3, (0.0, 1.0), symbol="h"),),
    family="many",
    formula=r"f(x,y)=\tfrac12(x^2+y^2)+h\textstyle\sum_{k=1}^{5}a_k\cos(\mathbf{k}_k\cdot\mathbf{w}+\varphi_k)",
    reference="after Berry, Regular and irregular semiclassical wavefunctions (1977): a sum of plane waves",
)
