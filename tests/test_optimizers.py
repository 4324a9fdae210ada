"""What every optimizer declares, and the textbook facts about them."""

import inspect

import numpy as np
import pytest

from experiments import Scenario, run
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS

OKABE_ITO = {"#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7"}


@pytest.mark.parametrize("key", sorted(OPTIMIZERS))
def test_declaration_is_complete(key):
    optimizer = OPTIMIZERS[key]
    names = [h.name for h in optimizer.hyperparameters]
    assert names[0] == "lr", "the board has a learning rate for everyone"
    assert set(inspect.signature(optimizer.coefficients).parameters) == {*names, "t"}
    assert optimizer.color in OKABE_ITO
    assert all(h.symbol in optimizer.formula for h in optimizer.hyperparameters if h.symbol), (
        f"the formula of {key} shows a symbol for every slider"
    )
    w, state = optimizer.update(1.0, 0.5, (0.0,) * len(optimizer.state), tuple(optimizer.table({}, 1)[0].tolist()))
    assert len(state) == len(optimizer.state)
    assert w != 1.0


def test_no_two_optimizers_share_a_colour():
    colors = [optimizer.color for optimizer in OPTIMIZERS.values()]
    assert len(set(colors)) == len(colors)


def test_unknown_hyperparameter_is_refused():
    with pytest.raises(TypeError, match="adam has no hyperparameter rho"):
        OPTIMIZERS["adam"].values({"rho": 1.0})


def test_momentum_with_dampening_is_the_lecture_s_average():
    """m = beta m + (1 - beta) g, w = w - lr m, from the second gradient on (torch starts with the bare first one)."""
    scenario = Scenario("bowl", optimizers={"momentum": {"lr": 0.02, "momentum": 0.9, "dampening": 0.9}}, steps=50)
    w = np.array(scenario.start)
    m = None
    for t in range(51):
        assert run(scenario)["momentum"].path[t] == pytest.approx(w, rel=1e-12)
        g = np.array(LANDSCAPES["bowl"].gradient(*map(float, w)))
        m = g if m is None else 0.9 * m + 0.1 * g
        w = w - 0.02 * m


def test_nesterov_without_momentum_would_be_gradient_descent():
    scenario = Scenario("bowl", optimizers={"nesterov": {"momentum": 0.01}, "gd": {}}, steps=1)
    race = run(scenario)
    assert race["nesterov"].path[1] == pytest.approx(
        race["gd"].path[0] + 1.01 * (race["gd"].path[1] - race["gd"].path[0])
    )


def test_adam_s_first_step_is_lr_long_on_each_axis():
    """The bias correction: without it the first step would be 3.16 times as long."""
    race = run(Scenario("rosenbrock", optimizers={"adam": {"lr": 0.05}}, steps=1))
    assert np.abs(race["adam"].path[1] - race["adam"].path[0]) == pytest.approx(0.05, rel=1e-6)


def test_adamw_decays_weights_and_adam_decays_through_the_gradient():
    """Same decay, different rest points: AdamW's is not divided by the gradient's size."""
    settings = {"lr": 0.05, "weight_decay": 0.5}
    race = run(Scenario("bowl", optimizers={"adam": settings, "adamw": settings}, start=(2.0, 2.0), steps=3))
    assert not np.allclose(race["adam"].path[1:], race["adamw"].path[1:])


@pytest.mark.parametrize("condition_number", [2.0, 20.0, 500.0])
@pytest.mark.parametrize(("key", "limit"), [("gd", 2.0), ("momentum", 2 * 1.9)])
def test_stability_limit_on_a_quadratic(condition_number, key, limit):
    """Just below limit/curvature it settles, just above it diverges: 2 for GD, 2(1 + beta) for a heavy ball."""
    ends = {}
    for share in (0.98, 1.02):
        rate = share * limit / condition_number
        scenario = Scenario(
            "bowl",
            surface_parameters={"condition_number": condition_number},
            optimizers={key: {"lr": rate}},
            start=(0.0, 1.0),
            steps=4000,
        )
        ends[share] = run(scenario)[key]
    assert ends[0.98].loss[-1] < 1e-6
    assert ends[1.02].verdict.kind == "diverged"
