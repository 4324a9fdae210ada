"""Parameters: defaults, ranges and slider stops."""

import math

import pytest

from declare import Parameter
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from tests.support.in_one_test import in_one_test

DECLARED = {
    f"{key}.{parameter.name}": parameter
    for units in (
        {k: u.parameters for k, u in LANDSCAPES.items()},
        {k: o.hyperparameters for k, o in OPTIMIZERS.items()},
    )
    for key, parameters in units.items()
    for parameter in parameters
}


@in_one_test(name=DECLARED)
def test_default_is_usable_and_a_stop_of_its_slider(name):
    parameter = DECLARED[name]
    assert parameter.accepts(parameter.default)
    assert parameter.default in parameter.stops()


@in_one_test(name=DECLARED)
def test_stops_rise_through_the_whole_range(name):
    parameter = DECLARED[name]
    stops = parameter.stops()
    assert list(stops) == sorted(set(stops))
    assert all(map(parameter.accepts, stops))
    assert stops[0] == parameter.bounds[0]
    assert stops[-1] == pytest.approx(parameter.bounds[1])
    if parameter.scale == "switch":
        assert stops == (0.0, 1.0)
        return
    assert 10 <= len(stops) <= 110, "a slider with too few or too many stops cannot be set by hand"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 11.0, -1.0])
def test_unusable_values_are_refused(value):
    assert not Parameter("lr", 0.1, (0.0, 10.0)).accepts(value)


@pytest.mark.parametrize("scale", ["whole", "switch"])
def test_only_whole_numbers_are_accepted_on_whole_scales(scale):
    parameter = Parameter("n", 1.0, (0.0, 1.0), scale=scale)
    assert [parameter.accepts(v) for v in (0.0, 1.0, 0.5, 2.0, math.nan)] == [True, True, False, False, False]
    assert all(v % 1 == 0 for v in Parameter("n", 7.0, (0.0, 10_000.0), scale="whole").stops())


def test_decay_scale_is_even_in_the_distance_from_one():
    stops = Parameter("beta2", 0.999, (0.0, 0.9999), scale="decay").stops()
    assert {0.9, 0.99, 0.999, 0.9999} <= set(stops)


def test_log_scale_from_zero_keeps_zero():
    assert Parameter("weight_decay", 0.0, (0.0, 1.0), scale="log").stops()[0] == 0.0
