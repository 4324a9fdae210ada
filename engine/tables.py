"""Tabulate numbers that depend only on the step: coefficients, schedules' factors, stability."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from engine import kernels
from engine.drivers import RAISED
from optimizers import Optimizer
from optimizers.schedules import Schedule

Array = NDArray[np.float64]
NO_RATE = -1  # in place of the rate's index: no parameter is multiplied by the factors


def coefficients(
    optimizer: Optimizer, hyperparameters: Mapping[str, float], steps: int, factor: Array | None = None
) -> Array:
    """Coefficients of steps 1..``steps``: float64 ``(steps, columns)``, the bits of :meth:`Optimizer.table`.

    Args:
        hyperparameters: by name; missing ones take their defaults.
        factor: a schedule's factor of ``lr`` in each step, ``(steps,)``.

    Raises:
        ValueError: ``factor`` is not ``(steps,)``.
        TypeError: the optimizer does not declare a hyperparameter.
        RuntimeError: the unit raised.
    """
    if factor is not None and np.shape(factor) != (steps,):
        raise ValueError(f"factor: shape ({steps},) was expected, got {np.shape(factor)}")
    values = list(optimizer.values(hyperparameters).values())
    rate = [h.name for h in optimizer.hyperparameters].index("lr")
    factors = np.ones(steps) if factor is None else np.array(factor, dtype=np.float64)
    carried, table = np.array([*optimizer.carried, 0.0]), np.empty((steps, len(optimizer.columns)))
    _run(kernels.coefficients(optimizer), [*values, 0.0], rate, factors, carried, len(values), table, optimizer.key)
    return table


def factors(schedule: Schedule, parameters: Mapping[str, float], steps: int) -> Array:
    """Factors of ``schedule`` in steps 1..``steps``, ``(steps,)``: the bits of :meth:`Schedule.factors`."""
    values = list(schedule.values(parameters).values())
    table, nothing = np.empty((steps, 1)), np.zeros(1)
    numbers = [*values, 0.0, float(steps)]
    _run(kernels.factor(schedule), numbers, NO_RATE, nothing, nothing, len(values), table, schedule.key)
    return table[:, 0].copy()


def stability(
    optimizer: Optimizer, hyperparameters: Mapping[str, float], state: Array, gradient: Array, steps: NDArray[np.int64]
) -> tuple[Array, Array]:
    """``gain`` (n,) and ``preconditioner`` (n, 2) of ``optimizer.stability`` for the steps ``steps`` (n,) of a run.

    Args:
        hyperparameters: by name; the rate makes no difference.
        state: before the first step and after each, ``(T + 1, S, 2)``.
        gradient: before each step, and at the end, ``(T + 1, 2)``.
        steps: numbers of steps, from 1 to T.

    Raises:
        ValueError: shapes do not match, or a step is not one of the run's.
    """
    number = len(state) - 1
    if state.shape[1:] != (len(optimizer.state), 2) or gradient.shape != (number + 1, 2):
        raise ValueError(f"state {state.shape} and gradient {gradient.shape} do not fit {optimizer.key}")
    if len(steps) and not 1 <= steps.min() <= steps.max() <= number:
        raise ValueError(f"steps must be from 1 to {number}")
    row = coefficients(optimizer, {**hyperparameters, "lr": 1.0}, number)
    values = np.array([*optimizer.values(hyperparameters).values(), 0.0, *[0.0] * row.shape[1]])
    workspace, result = np.empty(2 * (state.shape[1] + 1)), np.empty((len(steps), 3))
    blocks = (np.require(array, np.float64, ["C", "W"]) for array in (state, gradient))
    answer = kernels.limits()(
        kernels.stability(optimizer), values, workspace, row, *blocks, np.ascontiguousarray(steps, np.int64), result
    )
    _check(answer, optimizer.key)
    return result[:, 0].copy(), result[:, 1:].copy()


def _run(step: int, values: list[float], rate: int, factors: Array, carried: Array, count: int, table: Array, key: str):
    _check(kernels.tabulate()(step, np.array(values), rate, factors, carried, count, table), key)


def _check(answer: int, key: str) -> None:
    if answer == RAISED:
        raise RuntimeError(f"{key or 'an unnamed unit'} raised an exception; units answer NaN where they have no value")
