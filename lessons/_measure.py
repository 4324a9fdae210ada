"""Measures of runs and surfaces from which lessons' claims are built."""

from math import inf

import numpy as np

from experiments.race import Run
from experiments.scenario import Scenario
from experiments.verdict import distances
from landscapes import LANDSCAPES, CriticalPoint, DataLandscape


def steps_to(run: Run, loss: float) -> float:
    """The first step at which the loss is at or below ``loss``; inf if there is none."""
    where = np.flatnonzero(run.loss <= loss)
    return float(where[0]) if len(where) else inf


def arrival(run: Run) -> float:
    """The step from which ``run`` stays at a minimum, by its verdict; inf if it has not converged."""
    return float(run.verdict.step) if run.verdict.kind == "converged" else inf


def cosine(a, b) -> float:
    """Cosine of the angle between two vectors."""
    return float(np.dot(a, b) / (np.linalg.norm(a) * np.linalg.norm(b)))


def walked(run: Run) -> float:
    """Distance from the start to the end."""
    return float(np.hypot(*(run.path[-1] - run.path[0])))


def effective_rates(run: Run, t: int) -> tuple[float, float]:
    """-step / gradient of step ``t``, for each weight."""
    rates = -(run.path[t] - run.path[t - 1]) / run.gradient[t - 1]
    return float(rates[0]), float(rates[1])


def nearest(points: list[CriticalPoint], place) -> int:
    """Index of the one of ``points`` that is nearest to ``place``."""
    return int(np.argmin(distances(points, np.asarray(place))))


def curvatures_at(scenario: Scenario, x: float, y: float) -> tuple[float, float]:
    """Eigenvalues of the Hessian of the scenario's surface at a point, the smaller first."""
    gradient, p = LANDSCAPES[scenario.surface].gradient, dict(scenario.surface_parameters)
    h = 1e-6
    along_x = np.subtract(gradient(x + h, y, **p), gradient(x - h, y, **p)) / (2 * h)
    along_y = np.subtract(gradient(x, y + h, **p), gradient(x, y - h, **p)) / (2 * h)
    low, high = np.linalg.eigvalsh((np.array([along_x, along_y]) + np.array([along_x, along_y]).T) / 2)
    return float(low), float(high)


def limit_at(scenario: Scenario, x: float, y: float) -> float:
    """The largest stable rate of gradient descent at a point: 2 / largest curvature."""
    return 2 / curvatures_at(scenario, x, y)[1]


def limit(scenario: Scenario) -> float:
    """:func:`limit_at` of the surface's first minimum."""
    first = next(c for c in LANDSCAPES[scenario.surface].points(**scenario.surface_parameters) if c.kind == "minimum")
    return limit_at(scenario, first.x, first.y)


def cost(run: Run, loss: float) -> float:
    """Samples seen until the full loss is at or below ``loss``; inf if it never is."""
    step = steps_to(run, loss)
    return float(run.samples[int(step)]) if step < inf else inf


def data(scenario: Scenario) -> tuple[np.ndarray, np.ndarray]:
    """Inputs and targets of a scenario's samples, ``(N,)`` each."""
    landscape = scenario.landscape
    assert isinstance(landscape, DataLandscape)
    samples = landscape.samples_of(tuple(scenario.surface_parameters.values()))
    return np.array(samples.a), np.array(samples.b)


def line(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Slope and intercept of the least-squares line, in closed form."""
    return np.linalg.lstsq(np.column_stack([a, np.ones_like(a)]), b, rcond=None)[0]
