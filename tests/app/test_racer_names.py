"""Names of racers: only what tells them apart, in both languages, while dragged too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments import Scenario, run
from experiments.change import apply
from experiments.racer_differences import told_apart, written
from experiments.view import View
from ravine.stage.payload.build import build
from ravine.words import LANGUAGES, Words, names_while_dragged, racer_names
from tests.support.payload import unpack

ENGLISH, KOREAN = Words("en"), Words("ko")


def named(racers, words=ENGLISH, **more):
    return [*racer_names(Scenario("bowl", optimizers=racers, **more), words).values()]


@pytest.mark.parametrize(
    ("racers", "english", "korean"),
    [
        ({"adam": {}, "gd": {}}, ["Adam", "Gradient descent"], ["Adam", "경사 하강법"]),
        ({"adam": {"lr": 0.01}, "adam~2": {"lr": 0.1}}, ["Adam, lr 0.01", "Adam, lr 0.1"], None),
        ({"adam": {}, "adam~2": {}}, ["Adam", "Adam 2"], ["Adam", "Adam 2"]),
        ({"adam~3": {}}, ["Adam"], ["Adam"]),
        (
            {"adam": {}, "adam~2": {"without_bias_correction": 1.0}},
            ["Adam", "Adam, without bias correction"],
            ["Adam", "Adam, 치우침 보정 끄기"],
        ),
        (
            {"adam": {"lr": 0.1}, "adam~2": {"lr": 0.2}, "adam~5": {"lr": 0.2}},
            ["Adam, lr 0.1", "Adam 2, lr 0.2", "Adam 5, lr 0.2"],
            None,
        ),
        ({"adam": {"lr": 1e-4}, "adam~2": {"lr": 1.23456e-5}}, ["Adam, lr 1e-4", "Adam, lr 1.235e-5"], None),
    ],
)
def test_names_say_what_differs_and_nothing_else(racers, english, korean):
    assert named(racers) == english
    if korean:
        assert named(racers, KOREAN) == korean


def test_a_schedule_and_settings_other_than_the_rate_are_differences():
    two = {"adam": {}, "adam~2": {}}
    assert named(two, schedules={"adam~2": ("cosine", {})}) == ["Adam", f"Adam, {ENGLISH.schedule('cosine')}"]
    assert named({"adam": {"beta1": 0.5}, "adam~2": {}}) == ["Adam, β₁ 0.5", "Adam, β₁ 0.9"]


@given(st.lists(st.sampled_from([0.01, 0.1]), min_size=2, max_size=5), st.sampled_from(sorted(LANGUAGES)))
def test_no_two_racers_have_the_same_name(rates, language):
    keys = ["adam", *(f"adam~{number}" for number in range(2, 7))]
    racers = {key: {"lr": rate} for key, rate in zip(keys, rates, strict=False)}
    names = racer_names(Scenario("bowl", optimizers=racers), Words(language))
    assert len(set(names.values())) == len(racers)


@given(st.floats(1e-5, 10.0), st.floats(1e-5, 10.0))
def test_numbers_are_written_with_as_few_digits_as_tell_them_apart(one, other):
    texts = told_apart([one, other])
    assert len(set(texts.values())) == len({one, other})
    assert all(float(text) == pytest.approx(value, rel=1e-3) for value, text in texts.items())


def test_numbers_are_written_as_the_board_writes_them():
    assert [written(v, 4) for v in (0.05, 1e-4, 0.0003162, 1.0, 99999.0, 1e5, 0.0, -0.5)] == [
        *("0.05", "1e-4", "3.162e-4", "1", "1e5", "1e5", "0", "-0.5"),
    ]


def test_a_name_that_says_the_rate_has_a_hole_for_the_one_that_is_dragged():
    race = Scenario("bowl", optimizers={"adam": {"lr": 0.01, "beta1": 0.5}, "adam~2": {"lr": 0.1}, "gd": {}})
    for words in (ENGLISH, KOREAN):
        live = names_while_dragged(race, words)
        assert list(live) == ["adam", "adam~2"]
        for key, name in racer_names(race, words).items():
            if key in live:
                assert live[key].replace("{rate}", written(race.optimizers[key]["lr"], 4)) == name


def test_the_stage_is_told_names_numbers_and_what_can_be_spread():
    race = Scenario("bowl", optimizers={"adam": {"lr": 0.01}, "adam~2": {"lr": 0.1}, "gd": {}}, steps=3)
    header, _ = unpack(build(run(race), View(), ENGLISH))
    runs = {entry["key"]: entry for entry in header["runs"]}
    assert [runs[key]["mark"] for key in runs] == ["", "2", ""]
    assert (runs["adam~2"]["racer"], runs["adam~2"]["optimizer"]) == ("adam~2", "adam")
    assert runs["adam~2"]["live"] == "Adam, lr {rate}"
    assert "live" not in runs["gd"]
    assert runs["adam"]["color"] != runs["adam~2"]["color"]
    rules = {rule: header["parts"][part]["json"]["settings"] for rule, part in header["rules"].items()}
    assert list(rules) == ["adam", "gd"]
    assert rules["gd"][0] == {"name": "lr", "label": "Learning rate", "scale": "log", "low": 1e-05, "high": 10.0}
    assert "amsgrad" not in {entry["name"] for entry in rules["adam"]}


def test_what_a_name_says_is_not_said_again_below_it():
    race = Scenario("bowl", optimizers={"adam": {}, "adam~2": {"without_bias_correction": 1.0}}, steps=3)
    notes = [entry["notes"] for entry in unpack(build(run(race), View(), ENGLISH))[0]["runs"]]
    assert notes == [[], []]
    both, _ = apply(race, {"adam.without_bias_correction": 1.0})
    notes = [entry["notes"] for entry in unpack(build(run(both), View(), ENGLISH))[0]["runs"]]
    assert notes == [["Without bias correction"]] * 2
