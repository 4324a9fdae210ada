"""Run an optimizer from many starting points or with many settings at once and return the ends, without the paths."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine import crowds, lanes
from engine.runs import Batching
from engine.watch import piece_done
from landscapes import Landscape
from optimizers import Optimizer

Array = NDArray[np.float64]
CHUNK = 1024  # runs between reports of progress: about 2 ms of Adam on Rosenbrock for 500 steps


class Stopped(IntEnum):
    """Why a run of a sweep ended."""

    FINISHED = lanes.FINISHED_LANE
    DIVERGED = lanes.DIVERGED_LANE
    TOLERANCE = lanes.TOLERANCE_LANE
    CANCELLED = 3


@dataclass(frozen=True)
class Sweep:
    """What is known of ``n`` runs, in their order.

    Attributes:
        ends: last weights, ``(n, 2)``; of a diverged run, the first point out of bounds.
        losses: losses at the ends, ``(n,)``.
        steps: numbers of steps, int64 ``(n,)``.
        stopped: values of :class:`Stopped`, int64 ``(n,)``. A cancelled run was not made: NaN, NaN, 0 steps.
        lowest, mean: of the losses of all points, ``(n,)``; a mean is their sum in order, divided by their number. NaN
            counts for nothing in the lowest, which is infinite if there is no other. Only if they were measured.
        reached: first step whose loss is at most the target, int64 ``(n,)``; -1 if none is. Only if it was measured.
    """

    ends: Array
    losses: Array
    steps: NDArray[np.int64]
    stopped: NDArray[np.int64]
    lowest: Array
    mean: Array
    reached: NDArray[np.int64]


def sweep(
    landscape: Landscape,
    parameters: Sequence[float],
    optimizer: Optimizer,
    hyperparameters: Mapping[str, ArrayLike],
    starts: ArrayLike,
    steps: int,
    *,
    factor: Array | None = None,
    batches: Batching | None = None,
    tilt: Array | None = None,
    tolerance: float = 0.0,
    measured: bool = False,
    target: float = -np.inf,
    progress: Callable[[int, int], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Sweep:
    """Run ``optimizer`` for ``steps`` steps, or until it diverges, from each of ``starts`` or with each setting.

    Every end equals, bit for bit, that of :func:`engine.trace` from the same start with the same hyperparameters; other
    runs make no difference.

    It works in the calling thread without holding the GIL. Between chunks of 1,024 runs it calls ``progress(done, n)``.
    It stops if ``cancelled()`` returns True; it asks after every piece of some 10 ms.

    Args:
        hyperparameters: by name a number, or a number for each run, ``(n,)``; missing ones take their defaults.
        starts: ``(n, 2)``, or ``(1, 2)`` for the start of all.
        factor: ``(steps,)``, a schedule's factor of the learning rate, the same for all runs.
        batches, tilt: as for :func:`engine.ground`, the same for all runs.
        tolerance: a run also ends at a point whose gradient is shorter, checked at step 0, every 16 steps and after the
            last. Its end is then a point on the trace's path.
        measured: record lowest and mean loss, and the first step with a loss of at most ``target``. All losses are then
            those of the full surface at the weights with which the rule answers (:attr:`Optimizer.answer`), and the
            ends are these weights.

    Raises:
        ValueError: shapes do not match; ``steps`` is negative; ``tolerance`` is negative or NaN; the number of
            parameters is not the declared one; batches or tilts do not suit the surface.
        TypeError: the optimizer does not declare a hyperparameter.
        RuntimeError: the surface or the rule raised.
    """
    if steps < 0:
        raise ValueError(f"steps must not be negative, got {steps}")
    if not tolerance >= 0.0:
        raise ValueError(f"tolerance must not be negative, got {tolerance}")
    settings, begin = crowds.broadcast(optimizer, hyperparameters, starts)
    task = crowds.Task(landscape, parameters, optimizer, steps, factor, batches, tilt, tolerance, measured, target)
    n = len(begin)
    result = _nothing(n)
    for part in _chunks(n):
        if cancelled is not None and cancelled():
            break
        mine = settings if settings.shape[1] == 1 else settings[:, part]
        crowd = crowds.Crowd(task, mine, begin[part])
        for _ in crowd.pieces():
            piece_done()
            if not crowd.done and cancelled is not None and cancelled():
                return result
        for name, numbers in crowd.report.items():
            getattr(result, name)[part] = numbers
        if progress is not None:
            progress(part.stop, n)
    return result


def _nothing(n: int) -> Sweep:
    """``n`` runs that were not made."""
    nan = [np.full(n, np.nan) for _ in range(3)]
    return Sweep(
        np.full((n, 2), np.nan),
        nan[0],
        np.zeros(n, np.int64),
        np.full(n, Stopped.CANCELLED, np.int64),
        nan[1],
        nan[2],
        np.full(n, -1, np.int64),
    )


def _chunks(n: int) -> Iterator[slice]:
    return (slice(first, min(first + CHUNK, n)) for first in range(0, n, CHUNK))
