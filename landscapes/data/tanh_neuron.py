"""Tanh neuron: saturated far out, where the slope is as good as gone."""

from landscapes._data import DataLandscape
from landscapes._synthetic import FEATURE_SCALE, OUTLIERS, SEED, SIZE, noise
from landscapes.data._draws import numbers
from vecmath import exp


def bend(z):
    """``(tanh z, 1 - tanh(z)**2)``, by the exponential that cannot overflow."""
    e = exp(-2.0 * abs(z))
    positive = 1.0 * (z > 0.0)
    return (2.0 * positive - 1.0) * (1.0 - e) / (1.0 + e), 4.0 * e / ((1.0 + e) * (1.0 + e))


def predict(w1, w2, a):
    t, _ = bend(w1 * a + w2)
    return t


def sample(w1, w2, a, b):
    t, rise = bend(w1 * a + w2)
    error = t - b
    slope = 2.0 * error * rise
    return error * error, slope * a, slope


def sample_hessian(w1, w2, a, b):
    t, rise = bend(w1 * a + w2)
    curve = 2.0 * rise * (rise - 2.0 * (t - b) * t)
    return curve * a * a, curve * a, curve


TRUTH = (1.5, 0.5)
LANDSCAPE = DataLandscape(
    sample=sample,
    sample_hessian=sample_hessian,
    predict=predict,
    draw=numbers(predict, TRUTH, 2.0),
    truth=TRUTH,
    domain=((-6.0, 6.0), (-6.0, 6.0)),
    starts=((-5.0, 4.5), (-2.0, -3.0), (5.0, -5.0)),
    parameters=(SIZE, noise(0.3), OUTLIERS, FEATURE_SCALE, SEED),
    formula=r"f(w)=\frac1N\sum_{i=1}^N\left(\tanh(w_1a_i+w_2)-b_i\right)^2",
    reference="LeCun, Bottou, Orr & Müller, Efficient BackProp (1998), for the saturation",
)
