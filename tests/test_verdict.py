"""Each verdict's sentence, on runs that are so."""

import numpy as np
import pytest

from experiments import Scenario, run
from experiments.verdict import NEAR, judge
from landscapes import CriticalPoint

DOMAIN = ((-1.0, 1.0), (-1.0, 1.0))
DIAGONAL = 8**0.5
ORIGIN = CriticalPoint("minimum", 0.0, 0.0, 0.0, True)


def verdict(path, *, loss=None, gradient=None, stopped=None, points=(ORIGIN,)):
    path = np.asarray(path, dtype=float)
    loss = np.hypot(*path.T) if loss is None else np.asarray(loss, dtype=float)
    gradient = path if gradient is None else np.asarray(gradient, dtype=float)
    return judge(path, loss, gradient, stopped=stopped, points=points, domain=DOMAIN, lowest=0.0, loss_range=2.0)


def line(x0, x1, n=101, y=0.0):
    return np.column_stack([np.linspace(x0, x1, n), np.full(n, y)])


def test_converged_names_the_step_from_which_it_stays():
    path = np.vstack([line(0.9, 0.0, 10), [[0.5, 0.0]], np.zeros((20, 2))])
    assert (verdict(path).kind, verdict(path).step, verdict(path).minimum) == ("converged", 11, 1)


def test_passing_a_minimum_is_not_reaching_it():
    assert verdict(line(0.9, -0.9)).kind == "moving"


def test_converged_counts_minima_in_declared_order():
    points = (CriticalPoint("minimum", 0.5, 0.0, 0.0, True), ORIGIN)
    assert verdict(line(0.9, 0.0), points=points).minimum == 2


def test_just_outside_the_tolerance_is_not_reached():
    inside, outside = ([[0.9, 0.0], [share * NEAR * DIAGONAL, 0.0]] for share in (0.99, 1.01))
    assert verdict(inside).kind == "converged"
    assert verdict(outside).kind == "moving"


def test_left_names_the_step_from_which_it_stays_outside():
    path = [[0.9, 0.0], [1.1, 0.0], [0.9, 0.0], [1.2, 0.0], [1.3, 0.0]]
    assert (verdict(path).kind, verdict(path).step) == ("left", 3)


def test_diverged_comes_first():
    assert verdict([[0.0, 0.0], [np.inf, 0.0]], stopped=1).kind == "diverged"


def test_oscillating_walks_far_and_gets_nowhere():
    path = np.column_stack([np.tile([0.5, -0.5], 50), np.zeros(100)])
    assert verdict(path).kind == "oscillating"


def test_swinging_while_the_loss_falls_is_still_moving():
    swing = 0.95 ** np.arange(80) * np.tile([0.9, -0.9], 40)
    assert verdict(np.column_stack([swing, np.zeros(80)])).kind == "moving"


def test_plateau_is_flat_and_still_and_no_minimum():
    path = np.tile([[0.7, 0.7]], (50, 1))
    assert verdict(path, gradient=np.full((50, 2), 1e-6)).kind == "plateau"
    assert verdict(path, gradient=np.full((50, 2), 1.0)).kind == "moving", "a tiny learning rate is no plateau"


def test_saddle_is_still_and_beside_a_declared_saddle():
    points = (ORIGIN, CriticalPoint("saddle", 0.7, 0.7, 1.0))
    path = np.tile([[0.7, 0.71]], (50, 1))
    assert verdict(path, gradient=np.full((50, 2), 1e-6), points=points).kind == "saddle"


@pytest.mark.parametrize(
    ("scenario", "key", "kind"),
    [
        (Scenario("bowl", optimizers={"gd": {"lr": 0.05}}), "gd", "converged"),
        (Scenario("bowl", optimizers={"gd": {"lr": 1e-4}}), "gd", "moving"),
        (Scenario("bowl", optimizers={"gd": {"lr": 0.1}}), "gd", "oscillating"),
        (Scenario("bowl", optimizers={"gd": {"lr": 0.2}}), "gd", "diverged"),
        (Scenario("bowl", optimizers={"gd": {"lr": 0.1003}}, steps=300), "gd", "left"),
        (Scenario("saddle", optimizers={"gd": {"lr": 0.1}}, start=(-2.5, 0.0)), "gd", "saddle"),
        (Scenario("saddle", {"quartic": 0.0}, {"gd": {"lr": 0.1}}, (-2.5, 0.01), 60), "gd", "left"),
        (Scenario("himmelblau", optimizers={"gd": {"lr": 0.01}}, start=(3.1, 2.1)), "gd", "converged"),
        (Scenario("rosenbrock", optimizers={"gd": {"lr": 0.01}}), "gd", "diverged"),
    ],
)
def test_verdicts_of_real_runs(scenario, key, kind):
    assert run(scenario)[key].verdict.kind == kind


def test_a_diverged_run_ends_where_it_diverged():
    race = run(Scenario("rosenbrock", optimizers={"gd": {"lr": 0.01}}, steps=500))
    gd = race["gd"]
    assert gd.verdict.step == len(gd.path) - 1 < 500
    assert (
        not (np.abs(gd.path[-1]) < 1e9).all() or not np.isfinite(gd.loss[-1]) or not np.isfinite(gd.gradient[-1]).all()
    )
    assert np.isfinite(gd.path[:-1]).all()
    assert np.isfinite(gd.loss[:-1]).all()
