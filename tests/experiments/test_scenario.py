"""Scenario and its link: an exact round trip, and no link breaks the page."""

import math
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments import Scenario, ScenarioError, decode, encode
from experiments.link_pairs import LONGEST
from experiments.permalink import VERSION, decode_view
from experiments.racers import optimizer_of
from experiments.view import View
from landscapes import LANDSCAPES
from tests.support.scenarios import longest, scenarios, views


@given(scenarios(), views)
def test_a_link_restores_exactly_the_shared_race(scenario, view):
    query = encode(scenario, view)
    assert decode(query) == (scenario, ())
    assert list(decode(query)[0].optimizers) == list(scenario.optimizers), "the racing order is kept"
    assert decode_view(query) == (view, ())
    brief = encode(scenario, view, brief=True)
    assert len(brief) <= len(query)
    assert decode(brief) == (scenario, ()), "the link of the picture to scan shows another race"


@given(scenarios())
def test_a_link_names_every_value(scenario):
    """Decoding needs no default, so a later default cannot change the race."""
    named = dict(parse_qsl(encode(scenario), keep_blank_values=True))
    assert {f"s.{p.name}" for p in LANDSCAPES[scenario.surface].parameters} <= set(named)
    for key in scenario.optimizers:
        assert {f"{key}.{h.name}" for h in optimizer_of(key).hyperparameters} <= set(named)


def test_the_longest_link_is_read():
    race, view = longest()
    assert len(encode(race, view)) < LONGEST
    assert decode(encode(race, view)) == (race, ())


@given(st.text(max_size=200))
@settings(max_examples=300)
def test_any_text_as_a_link_gives_a_scenario(text):
    scenario, _ = decode(text)
    assert isinstance(scenario, Scenario)
    decode_view(text)


KEYS = [
    "adam.schedule",
    "adam.schedule.t_max",
    "s",
    "o",
    "start",
    "steps",
    "seed",
    "v",
    "adam.lr",
    "gd.lr",
    "s.a",
    "off",
    "loss",
    "arrow",
    "height",
]


@given(st.lists(st.tuples(st.sampled_from(KEYS), st.text(max_size=20)), max_size=8))
@settings(max_examples=300)
def test_any_values_in_a_link_give_a_scenario(pairs):
    query = "&".join(f"{key}={value}" for key, value in pairs)
    assert isinstance(decode(query)[0], Scenario)
    decode_view(query)


