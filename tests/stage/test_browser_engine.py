"""Races computed by the browser during a drag equal the server's, bit for bit."""

from dataclasses import replace

import numpy as np

from engine import BIG
from experiments import Scenario
from experiments.run_names import TWIN
from experiments.view import View
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES
from ravine.stage import units
from tests.reference.browser_bits import SEED, check, computed, differences, random_race, same, surfaces, table
from tools.node import ENGINE, ask_of, races


def test_every_rule_surface_and_schedule():
    assert check([(scenario, View()) for scenario in table()]) == []


def test_five_hundred_random_races():
    generators = [np.random.default_rng([SEED, part]) for part in range(2)]
    assert check([random_race(random) for random in generators for _ in range(250)]) == []


def test_full_batch_twins_equal_a_race_without_batches():
    scenario = Scenario("sine_fit", optimizers={"adam": {"lr": 0.05}}, batch=16, steps=80, seed=3)
    view = View(axis="epochs")
    ask = ask_of(scenario, view)
    ask["racers"] += [{**racer, "key": racer["key"] + TWIN, "full": True} for racer in ask["racers"]]
    (rows,) = races([ask], surfaces())
    own, twin = ({"adam": rows[key]} for key in ("adam", f"adam{TWIN}"))
    assert list(differences(scenario, view, own)) == []
    assert list(differences(replace(scenario, batch=0), view, twin)) == []


def test_every_unit_has_been_transpiled():
    text = units.rules_text()
    assert all(f"\n  {key}: {{" in text for key in [*OPTIMIZERS, *SCHEDULES]), "a drag of it would ask the server"
    assert set(surfaces()) == set(LANDSCAPES)


def test_a_run_that_diverges_ends_where_the_engine_ends_it():
    scenario = Scenario("rosenbrock", optimizers={"gd": {"lr": 1.0}}, start=(-1.5, 2.0), steps=100)
    ((row,),) = ([one["gd"] for one in computed([(scenario, View())])],)
    assert row["stopped"] == row["steps"] < 100
    assert np.abs(row["path"][-2:]).max() >= BIG > np.abs(row["path"][:-2]).max()


def test_both_engines_call_the_same_distance_far():
    assert f"const BIG = {BIG:.0e};".replace("+0", "").replace("e0", "e") in (ENGINE / "descent.js").read_text("utf-8")


def test_the_comparison_sees_a_single_bit():
    number = np.array([1.0, np.nan, -0.0])
    assert same(number, number.copy())
    assert not same(number, np.array([np.nextafter(1.0, 2.0), np.nan, -0.0]))
    assert not same(number, np.array([1.0, np.nan, 0.0])), "the sign of a zero decides where a later division goes"
    assert not same(number[:2], number)
