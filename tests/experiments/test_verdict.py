"""Verdicts on constructed and on real runs."""

import numpy as np
import pytest

from experiments import Scenario, criteria, run
from experiments import verdict as judged
from experiments.criteria import NEAR
from experiments.suggested_rate import suggest
from experiments.verdict import Terrain, judge
from landscapes import LANDSCAPES, CriticalPoint
from optimizers import OPTIMIZERS
from tests.support.surfaces import terrain_of

DOMAIN = ((-1.0, 1.0), (-1.0, 1.0))
DIAGONAL = 8**0.5
ORIGIN = CriticalPoint("minimum", 0.0, 0.0, 0.0, True)


def verdict(path, *, loss=None, gradient=None, stopped=None, points=(ORIGIN,), noisy=False):
    path = np.asarray(path, dtype=float)
    loss = np.hypot(*path.T) if loss is None else np.asarray(loss, dtype=float)
    gradient = path if gradient is None else np.asarray(gradient, dtype=float)
    return judge(path, loss, gradient, Terrain(points, DOMAIN, 0.0, 2.0), stopped=stopped, noisy=noisy)


def line(x0, x1, n=101, y=0.0):
    return np.column_stack([np.linspace(x0, x1, n), np.full(n, y)])


def on_axis(x):
    return np.column_stack([x, np.zeros(len(x))])


def test_converged_names_the_step_from_which_it_stays():
    path = np.vstack([line(0.9, 0.0, 10), [[0.5, 0.0]], np.zeros((20, 2))])
    assert (verdict(path).kind, verdict(path).step, verdict(path).minimum) == ("converged", 11, 1)


def test_passing_a_minimum_is_not_reaching_it():
    assert verdict(line(0.9, -0.9)).kind == "moving"


def test_a_run_that_arrives_late_and_still_moves_has_not_converged():
    walking = line(0.9, 0.0, 101)
    assert verdict(walking).kind == "moving", "it walks as fast as ever: the next step leaves the disc"
    assert verdict(np.vstack([walking, np.zeros((3, 2))])).kind == "converged", "it came late, but rests"


def test_converged_counts_minima_in_declared_order():
    points = (CriticalPoint("minimum", 0.5, 0.0, 0.0, True), ORIGIN)
    assert verdict(np.vstack([line(0.9, 0.0), np.zeros((50, 2))]), points=points).minimum == 2


def test_just_outside_the_tolerance_is_not_reached():
    inside, outside = (on_axis([0.9] + [share * NEAR * DIAGONAL] * 8) for share in (0.99, 1.01))
    assert verdict(inside).kind == "converged"
    assert verdict(outside).kind != "converged"


def test_swings_within_the_tolerance_are_not_rest():
    swing = 0.5 * NEAR * DIAGONAL * np.tile([1.0, -1.0], 50)
    outcome = verdict(on_axis(np.concatenate([[0.9], swing])))
    assert (outcome.kind, outcome.minimum) == ("oscillating", 1)
    growing = on_axis(1e-3 * 1.004 ** np.arange(200) * np.tile([1.0, -1.0], 100))
    assert verdict(growing).kind == "oscillating"
    dying = on_axis(1e-2 * 0.95 ** np.arange(200) * np.tile([1.0, -1.0], 100))
    assert verdict(dying).kind == "converged"


def test_left_names_the_step_from_which_it_stays_outside():
    path = [[0.9, 0.0], [1.1, 0.0], [0.9, 0.0], [1.2, 0.0], [1.3, 0.0]]
    assert (verdict(path).kind, verdict(path).step) == ("left", 3)


def test_rest_at_a_minimum_outside_the_picture_is_not_leaving():
    beyond = CriticalPoint("minimum", 1.5, 0.0, 0.0, True)
    outcome = verdict(np.vstack([line(0.9, 1.5, 20), np.tile([[1.5, 0.0]], (20, 1))]), points=(beyond,))
    assert (outcome.kind, outcome.minimum, outcome.outside) == ("converged", 1, True)


def test_a_start_outside_that_never_moved_has_not_left():
    assert verdict(np.tile([[3.0, 3.0]], (50, 1))).kind == "unmoved"


def test_diverged_comes_first():
    assert verdict([[0.0, 0.0], [np.inf, 0.0]], stopped=1).kind == "diverged"
    assert verdict([[0.0, 0.0], [0.0, 0.0]], stopped=0).kind == "diverged", "it begins where the loss is not a number"


@pytest.mark.parametrize("count", [96, 97, 98, 99, 100, 101, 102, 103])
def test_oscillating_runs_move_much_and_get_nowhere(count):
    path = on_axis(np.tile([0.5, -0.5], 60)[:count])
    assert verdict(path).kind == "oscillating", "the parity of the last step is no news"


def test_swinging_while_the_loss_falls_is_still_moving():
    swing = 0.95 ** np.arange(80) * np.tile([0.9, -0.9], 40)
    assert verdict(on_axis(swing)).kind == "moving"


