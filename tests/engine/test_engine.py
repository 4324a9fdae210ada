"""Compiled runs equal the plain Python of the units."""

import math
from dataclasses import replace

import numpy as np
import pytest

from engine import BIG, abi, coefficients, grid, kernels, trace
from engine.runs import ground
from engine.translate import UnfixedError, fingerprint
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from tests.support.engine_runs import call_surface, call_update, raising, run, unit
from tests.support.in_one_test import in_one_test


@in_one_test(surface=LANDSCAPES.values(), rule=OPTIMIZERS.values())
def test_every_step_equals_the_rule_in_python(surface, rule):
    def look(w):
        at = run(surface, OPTIMIZERS["gd"], start=w, steps=0)  # loss and gradient of the compiled surface
        return at.loss[0], *at.gradient[0]

    seen = run(surface, rule)
    path, gradients, rows, states = (a.tolist() for a in (seen.path, seen.gradient, seen.coefficients, seen.state))
    for t, loss in enumerate(seen.loss.tolist()[:-1]):
        state = tuple(map(tuple, states[t]))
        w, state = rule.step(tuple(path[t]), loss, tuple(gradients[t]), state, tuple(rows[t]), look)
        assert w == tuple(path[t + 1]), f"step {t + 1}: the page shows other weights than the unit file gives"
        assert state == tuple(map(tuple, states[t + 1])), f"step {t + 1}: the page shows another state"


@in_one_test(surface=LANDSCAPES.values())
def test_loss_and_gradient_are_those_of_the_surface(surface):
    p = surface.values({})
    seen = run(surface, OPTIMIZERS["gd"], lr=1e-3)
    plain = np.array([surface.value_and_gradient(x, y, p) for x, y in seen.path.tolist()])
    compiled = np.column_stack([seen.loss, seen.gradient])
    assert np.array_equal(compiled, plain, equal_nan=True), "compiled and plain Python differ in the last bits"


