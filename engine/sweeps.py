"""Run from many starting points at once: where each run ends, without the paths."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine import abi, kernels, lanes, tables
from engine.runs import _check, ground
from landscapes import Landscape
from optimizers import Optimizer

Array = NDArray[np.float64]
CHUNK = 1024  # runs between two reports of progress: about 2 ms of Adam on Rosenbrock for 500 steps
GRAIN = 16  # lanes that an element-wise block moves at a time; what is left over goes one by one


class Stopped(IntEnum):
    """Why a run of a sweep ended."""

    FINISHED = lanes.FINISHED_LANE
    DIVERGED = lanes.DIVERGED_LANE
    TOLERANCE = lanes.TOLERANCE_LANE
    CANCELLED = 3


@dataclass(frozen=True)
class Sweep:
    """The ends of ``n`` runs, in the order of their starts.

    Attributes:
        ends: weights, ``(n, 2)``; where a run diverged, the first point at which it had.
        losses: there, ``(n,)``.
        steps: how many were made, int64 ``(n,)``.
        stopped: a :class:`Stopped` each, int64 ``(n,)``. A cancelled run never began: NaN, NaN, 0 steps.
    """

    ends: Array
    losses: Array
    steps: NDArray[np.int64]
    stopped: NDArray[np.int64]


def sweep(
    landscape: Landscape,
    parameters: Sequence[float],
    optimizer: Optimizer,
    hyperparameters: Mapping[str, float],
    starts: ArrayLike,
    steps: int,
    *,
    factor: Array | None = None,
    tolerance: float = 0.0,
    progress: Callable[[int, int], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Sweep:
    """Run ``optimizer`` from each of ``starts``, ``(n, 2)``, for ``steps`` steps, or until it diverges.

    Every end is, bit for bit, the end of :func:`engine.trace` from that start; the other starts change nothing.

    With a ``tolerance``, a run also ends at a point with a gradient shorter than that, looked for at step 0, every 16
    steps and after the last. Its end is then a point on the path of the trace.

    One thread, which does not hold the GIL; for another, ``submit(sweep, ...)``. Between chunks of 1,024 runs
    ``progress(done, n)`` is called, and ``cancelled()`` asked whether to leave the rest.

    ``factor``, ``(steps,)``: what a schedule multiplies the learning rate by, the same for all.

    Raises:
        ValueError: ``starts`` is not ``(n, 2)``; ``steps`` or ``tolerance`` is negative or ``tolerance`` NaN; as many
            parameters as the surface declares were not given; ``factor`` is not ``(steps,)``.
        TypeError: a hyperparameter that the optimizer does not declare.
        RuntimeError: the surface or the rule raised.
    """
    begin = np.array(starts, dtype=np.float64)
    if begin.ndim != 2 or begin.shape[1] != 2:
        raise ValueError(f"starts: shape (n, 2) was expected, got {begin.shape}")
    if steps < 0:
        raise ValueError(f"steps must not be negative, got {steps}")
    if not tolerance >= 0.0:
        raise ValueError(f"tolerance must not be negative, got {tolerance}")
    surface, p = ground(landscape, parameters)
    coefficients = tables.coefficients(optimizer, hyperparameters, steps, factor)
    n = len(begin)
    found = Sweep(np.full((n, 2), np.nan), np.full(n, np.nan), np.zeros(n, np.int64), np.full(n, Stopped.CANCELLED))
    first = float(factor[0]) if factor is not None and steps else 1.0
    update = kernels.update(optimizer)
    rows, grain = (abi.STATE // abi.STRIDE) + len(optimizer.state), 1 if optimizer.coupled else GRAIN
    for part in _chunks(n):
        if cancelled is not None and cancelled():
            break
        w = _blocks(optimizer, hyperparameters, begin[part], first)
        run = np.arange(len(w) * abi.LANES)
        out = [array[part] for array in (found.ends, found.losses, found.steps, found.stopped)]
        answer = kernels.crowd()(
            surface, update, rows, w.shape[1], grain, w.ravel(), p, coefficients, float(tolerance), *out, run
        )
        _check(answer, landscape, optimizer)
        if progress is not None:
            progress(part.stop, n)
    return found


def _chunks(n: int) -> Iterator[slice]:
    return (slice(first, min(first + CHUNK, n)) for first in range(0, n, CHUNK))


def _blocks(optimizer: Optimizer, hyperparameters: Mapping[str, float], starts: Array, first: float) -> Array:
    """Workspaces, one a row, with the runs in their lanes and the optimizer's state before its first step."""
    count = -(-len(starts) // abi.LANES)
    w = np.zeros((count, abi.workspace(len(optimizer.state)).size))
    _lay(w, abi.Z, starts)
    if optimizer.initial is None:
        return w
    # A rule's beginning is plain Python: called once for each number, of which a grid has few. Compared by bits, so
    # that 0 is not -0.
    numbers, which = np.unique(starts.view(np.int64), return_inverse=True)
    each = [optimizer.beginning(hyperparameters, (v, v), first) for v in numbers.view(np.float64).tolist()]
    states = np.array(each)[:, :, 0][which.reshape(starts.shape)]  # (n, 2, S)
    for k in range(len(optimizer.state)):
        _lay(w, abi.STATE + k * abi.STRIDE, states[:, :, k])
    return w


def _lay(w: Array, row: int, pairs: Array) -> None:
    """Pairs ``(n, 2)`` into the row that starts there of each block."""
    for half in (0, 1):
        column = np.zeros(len(w) * abi.LANES)
        column[: len(pairs)] = pairs[:, half]
        w[:, row + half * abi.LANES :][:, : abi.LANES] = column.reshape(len(w), abi.LANES)
