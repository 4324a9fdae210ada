"""Verdict: what became of a run, by criteria that can be said in one sentence and checked on its numbers."""

from dataclasses import dataclass
from math import hypot
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from landscapes import CriticalPoint

Kind = Literal["converged", "moving", "oscillating", "saddle", "plateau", "diverged", "left"]

# Shares of the picture's diagonal. NEAR is about two pixels of a plot 400 pixels wide: what looks arrived is arrived.
NEAR = 0.005
AROUND_SADDLE = 0.02
STILL = 0.0005
# The part of the run that is looked at for "still", "oscillating": long enough to hold a few swings.
WINDOW = 0.25
# Net progress below this share of the length walked is going back and forth.
PROGRESS = 0.1
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
            but no minimum is. ``moving``: none of these.
        step: see ``kind``; the last step of the run for the other kinds.
        minimum: which minimum, counted from 1 in declared order, for ``converged``.
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
    if minima:
        number, distance = _nearest(minima, path)
        if distance[-1] <= NEAR * diagonal:
            return Verdict("converged", _since(distance > NEAR * diagonal), number + 1)
    window = path[int(last * (1 - WINDOW)) :]
    progress = float(np.hypot(*(window[-1] - window[0])))
    saddles = [c for c in points if c.kind == "saddle"]
    if saddles and progress <= STILL * diagonal and _nearest(saddles, path[-1:])[1][0] <= AROUND_SADDLE * diagonal:
        return Verdict("saddle", last)
    walked = float(np.hypot(*np.diff(window, axis=0).T).sum())
    if walked > 4 * NEAR * diagonal and progress < PROGRESS * walked and _hardly_fell(loss[-len(window) :], lowest):
        return Verdict("oscillating", last)
    if progress <= STILL * diagonal and np.hypot(*gradient[-1]) <= FLAT * loss_range / diagonal:
        return Verdict("plateau", last)
    return Verdict("moving", last)


def distances(points: list[CriticalPoint], place: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distance of each point to ``place`` (shape ``(2,)``), in declared order."""
    return np.hypot(np.array([c.x for c in points]) - place[0], np.array([c.y for c in points]) - place[1])


def _nearest(points: list[CriticalPoint], path: NDArray[np.float64]) -> tuple[int, NDArray[np.float64]]:
    """Which point is nearest to the end of ``path``, and the distance of every step to that one."""
    number = int(np.argmin(distances(points, path[-1])))
    return number, np.hypot(path[:, 0] - points[number].x, path[:, 1] - points[number].y)


def _since(other: NDArray[np.bool_]) -> int:
    """The step after the last one at which ``other`` holds."""
    where = np.flatnonzero(other)
    return int(where[-1]) + 1 if len(where) else 0


def _hardly_fell(loss: NDArray[np.float64], lowest: float) -> bool:
    """Whether the later half of ``loss`` keeps, at its median, nine tenths of the former height over ``lowest``."""
    half = len(loss) // 2
    return bool(np.median(loss[half:]) - lowest >= 0.9 * (np.median(loss[:half]) - lowest))