def same_in_every_lane(call, address, data, slots, name, *more):
    def after(workspace, n):
        w = workspace.ravel().copy()
        assert call(address, n, w, np.array(data), *more) == 0
        return w.reshape(-1, 2, abi.LANES)

    full = np.random.default_rng(7).uniform(-2.0, 2.0, abi.workspace(slots).size)
    full[abi.STATE :] = np.abs(full[abi.STATE :])  # second moments are not negative
    full[abi.elsewhere(slots) :] = 0.0
    together = after(full, abi.LANES)
    rows = slice(0, abi.elsewhere(slots) // abi.STRIDE)
    for lane in (0, 1, 5, 62, 63):
        alone = full.reshape(-1, 2, abi.LANES).copy()
        alone[:, :, 0] = alone[:, :, lane]
        one = after(alone, 1)
        assert np.array_equal(one[rows, :, 0], together[rows, :, lane]), (
            f"{name}: a map's cell is not the run it stands for"
        )
        for written in (one, alone):
            # Loss and gradient of idle lanes are anybody's: a single run on data keeps its samples there.
            written[[abi.G // abi.STRIDE, abi.F // abi.STRIDE], 0, 1:] = written[abi.G // abi.STRIDE, 1, 1:] = 0.0
        assert np.array_equal(one[:, :, 1:], alone[:, :, 1:]), f"{name}: a run with one lane wrote into another lane"


@in_one_test(surface=LANDSCAPES.values())
def test_a_surface_gives_the_same_bits_for_one_lane_and_for_64(surface):
    address, data = ground(surface, surface.values({}))
    same_in_every_lane(call_surface, address, data if data.size else (0.0,), 0, surface.key)


@in_one_test(rule=OPTIMIZERS.values())
def test_a_rule_gives_the_same_bits_for_one_lane_and_for_64(rule):
    table = rule.table({}, 3)
    bowl = LANDSCAPES["bowl"]
    surface = kernels.surface(bowl), np.array(bowl.values({}))
    same_in_every_lane(call_update, kernels.update(rule), table[2], len(rule.state), rule.key, *surface)


@in_one_test(surface=LANDSCAPES.values())
def test_the_heat_map_is_the_surface(surface):
    (x0, x1), (y0, y1) = surface.domain
    x, y = np.linspace(x0, x1, 37), np.linspace(y0, y1, 11)  # 407 points: the last call has fewer than 64 lanes
    seen = grid(surface, surface.values({}), x, y)
    plain = surface.value(*np.meshgrid(x, y))
    assert seen.shape == (11, 37)
    assert np.array_equal(seen, plain), "not the surface on the map"
    at_start = run(surface, OPTIMIZERS["gd"], start=(x[5], y[3]), steps=0)
    assert at_start.loss[0] == seen[3, 5], "heat map and run disagree about one point"


def test_a_heat_map_may_have_no_points():
    bowl = LANDSCAPES["bowl"]
    assert grid(bowl, bowl.values({}), [], [1.0]).shape == (1, 0)


def test_shapes_of_a_run():
    seen = run(LANDSCAPES["rosenbrock"], OPTIMIZERS["adam"], steps=7)
    assert seen.path.shape == seen.gradient.shape == (8, 2)
    assert (seen.loss.shape, seen.state.shape, seen.coefficients.shape) == ((8,), (8, 3, 2), (7, 10))
    assert seen.looks.tolist() == [0.0] * 7
    assert seen.stopped is None
    assert not seen.state[0].any(), "the optimizer remembers something before its first step"
    assert all(a.dtype == np.float64 for a in (seen.path, seen.loss, seen.gradient, seen.state, seen.coefficients))
    assert run(LANDSCAPES["bowl"], OPTIMIZERS["gd"], steps=0).state.shape == (1, 0, 2)


def test_a_diverged_run_ends_there_and_nothing_is_clipped():
    seen = run(LANDSCAPES["rosenbrock"], OPTIMIZERS["gd"], lr=1.0, steps=1000)
    end = seen.stopped
    assert end is not None
    assert 0 < end < 20
    assert [len(a) for a in (seen.path, seen.loss, seen.gradient, seen.state)] == [end + 1] * 4
    assert len(seen.coefficients) == end

    def sound(t):
        numbers = (seen.loss[t], *seen.gradient[t])
        return np.abs(seen.path[t]).max() < BIG and all(math.isfinite(v) for v in numbers)

    assert [sound(t) for t in range(end + 1)] == [True] * end + [False], "the last point, and only it, is out of bounds"
    again = run(LANDSCAPES["rosenbrock"], OPTIMIZERS["gd"], lr=1.0, steps=end)
    assert again.stopped == end, "diverging in the very last step counts"
    assert run(LANDSCAPES["rosenbrock"], OPTIMIZERS["gd"], lr=1.0, steps=end - 1).stopped is None


@pytest.mark.parametrize("start", [(2e9, 0.0), (0.0, -1e9), (math.nan, 0.0), (0.0, math.inf)])
def test_a_start_out_of_bounds_is_a_run_of_one_point(start):
    seen = run(LANDSCAPES["bowl"], OPTIMIZERS["gd"], start=start)
    assert (seen.stopped, len(seen.path), len(seen.coefficients)) == (0, 1, 0)
    assert np.array_equal(seen.path[0], start, equal_nan=True)


def test_errors_name_the_mistake():
    rosenbrock, gd = LANDSCAPES["rosenbrock"], OPTIMIZERS["gd"]
    with pytest.raises(ValueError, match=r"rosenbrock: parameters expected: a, b; given: 1"):
        trace(rosenbrock, (1.0,), gd, {}, (0.0, 0.0), 5)
    with pytest.raises(ValueError, match="steps must not be negative"):
        trace(rosenbrock, (1.0, 100.0), gd, {}, (0.0, 0.0), -1)
    with pytest.raises(TypeError, match="no hyperparameter"):
        trace(rosenbrock, (1.0, 100.0), gd, {"rate": 1.0}, (0.0, 0.0), 5)
    with pytest.raises(ValueError, match="one-dimensional"):
        grid(rosenbrock, (1.0, 100.0), np.zeros((2, 2)), [0.0])


# ── Units written in other ways ──────────────────────────────────────────────────────────────────────────────────

SCALE = 3.0
TABLE = np.array([1.0, 2.0])


def helper(x):
    return SCALE * math.sin(x) + TABLE[1]


def through_a_helper(x, y, p):
    (a,) = p
    return helper(x) + a * math.exp(-y) + math.pi, SCALE * math.cos(x), -a * math.exp(-y)


def test_helpers_module_attributes_and_global_arrays_compile():
    seen = trace(unit(through_a_helper), (2.0,), OPTIMIZERS["gd"], {"lr": 0.1}, (0.3, 0.4), 5)
    for (x, y), f, g in zip(seen.path.tolist(), seen.loss, seen.gradient, strict=True):
        # math.sin in a unit is compiled as vecmath's.
        assert (f, *g) == pytest.approx(through_a_helper(x, y, (2.0,)), rel=2e-15)


def machine_dependent(x, y, p):
    return math.gamma(x), 0.0, 0.0


def test_a_machine_dependent_function_is_refused():
    with pytest.raises(UnfixedError, match=r"math\.gamma"):
        grid(unit(machine_dependent, ()), (), [1.0], [1.0])


def test_closures_compile():
    def make(factor):
        def scaled(x, y, p):
            return factor * x * x, 2.0 * factor * x, 0.0

        return scaled

    two, five = (unit(make(k), ()) for k in (2.0, 5.0))
    assert [grid(u, (), [3.0], [0.0])[0, 0] for u in (two, five)] == [18.0, 45.0], "one closure took the other's code"


def branching(x, y, p):
    wave = math.sin(x)
    return (1.0 if wave > 0.5 else 2.0), wave, math.cos(x * x)


def whole_power(x, y, p):
    return x**2 + y**3, 2.0 * x, 3.0 * y**2


def any_power(x, y, p):
    return x**0.5, 0.0, 0.0


def plain_pow(x, y, p):
    return pow(x, y), 0.0, 0.0


def test_powers_are_products_or_vecmath_pow():
    assert grid(unit(whole_power, ()), (), [3.0], [2.0])[0, 0] == 17.0
    for surface in (any_power, plain_pow):
        with pytest.raises(UnfixedError, match="vecmath"):
            grid(unit(surface, ()), (), [1.0], [1.0])


@pytest.mark.parametrize("x", [1e5, 1.1e5, 31622.9, 1e7 + 1.0, -3e8, 9e8])
def test_huge_arguments_are_computed_even_if_a_branch_hides_nan(x):
    seen = trace(unit(branching, ()), (), OPTIMIZERS["gd"], {}, (x, 0.0), 0)
    expected = branching(x, 0.0, ())
    assert (seen.loss[0], *seen.gradient[0]) == pytest.approx(expected, rel=4e-16), f"sin({x:g}) is wrong on the page"


def test_a_surface_that_raises_is_named_instead_of_drawn():
    with pytest.raises(RuntimeError, match="raising or gd raised"):
        trace(unit(raising, ()), (), OPTIMIZERS["gd"], {"lr": 0.5}, (0.0, 0.0), 9)
    with pytest.raises(RuntimeError, match="raising raised"):
        grid(unit(raising, ()), (), [0.0, 2.0], [0.0])


def forgetful(w, g, state, c):
    return w - c[0] * g, state[:1]


def test_a_rule_that_returns_too_few_state_numbers_is_refused():
    rule = replace(OPTIMIZERS["adam"], update=forgetful, key="forgetful")
    with pytest.raises(Exception, match="3 numbers were declared"):
        run(LANDSCAPES["bowl"], rule)


def test_a_fingerprint_depends_on_constants_of_helpers_but_not_on_docstrings(monkeypatch):
    before = fingerprint(through_a_helper)
    monkeypatch.setattr(helper, "__doc__", "Words.")
    assert fingerprint(through_a_helper) == before
    monkeypatch.setitem(globals(), "SCALE", 4.0)
    assert fingerprint(through_a_helper) != before, "a stale kernel would be loaded after this edit"
    monkeypatch.undo()
    monkeypatch.setitem(globals(), "TABLE", np.array([1.0, 5.0]))
    assert fingerprint(through_a_helper) != before


def test_a_fingerprint_depends_on_closures_and_globals():
    assert fingerprint(forgetful, (0, 1)) != fingerprint(forgetful, (1, 0)) != fingerprint(forgetful)
    assert fingerprint(forgetful, (0, 1)) == fingerprint(forgetful, (0, 1))


def test_hyperparameters_are_passed_by_name_in_any_order():
    adam = OPTIMIZERS["adam"]
    turned = replace(adam, hyperparameters=adam.hyperparameters[::-1], key="adam")
    given = {"lr": 0.1, "beta1": 0.5, "eps": 1e-3}
    assert np.array_equal(coefficients(adam, given, 9), coefficients(turned, given, 9))
