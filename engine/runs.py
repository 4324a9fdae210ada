"""Run an optimizer on a surface, and evaluate surfaces on grids and points: the engine's main interface."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine import abi, kernels, samples, tables
from engine.drivers import FINISHED, RAISED
from engine.watch import PIECE, piece_done
from landscapes import DataLandscape, Landscape
from optimizers import Optimizer

Array = NDArray[np.float64]


class Batching(Protocol):
    """Batches of T steps: see :func:`ground`."""

    def window(self, first: int, last: int) -> tuple[NDArray[np.integer], NDArray[np.integer]]: ...


@dataclass(frozen=True)
class Entry:
    """One of several runs: see :func:`traces`.

    Attributes:
        factor: a schedule's factor of the learning rate in each step, ``(steps,)``.
    """

    optimizer: Optimizer
    hyperparameters: Mapping[str, float]
    factor: Array | None = None


@dataclass(frozen=True)
class Trace:
    """One run of ``n`` steps, recorded at ``n + 1`` points.

    Attributes:
        path: weights, ``(n + 1, 2)``.
        loss: ``(n + 1,)``.
        gradient: ``(n + 1, 2)``.
        state: state numbers of the optimizer after step t in row t (before the first in row 0), ``(n + 1, S, 2)``.
        coefficients: coefficients of step t in row t - 1, ``(n, K)``.
        looks: evaluations of the surface in step t beyond the recorded gradient, in row t - 1, ``(n,)``.
        stopped: the step at which the run diverged (then ``n == stopped``), or None.
    """

    path: Array
    loss: Array
    gradient: Array
    state: Array
    coefficients: Array
    looks: Array
    stopped: int | None


def trace(
    landscape: Landscape,
    parameters: Sequence[float],
    optimizer: Optimizer,
    hyperparameters: Mapping[str, float],
    start: tuple[float, float],
    steps: int,
    factor: Array | None = None,
    *,
    batches: Batching | None = None,
    tilt: Array | None = None,
) -> Trace:
    """Run ``optimizer`` on ``landscape`` for ``steps`` steps, or until it diverges.

    A run diverges at the first point with a coordinate beyond :data:`engine.BIG`, or whose loss or gradient is not
    finite. That point is the last one recorded. Nothing is clipped.

    ``factor``, ``(steps,)``: a schedule's factor of the learning rate. ``batches`` (data surfaces only) and ``tilt``:
    see :func:`ground`; loss and gradient are then those of the step's batch or tilted surface, which the optimizer
    sees in every evaluation of the step. The last point, which has no step, has those of the full surface.

    Raises:
        ValueError: the number of parameters is not the declared one, ``steps`` is negative, or batches or tilts do not
            suit the surface.
        TypeError: the optimizer does not declare a hyperparameter.
    """
    entry = Entry(optimizer, hyperparameters, factor)
    return traces(landscape, parameters, [entry], start, steps, batches=batches, tilt=tilt)[0]


def traces(
    landscape: Landscape,
    parameters: Sequence[float],
    entries: Sequence[Entry],
    start: tuple[float, float],
    steps: int,
    *,
    batches: Batching | None = None,
    tilt: Array | None = None,
) -> list[Trace]:
    """:func:`trace` of each entry; all take a piece of their steps before the next piece's batches are drawn."""
    if steps < 0:
        raise ValueError(f"steps must not be negative, got {steps}")
    ground(landscape, parameters, batches, tilt, 0, 0)  # refuse what does not suit the surface
    courses = [_Course(entry, start, steps) for entry in entries]
    for first, last in _windows(landscape, parameters, batches, steps):
        going = [course for course in courses if course.stopped is None]
        if not going:
            break
        surface, p = ground(landscape, parameters, batches, tilt, first, last)
        for course in going:
            course.advance(surface, p, first, last)
            _check(course.answer, landscape, course.entry.optimizer)
            piece_done()
    return [course.trace() for course in courses]


