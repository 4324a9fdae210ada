"""Verdict: what became of a run, by criteria that can be said in one sentence and checked on its numbers."""

from dataclasses import dataclass
from math import fsum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from landscapes import CriticalPoint
from vecmath import arrays, hypot

Kind = Literal["converged", "moving", "oscillating", "saddle", "plateau", "diverged", "left", "hovering"]

# Shares of the picture's diagonal. NEAR is about two pixels of a plot 400 pixels wide: what looks arrived is arrived.
NEAR = 0.005
AROUND_SADDLE = 0.02
# A noisy run hovers about a minimum when its average lies so near, and no point of it lies farther than that.
AROUND, ASTRAY = 0.02, 0.1
STILL = 0.0005
# The part of the run that is looked at for "still", "oscillating": long enough to hold a few swings.
WINDOW = 0.25
# Net progress below this share of the length walked is going back and forth.
PROGRESS = 0.1
# Where minima fill a whole valley: so far above the lowest loss, as a share of the picture's loss range, is its floor.
FLOOR = 1e-3
# A slope below this share of the picture's mean slope (loss range / diagonal) is flat.
FLAT = 1e-3


@dataclass(frozen=True)
class Verdict:
    """What became of a run.

    Attributes:
        kind: ``converged``: from ``step`` on it stays within ``NEAR`` of a minimum. ``diverged``: at ``step`` a number
            left all bounds, and the run ends there. ``left``: it ends outside the picture, having left for good at
            ``step``. ``saddle``: it ends near a saddle and has hardly moved lately. ``oscillating``: lately it walked
            far, got nowhere and the loss hardly fell. ``plateau``: lately it hardly moved, where the surface is flat
            but no minimum is. ``hovering``: batches or gradient noise keep it from resting, and lately it was round a
            minimum. ``moving``: none of these.
        step: see ``kind``; the last step of the run for the other kinds.
        minimum: which minimum, counted from 1 in declared order, for ``converged`` and ``hovering``; None where minima
            fill a valley and are not declared one by one.
    """

    kind: Kind
    step: int
    minimum: int | None = None


def judge(  # noqa: PLR0911 - one return a verdict
    path: NDArray[np.float64],
    loss: NDArray[np.float64],
    gradient: NDArray[np.float64],
    *,
    stopped: int | None,
    points: tuple[CriticalPoint, ...],
    domain: tuple[tuple[float, float], tuple[float, float]],
    lowest: float,
    loss_range: float,
    noisy: bool = False,
) -> Verdict:
    """The verdict on a run of n steps.

    Args:
        path, loss, gradient: ``(n + 1, 2)``, ``(n + 1,)``, ``(n + 1, 2)``.
        stopped: the step at which the run diverged, or None.
        points: critical points of the surface.
        domain: the picture.
        lowest: lowest loss in the picture.
        loss_range: highest minus lowest loss in the picture.
        noisy: steps were random. Being near a minimum in the last step is then luck: ``converged`` is who was there
            for all of the last quarter of the run.
    """
    last = len(path) - 1
    if stopped is not None:
        return Verdict("diverged", stopped)
    (x0, x1), (y0, y1) = domain
    inside = (path[:, 0] >= x0) & (path[:, 0] <= x1) & (path[:, 1] >= y0) & (path[:, 1] <= y1)
    if not inside[-1]:
        return Verdict("left", _since(inside))
    diagonal = hypot(x1 - x0, y1 - y0)
    minima = [c for c in points if c.kind == "minimum"]
    window = path[int(last * (1 - WINDOW)) :]
    if minima and (arrived := _arrived(minima, path, window, diagonal, noisy)):
        return arrived
    progress = hypot(*(window[-1] - window[0]).tolist())
    saddles = [c for c in points if c.kind == "saddle"]
    if saddles and progress <= STILL * diagonal and _nearest(saddles, path[-1:])[1][0] <= AROUND_SADDLE * diagonal:
        return Verdict("saddle", last)
    walked = fsum(arrays.norms(np.diff(window, axis=0)).tolist())
    if walked > 4 * NEAR * diagonal and progress < PROGRESS * walked and _hardly_fell(loss[-len(window) :], lowest):
        return Verdict("oscillating", last)
    if progress <= STILL * diagonal and hypot(*gradient[-1].tolist()) <= FLAT * loss_range / diagonal:
        if not minima and loss[-1] - lowest <= FLOOR * loss_range:
            return Verdict("converged", _since(arrays.norms(path - path[-1]) > NEAR * diagonal))
        return Verdict("plateau", last)
    return Verdict("moving", last)


def _arrived(
    minima: list[CriticalPoint], path: NDArray[np.float64], window: NDArray[np.float64], diagonal: float, noisy: bool
) -> Verdict | None:
    """``converged`` or ``hovering``, if the run is at or round a minimum."""
    last = len(path) - 1
    if not noisy:
        number, distance = _nearest(minima, path)
        near = distance[-1] <= NEAR * diagonal
        return Verdict("converged", _since(distance > NEAR * diagonal), number + 1) if near else None
    middle = np.array([arrays.mean(column) for column in window.T])
    number = int(np.argmin(distances(minima, middle)))
    place = np.array([minima[number].x, minima[number].y])
    distance = arrays.norms(path - place)
    settled = _since(distance > NEAR * diagonal)
    if settled <= last + 1 - len(window):
        return Verdict("converged", settled, number + 1)
    near = hypot(*(middle - place).tolist()) <= AROUND * diagonal
    if near and distance[-len(window) :].max() <= ASTRAY * diagonal:
        return Verdict("hovering", _since(distance > ASTRAY * diagonal), number + 1)
    return None


def distances(points: list[CriticalPoint], place: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distance of each point to ``place`` (shape ``(2,)``), in declared order."""
    return arrays.hypot(np.array([c.x for c in points]) - place[0], np.array([c.y for c in points]) - place[1])


def _nearest(points: list[CriticalPoint], path: NDArray[np.float64]) -> tuple[int, NDArray[np.float64]]:
    """Which point is nearest to the end of ``path``, and the distance of every step to that one."""
    number = int(np.argmin(distances(points, path[-1])))
    return number, arrays.norms(path - (points[number].x, points[number].y))


def _since(other: NDArray[np.bool_]) -> int:
    """The step after the last one at which ``other`` holds."""
    where = np.flatnonzero(other)
    return int(where[-1]) + 1 if len(where) else 0


def _hardly_fell(loss: NDArray[np.float64], lowest: float) -> bool:
    """Whether the later half of ``loss`` keeps, at its median, nine tenths of the former height over ``lowest``."""
    half = len(loss) // 2
    return bool(np.median(loss[half:]) - lowest >= 0.9 * (np.median(loss[:half]) - lowest))
