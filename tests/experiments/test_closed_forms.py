"""Maps of quadratics match theory: the border of divergence and the fastest setting, within a cell."""

import numpy as np
import pytest

from experiments import Scenario, plane, sweep
from experiments.maps import Axis, fastest, stable_rates
from experiments.maps.axes import spaced
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS


def geometric(low, high, count):
    return [low * (high / low) ** (k / (count - 1)) for k in range(count)]


@pytest.mark.parametrize("condition", [5.0, 20.0])
def test_the_heavy_ball_s_border_and_optimum_are_polyak_s(condition):
    scenario = Scenario(
        "bowl", {"condition_number": condition, "rotation": 30.0}, {"momentum": {}}, start=(-2.0, 1.3), steps=6000
    )
    rates, momenta = geometric(0.01, 5.0, 61), [0.05 * k for k in range(20)]
    result = plane(scenario, "momentum", ("lr", rates), ("momentum", momenta), objective="steps", target=1e-60)
    border = stable_rates(scenario, "momentum", result.y)
    assert np.allclose(border, [2 * (1 + momentum) / condition for momentum in momenta])
    first = np.where((result.stopped >= 0).any(axis=1), (result.stopped >= 0).argmax(axis=1), len(rates))
    assert np.abs(first - np.searchsorted(rates, border)).max() <= 1
    assert (np.diff((result.stopped >= 0).astype(int), axis=1) >= 0).all(), "one border"
    roots = np.sqrt(condition), 1.0
    best = (2 / sum(roots)) ** 2, ((roots[0] - roots[1]) / sum(roots)) ** 2
    assert fastest(scenario, "momentum") == pytest.approx({"lr": best[0], "momentum": best[1]})
    i, j = result.best_cell
    assert abs(i - np.searchsorted(momenta, best[1]) + 0.5) <= 1.5
    assert abs(j - np.searchsorted(rates, best[0]) + 0.5) <= 1.5


@pytest.mark.parametrize("rule", ["gd", "momentum", "nesterov"])
def test_a_line_of_rates_diverges_beyond_the_limit(rule):
    scenario = Scenario("bowl", optimizers={rule: {}}, start=(-2.0, 1.3), steps=6000)
    result = sweep(scenario, rule, values=geometric(1e-3, 5.0, 120))
    (limit,) = stable_rates(scenario, rule)
    assert abs(int((result.stopped >= 0).argmax()) - np.searchsorted(result.x.values, limit)) <= 1


def test_no_limit_where_theory_has_none():
    bowl = Scenario("bowl", optimizers={"adam": {}, "gd": {}, "sam": {}})
    assert stable_rates(bowl, "adam") is None
    assert stable_rates(bowl, "sam") is None
    assert stable_rates(Scenario("rosenbrock", optimizers={"gd": {}}), "gd") is None
    assert stable_rates(Scenario("bowl", optimizers={"gd": {}}, schedules={"gd": ("cosine", {})}), "gd") is None
    assert stable_rates(Scenario("bowl", optimizers={"gd": {}}, gradient_noise=1.0), "gd") is None
    assert stable_rates(bowl, "gd", Axis("batch", np.array([1.0]))) is None
    quadratics = [key for key, surface in LANDSCAPES.items() if surface.quadratic]
    for key in quadratics:
        for rule, optimizer in OPTIMIZERS.items():
            scenario = Scenario(key, optimizers={rule: {}})
            for h in optimizer.hyperparameters:
                found = stable_rates(scenario, rule, Axis(h.name, np.array(spaced(h, 3))))
                assert found is None or (found > 0.0).all()