def test_plateau_is_flat_and_still_and_no_minimum():
    path = on_axis(0.7 + 1e-6 * np.arange(50))
    assert verdict(path, gradient=np.full((50, 2), 1e-6)).kind == "plateau"
    assert verdict(path, gradient=np.full((50, 2), 1.0)).kind == "moving", "a tiny learning rate is no plateau"


@pytest.mark.parametrize("kind", ["saddle", "maximum"])
def test_still_and_flat_beside_a_declared_point(kind):
    points = (ORIGIN, CriticalPoint(kind, 0.7, 0.7, 1.0))
    path = np.vstack([[[0.6, 0.7]], np.tile([[0.7, 0.71]], (50, 1))])
    assert verdict(path, gradient=np.full((51, 2), 1e-6), points=points).kind == kind
    swinging = np.vstack([[[0.7, 0.7]], np.tile([[0.69, 0.7], [0.71, 0.7]], (25, 1))])
    assert verdict(swinging, gradient=np.full((51, 2), 1e-6), points=points).kind == "oscillating"


def test_a_run_that_stops_on_a_slope_has_stopped():
    path = np.vstack([line(0.9, 0.5, 4), np.tile([[0.5, 0.0]], (97, 1))])
    assert (verdict(path).kind, verdict(path).step) == ("stopped", 3)


def test_a_run_that_never_moved_on_a_slope_is_unmoved():
    beside = (ORIGIN, CriticalPoint("saddle", 0.7, 0.7, 1.0))
    near = np.tile([[0.4 * NEAR * DIAGONAL, 0.0]], (50, 1))
    assert verdict(near).kind == "unmoved", "a schedule that never lets it move is no arrival"
    assert verdict(np.tile([[0.7, 0.701]], (50, 1)), points=beside).kind == "unmoved"
    assert verdict(np.zeros((50, 2))).kind == "converged", "on the minimum there is nothing to do"


def test_nan_is_near_no_minimum():
    lost = np.vstack([line(0.9, 0.5, 10), np.full((30, 2), np.nan)])
    assert verdict(lost).kind != "converged", "its position is unknown"
    assert verdict(lost, noisy=True).kind not in ("converged", "hovering")


# ── Compiled criteria equal plain Python ──


def test_kinds_are_numbered_in_their_order():
    assert [judged.KINDS[getattr(criteria, kind.upper())] for kind in judged.KINDS] == list(judged.KINDS)
    assert [getattr(criteria, f"{kind.upper()}_POINT") for kind in judged.POINTS] == list(range(len(judged.POINTS)))


def races():
    """Every surface with several rules, so that every rule is used; then batches and noise."""
    keys, each = list(OPTIMIZERS), 4
    for place, surface in enumerate(LANDSCAPES):
        rules = {keys[(each * place + k) % len(keys)]: {} for k in range(each)}
        yield suggest(Scenario(surface, {}, rules, steps=150))
    yield Scenario("logistic_regression", {}, {"gd": {"lr": 1.0}, "adam": {"lr": 0.1}}, steps=400, batch=8)
    yield Scenario("himmelblau", {}, {"gd": {"lr": 0.01}, "adam": {"lr": 0.1}}, steps=400, gradient_noise=3.0)
    yield Scenario("bowl", {}, {"gd": {"lr": BOWL_LIMIT}, "momentum": {"lr": 1.0}})
    yield Scenario("easom", {}, {"gd": {"lr": 0.1}}, (1e3, 1e3), 50)


def test_the_compiled_verdict_equals_plain_python(monkeypatch):
    compiled = [run(scenario) for scenario in races()]
    monkeypatch.setattr(judged, "_verdict", criteria.verdict)
    kinds = set()
    for race in compiled:
        plain = {key: entry.verdict for key, entry in run(race.scenario).items()}
        assert plain == {key: entry.verdict for key, entry in race.items()}, race.scenario
        kinds.update(outcome.kind for outcome in plain.values())
    assert len(kinds) >= 7, f"too few kinds to compare: {kinds}"


BOWL_LIMIT = 0.1


def gd(rate, start=None, steps=200, surface="bowl", **parameters):
    return Scenario(surface, parameters, {"gd": {"lr": rate}}, start, steps)


