"""Tell ends of runs apart: which minimum a run has reached, or a saddle, or none."""

import numpy as np
from numpy.typing import NDArray

import engine
from experiments.criteria import AROUND, BESIDE, FLAT, NEAR
from experiments.picture import picture
from experiments.scenario import Scenario
from vecmath import arrays, hypot

UNFINISHED, SADDLE, DIVERGED = 0, -1, -2


def minima_of(scenario: Scenario) -> NDArray[np.float64]:
    """Positions of the surface's minima, declared and found, ``(m, 2)``, numbered as in verdicts: from 1 in order."""
    return _places(scenario, "minimum")


def ended_at(scenario: Scenario, ends: NDArray[np.float64], diverged: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Number of the minimum that each of ``ends`` ``(n, 2)`` has reached, or one of the constants above: ``(n,)``.

    The nearest minimum counts as reached within the verdict's own distance, half a hundredth of the picture's diagonal
    (:data:`experiments.criteria.NEAR`), which is what a visitor sees as arrived. A run that batches or noise keep in
    motion hovers, so four times as much is allowed (``AROUND``). Else a run is beside a saddle within ``BESIDE`` of it
    where the surface is flat. A verdict looks at the last quarter of a run, a map at its end alone: a run that swings
    through a minimum at its last step counts as there. The minimum to which gradient flow would lead from the end
    (:mod:`experiments.basin`) is not what is asked: a run that has not arrived would count as if it had.
    """
    drawn = picture(scenario.surface, tuple(scenario.surface_parameters.values()), scenario.data)
    (x0, x1), (y0, y1) = drawn.terrain.domain
    diagonal = hypot(x1 - x0, y1 - y0)
    random = scenario.batches() is not None or scenario.gradient_noise > 0.0
    found = np.full(len(ends), UNFINISHED, np.int64)
    saddle, _ = _nearest(_places(scenario, "saddle"), ends, BESIDE * diagonal)
    if saddle.any():
        parameters = tuple(scenario.surface_parameters.values())
        slope = arrays.norms(engine.visit(scenario.landscape, parameters, ends[saddle])[1])
        found[np.flatnonzero(saddle)[slope <= FLAT * drawn.range / diagonal]] = SADDLE
    near, number = _nearest(minima_of(scenario), ends, (AROUND if random else NEAR) * diagonal)
    found[near] = number[near] + 1
    found[diverged] = DIVERGED
    return found


def _nearest(
    places: NDArray[np.float64], ends: NDArray[np.float64], reach: float
) -> tuple[NDArray[np.bool_], NDArray[np.intp]]:
    """Whether one of ``places`` (m, 2) lies within ``reach`` of each end, and the index of the nearest."""
    shortest, number = np.full(len(ends), np.inf), np.zeros(len(ends), np.intp)
    # One place after the other: all distances at once would take memory for ends x places.
    for k, place in enumerate(places):
        distance = arrays.norms(ends - place)
        closer = distance < shortest
        shortest[closer], number[closer] = distance[closer], k
    return shortest <= reach, number


def _places(scenario: Scenario, kind: str) -> NDArray[np.float64]:
    drawn = picture(scenario.surface, tuple(scenario.surface_parameters.values()), scenario.data)
    return np.array([(point.x, point.y) for point in drawn.points if point.kind == kind]).reshape(-1, 2)
