"""Linear regression: a straight line through points; the bowl is as long as the inputs are badly scaled."""

from declare import Parameter
from landscapes._data import DataLandscape
from landscapes._synthetic import FEATURE_OFFSET, OUTLIERS, SEED, SIZE, noise
from landscapes.data._draws import numbers
from vecmath.arrays import mean


def predict(w1, w2, a):
    return w1 * a + w2


def sample(w1, w2, a, b):
    error = w1 * a + w2 - b
    return error * error, 2.0 * error * a, 2.0 * error


def sample_hessian(w1, w2, a, b):
    return 2.0 * a * a, 2.0 * a, 2.0


def closed_form(a, b):
    """The normal equations, on centred inputs: exact where inputs lie far from zero."""
    centre = mean(a)
    off = a - centre
    spread = mean(off * off)
    slope = mean(off * b) / spread
    height = mean(b) - slope * centre
    # One step more on what rounding has left.
    rest = b - predict(slope, height, a)
    more = mean(off * rest) / spread
    return {"minimum": [(slope + more, height + mean(rest) - more * centre)]}


TRUTH = (1.5, 0.5)
LANDSCAPE = DataLandscape(
    sample=sample,
    sample_hessian=sample_hessian,
    predict=predict,
    draw=numbers(predict, TRUTH, 1.7),
    truth=TRUTH,
    closed_form=closed_form,
    quadratic=True,
    domain=((-3.0, 5.0), (-4.0, 4.0)),
    starts=((-2.0, 3.0), (4.5, -3.0), (-2.5, -2.5)),
    parameters=(
        SIZE,
        noise(0.5),
        OUTLIERS,
        Parameter("feature_scale", 1.0, (0.01, 10.0), scale="log", symbol="s"),
        FEATURE_OFFSET,
        SEED,
    ),
    formula=r"f(w)=\frac1N\sum_{i=1}^N\left(w_1a_i+w_2-b_i\right)^2",
    reference="Legendre (1805); Gauss (1809)",
)