@pytest.mark.parametrize(
    ("scenario", "kind"),
    [
        (gd(0.05), "converged"),
        (gd(1e-4), "moving"),
        (gd(BOWL_LIMIT), "oscillating"),
        (gd(BOWL_LIMIT, (0.0, 0.01)), "oscillating"),
        (gd(BOWL_LIMIT, (0.0, 1e-4)), "oscillating"),
        (gd(1.0001 * BOWL_LIMIT, (0.0, 0.01)), "oscillating"),
        (gd(0.2), "diverged"),
        (gd(0.1003, steps=300), "left"),
        (gd(0.1, (-2.5, 0.0), surface="saddle"), "saddle"),
        (gd(0.1, (-2.5, 0.01), 60, "saddle", quartic=0.0), "left"),
        (gd(0.01, (3.1, 2.1), surface="himmelblau"), "converged"),
        (gd(0.01, surface="rosenbrock"), "diverged"),
        # Oscillates around the sharp minimum, at a loss of 0.274.
        (gd(0.005, (-1.47, 0.0), surface="sharp_and_flat", sharp_width=0.05), "oscillating"),
        # Two steps cancel, and each is 4 % of the diagonal long.
        (Scenario("levy_n13", {}, {"normalised_gd": {"lr": 0.2}}, steps=1000), "oscillating"),
        # The line search finds no step on the kink.
        (Scenario("bukin_n6", {}, {"lbfgs": {}}, steps=100), "stopped"),
        (Scenario("rosenbrock", {}, {"lbfgs": {"max_eval": 1.0}}, steps=100), "unmoved"),
        (Scenario("himmelblau", {}, {"newton": {}}, (-0.3, -0.9), 100), "maximum"),
        # The schedule puts its rate to zero after the first step.
        (Scenario("bowl", {}, {"gd": {"lr": 0.05}}, schedules={"gd": ("exponential", {"gamma": 0.0})}), "stopped"),
        (Scenario("easom", {}, {"gd": {"lr": 0.1}}, (1e3, 1e3), 50), "unmoved"),
        (Scenario("logistic_regression", {"noise": 0.0}, {"gd": {"lr": 1.0}}), "endless"),
        (Scenario("logistic_regression", {"noise": 0.0}, {"gd": {"lr": 1.0}}, steps=10_000), "endless"),
        (Scenario("logistic_regression", {}, {"gd": {"lr": 1.0}}), "converged"),
    ],
)
def test_verdicts_of_real_runs(scenario, kind):
    (outcome,) = run(scenario).values()
    assert outcome.verdict.kind == kind


def test_lion_s_verdict_does_not_depend_on_the_last_step():
    scenarios = (suggest(Scenario("bowl", {}, {"lion": {}}, steps=steps)) for steps in range(160, 260))
    kinds = {run(scenario)["lion"].verdict.kind for scenario in scenarios}
    assert kinds == {"oscillating"}, "it keeps going round the minimum, in and out of the disc"


def test_a_diverged_run_ends_where_it_diverged():
    race = run(Scenario("rosenbrock", optimizers={"gd": {"lr": 0.01}}, steps=500))
    gd = race["gd"]
    assert gd.verdict.step == len(gd.path) - 1 < 500
    assert (
        not (np.abs(gd.path[-1]) < 1e9).all() or not np.isfinite(gd.loss[-1]) or not np.isfinite(gd.gradient[-1]).all()
    )
    assert np.isfinite(gd.path[:-1]).all()
    assert np.isfinite(gd.loss[:-1]).all()


# ── Rules that return an average ──


@pytest.mark.parametrize("key", [key for key, optimizer in OPTIMIZERS.items() if optimizer.answer])
def test_a_rule_that_returns_an_average_is_judged_by_it(key):
    start_averaging = {"t0": 20.0} if key == "asgd" else {}
    scenario = suggest(Scenario("rosenbrock", {}, {key: start_averaging}, steps=400))
    found, optimizer = run(scenario)[key], OPTIMIZERS[key]
    average = found.state[:, optimizer.state.index(optimizer.answer)]
    assert np.array_equal(found.answer.path[1:], average[1:])
    assert np.array_equal(found.answer.path[0], found.path[0]), "before the first step nothing is averaged"
    landscape = LANDSCAPES["rosenbrock"]
    for t in (0, 1, 200, 400):
        assert found.answer.loss[t] == landscape.value(*found.answer.path[t].tolist())
        assert tuple(found.answer.gradient[t]) == landscape.gradient(*found.answer.path[t].tolist())
    assert found.verdict == judge(found.answer.path, found.answer.loss, found.answer.gradient, terrain_of(scenario))
    assert found.answer.verdict == found.verdict
    assert found.result is found.answer


def test_the_verdict_is_the_average_s_where_the_two_differ():
    """The weights keep oscillating around the minimum; their average converges."""
    scenario = Scenario("bowl", {}, {"asgd": {"lr": 0.1, "lambd": 0.0, "t0": 0.0}}, (0.0, 1.0), 2000)
    found = run(scenario)["asgd"]
    assert judge(found.path, found.loss, found.gradient, terrain_of(scenario)).kind == "oscillating"
    assert found.verdict.kind == "converged"


def test_before_averaging_begins_the_weights_are_judged():
    found = run(Scenario("bowl", {}, {"asgd": {"lr": 0.05}}))["asgd"]
    assert found.answer is None
    assert found.result is found
