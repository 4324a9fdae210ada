"""Basins of attraction: the minimum that gradient flow on the full surface reaches from a point."""

import numpy as np
from numpy.typing import NDArray

import engine
from experiments.criteria import NEAR
from landscapes import CriticalPoint, Landscape
from vecmath import arrays, hypot

# Step length: the slope times this share of 1 / curvature, at most LONGEST of the picture's diagonal.
SHARE = 0.3
LONGEST = 0.01
STEPS = 1000


def basins(
    landscape: Landscape, parameters: tuple[float, ...], points: tuple[CriticalPoint, ...], places: NDArray[np.float64]
) -> NDArray[np.intp]:
    """For each of ``places`` ``(n, 2)`` the index of the minimum that it belongs to, ``(n,)``, in declared order.

    Gradient flow is approximated by gradient descent with steps of at most 0.3 / curvature and a hundredth of the
    picture's diagonal. The index is -1 if no declared minimum is reached in 1,000 steps, or the place is not finite.
    """
    minima = np.array([(c.x, c.y) for c in points if c.kind == "minimum"]).reshape(-1, 2)
    reached = np.full(len(places), -1)
    if not len(minima):
        return reached
    diagonal = hypot(*np.ptp(np.array(landscape.domain), axis=1).tolist())
    w, going = np.array(places, dtype=np.float64), np.arange(len(places))
    for _ in range(STEPS):
        distance = arrays.norms(w[going, None] - minima[None])
        arrived = distance.min(axis=1) <= NEAR * diagonal
        reached[going[arrived]] = distance.argmin(axis=1)[arrived]
        going = going[~arrived & (np.abs(w[going]).max(axis=1) < engine.BIG)]
        if not len(going):
            break
        w[going] -= _step(landscape, parameters, w[going], LONGEST * diagonal)
    return reached


def _step(landscape: Landscape, parameters: tuple[float, ...], w: NDArray, longest: float) -> NDArray[np.float64]:
    slope = engine.visit(landscape, parameters, w)[1]
    xx, xy, yy = engine.hessians(landscape, parameters, w).T
    curvature = 0.5 * np.abs(xx + yy) + arrays.hypot(0.5 * (xx - yy), xy)
    steep = arrays.hypot(*slope.T)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.minimum(SHARE / curvature, longest / steep)
    return slope * np.where(steep > 0.0, rate, 0.0)[:, None]
