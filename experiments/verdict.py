"""Verdict: what became of a run, by criteria that can be said in one sentence and checked on its numbers."""

from dataclasses import dataclass
from math import fsum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from landscapes import CriticalPoint
from vecmath import arrays, hypot, inf

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

# Shares of the picture's diagonal. NEAR is about two pixels of a plot 400 pixels wide: what looks arrived is arrived.
NEAR = 0.005
BESIDE = 0.02
# A run goes round a minimum when its average lies so near, and no point of it lies farther than that.
AROUND, ASTRAY = 0.02, 0.1
STILL = 0.0005
# Smaller swings are those of a step's last digits, or of Rprop's smallest step.
REST = 1e-6
# The part of the run that is looked at for "still", "oscillating": long enough to hold a few swings.
WINDOW = 0.25
# Who walks so many times the width of the part it stays in goes back and forth.
TIMES = 4
# Swings are dying out when steps, in the mean, are shorter than this share of those of the quarter before.
LASTING = 0.75
# The lowest loss of a quarter has hardly fallen when its height is above this share of the former's.
FALLEN = 0.9
# Where minima fill a whole valley: so far above the lowest loss, as a share of the picture's loss range, is its floor.
FLOOR = 1e-3
# A slope below this share of the picture's mean slope (loss range / diagonal) is flat.
FLAT = 1e-3


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

    @property
    def diagonal(self) -> float:
        (x0, x1), (y0, y1) = self.domain
        return hypot(x1 - x0, y1 - y0)

    def of(self, kind: str) -> list[CriticalPoint]:
        return [c for c in self.points if c.kind == kind]

    def holds(self, places: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which of ``places`` (n, 2) are drawn."""
        (x0, x1), (y0, y1) = self.domain
        return (places[:, 0] >= x0) & (places[:, 0] <= x1) & (places[:, 1] >= y0) & (places[:, 1] <= y1)


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
    if stopped is not None:
        return Verdict("diverged", stopped)
    run = _Run(path, loss, gradient, terrain)
    return (
        (_hovering(run) if noisy else _converged(run))
        or _at_rest(run)
        or _gone(run)
        or _oscillating(run)
        or _without_end(run)
        or Verdict("moving", run.last)
    )


class _Run:
    """A run's measures, most of them of its last quarter; lengths are in units of weights."""

    def __init__(
        self, path: NDArray[np.float64], loss: NDArray[np.float64], gradient: NDArray[np.float64], terrain: Terrain
    ) -> None:
        self.path, self.loss, self.terrain = path, loss, terrain
        self.last = len(path) - 1
        self.first = int(self.last * (1 - WINDOW))
        self.lately = path[self.first :]
        self.inside = terrain.holds(path)
        self.diagonal = terrain.diagonal
        self.slope = hypot(*gradient[-1].tolist())
        self.mean_slope = terrain.loss_range / self.diagonal
        self.flat = self.slope <= FLAT * self.mean_slope
        self.extent = float(arrays.norms(self.lately - path[-1]).max())
        self.still = self.extent <= STILL * self.diagonal
        self.same_since = _since((path != path[-1]).any(axis=1))

    def beside(self, *kinds: str) -> bool:
        """Whether it ends beside a critical point of these kinds."""
        points = [c for c in self.terrain.points if c.kind in kinds]
        return bool(points) and float(distances(points, self.path[-1]).min()) <= BESIDE * self.diagonal

    @property
    def on_plateau(self) -> bool:
        """Whether it ends in the picture where that is flat, but beside no critical point."""
        return self.flat and bool(self.inside[-1]) and not self.beside("minimum", "saddle", "maximum")

    @property
    def swings(self) -> bool:
        """Whether lately it went back and forth, in swings that do not die out, and the loss hardly fell."""
        count = self.last - self.first
        steps = arrays.norms(np.diff(self.path[max(self.first - count, 0) :], axis=0)).tolist()
        before, after = steps[:-count], steps[-count:]
        if not before or self.extent <= REST * self.diagonal:
            return False
        walked = fsum(after)
        lasting = walked * len(before) >= LASTING * fsum(before) * count
        return walked >= TIMES * hypot(*np.ptp(self.lately, axis=0).tolist()) and lasting and not self._fell(count)

    def _fell(self, count: int) -> bool:
        """Whether the lowest loss of the last ``count`` steps is well below that of as many before."""
        lowest = min(self.terrain.lowest, *(c.value for c in self.terrain.of("minimum")), inf)
        before, after = (
            float(self.loss[max(end - count, 0) : end + 1].min()) - lowest for end in (self.first, self.last)
        )
        return after < before - (1 - FALLEN) * abs(before)


def _converged(run: _Run) -> Verdict | None:
    minima = run.terrain.of("minimum")
    if not minima:
        return None
    number, distance = _nearest(minima, run.path)
    settled = _since(distance > NEAR * run.diagonal)
    # The third last point and what follows it: one short step may be a turn.
    rests = settled <= run.last - 2 and arrays.norms(run.path[-3:-1] - run.path[-1]).max() <= REST * run.diagonal
    if not (settled <= run.first or rests) or run.swings or _held(run):
        return None
    return Verdict("converged", settled, number + 1, not _drawn(run.terrain, minima[number]))


def _hovering(run: _Run) -> Verdict | None:
    """``converged`` or ``hovering``: of random steps the average over the last quarter tells where it is."""
    minima = run.terrain.of("minimum")
    found = _round_minimum(run, minima)
    if not found:
        return None
    number, distance = found
    outside = not _drawn(run.terrain, minima[number])
    settled = _since(distance > NEAR * run.diagonal)
    if settled <= run.first and not _held(run):
        return Verdict("converged", settled, number + 1, outside)
    return Verdict("hovering", _since(distance > ASTRAY * run.diagonal), number + 1, outside)


def _round_minimum(run: _Run, minima: list[CriticalPoint]) -> tuple[int, NDArray[np.float64]] | None:
    """The minimum round which it was lately, counted from 0, and every step's distance to it."""
    if not minima:
        return None
    middle = np.array([arrays.mean(column) for column in run.lately.T])
    number = int(np.argmin(distances(minima, middle)))
    place = np.array([minima[number].x, minima[number].y])
    distance = arrays.norms(run.path - place)
    near = hypot(*(middle - place).tolist()) <= AROUND * run.diagonal
    return (number, distance) if near and distance[run.first :].max() <= ASTRAY * run.diagonal else None


def _at_rest(run: _Run) -> Verdict | None:
    """Beside a saddle or a maximum, or never moved."""
    if run.still and run.flat and not _held(run):
        for kind in ("saddle", "maximum"):
            if run.beside(kind):
                return Verdict(kind, run.last)  # type: ignore[arg-type]
    if run.same_since == 0 and not (run.on_plateau and run.slope > 0.0):
        return Verdict("unmoved", run.last)
    return None


def _gone(run: _Run) -> Verdict | None:
    """Outside the picture for all of lately."""
    gone = not run.terrain.endless and not run.inside[run.first :].any()
    return Verdict("left", _since(run.inside)) if gone else None


def _oscillating(run: _Run) -> Verdict | None:
    if not run.swings:
        return None
    minima = run.terrain.of("minimum")
    found = _round_minimum(run, minima)
    if not found:
        return Verdict("oscillating", run.last)
    return Verdict("oscillating", run.last, found[0] + 1, not _drawn(run.terrain, minima[found[0]]))


def _without_end(run: _Run) -> Verdict | None:
    """What a run is that neither arrives nor swings."""
    if run.terrain.endless:
        return Verdict("endless", run.last)
    # A swing over the border comes back: it has left when it went out once.
    if not run.inside[-1] and np.count_nonzero(np.diff(run.inside[run.first :])) <= 1:
        return Verdict("left", _since(run.inside))
    if run.same_since <= run.first and not run.flat:
        return Verdict("stopped", run.same_since)
    if not (run.still and run.on_plateau):
        return None
    if not run.terrain.of("minimum") and run.loss[-1] - run.terrain.lowest <= FLOOR * run.terrain.loss_range:
        return Verdict("converged", _since(arrays.norms(run.path - run.path[-1]) > NEAR * run.diagonal))
    return Verdict("plateau", run.last)


def _held(run: _Run) -> bool:
    """Whether it never moved on a slope that would have moved it: then it is at rest nowhere."""
    return run.same_since == 0 and run.slope > REST * run.mean_slope


def _drawn(terrain: Terrain, point: CriticalPoint) -> bool:
    return bool(terrain.holds(np.array([[point.x, point.y]]))[0])


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
