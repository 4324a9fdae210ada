"""Axes of maps: one number of a scenario, and the values that it takes from cell to cell."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from declare import Parameter, real
from experiments.racers import optimizer_of
from experiments.scenario import REACH, Problem, Scenario, ScenarioError, shorten
from vecmath import pow

BATCH = "batch"
ACROSS, UP = "x", "y"  # coordinates of the start
DECADES = 8  # below the upper bound that an axis spans where the lower one is zero
RATES = 121  # values on an axis by default: 20 a decade on six decades, both ends included


@dataclass(frozen=True, eq=False)
class Axis:
    """One number of a scenario and its values.

    Attributes:
        name: of a hyperparameter of the map's racer; or :data:`BATCH`, :data:`ACROSS`, :data:`UP`.
        values: float64 ``(n,)``, read-only, in the order of the cells.
        scale: ``linear`` or ``log``, ``decay``, ``whole``, ``switch`` as in :class:`declare.Parameter`.
    """

    name: str
    values: NDArray[np.float64]
    scale: str = "linear"

    def __post_init__(self) -> None:
        values = np.array(self.values, dtype=np.float64)
        values.flags.writeable = False
        object.__setattr__(self, "values", values)

    def __len__(self) -> int:
        return len(self.values)


def applied(scenario: Scenario, racer: str, values: dict[str, float]) -> Scenario:
    """``scenario`` with ``values`` of axes by their names; the hyperparameters are those of ``racer``."""
    rest = dict(values)
    x, y = rest.pop(ACROSS, scenario.start[0]), rest.pop(UP, scenario.start[1])
    batch = int(rest.pop(BATCH, scenario.batch))
    optimizers = {**scenario.optimizers, racer: {**scenario.optimizers[racer], **rest}}
    return replace(scenario, start=(x, y), batch=batch, optimizers=optimizers)


def axis(
    scenario: Scenario,
    racer: str,
    name: str,
    values: Iterable[float] | int | None,
    most: int,
    interval: tuple[float, float] | None = None,
) -> Axis:
    """The axis of a hyperparameter of ``racer``, or of the size of batches.

    Args:
        values: the values; or their number, spaced over the declared bounds on the declared scale; None for
            :data:`RATES` of them.
        most: the largest number of values.
        interval: what of the declared bounds a number of values spans; all of them if it lies beside them.

    Raises:
        ScenarioError: ``racer`` does not race, or has no such hyperparameter; a value is out of bounds or not whole;
            the surface has no data for batches.
        ValueError: no values, or more than ``most``.
    """
    parameter = declared(scenario, racer, name)
    given = RATES if values is None else values if isinstance(values, int) else [real(value) for value in values]
    count = given if isinstance(given, int) else len(given)
    if not 0 < count <= most:
        raise ValueError(f"{name}: 1 to {most} values were expected, got {count}")
    within = interval and clipped(interval, parameter.bounds)
    found = spaced(parameter, given, within) if isinstance(given, int) else given
    outside = [value for value in found if not parameter.accepts(value)]
    if outside:
        field = name if name == BATCH else f"{racer}.{name}"
        raise ScenarioError([Problem("out-of-range", field, shorten(outside[0]), *parameter.bounds)])
    return Axis(name, np.array(found), parameter.scale)


def place_axis(name: str, interval: tuple[float, float], size: int, most: int) -> Axis:
    """``size`` evenly spaced coordinates of starts, both ends of ``interval`` included; fewer if it has no more.

    Raises:
        ValueError: ``size`` is not from 1 to ``most``, or the interval is not finite or beyond :data:`REACH`.
    """
    low, high = (real(end) for end in interval)
    if not 0 < size <= most:
        raise ValueError(f"{name}: 1 to {most} values were expected, got {size}")
    if not max(abs(low), abs(high)) <= REACH:
        raise ValueError(f"{name}: starts lie within {REACH:g} of zero, got {low:g} to {high:g}")
    return Axis(name, np.array([*dict.fromkeys(_even(low, high, size))]))


def spaced(parameter: Parameter, count: int, interval: tuple[float, float] | None = None) -> list[float]:
    """``count`` values over the bounds of ``parameter``, evenly spaced on its scale; fewer if it has no more.

    Where a logarithmic scale begins at zero, the values begin :data:`DECADES` decades below the upper bound. The same
    bits on every machine.

    Args:
        interval: what of the bounds is spanned, :func:`clipped`; None for all of them. Both ends are among the values,
            which increase strictly: an interval that has fewer numbers than are asked for gives those that it has.
    """
    low, high = interval or parameter.bounds
    if parameter.scale == "switch":
        return [*parameter.bounds]
    if parameter.scale == "whole":
        return _whole(low, high, count)
    if parameter.scale == "decay":
        if count == 1 or not _wide(1.0 - high, 1.0 - low):
            return _increasing(_even(low, high, count))
        between = [1.0 - gap for gap in _geometric(1.0 - low, 1.0 - high, count)[1:-1]]
        return _increasing([low, *(min(max(value, low), high) for value in between), high])
    if parameter.scale == "log":
        least = low if low > 0.0 else parameter.bounds[1] * 1e-8
        return _increasing(_geometric(least, high, count) if _wide(least, high) else _even(low, high, count))
    return _increasing(_even(low, high, count))


def clipped(interval: tuple[float, float], bounds: tuple[float, float]) -> tuple[float, float] | None:
    """What of ``interval`` lies within ``bounds``; None if nothing does, or a point."""
    low, high = max(interval[0], bounds[0]), min(interval[1], bounds[1])
    return (low, high) if low < high else None


def _wide(low: float, high: float) -> bool:
    """Whether it makes a difference if values between are spaced evenly or by a ratio; a tiny ratio is not exact."""
    return high / low > 1.0 + 1e-6


def _whole(low: float, high: float, count: int) -> list[float]:
    least, most = ceil(low), floor(high)
    if most < least:  # none lies between
        return [float(round(low))]
    if most - least < count:
        return [float(least + k) for k in range(most - least + 1)]
    return sorted({float(round(value)) for value in _geometric(max(least, 1.0), most, count)} | {float(least)})


def _increasing(values: list[float]) -> list[float]:
    return sorted(set(values))


def _even(low: float, high: float, count: int) -> list[float]:
    if count == 1:
        return [low]
    return [low + (high - low) * (k / (count - 1)) for k in range(count - 1)] + [high]


def _geometric(low: float, high: float, count: int) -> list[float]:
    if count == 1:
        return [low]
    between = [low * pow(high / low, k / (count - 1)) for k in range(1, count - 1)]
    smallest, largest = min(low, high), max(low, high)
    return [low, *(min(max(value, smallest), largest) for value in between), high]


def declared(scenario: Scenario, racer: str, name: str) -> Parameter:
    """The declaration of a hyperparameter of ``racer``, or of the size of batches; errors are those of :func:`axis`."""
    if racer not in scenario.optimizers:
        raise ScenarioError([Problem("unknown-optimizer", "optimizers", shorten(racer))])
    if name == BATCH:
        if not scenario.size:
            raise ScenarioError([Problem("no-data", BATCH, scenario.surface)])
        return Parameter(BATCH, float(scenario.batch), (1.0, float(scenario.size)), scale="whole")
    for parameter in optimizer_of(racer).hyperparameters:
        if parameter.name == name:
            return parameter
    raise ScenarioError([Problem("unknown-name", f"{racer}.{shorten(name)}", shorten(name))])
