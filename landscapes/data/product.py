"""Product: a network of two layers with one weight each; a saddle between two valleys of best fits."""

from landscapes._data import DataLandscape
from landscapes._synthetic import FEATURE_SCALE, OUTLIERS, SEED, SIZE, noise
from landscapes.data._draws import numbers


def predict(w1, w2, a):
    return w2 * w1 * a


def sample(w1, w2, a, b):
    error = w2 * w1 * a - b
    return error * error, 2.0 * error * w2 * a, 2.0 * error * w1 * a


def sample_hessian(w1, w2, a, b):
    cross = 2.0 * a * (2.0 * w2 * w1 * a - b)
    return 2.0 * w2 * w2 * a * a, cross, 2.0 * w1 * w1 * a * a


def closed_form(a, b):
    # Best fits fill the two branches of w1 w2 = mean(ab) / mean(aa): infinitely many, so only the saddle is listed.
    return {"saddle": [(0.0, 0.0)]}


TRUTH = (1.0, 1.0)
LANDSCAPE = DataLandscape(
    sample=sample,
    sample_hessian=sample_hessian,
    predict=predict,
    draw=numbers(predict, TRUTH, 1.7),
    truth=TRUTH,
    closed_form=closed_form,
    complete=False,
    domain=((-2.5, 2.5), (-2.5, 2.5)),
    starts=((-1.8, 1.7), (-0.5, 0.6), (2.2, 0.3)),
    parameters=(SIZE, noise(0.5), OUTLIERS, FEATURE_SCALE, SEED),
    formula=r"f(w)=\frac1N\sum_{i=1}^N\left(w_2w_1a_i-b_i\right)^2",
    reference="Baldi & Hornik, Neural Networks 2 (1989)",
)
