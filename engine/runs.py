"""Run an optimizer on a surface, and evaluate surfaces on grids and points: the engine's main interface."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine import abi, kernels, samples, tables
from engine.drivers import FINISHED, RAISED
from landscapes import DataLandscape, Landscape
from optimizers import Optimizer

Array = NDArray[np.float64]


class Batching(Protocol):
    """Batches of all steps: see :func:`ground`."""

    @property
    def order(self) -> NDArray[np.integer]: ...
    @property
    def starts(self) -> NDArray[np.integer]: ...


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
    if steps < 0:
        raise ValueError(f"steps must not be negative, got {steps}")
    surface, p = ground(landscape, parameters, batches, tilt)
    coefficients = tables.coefficients(optimizer, hyperparameters, steps, factor)
    points, slots = steps + 1, len(optimizer.state)
    w = abi.workspace(slots)
    w[0], w[abi.LANES] = start
    first = float(factor[0]) if factor is not None and steps else 1.0
    for k, pair in enumerate(optimizer.beginning(hyperparameters, start, first)):
        w[abi.STATE + k * abi.STRIDE :: abi.LANES][:2] = pair
    path, loss, gradient = np.empty((points, 2)), np.empty(points), np.empty((points, 2))
    state, looks = np.empty((points, slots, 2)), np.empty(steps)
    update = kernels.update(optimizer)
    stopped = kernels.run()(surface, update, w, p, coefficients, path, loss, gradient, state, looks)
    _check(stopped, landscape, optimizer)
    if stopped == FINISHED:
        return Trace(path, loss, gradient, state, coefficients, looks, None)
    end = stopped + 1
    # Copies, because views would keep the memory of all steps that were not made.
    path, loss, gradient, state = (array[:end].copy() for array in (path, loss, gradient, state))
    coefficients, looks = coefficients[:stopped].copy(), looks[:stopped].copy()
    return Trace(path, loss, gradient, state, coefficients, looks, stopped)


def grid(landscape: Landscape, parameters: Sequence[float], x: ArrayLike, y: ArrayLike) -> Array:
    """Loss at every ``(x[i], y[j])``: float64 ``(len(y), len(x))``.

    Raises:
        ValueError: ``x`` or ``y`` is not one-dimensional, or the number of parameters is not the declared one.
    """
    surface, p = ground(landscape, parameters)
    across, up = (np.ascontiguousarray(axis, dtype=np.float64) for axis in (x, y))
    if across.ndim != 1 or up.ndim != 1:
        raise ValueError(f"x and y must be one-dimensional, got shapes {across.shape} and {up.shape}")
    loss = np.empty(across.size * up.size)
    _check(kernels.mesh()(surface, abi.workspace(0), p, across, up, loss), landscape)
    return loss.reshape(up.size, across.size)


def hessians(landscape: Landscape, parameters: Sequence[float], points: ArrayLike) -> Array:
    """``(d2f/dx2, d2f/dxdy, d2f/dy2)`` at every point ``(x, y)`` of ``points`` (n, 2): float64 ``(n, 3)``.

    NaN at points that are not finite; on kinks the surface's declared values.

    Raises:
        ValueError: ``points`` is not (n, 2), or the number of parameters is not the declared one.
    """
    at, (_, p) = _places(points), ground(landscape, parameters)
    derivatives = np.empty((len(at), 3))
    _check(kernels.curves()(kernels.hessian(landscape), abi.workspace(0), p, at, derivatives), landscape)
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
    at, (surface, p) = _places(points), ground(landscape, parameters, batches, tilt)
    values = np.empty((len(at), 3))
    _check(kernels.visit()(surface, abi.workspace(0), p, step, at, values), landscape)
    return values[:, 0].copy(), values[:, 1:].copy()


def ground(
    landscape: Landscape, parameters: Sequence[float], batches: Batching | None = None, tilt: Array | None = None
) -> tuple[int, Array]:
    """Address of the surface's block function, and the data block that it reads.

    Args:
        batches: an object with ``order``, indexes of samples, and ``starts`` (steps + 1,): the batch of step t is
            ``order[starts[t]:starts[t + 1]]``, summed in that order.
        tilt: ``(steps, 2)``; the loss of step t is ``f + tilt[t] . w``.
    """
    if isinstance(landscape, DataLandscape):
        if tilt is not None:
            raise ValueError(f"{landscape.key}: a surface over data has batches, no tilt")
        data = landscape.samples_of(tuple(_parameters(landscape, parameters).tolist()))
        chosen = (batches.order, batches.starts) if batches is not None else (None, None)
        return kernels.surface(landscape), samples.data_ground(data.a, data.b, *chosen)
    if batches is not None:
        raise ValueError(f"{landscape.key}: a surface without data has no batches")
    surface, p = kernels.surface(landscape), _parameters(landscape, parameters)
    return (surface, p) if tilt is None else (kernels.tilted(), samples.tilt_ground(surface, p, tilt))


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
