"""Draw synthetic data sets: inputs, targets of the model with its true weights, and noise."""

from collections.abc import Callable

import numpy as np

from landscapes._synthetic import FAR_OFF, Samples, draws
from vecmath import arrays
from vecmath.arrays import vectorised

# Half of the distance between two uniform numbers: keeps the odds of zero finite.
HALF_STEP = 2.0**-54


def numbers(predict: Callable, truth: tuple[float, float], reach: float) -> Callable[..., Samples]:
    """Inputs even over ``c ± s reach``; targets are what the true weights predict, and noise.

    ``outliers`` is the share of samples that lie ``FAR_OFF`` above.
    """

    def draw(size, noise, outliers, feature_scale, data_seed, feature_offset=0.0):
        place, lot, _, error, _ = draws(int(data_seed), int(size))
        a = feature_offset + feature_scale * reach * (2.0 * place - 1.0)
        return Samples(a, vectorised(predict)(*truth, a) + noise * error + FAR_OFF * (lot < outliers))

    return draw


def classes(predict: Callable, truth: tuple[float, float], reach: float) -> Callable[..., Samples]:
    """Inputs as above; a target is 1 with the probability that the true weights predict, which ``noise`` flattens.

    At noise 1 it is just that probability; at 0 the line between the classes is clean. ``outliers`` is the share of
    samples whose class is the other one.
    """

    def draw(size, noise, outliers, feature_scale, data_seed):
        place, lot, chance, _, _ = draws(int(data_seed), int(size))
        a = feature_scale * reach * (2.0 * place - 1.0)
        # The logarithm of odds of a uniform chance has the logistic distribution.
        odds = arrays.log(chance + HALF_STEP) - arrays.log(1.0 - chance)
        b = (truth[0] * a + truth[1] + noise * odds > 0.0).astype(float)
        return Samples(a, np.where(lot < outliers, 1.0 - b, b))

    return draw
