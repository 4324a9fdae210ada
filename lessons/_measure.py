"""What claims are made of: figures of a run."""

from math import inf

import numpy as np

from experiments.race import Run
from experiments.scenario import Scenario
from experiments.verdict import distances
from landscapes import LANDSCAPES, CriticalPoint


def steps_to(run: Run, loss: float) -> float:
    """The first step whose loss is at or below ``loss``; inf when none is."""
    where = np.flatnonzero(run.loss <= loss)
    return float(where[0]) if len(where) else inf


def steps_to_arrive(run: Run, distance: float, place: tuple[float, float] = (0.0, 0.0)) -> float:
    """The step from which on ``run`` stays within ``distance`` of ``place``; inf when it ends elsewhere."""
    away = np.flatnonzero(np.hypot(*(run.path - np.array(place)).T) > distance)
    last = int(away[-1]) + 1 if len(away) else 0
    return float(last) if last < len(run.path) else inf


def cosine(a, b) -> float:
    """Of the angle between two vectors."""
    return float(np.dot(a, b) / (np.linalg.norm(a) * np.linalg.norm(b)))


def walked(run: Run) -> float:
    """Distance from the start to the end."""
    return float(np.hypot(*(run.path[-1] - run.path[0])))


def effective_rates(run: Run, t: int) -> tuple[float, float]:
    """Step ``t``'s length over the gradient, per weight."""
    rates = -(run.path[t] - run.path[t - 1]) / run.gradient[t - 1]
    return float(rates[0]), float(rates[1])


def nearest(points: list[CriticalPoint], place) -> int:
    """Which of ``points`` is nearest to ``place``."""
    return int(np.argmin(distances(points, np.asarray(place))))


def curvatures_at(scenario: Scenario, x: float, y: float) -> tuple[float, float]:
    """The smaller and the larger curvature of the scenario's surface at a point: eigenvalues of the Hessian."""
    gradient, p = LANDSCAPES[scenario.surface].gradient, dict(scenario.surface_parameters)
    h = 1e-6
    along_x = np.subtract(gradient(x + h, y, **p), gradient(x - h, y, **p)) / (2 * h)
    along_y = np.subtract(gradient(x, y + h, **p), gradient(x, y - h, **p)) / (2 * h)
    low, high = np.linalg.eigvalsh((np.array([along_x, along_y]) + np.array([along_x, along_y]).T) / 2)
    return float(low), float(high)


def limit_at(scenario: Scenario, x: float, y: float) -> float:
    """The largest stable rate of gradient descent at a point: two over the largest curvature there."""
    return 2 / curvatures_at(scenario, x, y)[1]


def limit(scenario: Scenario) -> float:
    """:func:`limit_at` the surface's first minimum."""
    first = next(c for c in LANDSCAPES[scenario.surface].points(**scenario.surface_parameters) if c.kind == "minimum")
    return limit_at(scenario, first.x, first.y)
