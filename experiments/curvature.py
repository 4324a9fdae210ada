"""How the surface curves under a run, and the largest learning rate that this curvature bears."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

import engine
from declare import named
from experiments.race import Race
from experiments.scenario import Scenario
from experiments.suggested_rate import round_down
from optimizers import OPTIMIZERS, limit
from optimizers import eigenvalues as scalar_eigenvalues
from vecmath import hypot
from vecmath.arrays import vectorised

Array = NDArray[np.float64]
# Of the picture's diagonal: the usual radius of a ring.
RING = 0.05
eigenvalues = vectorised(scalar_eigenvalues)


@dataclass(frozen=True)
class Curvature:
    """The curvature along a run of n steps.

    Attributes:
        eigenvalues: of the Hessian at each point, float64 ``(n + 1, 2)``, the larger first; NaN where there is none.
        angle: of the direction of the larger one with the x axis, in radians, float64 ``(n + 1,)``; the other is at
            right angles to it.
    """

    eigenvalues: Array
    angle: Array


def hessians(race: Race, key: str) -> Array:
    """Second derivatives at each point of run ``key``, ``(n + 1, 3)``; NaN where there are none, on a kink too."""
    landscape, parameters = race.scenario.landscape, tuple(race.scenario.surface_parameters.values())
    seen = engine.hessians(landscape, parameters, race[key].path)
    seen[landscape.on_kink(race[key].path, parameters)] = np.nan
    return seen


def curvature(race: Race, key: str) -> Curvature:
    """The curvature along run ``key``."""
    a, b, d = hessians(race, key).T
    with np.errstate(over="ignore", invalid="ignore"):
        return Curvature(np.column_stack(eigenvalues(a, b, d)), np.arctan2(2 * b, a - d) / 2)  # drawn only


def limits(race: Race, key: str) -> Array | None:
    """Up to which rate the step from each point of run ``key`` settles, ``(n + 1,)``; None without a theory.

    inf where nothing is overshot or nothing follows: the surface curves down, is flat, has a kink there, or the point
    is no number. The rate meant is that of the step itself; :func:`slider_limits` says where it lies on the slider when
    a schedule moves it. What the optimizer divides by is that of the step from the point on; at the last point, of the
    last step.

    Source: :mod:`optimizers._stability`.
    """
    theory, run = OPTIMIZERS[key].stability, race[key]
    if theory is None:
        return None
    if len(run.path) == 1:
        return np.full(1, np.inf)
    values = race.scenario.optimizers[key]
    step = np.minimum(np.arange(1, len(run.path) + 1), len(run.path) - 1)
    gain, scale = engine.stability(OPTIMIZERS[key], values, run.state, run.batch_gradient, step)
    a, b, d = hessians(race, key).T
    coupled, decoupled = theory.pulls(values)
    # A run that has diverged holds numbers beyond all bounds; NaN says so, and no limit follows from it.
    with np.errstate(all="ignore"):
        p, q = np.sqrt(scale).T
        a, b, d = (a + coupled) * p * p, b * p * q, (d + coupled) * q * q
        return vectorised(limit)(eigenvalues(a, b, d)[0], gain, decoupled)


def slider_limits(limit: Array, factors: Array | None) -> Array:
    """Up to which value of the slider the steps to come settle where ``limit``, of :func:`limits`, is that of a step.

    A slider that is moved runs the race from its first step: all factors of its schedule are still to come, and the
    largest of them makes the largest rate. With each step's own factor, a slider would be called stable at the end of
    a falling schedule that diverges at its beginning.

    Args:
        factors: of every step of the run, :meth:`Scenario.factors`; None without a schedule.
    """
    largest = 1.0 if factors is None else float(factors.max())
    return limit / largest if largest > 0.0 else np.full(limit.shape, np.inf)


def slider_clamps(race: Race, key: str) -> Array | None:
    """Between which values of its slider the step from each point of run ``key`` depends on it, ``(n + 1, 2)``.

    At the last point, that of the last step. None where a rule takes every rate as it is.
    """
    clamp, values = OPTIMIZERS[key].clamp, race.scenario.optimizers[key]
    if clamp is None:
        return None
    count = len(race[key].path)
    step = np.minimum(np.arange(1, count + 1), max(count - 1, 1))
    if OPTIMIZERS[key].takes_rate_once:
        step = np.ones(count, dtype=np.int64)
    ends = vectorised(clamp)(**named(clamp, {**values, "t": step.astype(np.float64)}))
    found = np.column_stack([np.broadcast_to(end, count) for end in ends])
    factors = race.scenario.factors(key)
    with np.errstate(divide="ignore", invalid="ignore"):
        return found if factors is None else found / factors[step - 1, None]


def ring_amount(race: Race, found: Mapping[str, Curvature]) -> float:
    """The change of loss that the rings of the runs stand for: 1, 2 or 5 times a power of ten.

    Where the local quadratic model changes the loss by so much, there the ring is: the same amount for all of them, so
    that a small ring is a strong curvature. At half of the runs' points it is wider than ``RING`` of the picture.
    """
    (x0, x1), (y0, y1) = race.scenario.landscape.domain
    sizes = [np.sqrt(np.abs(seen.eigenvalues[:, 0] * seen.eigenvalues[:, 1])) for seen in found.values()]
    inside = [
        np.all(np.abs(run.path - ((x0 + x1) / 2, (y0 + y1) / 2)) <= ((x1 - x0) / 2, (y1 - y0) / 2), axis=1)
        for run in race.values()
    ]
    usual = np.concatenate([s[here & np.isfinite(s) & (s > 0)] for s, here in zip(sizes, inside, strict=True)] or [[]])
    radius = RING * hypot(x1 - x0, y1 - y0)
    return round_down(radius * radius / 2 * float(np.median(usual)) if usual.size else 1.0)


def best_setting(scenario: Scenario, key: str) -> Mapping[str, float] | None:
    """Hyperparameters of ``key`` that settle fastest on the scenario's surface, in closed form, ``lr`` among them.

    None where there is no such form, the surface is not quadratic, a schedule moves the rate, or the optimizer does not
    take these values.
    """
    landscape, theory = scenario.landscape, OPTIMIZERS[key].stability
    if not landscape.quadratic or theory is None or theory.best is None or key in scenario.schedules:
        return None
    values = {name: value for name, value in scenario.optimizers[key].items() if name != "lr"}
    hessian = np.array(landscape.hessian_at(0.0, 0.0, **scenario.surface_parameters))
    high, low = (float(one) + theory.pulls(values)[0] for one in eigenvalues(*hessian))
    found = theory.best(low, high, **named(theory.best, values))
    declared = {h.name: h for h in OPTIMIZERS[key].hyperparameters}
    return found if all(declared[name].accepts(value) for name, value in found.items()) else None
