"""Changes of a race: settings by their keys in a link, their consequences, and unusable values."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments import Scenario, decode, encode
from experiments.change import FIRST_BATCH, apply
from experiments.lineup import CATALOGUE
from experiments.permalink import settings
from experiments.suggested_rate import suggested_rate
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES

NOISY = Scenario("himmelblau", optimizers={"adam": {"beta1": 0.5}, "gd": {}}, gradient_noise=0.5, seed=7, steps=33)
DATA = Scenario(
    "sine_fit",
    optimizers={"adam": {}, "momentum": {}},
    batch=8,
    replacement=True,
    schedules={"adam": ("step", {"gamma": 0.3})},
)


@pytest.mark.parametrize("scenario", [NOISY, DATA, Scenario("rosenbrock")])
def test_every_setting_of_a_link_can_be_changed_to_what_it_is(scenario):
    for key, value in settings(scenario).items():
        after, problems = apply(scenario, {key: value}, where={key: value})
        if key not in ("s", "data") and not key.endswith(".schedule"):
            assert (after, problems) == (scenario, ()), key
        assert problems == ()


@pytest.mark.parametrize("scenario", [NOISY, DATA, Scenario("rosenbrock")])
def test_a_change_equals_a_link_with_another_value(scenario):
    """Sliders and links use the same table of fields."""
    pairs = dict(pair.split("=", 1) for pair in encode(scenario).split("&"))
    for key, value in settings(scenario).items():
        if isinstance(value, float) and key != "gradient_noise" and not key.startswith("s."):
            other = value / 2
            linked, _ = decode("&".join(f"{k}={repr(other) if k == key else v}" for k, v in pairs.items()))
            changed, _ = apply(scenario, {key: other})
            assert changed == linked, key


def test_another_surface_sets_its_start_steps_and_suggested_rates():
    after, _ = apply(NOISY, {"s": "rosenbrock"})
    assert (after.start, after.steps) == (LANDSCAPES["rosenbrock"].starts[0], LANDSCAPES["rosenbrock"].steps)
    assert after.optimizers["adam"] == {**NOISY.optimizers["adam"], "lr": suggested_rate(after, "adam")}
    assert (after.seed, after.gradient_noise) == (7, 0.0)


def test_a_data_surface_starts_with_a_small_batch_and_the_next_keeps_it():
    after, _ = apply(NOISY, {"s": "sine_fit"})
    assert after.batch == FIRST_BATCH
    assert apply(replace(after, batch=5), {"s": "logistic_regression"})[0].batch == 5
    assert apply(after, {"s": "bowl"})[0].batch == 0


def test_other_data_keep_the_suitable_settings():
    before, _ = apply(Scenario("bowl", optimizers={"adam": {}}, seed=3), {"s": "linear_regression"})
    after, problems = apply(before, {"data": "cars"})
    assert problems == ()
    assert (after.data, after.seed, after.batch) == ("cars", 3, before.batch)
    assert after.optimizers["adam"]["lr"] == suggested_rate(after, "adam")
    assert apply(after, {"data": after.data})[0] is after


def test_fewer_samples_limit_the_batch():
    before = replace(DATA, batch=DATA.size)
    after, _ = apply(before, {"s.size": before.surface_parameters["size"] / 2})
    assert after.batch == after.size < before.size


def test_racers_are_in_catalogue_order_and_a_new_one_has_its_suggested_rate():
    after, _ = apply(NOISY, {"rules": ["lion", "adam", "nobody"]})
    assert list(after.optimizers) == [key for key in CATALOGUE if key in ("lion", "adam")]
    assert after.optimizers["adam"] == NOISY.optimizers["adam"]
    assert after.optimizers["lion"]["lr"] == suggested_rate(NOISY, "lion")


def test_a_schedule_starts_with_its_defaults():
    after, _ = apply(DATA, {"adam.schedule": "cosine"})
    assert after.schedules["adam"] == ("cosine", {p.name: p.default for p in SCHEDULES["cosine"].parameters})
    assert apply(DATA, {"adam.schedule": "constant"})[0].schedules == {}


@pytest.mark.parametrize(
    "where",
    [{"s": "bowl"}, {"adam.schedule": "cosine"}, {"momentum.schedule": "step"}, {"lion.lr": 1.0}, {"s": ["sine_fit"]}],
)
def test_a_change_for_another_race_does_nothing(where):
    assert apply(DATA, {"adam.lr": 0.5}, where) == (DATA, ())


def test_no_schedule_means_the_constant_one():
    assert apply(DATA, {"momentum.lr": 0.5}, {"momentum.schedule": "constant"})[0] != DATA


def test_unusable_values_are_reported_and_the_rest_is_changed():
    after, problems = apply(NOISY, {"adam.lr": -1.0, "steps": 50, "lion.lr": 0.1, "nothing": 1})
    assert after == replace(NOISY, steps=50)
    assert [(problem.code, problem.field) for problem in problems] == [
        ("out-of-range", "adam.lr"),
        ("unknown-name", "lion.lr"),
        ("unknown-name", "nothing"),
    ]


JUNK = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
KEYS = st.sampled_from([*settings(NOISY), *settings(DATA), *OPTIMIZERS, "adam.schedule.gamma"]) | st.text(max_size=12)


@given(st.dictionaries(KEYS, JUNK, max_size=4), st.sampled_from([NOISY, DATA]))
def test_no_change_can_break_a_race(change, scenario):
    after, problems = apply(scenario, change)
    assert isinstance(after, Scenario)
    assert all(problem.code for problem in problems)
    assert decode(encode(after))[0] == after or after.data.startswith("csv:")
