"""Logistic regression: the chance of a yes; where a clean line parts the classes, the way down never ends."""

from landscapes._data import DataLandscape
from landscapes._synthetic import FEATURE_SCALE, OUTLIERS, SEED, SIZE, noise
from landscapes.data._draws import classes
from vecmath import exp, log


def chances(z):
    """``(p, log(1 + exp(z)))``, by the exponential that cannot overflow."""
    positive = 1.0 * (z > 0.0)
    e = exp(-abs(z))
    p = e / (1.0 + e)
    return p + positive * (1.0 - 2.0 * p), log(1.0 + e) + z * positive


def predict(w1, w2, a):
    p, _ = chances(w1 * a + w2)
    return p


def sample(w1, w2, a, b):
    z = w1 * a + w2
    p, softplus = chances(z)
    return softplus - b * z, (p - b) * a, p - b


def sample_hessian(w1, w2, a, b):
    p, _ = chances(w1 * a + w2)
    curve = p * (1.0 - p)
    return curve * a * a, curve * a, curve


def separable(a, b):
    """Whether some threshold parts the classes: then any weights can be made larger, and every chance better."""
    no, yes = a[b == 0.0], a[b == 1.0]
    if not (len(no) and len(yes)):
        return True
    return bool(no.max() <= yes.min() or yes.max() <= no.min())


TRUTH = (2.0, -0.5)
LANDSCAPE = DataLandscape(
    sample=sample,
    sample_hessian=sample_hessian,
    predict=predict,
    draw=classes(predict, TRUTH, 2.0),
    truth=TRUTH,
    target="class",
    endless=separable,
    domain=((-5.0, 7.0), (-6.0, 6.0)),
    starts=((-4.0, 4.0), (6.0, 5.0), (-4.0, -4.0)),
    parameters=(SIZE, noise(1.0), OUTLIERS, FEATURE_SCALE, SEED),
    formula=r"f(w)=\frac1N\sum_{i=1}^N\log\left(1+e^{z_i}\right)-b_iz_i,\quad z_i=w_1a_i+w_2",
    reference="Cox, Journal of the Royal Statistical Society B 20 (1958)",
)
