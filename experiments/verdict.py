"""Verdict: the outcome of a run, by criteria that fit one sentence and can be checked on the run's numbers."""

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
# Kinds of critical points; their indexes are the numbers in :mod:`experiments.criteria`.
POINTS = ("minimum", "saddle", "maximum")
_RUN = (np.ndarray, np.ndarray, float, float)  # path, loss, both components of the last gradient
_TERRAIN = (*[np.ndarray] * 4, *[float] * 6, bool)
_verdict = engine.compiled(criteria.verdict, *_RUN, *_TERRAIN, int, bool)


@dataclass(frozen=True)
class Verdict:
    """Outcome of a run. "Lately" means the last quarter of its steps (:data:`experiments.criteria.WINDOW`).

    Attributes:
        kind:
            ``diverged``: at ``step`` a number exceeded all bounds, and the run ends there.
            ``converged``: from ``step`` and all of lately the run stays within ``NEAR`` of a minimum, inside or outside
            the picture, without oscillating; or it arrived later and has come to rest.
            ``hovering``: batches or gradient noise keep it moving, and lately it stayed around a minimum.
            ``oscillating``: lately it went back and forth, its swings did not die out and the loss hardly fell.
            ``saddle``, ``maximum``: it ends beside such a point and hardly moved lately.
            ``unmoved``: no step changed its weights, and it is not at rest on a critical point.
            ``stopped``: from ``step`` and all of lately no step changed its weights, though the slope is not zero.
            ``plateau``: it hardly moved lately, on a flat part of the surface without a critical point.
            ``endless``: none of the above, on a loss that keeps falling towards infinite weights.
            ``left``: it ends outside the picture, which it left for good at ``step``.
            ``moving``: none of the above.
        step: see ``kind``; the last step of the run for other kinds.
        minimum: number of the minimum, from 1 in declared order, for ``converged``, ``hovering``, and ``oscillating``
            round a minimum; otherwise None, also if the minima form a valley and are not declared one by one.
        outside: whether that minimum lies outside the picture.
    """

    kind: Kind
    step: int
    minimum: int | None = None
    outside: bool = False


@dataclass(frozen=True, eq=False)
class Terrain:
    """Facts about a surface that verdicts depend on.

    Attributes:
        points: critical points of the surface.
        domain: the picture's ``((x0, x1), (y0, y1))``.
        lowest: lowest loss in the picture.
        loss_range: highest minus lowest loss in the picture.
        endless: whether the loss keeps falling towards infinite weights.
    """

    points: tuple[CriticalPoint, ...]
    domain: tuple[tuple[float, float], tuple[float, float]]
    lowest: float
    loss_range: float
    endless: bool = False

    @cached_property
    def numbers(self) -> tuple[NDArray[np.float64] | float | bool, ...]:
        """Arguments of :func:`experiments.criteria.verdict` from ``kinds`` to ``endless``."""
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
        terrain: the surface that the run was made on.
        stopped: the step at which the run diverged, or None.
        noisy: whether the steps were random. Then ``converged`` needs all of lately near a minimum, and swings do not
            matter.
    """
    places, losses = (np.ascontiguousarray(numbers, np.float64).reshape(-1) for numbers in (path, loss))
    step = -1 if stopped is None else stopped
    kind, step, minimum, outside = _verdict(places, losses, *gradient[-1].tolist(), *terrain.numbers, step, noisy)
    return Verdict(KINDS[kind], step, minimum or None, bool(outside))


def distances(points: list[CriticalPoint], place: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distance of each point to ``place`` (shape ``(2,)``), in declared order."""
    return arrays.hypot(np.array([c.x for c in points]) - place[0], np.array([c.y for c in points]) - place[1])
