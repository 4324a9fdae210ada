"""What the rest of the project calls: descend a surface, or look at it from above."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine import abi, kernels
from engine.drivers import FINISHED, RAISED
from landscapes import Landscape
from optimizers import Optimizer

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Trace:
    """One run, point by point; ``n`` steps were made, ``n + 1`` points seen.

    Attributes:
        path: weights, ``(n + 1, 2)``.
        loss: ``(n + 1,)``.
        gradient: ``(n + 1, 2)``.
        state: state numbers of the optimizer after step t in row t (before the first in row 0), ``(n + 1, S, 2)``.
        coefficients: what the update was given in step t in row t - 1, ``(n, K)``.
        looks: how often step t looked at the surface beyond the one gradient that is recorded, in row t - 1, ``(n,)``.
        stopped: the step at which the run diverged (then ``n == stopped``), else None.
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
) -> Trace:
    """Run ``optimizer`` on ``landscape`` for ``steps`` steps, or until it diverges.

    A run has diverged at the first point that is not within :data:`engine.BIG` of the origin in both coordinates, or
    where loss or gradient is not finite. That point is recorded, nothing after it. Nothing is clipped.

    ``factor``, ``(steps,)``: what a schedule multiplies the learning rate by.

    Raises:
        ValueError: as many parameters as the surface declares were not given, or ``steps`` is negative.
        TypeError: a hyperparameter that the optimizer does not declare.
    """
    if steps < 0:
        raise ValueError(f"steps must not be negative, got {steps}")
    p = _parameters(landscape, parameters)
    coefficients = np.ascontiguousarray(optimizer.table(hyperparameters, steps, factor), dtype=np.float64)
    if coefficients.ndim != 2 or coefficients.shape[0] != steps:
        raise ValueError(f"{optimizer.key}: a table of {steps} rows was expected, got shape {coefficients.shape}")
    points, slots = steps + 1, len(optimizer.state)
    w = abi.workspace(slots)
    w[0], w[abi.LANES] = start
    first = float(factor[0]) if factor is not None and steps else 1.0
    for k, pair in enumerate(optimizer.beginning(hyperparameters, start, first)):
        w[abi.STATE + k * abi.STRIDE :: abi.LANES][:2] = pair
    path, loss, gradient = np.empty((points, 2)), np.empty(points), np.empty((points, 2))
    state, looks = np.empty((points, slots, 2)), np.empty(steps)
    surface, update = kernels.surface(landscape), kernels.update(optimizer, coefficients.shape[1])
    stopped = kernels.run()(surface, update, w, p, coefficients, path, loss, gradient, state, looks)
    _check(stopped, landscape, optimizer)
    if stopped == FINISHED:
        return Trace(path, loss, gradient, state, coefficients, looks, None)
    end = stopped + 1
    # Copies: a view would keep the memory of all the steps that were never made.
    path, loss, gradient, state = (array[:end].copy() for array in (path, loss, gradient, state))
    coefficients, looks = coefficients[:stopped].copy(), looks[:stopped].copy()
    return Trace(path, loss, gradient, state, coefficients, looks, stopped)


def grid(landscape: Landscape, parameters: Sequence[float], x: ArrayLike, y: ArrayLike) -> Array:
    """Loss at every ``(x[i], y[j])``: float64 ``(len(y), len(x))``.

    Raises:
        ValueError: ``x`` or ``y`` is not one-dimensional, or the number of parameters is not the declared one.
    """
    p = _parameters(landscape, parameters)
    across, up = (np.ascontiguousarray(axis, dtype=np.float64) for axis in (x, y))
    if across.ndim != 1 or up.ndim != 1:
        raise ValueError(f"x and y must be one-dimensional, got shapes {across.shape} and {up.shape}")
    loss = np.empty(across.size * up.size)
    _check(kernels.mesh()(kernels.surface(landscape), abi.workspace(0), p, across, up, loss), landscape)
    return loss.reshape(up.size, across.size)


def hessians(landscape: Landscape, parameters: Sequence[float], points: ArrayLike) -> Array:
    """``(d2f/dx2, d2f/dxdy, d2f/dy2)`` at every point ``(x, y)`` of ``points`` (n, 2): float64 ``(n, 3)``.

    NaN at a point that is not finite; on a kink what the surface declares.

    Raises:
        ValueError: ``points`` is not (n, 2), or the number of parameters is not the declared one.
    """
    p = _parameters(landscape, parameters)
    at = np.ascontiguousarray(points, dtype=np.float64)
    if at.ndim != 2 or at.shape[1] != 2:
        raise ValueError(f"points must have shape (n, 2), got {at.shape}")
    seen = np.empty((len(at), 3))
    _check(kernels.curves()(kernels.hessian(landscape), abi.workspace(0), p, at, seen), landscape)
    return seen


def _check(answer: int, *units: Landscape | Optimizer) -> None:
    if answer == RAISED:
        names = " or ".join(unit.key or "an unnamed unit" for unit in units)
        raise RuntimeError(f"{names} raised an exception; units answer NaN where they have no value")


def _parameters(landscape: Landscape, values: Sequence[float]) -> Array:
    """The parameters as the data block that the surface reads, exactly as long as it expects."""
    p = np.array(values, dtype=np.float64)
    if p.shape != (len(landscape.parameters),):
        names = ", ".join(q.name for q in landscape.parameters) or "none"
        raise ValueError(f"{landscape.key}: parameters expected: {names}; given: {p.size}")
    return p
