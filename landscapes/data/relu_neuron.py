"""ReLU neuron: where no sample switches it on, there is no slope at all."""

from landscapes._data import DataLandscape
from landscapes._synthetic import FEATURE_SCALE, OUTLIERS, SEED, SIZE, noise
from landscapes.data._draws import numbers


def predict(w1, w2, a):
    z = w1 * a + w2
    return z * (z > 0.0)


def sample(w1, w2, a, b):
    z = w1 * a + w2
    on = 1.0 * (z > 0.0)
    error = z * on - b
    slope = 2.0 * error * on
    return error * error, slope * a, slope


def sample_hessian(w1, w2, a, b):
    on = 2.0 * (w1 * a + w2 > 0.0)
    return on * a * a, on * a, on


def kinks(w1, w2, a, b):
    return (w1 * a + w2,)


TRUTH = (1.5, 0.5)
LANDSCAPE = DataLandscape(
    sample=sample,
    sample_hessian=sample_hessian,
    predict=predict,
    draw=numbers(predict, TRUTH, 2.0),
    truth=TRUTH,
    kinks=kinks,
    complete=False,
    domain=((-4.0, 4.0), (-4.0, 4.0)),
    starts=((-1.5, 2.0), (-2.0, -3.5), (3.5, 3.0)),
    parameters=(SIZE, noise(0.3), OUTLIERS, FEATURE_SCALE, SEED),
    formula=r"f(w)=\frac1N\sum_{i=1}^N\left(\max(0,\,w_1a_i+w_2)-b_i\right)^2",
    reference="Nair & Hinton, ICML (2010)",
)
