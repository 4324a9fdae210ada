"""Estimates of what a race costs: counted in evaluations, each of which takes one second here."""

from dataclasses import replace

import numpy as np
import pytest

from experiments import cost, picture, race, run_cache
from experiments.scenario import Scenario
from experiments.view import View
from optimizers import OPTIMIZERS
from ravine.stage.payload import cost as payload_cost

DATA = Scenario("sine_fit", {"size": 64}, {"gd": {"lr": 1e-3}, "sam": {"lr": 1e-3}, "newton": {"lr": 0.1}}, steps=30)
PLAIN = Scenario("bowl", optimizers={"adam": {"lr": 1e-3}, "asgd": {"lr": 1e-3}, "sam": {"lr": 1e-3}}, steps=30)


@pytest.fixture
def seconds(monkeypatch):
    """Sets what things take: an evaluation in one lane, in all, of the Hessian; a drawn index; everything else."""

    def put(single=0.0, together=0.0, hessian=0.0, index=0.0, picture=(0.0, 0.0), other=0.0):
        monkeypatch.setattr(cost, "evaluation", lambda _: (single, together, hessian))
        monkeypatch.setattr(cost, "drawing", lambda: index)
        monkeypatch.setattr(cost, "_picture", lambda _: picture)
        monkeypatch.setattr(cost, "_rule", lambda _: other)
        monkeypatch.setattr(cost, "_overhead", lambda: (other, other))
        monkeypatch.setattr(payload_cost, "_overhead", lambda: (other, other, other))

    return put


@pytest.mark.parametrize("scenario", [DATA, replace(DATA, batch=10), replace(DATA, batch=64, replacement=True), PLAIN])
def test_evaluations_of_steps_are_those_that_a_race_makes(seconds, scenario):
    seconds(single=1.0)
    # A run's samples count the last look of each step; the point after it is evaluated too, and its step is not taken.
    made = sum(run.samples[-1] for run in race.run(scenario).values())
    assert cost.running(scenario) == pytest.approx(made, rel=0.04)


def test_steps_on_batches_and_noise_are_followed_by_the_full_loss(seconds):
    seconds(together=1.0)
    assert cost.running(DATA) == 0.0
    assert cost.running(replace(DATA, batch=8)) == 3 * 30 * 64
    assert cost.running(PLAIN) == 30, "the average of one method"
    assert cost.running(replace(PLAIN, gradient_noise=0.1)) == 4 * 30


def test_batches_are_drawn_once_for_all_racers(seconds):
    seconds(index=1.0)
    assert cost.running(replace(DATA, batch=10)) == int(replace(DATA, batch=10).batches().starts[-1])
    assert cost.running(DATA) == 0.0


def test_a_rule_that_looks_as_often_as_it_must_is_tried_out(seconds):
    seconds(single=1.0)
    scenario = Scenario("rosenbrock", optimizers={"lbfgs": {}}, steps=400)
    made = float(np.sum(1.0 + race.run(scenario)["lbfgs"].looks))
    assert made / 2 < cost.running(scenario) < 2 * made


def test_drawing_counts_hessians_twins_and_the_picture(seconds):
    seconds(hessian=1.0)
    twins = replace(DATA, batch=8)
    limited = sum(OPTIMIZERS[key].stability is not None for key in DATA.optimizers)
    assert payload_cost.seconds(DATA, View()) == limited * 30 * 64
    assert payload_cost.seconds(DATA, View(curvature=True)) == (limited + 3) * 30 * 64
    assert payload_cost.seconds(twins, View(versus=True)) == 2 * limited * 30 * 64
    picture.forget()
    seconds(picture=(5.0, 2.0))
    assert payload_cost.seconds(DATA, View()) == 5.0 + 2.0 * 64


def test_what_is_kept_costs_nothing(seconds):
    scenario = replace(PLAIN, seed=5, gradient_noise=0.25)
    seconds(single=1.0)
    whole = payload_cost.seconds(scenario, View())
    run_cache.run(replace(scenario, optimizers={"adam": scenario.optimizers["adam"]}))
    assert payload_cost.seconds(scenario, View()) == whole - 30
    run_cache.run(scenario)
    assert payload_cost.seconds(scenario, View()) == 0.0


def test_a_race_is_run_at_once_only_if_it_is_short(monkeypatch):
    scenario = replace(PLAIN, seed=6, gradient_noise=0.5)
    monkeypatch.setattr(payload_cost, "AT_ONCE", 0.0)
    assert payload_cost.race_at_once(scenario, View()) is None
    assert run_cache.missing(scenario)
    run_cache.run(scenario)
    assert payload_cost.race_at_once(scenario, View()) == run_cache.run(scenario)


@pytest.mark.parametrize(("limit", "steps"), [(383, 0), (384, 1), (10 * 384, 10), (19.9 * 384, 10), (1e9, 2000)])
def test_the_most_steps_that_fit(seconds, limit, steps):
    seconds(single=1.0)
    # Newton's method takes five evaluations a step, gradient descent one, each of 64 samples.
    scenario = replace(DATA, optimizers={"newton": {"lr": 0.1}, "gd": {"lr": 1e-3}}, steps=4000)
    assert payload_cost.most_steps(scenario, View(), limit) == steps


@pytest.mark.parametrize(("seconds_", "shown"), [(0.2, 1), (3.4, 3), (38.2, 40), (96.0, 100), (431.0, 400)])
def test_seconds_in_a_sentence(seconds_, shown):
    assert cost.rounded(seconds_) == shown


def test_a_measured_time_is_that_of_this_thread():
    assert 0.0 < cost.measured(lambda: sum(range(1000))) < cost.measured(lambda: sum(range(1_000_000)))
