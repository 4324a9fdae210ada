"""Lay many runs out in lanes and take them from piece to piece of their steps; the loop is :mod:`engine.lanes`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numba.core.dispatcher import Dispatcher
from numpy.typing import ArrayLike, NDArray

from declare import names
from engine import abi, kernels, lanes, recall, tables
from engine.runs import Batching, _check, ground
from engine.watch import PIECE
from landscapes import DataLandscape, Landscape
from optimizers import Optimizer

Array = NDArray[np.float64]
GRAIN = 16  # lanes that an element-wise block processes at a time; a remainder would go one by one
SHARED = 0  # in place of an address: all runs have the same coefficients


def broadcast(optimizer: Optimizer, hyperparameters: Mapping[str, ArrayLike], starts: ArrayLike) -> tuple[Array, Array]:
    """Hyperparameters ``(H, n)``, or ``(H, 1)`` if all runs share them, in declared order; and starts ``(n, 2)``.

    Raises:
        ValueError: shapes do not match.
        TypeError: the optimizer does not declare a hyperparameter.
    """
    begin = np.array(starts, dtype=np.float64)
    if begin.ndim != 2 or begin.shape[1] != 2:
        raise ValueError(f"starts: shape (n, 2) was expected, got {begin.shape}")
    arrays = {name: np.asarray(value, dtype=np.float64) for name, value in hyperparameters.items()}
    own = {name: array for name, array in arrays.items() if array.ndim}
    shared = optimizer.values({name: float(array) for name, array in arrays.items() if not array.ndim})
    if unknown := set(own) - set(shared):
        raise TypeError(f"{optimizer.key or 'this optimizer'} has no hyperparameter {', '.join(sorted(unknown))}")
    n = next((len(array) for array in own.values()), len(begin))
    for name, array in own.items():
        if array.shape != (n,) or len(begin) not in (1, n):
            raise ValueError(f"{name}: shape ({len(begin)},) was expected, one for each start, got {array.shape}")
    settings = np.array([np.broadcast_to(own.get(name, value), n if own else 1) for name, value in shared.items()])
    return settings, np.broadcast_to(begin, (n, 2)) if own else begin


@dataclass(frozen=True)
class Task:
    """What all runs of a sweep share; arguments of :func:`engine.sweep`."""

    landscape: Landscape
    parameters: Sequence[float]
    optimizer: Optimizer
    steps: int
    factor: Array | None = None
    batches: Batching | None = None
    tilt: Array | None = None
    tolerance: float = 0.0
    measured: bool = False
    target: float = -np.inf

    def __post_init__(self) -> None:
        ground(self.landscape, self.parameters, self.batches, self.tilt, 0, 0)  # refuse what does not suit the surface
        if self.factor is not None and np.shape(self.factor) != (self.steps,):
            raise ValueError(f"factor: shape ({self.steps},) was expected, got {np.shape(self.factor)}")

    @property
    def first_factor(self) -> float:
        return float(self.factor[0]) if self.factor is not None and self.steps else 1.0

    @cached_property
    def factors(self) -> Array:
        return np.ones(self.steps) if self.factor is None else np.array(self.factor, dtype=np.float64)

    @cached_property
    def loop(self) -> Dispatcher:
        """The compiled loop, looked up once: its signature takes longer to hash than 16 steps of 64 runs."""
        return kernels.crowd()

    @cached_property
    def full(self) -> tuple[int, Array]:
        return ground(self.landscape, self.parameters)

    @property
    def looked_at(self) -> int:
        """Offset of the row whose weights are evaluated on the full surface, or :data:`lanes.UNMEASURED`."""
        if self.optimizer.answer:
            return abi.STATE + self.optimizer.state.index(self.optimizer.answer) * abi.STRIDE
        return lanes.UNMEASURED if self.batches is None and self.tilt is None else abi.Z

    @cached_property
    def shared(self) -> dict[bytes, Array]:
        """Coefficients by the bits of the hyperparameters that all runs of a chunk share."""
        return {}

    def coefficients(self, settings: Array) -> Array:
        key = settings.tobytes()
        if key not in self.shared:
            values = dict(zip((h.name for h in self.optimizer.hyperparameters), settings[:, 0].tolist(), strict=True))
            self.shared[key] = tables.coefficients(self.optimizer, values, self.steps, self.factor).ravel()
        return self.shared[key]

    def windows(self, runs: int) -> Iterator[tuple[int, int]]:
        """``(first, last)`` of pieces of steps that take some 10 ms for ``runs`` runs."""
        weight = 1
        if isinstance(self.landscape, DataLandscape):
            size = int(self.full[1][0])
            batch = 0 if self.batches is None else int(self.batches.window(0, min(self.steps, 1))[1][-1])
            weight = (batch or size) + size * (self.measured and self.looked_at >= 0)
        most = max(1, PIECE // (weight * max(runs, 1)))
        ends = range(0, self.steps, most) if self.steps else [0]
        return ((first, min(first + most, self.steps)) for first in ends)


class Crowd:
    """Runs under way, one a lane; ``settings`` ``(H, n)`` or ``(H, 1)``, ``starts`` ``(n, 2)``.

    Attributes:
        report: results by the names of :class:`engine.Sweep`, of the runs that have ended.
        living: number of lanes in use.
    """

    def __init__(self, task: Task, settings: Array, starts: Array) -> None:
        optimizer, n = task.optimizer, len(starts)
        self.task, self.living = task, n
        moving = abi.STATE // abi.STRIDE + len(optimizer.state)
        block = abi.workspace(len(optimizer.state)).size
        measures = block if task.measured else lanes.UNMEASURED
        size = block + lanes.MEASURES * abi.STRIDE * task.measured
        rows = size // abi.STRIDE if task.measured else moving
        looked_at = task.looked_at if task.measured else lanes.UNMEASURED
        self._layout = size, rows, measures, looked_at, 1 if optimizer.coupled else GRAIN
        self._w = _blocks(task, settings, starts, size)
        if task.measured:
            self._w[:, block : block + abi.LANES] = np.inf
            self._w[:, block + abi.STRIDE : block + abi.STRIDE + abi.LANES] = -1.0
        self._run = np.arange(len(self._w) * abi.LANES)
        self._side = abi.workspace(0)
        each = settings.shape[1] > 1
        self._update = kernels.update(optimizer, each)
        self._memo = recall.memo() if each else np.empty(0)
        self._settings = _each(task, settings, self._memo) if each else _shared(task, settings)
        numbers = {name: np.full(n, np.nan) for name in ("losses", "lowest", "mean")}
        counts = {name: np.zeros(n, np.int64) for name in ("reached", "steps", "stopped")}
        self.report = {"ends": np.empty((n, 2)), **numbers, **counts}
        self.report["reached"] -= 1

    @property
    def done(self) -> bool:
        return self.living == 0

    def pieces(self) -> Iterator[None]:
        """Take all steps, with a pause after each piece."""
        task = self.task
        for first, last in task.windows(len(self._run)):
            moving = task.batches is not None or task.tilt is not None
            surface = ground(task.landscape, task.parameters, task.batches, task.tilt, first, last)
            grounds = (*(surface if moving else task.full), *task.full, self._side)
            until = last + (last == task.steps)
            self.living = task.loop(
                self._update,
                self._w.reshape(-1),
                self._run,
                self.living,
                self._layout,
                grounds,
                self._settings,
                first,
                until,
                task.steps,
                float(task.tolerance),
                float(task.target),
                tuple(self.report.values()),
            )
            _check(self.living, task.landscape, task.optimizer)
            yield
            if self.done:
                return


def _shared(task: Task, settings: Array) -> tuple:
    """Argument ``settings`` of the loop for runs that share their coefficients."""
    nothing, none, numbers = np.empty((0, 0)), np.empty(0), np.empty(0, np.int64)
    table = np.empty(len(task.optimizer.columns) * abi.LANES)
    return (
        SHARED,
        False,
        task.coefficients(settings),
        nothing,
        nothing,
        numbers,
        0,
        0,
        0,
        none,
        none,
        none,
        numbers,
        table,
    )


def _each(task: Task, settings: Array, memo: Array) -> tuple:
    """Argument ``settings`` of the loop for runs with coefficients of their own; ``memo`` must outlive it."""
    optimizer, (h, n) = task.optimizer, settings.shape
    values = np.zeros((n, h + 2))
    values[:, :h] = settings.T
    values[:, h + 1] = np.array([memo.ctypes.data], dtype=np.int64).view(np.float64)
    carried = np.tile(np.array(optimizer.carried, dtype=np.float64), (n, 1))
    order = [one.name for one in optimizer.hyperparameters]
    constant = task.factor is None and not optimizer.carried and "t" not in names(optimizer.coefficients)
    step, powers, many = kernels.coefficients_of_each(optimizer)
    room = np.empty(h + 2 + many)
    rows = np.empty((h + 2 + many + len(optimizer.carried) + 1) * abi.LANES)
    table = np.empty(len(optimizer.columns) * abi.LANES)
    alike = _alike(settings, [order.index(name) for name in order if name != "lr"])
    head = step, constant, np.empty(0), values, carried, alike, powers, many
    return *head, order.index("lr"), task.factors, room, rows, np.empty(abi.LANES + 1, np.int64), table


def _alike(settings: Array, rows: list[int]) -> NDArray[np.int64]:
    """A number for each run, ``(n,)``: that of the run before if these ``rows`` have the same bits, else one more."""
    bits = np.ascontiguousarray(settings[rows]).view(np.int64)
    return np.cumsum(np.concatenate([[0], np.any(bits[:, 1:] != bits[:, :-1], axis=0)]))  # whole numbers


def _blocks(task: Task, settings: Array, starts: Array, size: int) -> Array:
    """Workspaces, one a row, with runs in their lanes and the optimizer's state before the first step."""
    optimizer, n = task.optimizer, len(starts)
    w = np.zeros((-(-n // abi.LANES), size))
    _lay(w, abi.Z, starts)
    if optimizer.initial is None:
        return w
    # Optimizer.beginning is plain Python, so it is called once for each distinct coordinate and setting that it takes,
    # of which a grid has few. Distinct by their bits, because 0 and -0 may begin differently.
    order = [h.name for h in optimizer.hyperparameters]
    taken = [order.index(name) for name in names(optimizer.initial) if name in order]
    columns = [starts.reshape(-1), *(np.repeat(np.broadcast_to(settings[k], n), 2) for k in taken)]
    bits = np.column_stack(columns).view(np.int64)
    keys, which = np.unique(bits, axis=0, return_inverse=True)
    named = [order[k] for k in taken]
    states = np.array(
        [
            optimizer.beginning(dict(zip(named, values, strict=True)), (v, v), task.first_factor)
            for v, *values in keys.view(np.float64).tolist()
        ]
    )[:, :, 0][which.reshape(starts.shape)]  # (n, 2, S)
    for k in range(len(optimizer.state)):
        _lay(w, abi.STATE + k * abi.STRIDE, states[:, :, k])
    return w


def _lay(w: Array, row: int, pairs: Array) -> None:
    """Write ``pairs`` ``(n, 2)`` into the row at offset ``row`` of each block."""
    for half in (0, 1):
        column = np.zeros(len(w) * abi.LANES)
        column[: len(pairs)] = pairs[:, half]
        w[:, row + half * abi.LANES :][:, : abi.LANES] = column.reshape(len(w), abi.LANES)
