"""Declared clamps of learning rates agree with the update rules."""

from math import isfinite

import numpy as np
import pytest

from experiments import Scenario, run
from experiments.curvature import slider_clamps
from optimizers import OPTIMIZERS
from tests.support.in_one_test import in_one_test

CLAMPED = [
    ("adafactor", {}),
    ("adafactor", {"weight_decay": 0.1}),
    ("rprop", {"step_size_max": 0.5, "step_size_min": 0.01}),
    ("rprop", {"step_size_max": 0.001, "step_size_min": 0.01}),
]


@pytest.mark.parametrize(("key", "values"), CLAMPED)
@pytest.mark.parametrize("schedule", [None, "cosine", "warmup_cosine"])
def test_a_rate_makes_a_difference_only_between_the_grey_marks(key, values, schedule):
    schedules = {} if schedule is None else {key: (schedule, {})}
    scenario = Scenario("bowl", {"rotation": 25.0}, {key: values}, schedules=schedules, steps=60)
    clamps = slider_clamps(run(scenario), key)
    assert clamps.shape == (61, 2)
    assert np.array_equal(clamps[-1], clamps[-2]), "at the end, that of the last step"
    for index in (0, 1, 7, 58):
        low, high = clamps[index].tolist()
        end = stepper(scenario, key, index + 1)
        if isfinite(high):
            assert end(high * 1.001) == end(high * 7.0), f"step {index + 1}: above {high:.4g} the rate still matters"
            if low < high:
                assert end(high * 0.999) != end(high * 1.001), f"step {index + 1}: {high:.4g} is not where it begins"
        else:
            assert end(9.0) != end(10.0)
        if low > 0.0:
            assert end(low * 0.999) == end(low * 0.1)
            if low < high:
                assert end(low * 0.999) != end(low * 1.001)


@in_one_test(key=OPTIMIZERS)
def test_without_a_clamp_every_rate_makes_a_different_step(key):
    """With each hyperparameter at either end of its slider, at both ends of the rate's slider."""
    optimizer = OPTIMIZERS[key]
    rest = optimizer.hyperparameters[1:]
    for setting in ({}, *({h.name: bound} for h in rest for bound in h.bounds)):
        scenario = Scenario("bowl", {"rotation": 25.0}, {key: setting}, steps=20)
        clamps = slider_clamps(run(scenario), key)
        low, high = (0.0, np.inf) if clamps is None else clamps[0]
        end = stepper(scenario, key, 1)
        for one, other in ((5.0, 10.0), (1e-5, 2e-5)):
            same = end(one) == end(other)
            cut_off = min(one, other) >= high or max(one, other) <= low
            assert not same or cut_off or stands(end), f"{key} {setting}: {one} and {other} make the same step"


def stands(end):
    """Whether no rate makes a difference, because of a line search or a tolerance."""
    return end(1e-5) == end(10.0)


def stepper(scenario, key, t):
    """End of step ``t`` as a function of the slider, with everything else as in the scenario's run."""
    optimizer, values, run_ = OPTIMIZERS[key], scenario.optimizers[key], run(scenario)[key]
    landscape, p = scenario.landscape, tuple(scenario.surface_parameters.values())
    factors = scenario.factors(key)
    if optimizer.takes_rate_once:
        t = 1

    def end(lr):
        given = {**values, "lr": lr}
        w, state = tuple(run_.path[t - 1].tolist()), tuple(tuple(s) for s in run_.state[t - 1].tolist())
        if t == 1:
            state = optimizer.beginning(given, w, 1.0 if factors is None else float(factors[0]))
        row = tuple(optimizer.table(given, t, None if factors is None else factors[:t])[-1].tolist())
        loss = lambda place: landscape.value_and_gradient(*place, p)  # noqa: E731
        f, *g = loss(w)
        return optimizer.step(w, f, tuple(g), state, row, loss)[0]

    return end
