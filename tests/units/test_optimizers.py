"""Declarations of all optimizers, and textbook facts about them."""

import inspect
from dataclasses import replace

import numpy as np
import pytest

import engine
from experiments import Scenario, decode, run
from experiments.curvature import best_setting, limits
from experiments.palette import COPIES
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from optimizers._optimizer import FAMILIES, lerp
from tests.support.in_one_test import in_one_test


@in_one_test(key=sorted(OPTIMIZERS))
def test_declaration_is_complete(key):
    optimizer = OPTIMIZERS[key]
    names = [h.name for h in optimizer.hyperparameters]
    assert names[0] == "lr", "the board has a learning rate for everyone"
    given = ["w", "f", "g", "state", "loss"] if optimizer.coupled else ["w", "g", "state"]
    assert [*inspect.signature(optimizer.update).parameters] == [*given, *optimizer.columns], "by name, after the rest"
    makers = [optimizer.coefficients, optimizer.initial or (lambda: ())]
    taken = {name for function in makers for name in inspect.signature(function).parameters}
    more = {"t", "w", "carried"} if optimizer.carried else {"t", "w"}
    assert taken <= {*names, *more}, f"{key} asks for numbers that nothing declares"
    assert set(names) <= taken.union(optimizer.columns), f"a slider of {key} moves nothing"
    assert optimizer.color in COPIES
    assert all(h.symbol in optimizer.formula for h in optimizer.hyperparameters if h.symbol), (
        f"the formula of {key} shows a symbol for every slider"
    )
    assert optimizer.family in FAMILIES[:-1], "the page groups them by family"
    assert optimizer.answer in ("", *optimizer.state)
    assert all(h.default == 0.0 for h in optimizer.hyperparameters if h.breaks), "what breaks a method is off at first"
    assert not (optimizer.torch and optimizer.peer), "one reference is enough"


@in_one_test(key=sorted(OPTIMIZERS))
def test_a_first_step_is_made_with_all_its_state(key):
    optimizer, look = OPTIMIZERS[key], lambda w: (w[0] ** 2 + w[1] ** 2, 2 * w[0], 2 * w[1])
    before = optimizer.beginning({}, (1.0, -2.0))
    assert len(before) == len(optimizer.state)
    c = tuple(optimizer.table({}, 1)[0].tolist())
    w, state = optimizer.step((1.0, -2.0), 5.0, (2.0, -4.0), before, c, look)
    assert len(state) == len(optimizer.state)
    assert w != (1.0, -2.0)


@in_one_test(key=sorted(OPTIMIZERS))
def test_a_schedule_changes_the_rate_of_each_step(key):
    """A constant schedule changes no bit; a falling one changes only later rows."""
    optimizer = OPTIMIZERS[key]
    given = {h.name: h.bounds[1] for h in optimizer.hyperparameters if h.scale == "switch"}
    for settings in ({}, given):
        plain = optimizer.table(settings, 6)
        assert np.array_equal(optimizer.table(settings, 6, np.ones(6)), plain)
        assert np.array_equal(optimizer.table(settings, 6, np.array([1, 1, 1, 0.5, 0.25, 0.125]))[:3], plain[:3])
        assert [len(optimizer.table(settings, n)) for n in (0, 1)] == [0, 1]


@in_one_test(key=sorted(OPTIMIZERS))
def test_compiled_coefficients_equal_python(key):
    """At both ends of every slider, with every switch on, with and without a schedule."""
    optimizer, falling = OPTIMIZERS[key], np.linspace(1.0, 0.1, 40)
    ends = [{h.name: bound} for h in optimizer.hyperparameters for bound in h.bounds]
    all_on = {h.name: h.bounds[1] for h in optimizer.hyperparameters if h.scale == "switch"}
    for given in ({}, all_on, *ends):
        for factor in (None, falling):
            plain, compiled = optimizer.table(given, 40, factor), engine.coefficients(optimizer, given, 40, factor)
            assert np.array_equal(plain, compiled, equal_nan=True), f"{key} {given}: the page computes another step"


def test_no_two_optimizers_look_alike():
    looks = [(optimizer.color, optimizer.dash) for optimizer in OPTIMIZERS.values()]
    assert len(set(looks)) == len(looks)


def test_ten_are_offered_first():
    assert len([key for key, optimizer in OPTIMIZERS.items() if optimizer.first]) == 10


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


@pytest.mark.parametrize("dampening", [0.0, 0.5, 1.0])
def test_dampening_without_momentum_changes_nothing(dampening):
    """torch keeps no buffer then, so the rule is gradient descent, with its limit and its best rate."""
    settings = {"momentum": 0.0, "dampening": dampening}
    race = run(Scenario("rosenbrock", optimizers={"momentum": settings, "gd": {}}, steps=200))
    assert np.array_equal(race["momentum"].path, race["gd"].path), (
        f"dampening {dampening} slows a walk without momentum"
    )
    assert OPTIMIZERS["momentum"].stability.gain(**settings) == 2.0
    assert np.array_equal(limits(race, "momentum"), limits(race, "gd"))
    round_bowl = Scenario("bowl", {"condition_number": 1.0}, {"momentum": settings})
    best = best_setting(round_bowl, "momentum")
    assert best == {"lr": 1.0, "momentum": 0.0}
    there = run(replace(round_bowl, optimizers={"momentum": {**settings, **best}}, steps=1))
    assert np.abs(there["momentum"].path[1]).max() == 0.0, "the button's rate misses the middle of a round bowl"


