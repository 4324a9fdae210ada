"""Scattered wells: each sample has a narrow and a wide well, a little beside those of the others."""

from dataclasses import replace

import numpy as np

from declare import Parameter
from landscapes._data import DataLandscape
from landscapes._synthetic import SEED, SIZE, Samples, draws
from vecmath import exp, sqrt
from vecmath.arrays import mean

# Averaged over samples that scatter by SCATTER, a well of depth d and width s is one of depth d s²/(s² + SCATTER²) and
# width sqrt(s² + SCATTER²). These depths make both averages DEPTH deep.
PLACE, SHARP, FLAT, SCATTER, DEPTH, BOWL = 1.5, 0.35, 0.9, 0.3, 1.0, 0.02
SHARP_DEPTH = DEPTH * (SHARP * SHARP + SCATTER * SCATTER) / (SHARP * SHARP)
FLAT_DEPTH = DEPTH * (FLAT * FLAT + SCATTER * SCATTER) / (FLAT * FLAT)


def well(u, v, width, depth):
    """Value, and what slope and curvature have in common, ``(u, v)`` away from a well's bottom."""
    below = 1.0 / (width * width)
    f = depth * exp(-0.5 * (u * u + v * v) * below)
    return f, f * below, f * below * below


def sample(w1, w2, a, b):
    u, t, v = w1 + PLACE - a, w1 - PLACE - a, w2 - b
    sharp, s1, _ = well(u, v, SHARP, SHARP_DEPTH)
    flat, t1, _ = well(t, v, FLAT, FLAT_DEPTH)
    around = w1 * w1 + w2 * w2
    return (
        BOWL * around - sharp - flat,
        2.0 * BOWL * w1 + s1 * u + t1 * t,
        2.0 * BOWL * w2 + (s1 + t1) * v,
    )


def sample_hessian(w1, w2, a, b):
    u, t, v = w1 + PLACE - a, w1 - PLACE - a, w2 - b
    _, s1, s2 = well(u, v, SHARP, SHARP_DEPTH)
    _, t1, t2 = well(t, v, FLAT, FLAT_DEPTH)
    both = 2.0 * BOWL + s1 + t1
    return both - s2 * u * u - t2 * t * t, -(s2 * u + t2 * t) * v, both - (s2 + t2) * v * v


def draw(size, scatter, data_seed):
    """Shifts of each sample's wells: in opposite pairs, of standard deviation ``scatter`` each way, uncorrelated.

    So exactly: then both wells are as deep as the depths above foretell, up to the fourth moments.
    """
    _, _, _, one, two = draws(int(data_seed), int(size))
    half = np.array([one, two])[:, : int(size) // 2]
    shifts = np.hstack([half, -half, np.zeros((2, int(size) % 2))])
    # Cholesky's factor of the covariance, [[across, 0], [along, up]], written out: a library's last bits differ.
    x, y = shifts
    across = sqrt(mean(x * x))
    along = mean(x * y) / across
    up = sqrt(mean(y * y) - along * along)
    x = x / across
    return Samples(scatter * x, scatter * ((y - along * x) / up))


LANDSCAPE = DataLandscape(
    sample=sample,
    sample_hessian=sample_hessian,
    predict=None,
    draw=draw,
    truth=(0.0, 0.0),
    domain=((-3.5, 3.5), (-3.0, 3.0)),
    starts=((-1.6, 0.1), (1.3, 0.3), (-0.6, 2.2)),
    parameters=(SIZE, Parameter("scatter", SCATTER, (0.0, 0.6), symbol=r"\sigma"), replace(SEED, default=3.0)),
    formula=r"f(w)=\frac1N\sum_{i=1}^N 0.02\,\lVert w\rVert^2-d_s\,e^{-\lVert w-m_s-\delta_i\rVert^2/2s^2}"
    r"-d_t\,e^{-\lVert w-m_t-\delta_i\rVert^2/2t^2},\quad \delta_i=(a_i,b_i)",
    reference="Keskar et al., ICLR (2017), for the question; made for this page",
)
