"""Suggest learning rates that suit a surface, by one rule for every surface and optimizer.

No default suits all surfaces: a rate of 0.001 crawls on a bowl and diverges on Rosenbrock. When a visitor
turns to another surface, the page sets every rate by this rule and shows it on the sliders.
"""

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from engine import hessians
from experiments import surface_data
from experiments.picture import picture
from experiments.racers import optimizer_of, rule_of
from experiments.scenario import Scenario
from vecmath import hypot, inf, isfinite

# Share of the largest stable rate, 2 / curvature, at the largest curvature: gradient descent descends there.
SHARE_OF_LIMIT = 0.5
# Steps of an adaptive optimizer, about lr long each, that cross the picture's diagonal.
STEPS_ACROSS = 100
# Most minima whose curvature is computed: Rastrigin has 121 with almost the same.
MINIMA = 8


def suggest(scenario: Scenario) -> Scenario:
    """``scenario`` with every learning rate set by the rule; racers of one optimizer keep the ratios of their rates."""
    first: dict[str, float] = {}
    optimizers = {}
    for key, values in scenario.optimizers.items():
        usual = first.setdefault(rule_of(key), values["lr"])
        share = values["lr"] / usual if usual > 0.0 else 1.0
        optimizers[key] = {**values, "lr": _usable(key, suggested_rate(scenario, key) * share)}
    return replace(scenario, optimizers=optimizers)


def _usable(key: str, rate: float) -> float:
    """The nearest rate that racer ``key`` can have, in the digits that a product of round numbers has."""
    low, high = optimizer_of(key).hyperparameters[0].bounds
    return min(max(float(f"{rate:.12g}"), low), high)


def suggested_rate(scenario: Scenario, key: str) -> float:
    """Suggested rate of optimizer ``key``, rounded down to 1, 2 or 5 times a power of ten."""
    optimizer = optimizer_of(key)
    if optimizer.lr_unit == "share":
        return optimizer.hyperparameters[0].default
    if optimizer.lr_unit == "distance":
        (x0, x1), (y0, y1) = scenario.landscape.domain
        rate = hypot(x1 - x0, y1 - y0) / STEPS_ACROSS
    else:
        curvature = steepest_curvature(scenario)
        rate = SHARE_OF_LIMIT * 2 / curvature if curvature > 0 else 1.0
    low, high = optimizer.hyperparameters[0].bounds
    return min(max(round_down(rate), low), high) if rate > 0 else low


def steepest_curvature(scenario: Scenario) -> float:
    """Largest absolute eigenvalue of the Hessian at the start and at the minima; infinite at a minimum on a kink."""
    return _steepest_from(scenario.surface, tuple(scenario.surface_parameters.values()), scenario.data, scenario.start)


# Each racer of each payload needs it; it changes only with the surface and the start.
@lru_cache(maxsize=512)
def _steepest_from(surface: str, p: tuple[float, ...], data: str, at: tuple[float, float]) -> float:
    landscape = surface_data.ground(surface, data)
    minima = [(c.x, c.y) for c in picture(surface, p, data).points if c.kind == "minimum"][:MINIMA]
    start, *rest = hessians(landscape, p, [at, *minima]).tolist()
    # On a kink the declared Hessian lacks the unbounded part, so it need not be positive definite.
    if landscape.kinks and any(xx * yy <= xy * xy for xx, xy, yy in rest):
        return inf
    return max(map(_steepest, [start, *rest]))


def _steepest(hessian: list[float]) -> float:
    """Largest absolute eigenvalue; zero if it is not finite."""
    xx, xy, yy = hessian
    largest = 0.5 * abs(xx + yy) + hypot(0.5 * (xx - yy), xy)
    return largest if isfinite(largest) else 0.0


def round_down(rate: float) -> float:
    """The largest 1, 2 or 5 times a power of ten that is not above ``rate`` > 0."""
    exponent = Decimal(rate).adjusted()
    candidates = (float(f"{mantissa}e{power}") for power in (exponent + 1, exponent) for mantissa in (5, 2, 1))
    return next(rounded for rounded in candidates if rounded <= rate * (1 + 1e-12))