def _windows(
    landscape: Landscape, parameters: Sequence[float], batches: Batching | None, steps: int
) -> Iterator[tuple[int, int]]:
    """``(first, last)`` of pieces of steps that evaluate :data:`PIECE` samples without further looks."""
    most = steps
    if isinstance(landscape, DataLandscape):
        size = len(landscape.samples_of(tuple(_parameters(landscape, parameters).tolist())))
        batch = 0 if batches is None else int(batches.window(0, min(steps, 1))[1][-1])
        most = max(1, PIECE // (batch or size))
    ends = range(0, steps, most) if steps else [0]
    return ((first, min(first + most, steps)) for first in ends)


class _Course:
    """A run under way, recorded up to some step."""

    def __init__(self, entry: Entry, start: tuple[float, float], steps: int) -> None:
        self.entry, self.steps = entry, steps
        optimizer, values, factor = entry.optimizer, entry.hyperparameters, entry.factor
        self.coefficients = tables.coefficients(optimizer, values, steps, factor)
        points, slots = steps + 1, len(optimizer.state)
        self.w = w = abi.workspace(slots)
        w[0], w[abi.LANES] = start
        first = float(factor[0]) if factor is not None and steps else 1.0
        for k, pair in enumerate(optimizer.beginning(values, start, first)):
            w[abi.STATE + k * abi.STRIDE :: abi.LANES][:2] = pair
        self.path, self.loss, self.gradient = np.empty((points, 2)), np.empty(points), np.empty((points, 2))
        self.state, self.looks = np.empty((points, slots, 2)), np.empty(steps)
        self.update, self.answer = kernels.update(optimizer), FINISHED

    @property
    def stopped(self) -> int | None:
        """The step at which the run diverged, or None."""
        return None if self.answer == FINISHED else self.answer

    def advance(self, surface: int, p: Array, first: int, last: int) -> None:
        """Take the steps from point ``first`` to point ``last``; record them, and after the last step its point."""
        until = last + (last == self.steps)
        records = self.path, self.loss, self.gradient, self.state, self.looks
        self.answer = kernels.run()(surface, self.update, self.w, p, self.coefficients, *records, first, until)

    def trace(self) -> Trace:
        records = self.path, self.loss, self.gradient, self.state, self.coefficients, self.looks
        whole = Trace(*records, self.stopped)
        if self.stopped is None:
            return whole
        # Copies, because views would keep the memory of all steps that were not made.
        ends = {"path": 1, "loss": 1, "gradient": 1, "state": 1, "coefficients": 0, "looks": 0}
        made = {name: getattr(whole, name)[: self.stopped + more].copy() for name, more in ends.items()}
        return replace(whole, **made)


def grid(landscape: Landscape, parameters: Sequence[float], x: ArrayLike, y: ArrayLike) -> Array:
    """Loss at every ``(x[i], y[j])``: float64 ``(len(y), len(x))``.

    Raises:
        ValueError: ``x`` or ``y`` is not one-dimensional, or the number of parameters is not the declared one.
    """
    surface, p = ground(landscape, parameters)
    across, up = (np.ascontiguousarray(axis, dtype=np.float64) for axis in (x, y))
    if across.ndim != 1 or up.ndim != 1:
        raise ValueError(f"x and y must be one-dimensional, got shapes {across.shape} and {up.shape}")
    loss = np.empty((up.size, across.size))
    for rows in _pieces(up.size, across.size * _weight(landscape, p), together=1):
        out = loss[rows].reshape(-1)
        _check(kernels.mesh()(surface, abi.workspace(0), p, across, up[rows], out), landscape)
        piece_done()
    return loss


def hessians(landscape: Landscape, parameters: Sequence[float], points: ArrayLike) -> Array:
    """``(d2f/dx2, d2f/dxdy, d2f/dy2)`` at every point ``(x, y)`` of ``points`` (n, 2): float64 ``(n, 3)``.

    NaN at points that are not finite; on kinks the surface's declared values.

    Raises:
        ValueError: ``points`` is not (n, 2), or the number of parameters is not the declared one.
    """
    at, (_, p) = _places(points), ground(landscape, parameters)
    derivatives = np.empty((len(at), 3))
    for piece in _pieces(len(at), _weight(landscape, p)):
        answer = kernels.curves()(kernels.hessian(landscape), abi.workspace(0), p, at[piece], derivatives[piece])
        _check(answer, landscape)
        piece_done()
    return derivatives


def visit(
    landscape: Landscape,
    parameters: Sequence[float],
    points: ArrayLike,
    *,
    batches: Batching | None = None,
    tilt: Array | None = None,
    step: int = 0,
) -> tuple[Array, Array]:
    """Loss ``(n,)`` and gradient ``(n, 2)`` at every point ``(x, y)`` of ``points`` (n, 2).

    With ``batches`` or ``tilt``, as for :func:`trace`: those of the step from point ``step`` of a run.
    """
    at, (surface, p) = _places(points), ground(landscape, parameters, batches, tilt, step, step + 1)
    values = np.empty((len(at), 3))
    for piece in _pieces(len(at), _weight(landscape, p)):
        _check(kernels.visit()(surface, abi.workspace(0), p, 0, at[piece], values[piece]), landscape)
        piece_done()
    return values[:, 0].copy(), values[:, 1:].copy()


def ground(
    landscape: Landscape,
    parameters: Sequence[float],
    batches: Batching | None = None,
    tilt: Array | None = None,
    first: int = 0,
    last: int | None = None,
) -> tuple[int, Array]:
    """Address of the surface's block function, and the data block that it reads; its steps count from ``first``.

    Args:
        batches: an object whose ``window(first, last)`` gives indexes of samples, and offsets (last - first + 1,): the
            batch of step ``first + t`` is ``indexes[offsets[t]:offsets[t + 1]]``, summed in that order. Steps that it
            leaves out use all samples.
        tilt: ``(steps, 2)``; the loss of step t is ``f + tilt[t] . w``.
        first, last: steps to put into the data block, ``first`` to ``last - 1``.
    """
    if isinstance(landscape, DataLandscape):
        if tilt is not None:
            raise ValueError(f"{landscape.key}: a surface over data has batches, no tilt")
        data = landscape.samples_of(tuple(_parameters(landscape, parameters).tolist()))
        chosen = (None, None) if batches is None else batches.window(first, first if last is None else last)
        return kernels.surface(landscape), samples.data_ground(data.a, data.b, *chosen)
    if batches is not None:
        raise ValueError(f"{landscape.key}: a surface without data has no batches")
    surface, p = kernels.surface(landscape), _parameters(landscape, parameters)
    return (surface, p) if tilt is None else (kernels.tilted(), samples.tilt_ground(surface, p, tilt[first:last]))


def _weight(landscape: Landscape, p: Array) -> int:
    """Samples that one evaluation of the surface with data block ``p`` needs."""
    return int(p[0]) if isinstance(landscape, DataLandscape) else 1


def _pieces(count: int, weight: int, together: int = abi.LANES) -> Iterator[slice]:
    """Slices of ``count`` points, multiples of ``together``; with ``weight`` samples a point, a :data:`PIECE` each."""
    most = max(1, PIECE // max(weight * together, 1)) * together
    return (slice(first, min(first + most, count)) for first in range(0, count, most))


def _places(points: ArrayLike) -> Array:
    # Kernels are compiled for writable arrays.
    at = np.require(points, np.float64, ["C", "W"])
    if at.ndim != 2 or at.shape[1] != 2:
        raise ValueError(f"points must have shape (n, 2), got {at.shape}")
    return at


def _check(answer: int, *units: Landscape | Optimizer) -> None:
    if answer == RAISED:
        names = " or ".join(unit.key or "an unnamed unit" for unit in units)
        raise RuntimeError(f"{names} raised an exception; units answer NaN where they have no value")


def _parameters(landscape: Landscape, values: Sequence[float]) -> Array:
    """The parameters as the data block that the surface reads, with a check of their number."""
    p = np.array(values, dtype=np.float64)
    if p.shape != (len(landscape.parameters),):
        names = ", ".join(q.name for q in landscape.parameters) or "none"
        raise ValueError(f"{landscape.key}: parameters expected: {names}; given: {p.size}")
    return p
