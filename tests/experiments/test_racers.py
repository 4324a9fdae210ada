"""Racers: the same rule several times, each with its own settings, in every place that names a racer."""

from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments import Scenario, ScenarioError, decode, encode, run
from experiments.figure import figure
from experiments.permalink import decode_view
from experiments.racers import COPIES, MOST, is_racer, next_copy, number_of, optimizer_of, rule_of
from experiments.scenario import SEEDS
from experiments.seeds import many
from experiments.view import View
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from ravine.words import LANGUAGES, Words
from tests.support.scenarios import TWO

OLD_LINKS = Path(__file__).with_name("old_links.tsv").read_text("utf-8").splitlines()


def test_a_key_says_which_rule_and_which_number():
    assert (rule_of("adam~12"), number_of("adam~12")) == ("adam", 12)
    assert (rule_of("adam"), number_of("adam")) == ("adam", 1)
    assert optimizer_of("adam~3") is OPTIMIZERS["adam"]
    assert next_copy("adam~3", {"adam", "adam~2", "adam~3", "gd~4"}) == "adam~4"
    assert next_copy("adam", {"adam", "adam~3"}) == "adam~2"


GARBAGE = ("~0", "~1", "~x", "~", "~~2", "~-2", "~2.5", "~02", "~1e1", "~٣", "~99999999999", "~2~3")


@pytest.mark.parametrize("number", GARBAGE)
def test_a_number_that_no_copy_has_gets_a_sentence_and_the_rule_races(number):
    scenario, problems = decode(f"v=3&o=gd,adam{number}&adam.lr=0.25")
    assert list(scenario.optimizers) == ["gd", "adam"]
    assert scenario.optimizers["adam"]["lr"] == 0.25
    assert [(problem.code, problem.field, problem.used) for problem in problems] == [("unknown-copy", "o", "adam")]
    for language in LANGUAGES:
        said = Words(language).problem(problems[0])
        assert f"adam{number}" in said
        assert str(COPIES[1]) in said
    assert not is_racer(f"adam{number}")
    with pytest.raises(ScenarioError) as raised:
        Scenario(optimizers={f"adam{number}": {}})
    assert [problem.code for problem in raised.value.problems] == ["unknown-copy"]


@given(st.text(max_size=12))
def test_any_text_as_a_number_gives_a_race(number):
    scenario, _ = decode(f"v=3&o=gd,adam~{number}")
    assert all(map(is_racer, scenario.optimizers))


def test_beyond_the_bound_the_first_race_and_one_sentence_says_so():
    keys = [f"gd~{number}" for number in range(2, MOST + 10)]
    link = "&".join([f"v=3&s=bowl&o={','.join(keys)}", *(f"{key}.lr=0.125" for key in keys)])
    scenario, problems = decode(link)
    assert list(scenario.optimizers) == keys[:MOST]
    assert {values["lr"] for values in scenario.optimizers.values()} == {0.125}
    assert [(problem.code, problem.given, problem.high) for problem in problems] == [("too-many-racers", "40", MOST)]
    with pytest.raises(ScenarioError, match="too many racers"):
        Scenario(optimizers={key: {} for key in keys})


@pytest.mark.parametrize("key", ["Adam~2", "ADAM ~2", "adaptive_moment_estimation~2"])
def test_a_copy_is_named_as_people_name_its_rule(key):
    scenario, problems = decode(f"v=3&o=gd,{key}&{key}.learning_rate=0.5")
    assert (list(scenario.optimizers), problems) == (["gd", "adam~2"], ())
    assert scenario.optimizers["adam~2"]["lr"] == 0.5


def test_the_view_names_copies():
    view = View(off=("adam~2", "adam~2@answer"), inspect="adam~2", sample_of="adam~3", slice_of="adam~2")
    assert decode_view(encode(TWO, view)) == (view, ())


def test_each_racer_runs_as_if_alone():
    race = run(TWO)
    assert list(race) == list(TWO.optimizers)
    for key, values in TWO.optimizers.items():
        schedules = {rule_of(key): TWO.schedules[key]} if key in TWO.schedules else {}
        alone = run(replace(TWO, optimizers={rule_of(key): values}, schedules=schedules))[rule_of(key)]
        np.testing.assert_array_equal(race[key].path, alone.path)
        np.testing.assert_array_equal(race[key].loss, alone.loss)
        assert race[key].verdict == alone.verdict
    assert not np.array_equal(race["adam"].path, race["adam~2"].path)


def test_many_seeds_tell_racers_apart():
    noisy = replace(TWO, gradient_noise=0.5, steps=20)
    found = many(noisy, range(3))
    assert list(found) == list(TWO.optimizers)
    assert not np.array_equal(found["adam"].ends, found["adam~2"].ends)


def test_a_figure_tells_copies_apart():
    lines = [
        trace for trace in figure(run(replace(TWO, steps=5))).data if trace.type == "scatter" and trace.mode == "lines"
    ]
    assert [line.name for line in lines] == ["Adam", "GD", "Adam 2"]
    assert len({(line.line.color, line.line.dash) for line in lines}) == 3


def random_race(draw):
    """Any surface, up to eight racers with any numbers, any values."""

    def value(p):
        low, high = p.bounds
        return float(draw.randint(int(low), int(high))) if p.scale in ("whole", "switch") else draw.uniform(low, high)

    rules = [draw.choice(sorted(OPTIMIZERS)) for _ in range(draw.randint(0, 4))]
    keys = {key for rule in rules for key in (rule, f"{rule}~{draw.randint(*COPIES)}")}
    racers = {
        key: {h.name: value(h) for h in optimizer_of(key).hyperparameters}
        for key in draw.sample(sorted(keys), len(keys))
    }
    return Scenario(draw.choice(sorted(LANDSCAPES)), optimizers=racers, seed=draw.randint(*SEEDS))


def test_ten_thousand_races_with_copies_are_read_from_their_links():
    draw = Random(20261130)
    for _ in range(10_000):
        race = random_race(draw)
        assert decode(encode(race)) == (race, ()), encode(race)


def digest(*texts: bytes) -> str:
    hashed = blake2b(digest_size=8)
    for text in texts:
        hashed.update(text)
    return hashed.hexdigest()


@pytest.mark.parametrize("part", range(8))
def test_old_links_mean_what_they_meant_bit_for_bit(part):
    """Links made before a rule could race twice: the race that each means, its numbers, what it is told of."""
    assert len(OLD_LINKS) >= 200
    for line in OLD_LINKS[part::8]:
        link, meant, bits, told = line.split("\t")
        scenario, problems = decode(link)
        view, more = decode_view(link)
        assert digest(encode(scenario, view).encode()) == meant, link
        assert ",".join(f"{problem.code} {problem.field}" for problem in (*problems, *more)) == told, link
        runs = run(scenario).with_answers()
        assert digest(*(b for key, one in runs for b in (key.encode(), one.path.tobytes(), one.loss.tobytes()))) == bits