@pytest.mark.parametrize(
    ("query", "code", "field"),
    [
        ("s=nowhere", "unknown-surface", "s"),
        ("o=adam,sgdd", "unknown-optimizer", "o"),
        ("o=adam&adam~2.lr=0.1", "unknown-key", "adam~2.lr"),
        ("o=adam&adam~2.lr~3=0.1", "unknown-key", "adam~2.lr~3"),
        ("o=adam&adam.lr=50", "out-of-range", "adam.lr"),
        ("o=adam&adam.lr=-1", "out-of-range", "adam.lr"),
        ("o=adam&adam.lr=nan", "not-a-number", "adam.lr"),
        ("o=adam&adam.lr=inf", "not-a-number", "adam.lr"),
        ("o=adam&adam.lr=1_0", "not-a-number", "adam.lr"),
        ("o=adam&adam.lr=fast", "not-a-number", "adam.lr"),
        ("o=adam&adam.lr=" + "9" * 5000, "not-a-number", "adam.lr"),
        ("steps=0", "out-of-range", "steps"),
        ("steps=10001", "out-of-range", "steps"),
        ("steps=12.5", "not-a-whole-number", "steps"),
        ("steps=a few", "not-a-number", "steps"),
        ("o=adam&adam.lr=1e400", "out-of-range", "adam.lr"),
        ("seed=18446744073709551616", "out-of-range", "seed"),
        ("o=adam&adam.amsgrad=0.5", "not-a-whole-number", "adam.amsgrad"),
        ("o=adam&adam.schedule=fast", "unknown-schedule", "adam.schedule"),
        ("o=adam&adam.schedule=cosine&adam.schedule.t_max=-1", "out-of-range", "adam.schedule.t_max"),
        ("o=adam&adam.schedule=cosine&adam.schedule.gamma=1", "unknown-key", "adam.schedule.gamma"),
        ("gd.schedule=step&o=adam", "unknown-key", "gd.schedule"),
        ("start=1", "not-a-point", "start"),
        ("start=1,2,3", "not-a-point", "start"),
        ("start=nan,0", "not-a-point", "start"),
        ("start=1e300,0", "out-of-range", "start"),
        ("steps=5&steps=6", "repeated", "steps"),
        ("colour=red", "unknown-key", "colour"),
        ("rosenbrock.c=1", "unknown-key", "rosenbrock.c"),
        (f"v={VERSION + 1}", "newer-link", "v"),
        ("steps=%00", "not-a-number", "steps"),
        ("steps=%zz", "not-a-number", "steps"),
        ("s=" + "x" * 2_000_000, "link-too-long", ""),
    ],
)
def test_problems_of_a_link_are_reported_and_the_rest_is_kept(query, code, field):
    """What a problem says is used instead is used, and everything else is as the link says."""
    kept = [part for part in query.split("&") if part in ("o=adam", "adam.schedule=cosine")]
    version = [] if code in ("newer-link", "link-too-long") else [f"v={VERSION}"]
    scenario, problems = decode("&".join([query, *version]))
    assert [(p.code, p.field) for p in problems] == [(code, field)]
    used = [f"{field}={problems[0].used}"] if problems[0].used else []
    racers = ["o=adam"] if code == "unknown-optimizer" else []
    wanted, none = decode("&".join([*used, *kept, *racers, *(version or [f"v={VERSION}"] * (code == "newer-link"))]))
    assert scenario == wanted
    assert not none


@pytest.mark.parametrize(
    ("query", "used"),
    [
        ("o=adam&adam.lr=50", "10.0"),
        ("o=adam&adam.lr=-1", "1e-05"),
        ("o=adam&adam.lr=1e999", "10.0"),
        ("steps=0", "1"),
        ("steps=99999", "10000"),
        ("seed=-1", "0"),
        ("seed=18446744073709551616", "4294967295"),
        ("start=-1e7,3", "-1000000.0,3.0"),
        ("s=sine_fit&batch=-3", "0"),
        ("s=rosenbrock&s.b=1e9", "1000.0"),
        ("o=adam&adam.amsgrad=7", "1.0"),
        ("o=lbfgs&lbfgs.history_size=2.4", "2.0"),
        ("gradient_noise=1e5", "1000.0"),
        ("o=adam&adam.schedule=cosine&adam.schedule.t_max=-1", "0.0"),
    ],
)
def test_out_of_range_is_the_nearest_usable_value(query, used):
    scenario, problems = decode(f"{query}&v={VERSION}")
    assert [p.used for p in problems] == [used]
    assert scenario == decode(f"{query.rpartition('=')[0]}={used}&v={VERSION}")[0]


@pytest.mark.parametrize(
    ("query", "differs"),
    [
        ("s=sine_fit&batch=16&v=1", True),
        ("s=scattered_wells&v=1", True),
        ("s=bowl&gradient_noise=0.5&v=1", True),
        ("s=bowl&v=1", False),
        ("s=sine_fit&batch=16", False),
        (f"s=sine_fit&batch=16&v={VERSION}", False),
    ],
)
def test_a_link_of_version_1_with_random_data_is_reported(query, differs):
    scenario, problems = decode(query)
    assert [p.code for p in problems] == ["older-link"] * differs
    assert decode(encode(scenario)) == (scenario, ())


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("o=adan,gd&v=2", "Adan"),
        ("o=adafactor,adan&v=1", "Adafactor, Adan"),
        ("o=adam&adam.beta1=0.5&v=2", "Adam"),
        ("o=adam&adam.beta1=0.51&v=2", ""),
        ("o=momentum&momentum.momentum=0&momentum.dampening=0.3&v=2", "Momentum"),
        ("o=momentum&momentum.dampening=0.3&v=2", ""),
        ("o=rmsprop&rmsprop.centered=1&rmsprop.alpha=0.2&v=2", "RMSProp"),
        ("o=adan", ""),
        (f"o=adan&v={VERSION}", ""),
    ],
)
def test_an_old_link_names_the_rules_that_were_corrected_since(query, named):
    scenario, problems = decode(query)
    assert [(p.code, p.given) for p in problems] == ([("older-rule", named)] if named else [])
    assert decode(encode(scenario)) == (scenario, ())


