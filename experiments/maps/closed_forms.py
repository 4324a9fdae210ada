"""Closed forms over maps of quadratic surfaces: where a rule stops being stable, and where it is fastest.

A rule that is stable at a rate converges from every start on a quadratic, and diverges from almost every start beyond.

Source: :mod:`optimizers._stability`. For the heavy ball, Polyak, USSR Computational Mathematics and Mathematical
Physics 4 (1964): with the roots a and b of the largest and the smallest curvature, the rate is stable below
``2 (1 + momentum) / a^2``, and the fastest setting is ``lr = (2 / (a + b))^2``, ``momentum = ((a - b) / (a + b))^2``.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from declare import named, names
from experiments.curvature import best_setting, eigenvalues
from experiments.maps.axes import Axis
from experiments.racers import optimizer_of
from experiments.scenario import Scenario
from optimizers import limit


def stable_rates(scenario: Scenario, racer: str, other: Axis | None = None) -> NDArray[np.float64] | None:
    """The largest stable learning rate of ``racer`` for each value of ``other``: ``(n,)``, or ``(1,)`` without an axis.

    None if the surface is not quadratic, a schedule changes the rate, steps are random, or theory has no limit that
    holds in all steps alike: then the limit moves along the run (:func:`experiments.curvature.limits`).
    """
    landscape, theory = scenario.landscape, optimizer_of(racer).stability
    random = scenario.batches() is not None or scenario.gradient_noise > 0.0
    if not landscape.quadratic or theory is None or theory.preconditioner or random or racer in scenario.schedules:
        return None
    given = scenario.optimizers[racer]
    if set(names(theory.gain)) - set(given) or (other and other.name not in given):
        return None
    hessian = np.array(landscape.hessian_at(0.0, 0.0, **scenario.surface_parameters))
    steepest = float(eigenvalues(*hessian)[0])
    rates = []
    axis = [{}] if other is None else [{other.name: value} for value in other.values.tolist()]
    for moved in axis:
        values = {**given, **moved}
        coupled, decoupled = theory.pulls(values)
        rates.append(limit(steepest + coupled, theory.gain(**named(theory.gain, values)), decoupled))
    return np.array(rates, dtype=np.float64)


def fastest(scenario: Scenario, racer: str) -> Mapping[str, float] | None:
    """Hyperparameters of ``racer`` that converge fastest on a quadratic: :func:`experiments.curvature.best_setting`."""
    return best_setting(scenario, racer)
