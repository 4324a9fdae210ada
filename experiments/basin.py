"""Which minimum a place belongs to: the one to which the surface's own slope leads from it, over all samples."""

import numpy as np
from numpy.typing import NDArray

import engine
from experiments.criteria import NEAR
from landscapes import CriticalPoint, Landscape
from vecmath import arrays, hypot

# A step follows the slope for this share of 1 / curvature, and never farther than that share of the diagonal.
SHARE = 0.3
LONGEST = 0.01
STEPS = 1000


def basins(
    landscape: Landscape, parameters: tuple[float, ...], points: tuple[CriticalPoint, ...], places: NDArray[np.float64]
) -> NDArray[np.intp]:
    """For each of ``places`` (n, 2) the minimum, counted from 0 in declared order, where the way down ends; else -1.

    The way down is gradient descent in steps short enough to follow the slope: at most 0.3 / curvature and a hundredth
    of the picture's diagonal. -1 where it leads to no declared minimum within 1,000 steps, or the place is not finite.
    """
    minima = np.array([(c.x, c.y) for c in points if c.kind == "minimum"]).reshape(-1, 2)
    found = np.full(len(places), -1)
    if not len(minima):
        return found
    diagonal = hypot(*np.ptp(np.array(landscape.domain), axis=1).tolist())
    w, open_ = np.array(places, dtype=np.float64), np.arange(len(places))
    for _ in range(STEPS):
        distance = arrays.norms(w[open_, None] - minima[None])
        arrived = distance.min(axis=1) <= NEAR * diagonal
        found[open_[arrived]] = distance.argmin(axis=1)[arrived]
        open_ = open_[~arrived & (np.abs(w[open_]).max(axis=1) < engine.BIG)]
        if not len(open_):
            break
        w[open_] -= _step(landscape, parameters, w[open_], LONGEST * diagonal)
    return found


def _step(landscape: Landscape, parameters: tuple[float, ...], w: NDArray, longest: float) -> NDArray[np.float64]:
    slope = engine.visit(landscape, parameters, w)[1]
    xx, xy, yy = engine.hessians(landscape, parameters, w).T
    curvature = 0.5 * np.abs(xx + yy) + arrays.hypot(0.5 * (xx - yy), xy)
    steep = arrays.hypot(*slope.T)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.minimum(SHARE / curvature, longest / steep)
    return slope * np.where(steep > 0.0, rate, 0.0)[:, None]