def test_ten_thousand_keys_do_no_harm():
    _, problems = decode("&".join(f"k{n}=1" for n in range(10_000)))
    assert [p.code for p in problems] == ["link-too-long"]


def test_a_thousand_optimizers_do_no_harm():
    scenario, problems = decode("o=" + ",".join(["adam"] * 500 + [f"x{n}" for n in range(500)]))
    assert list(scenario.optimizers) == ["adam"]
    assert [p.code for p in problems] == ["unknown-optimizer"] * 5, "five of them are examples enough"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"surface": "moon"}, "unknown surface"),
        ({"surface_parameters": {"c": 1.0}}, "surface.c"),
        ({"surface_parameters": {"b": 1e9}}, "usable: 1 to 1000"),
        ({"optimizers": {"adam": {"lr": "fast"}}}, "adam.lr = fast: not a number"),
        ({"optimizers": {"adam": {"lr": math.nan}}}, "adam.lr"),
        ({"optimizers": {"adam": {"learning_rate": 0.1}}}, "adam.learning_rate"),
        ({"optimizers": {"sgdd": {}}}, "sgdd: unknown optimizer"),
        ({"schedules": {"adam": ("fast", {})}}, "adam.schedule = fast: unknown schedule"),
        ({"schedules": {"adam": ("cosine", {"t_max": 1.5})}}, "adam.schedule.t_max"),
        ({"start": (1.0,)}, "not a point"),
        ({"start": (math.inf, 0.0)}, "not a point"),
        ({"start": "north"}, "not a point"),
        ({"steps": 0}, "steps = 0: out of range, usable: 1 to 10000"),
        ({"steps": 1.5}, "whole number"),
        ({"steps": True}, "whole number"),
        ({"seed": -1}, "seed"),
    ],
)
def test_an_invalid_scenario_says_why(arguments, message):
    with pytest.raises(ScenarioError, match=message):
        Scenario(**arguments)


def test_all_problems_are_reported_at_once():
    with pytest.raises(ScenarioError) as caught:
        Scenario(steps=0, seed=-1, optimizers={"adam": {"lr": 99}})
    assert len(caught.value.problems) == 3


def test_a_scenario_is_frozen_and_hashable():
    scenario = Scenario()
    with pytest.raises(AttributeError):
        scenario.steps = 3  # type: ignore[misc]
    with pytest.raises(TypeError):
        scenario.optimizers["adam"]["lr"] = 3  # type: ignore[index]
    assert len({scenario, Scenario()}) == 1


def test_the_view_ignores_unknown_values():
    view = View().with_changes(
        {"loss": "linear", "height": 3, "off": ["adam", "nobody"], "colour": "red", "arrow": True}
    )
    assert view == View(loss="linear", arrow=True)
    assert View().with_changes({"off": ["adam"]}).off == ("adam",)


def test_constant_schedules_and_those_of_absent_optimizers_are_dropped():
    scenario = Scenario(optimizers={"adam": {}}, schedules={"adam": ("constant", {}), "gd": ("step", {})})
    assert scenario == Scenario(optimizers={"adam": {}})
    assert "schedule" not in encode(scenario)


def test_a_link_holds_a_schedule_with_all_its_parameters():
    scenario = Scenario(optimizers={"adam": {}}, schedules={"adam": ("cosine", {"t_max": 100.0})})
    assert "adam.schedule=cosine&adam.schedule.t_max=100.0&adam.schedule.eta_min=0.0" in encode(scenario)
    assert len({scenario, Scenario(optimizers={"adam": {}})}) == 2
