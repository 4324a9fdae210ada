"""Curvature along a run, and the largest stable learning rate that follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

import engine
from declare import named
from experiments.race import Race
from experiments.racers import optimizer_of
from experiments.scenario import Scenario
from experiments.suggested_rate import round_down
from optimizers import eigenvalues as scalar_eigenvalues
from optimizers import limit
from vecmath import hypot
from vecmath.arrays import vectorised

Array = NDArray[np.float64]
# Median radius of a ring, as a share of the picture's diagonal.
RING = 0.05
eigenvalues = vectorised(scalar_eigenvalues)


@dataclass(frozen=True)
class Curvature:
    """The curvature along a run of n steps.

    Attributes:
        eigenvalues: of the Hessian at each point, float64 ``(n + 1, 2)``, the larger first; NaN if undefined.
        angle: angle in radians between the x axis and the larger one's eigenvector, float64 ``(n + 1,)``; the other
            eigenvector is at right angles to it.
    """

    eigenvalues: Array
    angle: Array


def hessians(race: Race, key: str) -> Array:
    """``(fxx, fxy, fyy)`` at each point of run ``key``, ``(n + 1, 3)``; NaN where undefined, and on kinks."""
    landscape, parameters = race.scenario.landscape, tuple(race.scenario.surface_parameters.values())
    derivatives = engine.hessians(landscape, parameters, race[key].path)
    derivatives[landscape.on_kink(race[key].path, parameters)] = np.nan
    return derivatives


def curvature(race: Race, key: str) -> Curvature:
    """The curvature along run ``key``."""
    a, b, d = hessians(race, key).T
    with np.errstate(over="ignore", invalid="ignore"):
        return Curvature(np.column_stack(eigenvalues(a, b, d)), np.arctan2(2 * b, a - d) / 2)  # drawn only


def limits(race: Race, key: str) -> Array | None:
    """Largest stable learning rate of the step from each point of run ``key``, ``(n + 1,)``; None without a theory.

    inf where theory gives no limit: the surface curves down, is flat, has a kink, or the point is not finite. This is
    the rate of the step itself; :func:`slider_limits` converts it to the slider when a schedule changes the rate. The
    preconditioner is that of the step from the point; at the last point, of the last step.

    Source: :mod:`optimizers._stability`.
    """
    theory, run = optimizer_of(key).stability, race[key]
    if theory is None:
        return None
    if len(run.path) == 1:
        return np.full(1, np.inf)
    values = race.scenario.optimizers[key]
    step = np.minimum(np.arange(1, len(run.path) + 1), len(run.path) - 1)
    gain, scale = engine.stability(optimizer_of(key), values, run.state, run.batch_gradient, step)
    a, b, d = hessians(race, key).T
    coupled, decoupled = theory.pulls(values)
    # A diverged run holds huge numbers; the result is then NaN, which gives no limit.
    with np.errstate(all="ignore"):
        p, q = np.sqrt(scale).T
        a, b, d = (a + coupled) * p * p, b * p * q, (d + coupled) * q * q
        return vectorised(limit)(eigenvalues(a, b, d)[0], gain, decoupled)


def slider_limits(limit: Array, factors: Array | None) -> Array:
    """Largest stable slider value for each ``limit`` of :func:`limits`.

    Moving a slider runs the race again from the start with all factors of its schedule, so the largest factor counts.
    With each step's own factor, a falling schedule that diverges at its start would be called stable at its end.

    Args:
        factors: the schedule's factor of each step, :meth:`Scenario.factors`; None without a schedule.
    """
    largest = 1.0 if factors is None else float(factors.max())
    return limit / largest if largest > 0.0 else np.full(limit.shape, np.inf)


def slider_clamps(race: Race, key: str) -> Array | None:
    """Range of slider values that affect the step from each point of run ``key``, ``(n + 1, 2)``.

    The last point has the range of the last step. None if the rule does not clamp its rate.
    """
    clamp, values = optimizer_of(key).clamp, race.scenario.optimizers[key]
    if clamp is None:
        return None
    count = len(race[key].path)
    step = np.minimum(np.arange(1, count + 1), max(count - 1, 1))
    if optimizer_of(key).takes_rate_once:
        step = np.ones(count, dtype=np.int64)
    ends = vectorised(clamp)(**named(clamp, {**values, "t": step.astype(np.float64)}))
    ranges = np.column_stack([np.broadcast_to(end, count) for end in ends])
    factors = race.scenario.factors(key)
    with np.errstate(divide="ignore", invalid="ignore"):
        return ranges if factors is None else ranges / factors[step - 1, None]


def ring_amount(race: Race, curvatures: Mapping[str, Curvature]) -> float:
    """The change of loss that the curvature rings of all runs show: 1, 2 or 5 times a power of ten.

    A ring is the contour on which the local quadratic model changes the loss by this amount, so small rings mean strong
    curvature. Before rounding down, the median ring has a radius of ``RING`` of the picture's diagonal.
    """
    (x0, x1), (y0, y1) = race.scenario.landscape.domain
    sizes = [np.sqrt(np.abs(along.eigenvalues[:, 0] * along.eigenvalues[:, 1])) for along in curvatures.values()]
    inside = [
        np.all(np.abs(run.path - ((x0 + x1) / 2, (y0 + y1) / 2)) <= ((x1 - x0) / 2, (y1 - y0) / 2), axis=1)
        for run in race.values()
    ]
    usual = np.concatenate([s[here & np.isfinite(s) & (s > 0)] for s, here in zip(sizes, inside, strict=True)] or [[]])
    radius = RING * hypot(x1 - x0, y1 - y0)
    return round_down(radius * radius / 2 * float(np.median(usual)) if usual.size else 1.0)


def best_setting(scenario: Scenario, key: str) -> Mapping[str, float] | None:
    """Hyperparameters of ``key``, including ``lr``, that converge fastest on the scenario's surface, in closed form.

    None if there is no closed form, the surface is not quadratic, a schedule changes the rate, or the values lie
    outside the optimizer's bounds.
    """
    landscape, theory = scenario.landscape, optimizer_of(key).stability
    if not landscape.quadratic or theory is None or theory.best is None or key in scenario.schedules:
        return None
    values = {name: value for name, value in scenario.optimizers[key].items() if name != "lr"}
    hessian = np.array(landscape.hessian_at(0.0, 0.0, **scenario.surface_parameters))
    high, low = (float(eigenvalue) + theory.pulls(values)[0] for eigenvalue in eigenvalues(*hessian))
    best = theory.best(low, high, **named(theory.best, values))
    declared = {h.name: h for h in optimizer_of(key).hyperparameters}
    return best if all(declared[name].accepts(value) for name, value in best.items()) else None
