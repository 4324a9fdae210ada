"""What ``follow`` takes: plain functions, optimizers in torch's shape; and what it refuses, in a sentence."""

import subprocess
import sys

import pytest

from experiments import Scenario, assert_follows, follow
from experiments.following import FollowError, candidate
from tests.experiments.test_follow import ADAMW, adam, scenario
from tests.support import mutants


def test_a_plain_function_may_return_weights_or_state_or_change_them():
    def both(w, g, state):
        b = 0.9 * state.get("b", 0.0 * g) + g
        return w - 1e-3 * b, {"b": b}

    def changes(w, g, state):
        state["b"] = 0.9 * state.get("b", 0.0 * g) + g
        w -= 1e-3 * state["b"]

    def rated(w, g, state, lr):
        state["b"] = 0.9 * state.get("b", 0.0 * g) + g
        return w - lr * state["b"]

    for step in (both, changes, rated):
        assert_follows(scenario("momentum", {"lr": 1e-3}), step)
    assert_follows(scenario("momentum", {"lr": 1e-3}, scheduled=True), rated)
    with pytest.raises(FollowError, match="must take the rate too"):
        follow(scenario("momentum", {"lr": 1e-3}, scheduled=True), both)


def test_the_reference_is_one_racer():
    two = Scenario("bowl", optimizers={"gd": {}, "adam": {"lr": 0.1}}, steps=5)
    step = lambda w, g, state: w - 1e-3 * g  # noqa: E731
    with pytest.raises(FollowError, match="the scenario has 2"):
        follow(two, step)
    with pytest.raises(FollowError, match="not among"):
        follow(two, step, racer="lion")
    assert follow(two, step, racer="gd").equal


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (7, "no optimizer"),
        (lambda params: 7, "no step"),
        (lambda a, b: None, "takes 2 arguments"),
        (lambda w, g, state: 0.0, "must stay two numbers"),
    ],
)
def test_what_is_no_optimizer_is_said_in_a_sentence(given, says):
    with pytest.raises(FollowError, match=says):
        follow(scenario("gd", {}), given)


def test_assert_follows_shows_the_report():
    assert_follows(scenario("adamw", ADAMW), adam(mutants.AdamW))
    with pytest.raises(AssertionError, match="It looks like: no bias correction"):
        assert_follows(scenario("adamw", ADAMW), adam(mutants.NoBiasCorrection), name="mine")


def test_a_run_that_explodes_is_compared_to_its_end():
    report = follow(Scenario("bowl", optimizers={"gd": {"lr": 5.0}}, steps=200), lambda w, g, state: w - 5.0 * g)
    assert report.equal
    assert report.steps < 200
    assert len(report.path) == len(report.reference)


def test_a_rule_that_looks_again_is_given_a_closure():
    class Sam(mutants.Optimizer):
        def step(self, closure):
            (p,) = self.param_groups[0]["params"]
            start, g = p.data.copy(), p.grad
            p.data = start + 0.05 * g / (g * g).sum() ** 0.5
            closure()
            p.data = start - 1e-3 * p.grad

    report = follow(scenario("sam", {"lr": 1e-3, "rho": 0.05}), Sam)
    assert report.equal, str(report)


def test_torch_is_neither_needed_nor_imported():
    source = "import sys, experiments; assert 'torch' not in sys.modules and 'plotly' not in sys.modules"
    subprocess.run([sys.executable, "-c", source], check=True)


def test_where_torch_is_missing_that_is_said(monkeypatch):
    def needs_torch(params):
        raise ModuleNotFoundError("No module named 'torch'", name="torch")

    monkeypatch.delitem(sys.modules, "torch", raising=False)
    with pytest.raises(FollowError, match="pip install torch"):
        follow(scenario("gd", {}), needs_torch)
    assert candidate.name_of(needs_torch) == "needs_torch"
