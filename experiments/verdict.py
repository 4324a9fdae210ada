"""Verdict: what became of a run, by criteria that can be said in one sentence and checked on its numbers."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

import engine
from experiments import criteria
from landscapes import CriticalPoint
from vecmath import arrays

Kind = Literal[
    "converged",
    "moving",
    "oscillating",
    "saddle",
    "maximum",
    "plateau",
    "stopped",
    "unmoved",
    "endless",
    "diverged",
    "left",
    "hovering",
]

KINDS: tuple[Kind, ...] = get_args(Kind)
# Kinds of critical points: their places are their numbers in :mod:`experiments.criteria`.
POINTS = ("minimum", "saddle", "maximum")
_RUN = (np.ndarray, np.ndarray, float, float)  # path, loss, the two parts of the last gradient
_TERRAIN = (*[np.ndarray] * 4, *[float] * 6, bool)
_verdict = engine.compiled(criteria.verdict, *_RUN, *_TERRAIN, int, bool)


@dataclass(frozen=True)
class Verdict:
    """What became of a run. "Lately" is the last :data:`WINDOW` of its steps.

    Attributes:
        kind:
            ``diverged``: at ``step`` a number left all bounds, and the run ends there.
            ``converged``: from ``step`` on, and all of lately, it stays within ``NEAR`` of a minimum, in the picture or
            outside, and does not swing; or it came later than that and has come to rest.
            ``hovering``: batches or gradient noise keep it from resting, and lately it was round a minimum.
            ``oscillating``: lately it came back to where it was, its swings did not die out and the loss hardly fell.
            ``saddle``, ``maximum``: it ends beside such a point and has hardly moved lately.
            ``unmoved``: no step changed its weights, and it does not stand at rest on a critical point.
            ``stopped``: from ``step`` on, and all of lately, no step changed its weights, though there is a slope.
            ``plateau``: lately it hardly moved, where the surface is flat but has no critical point.
            ``endless``: none of the former, on a loss that falls for ever towards infinite weights.
            ``left``: it ends outside the picture, having left for good at ``step``.
            ``moving``: none of these.
        step: see ``kind``; the last step of the run for the other kinds.
        minimum: which minimum, counted from 1 in declared order, for ``converged`` and ``hovering``, and for
            ``oscillating`` when it swings round one; None elsewhere, and where minima fill a valley and are not
            declared one by one.
        outside: that minimum lies outside the picture.
    """

    kind: Kind
    step: int
    minimum: int | None = None
    outside: bool = False


@dataclass(frozen=True, eq=False)
class Terrain:
    """What a run is judged against.

    Attributes:
        points: critical points of the surface.
        domain: the part of it that is drawn.
        lowest: lowest loss there.
        loss_range: highest minus lowest loss there.
        endless: the loss falls for ever towards infinite weights.
    """

    points: tuple[CriticalPoint, ...]
    domain: tuple[tuple[float, float], tuple[float, float]]
    lowest: float
    loss_range: float
    endless: bool = False

    @cached_property
    def numbers(self) -> tuple[NDArray[np.float64] | float | bool, ...]:
        """As :func:`experiments.criteria.verdict` takes them, from ``kinds`` on."""
        (x0, x1), (y0, y1) = self.domain
        points = [(POINTS.index(c.kind), c.x, c.y, c.value) for c in self.points]
        kinds, xs, ys, values = np.array(points, dtype=np.float64).reshape(-1, 4).T.copy()
        return kinds, xs, ys, values, x0, x1, y0, y1, self.lowest, self.loss_range, self.endless


def judge(
    path: NDArray[np.float64],
    loss: NDArray[np.float64],
    gradient: NDArray[np.float64],
    terrain: Terrain,
    *,
    stopped: int | None = None,
    noisy: bool = False,
) -> Verdict:
    """The verdict on a run of n steps.

    Args:
        path, loss, gradient: ``(n + 1, 2)``, ``(n + 1,)``, ``(n + 1, 2)``.
        terrain: what it is judged against.
        stopped: the step at which the run diverged, or None.
        noisy: steps were random. Resting is then no matter of swings: ``converged`` is who was at a minimum for all of
            lately.
    """
    places, losses = (np.ascontiguousarray(numbers, np.float64).reshape(-1) for numbers in (path, loss))
    step = -1 if stopped is None else stopped
    kind, step, minimum, outside = _verdict(places, losses, *gradient[-1].tolist(), *terrain.numbers, step, noisy)
    return Verdict(KINDS[kind], step, minimum or None, bool(outside))


def distances(points: list[CriticalPoint], place: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distance of each point to ``place`` (shape ``(2,)``), in declared order."""
    return arrays.hypot(np.array([c.x for c in points]) - place[0], np.array([c.y for c in points]) - place[1])
