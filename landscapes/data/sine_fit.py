"""Sine fit: a wave through points; wrong frequencies fit a little, and each of them is a local minimum."""

from declare import Parameter
from landscapes._data import DataLandscape
from landscapes._synthetic import OUTLIERS, SEED, SIZE, noise
from landscapes.data._draws import numbers
from vecmath import cos, sin


def predict(w1, w2, a):
    return sin(w1 * a + w2)


def sample(w1, w2, a, b):
    z = w1 * a + w2
    error = sin(z) - b
    slope = 2.0 * error * cos(z)
    return error * error, slope * a, slope


def sample_hessian(w1, w2, a, b):
    z = w1 * a + w2
    s, c = sin(z), cos(z)
    curve = 2.0 * (c * c - (s - b) * s)
    return curve * a * a, curve * a, curve


TRUTH = (1.5, 0.5)
LANDSCAPE = DataLandscape(
    sample=sample,
    sample_hessian=sample_hessian,
    predict=predict,
    draw=numbers(predict, TRUTH, 3.0),
    truth=TRUTH,
    domain=((-4.0, 4.0), (-4.0, 4.0)),
    starts=((3.0, -1.0), (-0.5, 2.5), (-3.0, 2.0)),
    parameters=(SIZE, noise(0.3), OUTLIERS, Parameter("feature_scale", 1.0, (0.1, 2.0), symbol="s"), SEED),
    formula=r"f(w)=\frac1N\sum_{i=1}^N\left(\sin(w_1a_i+w_2)-b_i\right)^2",
    reference="least squares of a frequency, as in Bloomfield, Fourier Analysis of Time Series (1976)",
)
