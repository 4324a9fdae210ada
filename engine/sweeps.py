"""Run an optimizer from many starting points at once and return the ends, without the paths."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine import abi, kernels, lanes, tables
from engine.runs import _check, ground
from engine.watch import piece_done
from landscapes import Landscape
from optimizers import Optimizer

Array = NDArray[np.float64]
CHUNK = 1024  # runs between reports of progress: about 2 ms of Adam on Rosenbrock for 500 steps
GRAIN = 16  # lanes that an element-wise block processes at a time; a remainder would go one by one


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
        ends: last weights, ``(n, 2)``; of a diverged run, the first point out of bounds.
        losses: losses at the ends, ``(n,)``.
        steps: numbers of steps, int64 ``(n,)``.
        stopped: values of :class:`Stopped`, int64 ``(n,)``. A cancelled run was not started: NaN, NaN, 0 steps.
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

    Every end equals, bit for bit, that of :func:`engine.trace` from the same start; other starts make no difference.

    With a ``tolerance``, a run also ends at a point whose gradient is shorter, checked at step 0, every 16 steps and
    after the last. Its end is then a point on the trace's path.

    It works in the calling thread without holding the GIL. Between chunks of 1,024 runs it calls ``progress(done, n)``,
    and stops if ``cancelled()`` returns True.

    ``factor``, ``(steps,)``: a schedule's factor of the learning rate, the same for all runs.

    Raises:
        ValueError: ``starts`` is not ``(n, 2)``; ``steps`` is negative; ``tolerance`` is negative or NaN; the number of
            parameters is not the declared one; ``factor`` is not ``(steps,)``.
        TypeError: the optimizer does not declare a hyperparameter.
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
    result = Sweep(np.full((n, 2), np.nan), np.full(n, np.nan), np.zeros(n, np.int64), np.full(n, Stopped.CANCELLED))
    first = float(factor[0]) if factor is not None and steps else 1.0
    update = kernels.update(optimizer)
    rows, grain = (abi.STATE // abi.STRIDE) + len(optimizer.state), 1 if optimizer.coupled else GRAIN
    for part in _chunks(n):
        if cancelled is not None and cancelled():
            break
        w = _blocks(optimizer, hyperparameters, begin[part], first)
        run = np.arange(len(w) * abi.LANES)
        out = [array[part] for array in (result.ends, result.losses, result.steps, result.stopped)]
        answer = kernels.crowd()(
            surface, update, rows, w.shape[1], grain, w.ravel(), p, coefficients, float(tolerance), *out, run
        )
        _check(answer, landscape, optimizer)
        piece_done()
        if progress is not None:
            progress(part.stop, n)
    return result


def _chunks(n: int) -> Iterator[slice]:
    return (slice(first, min(first + CHUNK, n)) for first in range(0, n, CHUNK))


def _blocks(optimizer: Optimizer, hyperparameters: Mapping[str, float], starts: Array, first: float) -> Array:
    """Workspaces, one a row, with runs in their lanes and the optimizer's state before the first step."""
    count = -(-len(starts) // abi.LANES)
    w = np.zeros((count, abi.workspace(len(optimizer.state)).size))
    _lay(w, abi.Z, starts)
    if optimizer.initial is None:
        return w
    # Optimizer.beginning is plain Python, so it is called once for each distinct coordinate, of which a grid has few.
    # Distinct by their bits, because 0 and -0 may begin differently.
    numbers, which = np.unique(starts.view(np.int64), return_inverse=True)
    beginnings = [optimizer.beginning(hyperparameters, (v, v), first) for v in numbers.view(np.float64).tolist()]
    states = np.array(beginnings)[:, :, 0][which.reshape(starts.shape)]  # (n, 2, S)
    for k in range(len(optimizer.state)):
        _lay(w, abi.STATE + k * abi.STRIDE, states[:, :, k])
    return w


def _lay(w: Array, row: int, pairs: Array) -> None:
    """Write ``pairs`` ``(n, 2)`` into the row at offset ``row`` of each block."""
    for half in (0, 1):
        column = np.zeros(len(w) * abi.LANES)
        column[: len(pairs)] = pairs[:, half]
        w[:, row + half * abi.LANES :][:, : abi.LANES] = column.reshape(len(w), abi.LANES)