def test_lerp_counts_from_the_nearer_end():
    """Like torch's lerp: a weight of 1 gives the end exactly, without rounding errors of a distant start."""
    assert lerp(3e12, 1e-7, 1.0) == 1e-7
    assert lerp(0.1, 0.7, 0.25) == 0.1 + 0.25 * (0.7 - 0.1)
    for weight in (0.5, 0.7, 0.9):
        assert lerp(0.1, 0.7, weight) == 0.7 - (0.7 - 0.1) * (1 - weight)


@pytest.mark.parametrize(
    ("key", "settings", "state", "seen"),
    [
        *((key, {"beta1": 0.0, "lr": 0.3}, "m", lambda g: g) for key in ("adam", "adamw", "adamax", "nadam")),
        ("radam", {"beta1": 0.0}, "m", lambda g: g),
        ("rmsprop", {"alpha": 0.0, "centered": 1.0, "eps": 1.0, "lr": 1e-3}, "m", lambda g: g),
        ("adafactor", {"beta2_decay": 0.0}, "v", lambda g: g * g),
    ],
)
def test_an_average_without_memory_is_the_gradient_itself(key, settings, state, seen):
    place, landscape = OPTIMIZERS[key].state.index(state), LANDSCAPES["rosenbrock"]
    made = engine.trace(landscape, landscape.values({}), OPTIMIZERS[key], settings, (-1.2, 1.0), 50)
    now = made.state[1:, place]
    assert np.array_equal(now, seen(made.gradient[: len(now)])), f"{key}'s {state} keeps bits of the gradient before"


def test_without_line_search_a_move_of_l_bfgs_is_its_direction_times_the_rate():
    """torch's default: it evaluates the loss once a move, but not after the last one of a step."""
    landscape, optimizer = LANDSCAPES["rosenbrock"], OPTIMIZERS["lbfgs"]
    settings = {"line_search_fn": 0.0, "lr": 1e-3, "max_iter": 5.0}
    made = engine.trace(landscape, landscape.values({}), optimizer, settings, (-1.2, 1.0), 20)
    assert set(made.looks) == {4.0}
    once = engine.trace(landscape, landscape.values({}), optimizer, {**settings, "max_iter": 1.0}, (-1.2, 1.0), 20)
    d, t = (once.state[1:, optimizer.state.index(name)] for name in "dt")
    assert set(once.looks) == {0.0}
    assert set(t[1:].ravel()) == {1e-3}
    assert np.array_equal(once.path[1:], once.path[:-1] + t * d)


def test_a_link_from_before_l_bfgs_had_the_switch_shows_the_same_race():
    old, problems = decode("s=rosenbrock&o=lbfgs&lbfgs.lr=1.0&lbfgs.max_iter=20.0&v=2")
    assert problems == ()
    assert old.optimizers["lbfgs"]["line_search_fn"] == 1.0


def test_nesterov_without_momentum_would_be_gradient_descent():
    scenario = Scenario("bowl", optimizers={"nesterov": {"momentum": 0.01}, "gd": {}}, steps=1)
    race = run(scenario)
    assert race["nesterov"].path[1] == pytest.approx(
        race["gd"].path[0] + 1.01 * (race["gd"].path[1] - race["gd"].path[0])
    )


def test_adam_s_first_step_is_lr_long_on_each_axis():
    """Because of the bias correction; without it the first step would be 3.16 times as long."""
    race = run(Scenario("rosenbrock", optimizers={"adam": {"lr": 0.05}}, steps=1))
    assert np.abs(race["adam"].path[1] - race["adam"].path[0]) == pytest.approx(0.05, rel=1e-6)


def test_adamw_decays_weights_and_adam_decays_through_the_gradient():
    """The same decay gives different fixed points, because AdamW's is not divided by the gradient's size."""
    settings = {"lr": 0.05, "weight_decay": 0.5}
    race = run(Scenario("bowl", optimizers={"adam": settings, "adamw": settings}, start=(2.0, 2.0), steps=3))
    assert not np.allclose(race["adam"].path[1:], race["adamw"].path[1:])


@pytest.mark.parametrize("condition_number", [2.0, 20.0, 500.0])
@pytest.mark.parametrize(("key", "limit"), [("gd", 2.0), ("momentum", 2 * 1.9)])
def test_stability_limit_on_a_quadratic(condition_number, key, limit):
    """Stable just below limit / curvature, divergent just above: 2 for GD, 2 (1 + beta) for the heavy ball."""
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
