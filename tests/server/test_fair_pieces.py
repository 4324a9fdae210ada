"""Fair races by HTTP: the numbers are those of the notebook, a tuned setting is a run, the rest is said in words."""

import asyncio
import json
from dataclasses import replace

import numpy as np
import pytest

from experiments import Scenario, cost, encode, fair_race, run
from experiments.maps import fair_viewed, plan_fair
from experiments.maps.cells import lowest_known
from experiments.maps.fair_viewed import CASES, seeds_of, starts_of, surfaces_of
from landscapes import LANDSCAPES, DataLandscape
from ravine.words import Words
from tests.support.followed import Visitor

RACE = Scenario("rosenbrock", optimizers={"gd": {"lr": 3e-4}, "adam": {}}, steps=60, start=(-1.0, 1.0))
SAY = Words("en")


@pytest.fixture(autouse=True)
def nothing_kept():
    fair_viewed.forget()


def raced(scenario, **view):
    """Head of the answer, and its lines by surface and racer, each with the cost of every trial."""
    query = "&".join(f"{name}={value}" for name, value in view.items())
    visitor = Visitor(scenario, "/ravine/map", kind="fair", query=f"{encode(scenario)}&{query}")
    asyncio.run(visitor.ask())
    assert visitor.status == 200, visitor.body
    head, lines, rest = {}, {}, visitor.body
    while rest:
        text, _, rest = rest.partition(b"\n")
        line = json.loads(text)
        numbers, rest = np.frombuffer(rest[: line.get("bytes", 0)]), rest[line.get("bytes", 0) :]
        if "axes" in line:
            head = {**line, "trials": numbers.reshape(len(line["axes"]), -1) if line["axes"] else None}
        elif "racer" in line:
            lines[line["surface"], line["racer"]] = {**line, "costs": numbers}
    assert line == {"done": True}
    return head, lines


def finite(number):
    return None if np.isinf(number) else number


@pytest.mark.parametrize(("goal", "over"), [("steps", "start"), ("final", "starts"), ("mean", "seeds")])
def test_the_numbers_are_those_of_the_notebook(goal, over):
    scenario = replace(RACE, gradient_noise=0.2 if over == "seeds" else 0.0)
    head, lines = raced(scenario, fair_goal=goal, fair_over=over, fair_budget=16)
    given = {"starts": {"starts": starts_of(scenario)}, "seeds": {"seeds": seeds_of(scenario)}}.get(over, {})
    same = fair_race(scenario, budget=16, objective=goal, **given)
    assert lines.keys() == same.tuned.keys()
    for name, line in lines.items():
        tuned = same.tuned[name]
        assert line["costs"].tobytes() == tuned.costs.tobytes()
        assert line["best"] == tuned.best
        assert line["cost"] == finite(tuned.cost)
        assert line["spread"] == [finite(number) for number in tuned.spread.tolist()]
        assert line["good"] == tuned.good
        assert line["rates"] == (tuned.rates and list(tuned.rates))
        assert head["trials"][head["racers"].index(name[1])].tobytes() == tuned.trials[:, 0].tobytes()
    assert head["cases"] == (1 if over == "start" else CASES)
    assert head["text"] == ""


def test_a_tuned_rate_gives_exactly_its_cost():
    head, lines = raced(RACE, fair_goal="final")
    assert head["budget"] == 64
    for (_, racer), line in lines.items():
        rate = float(head["trials"][head["racers"].index(racer)][line["best"]])
        settings = {**RACE.optimizers, racer: {**RACE.optimizers[racer], "lr": rate}}
        final = run(replace(RACE, optimizers=settings))[racer].result.loss[-1]
        assert line["cost"] == final - lowest_known(RACE)


def test_rates_and_other_racers_make_no_difference_and_what_is_known_comes_at_once(monkeypatch):
    _, first = raced(RACE, fair_budget=16)
    monkeypatch.setattr(fair_viewed.FairPlan, "tune", lambda *_: iter(()))
    monkeypatch.setattr(cost, "measured", None)
    alone = {"gd": {"lr": 0.5}}
    _, again = raced(replace(RACE, optimizers=alone), fair_budget=16)
    assert again[0, "gd"]["costs"].tobytes() == first[0, "gd"]["costs"].tobytes()
    assert fair_viewed._kept.weight < 3 * fair_viewed.OBJECTS


def test_several_surfaces_are_the_visitor_s_and_declared_ones_without_data():
    head, lines = raced(RACE, fair_on="several", fair_budget=16)
    keys = [surface["key"] for surface in head["surfaces"]]
    assert keys[0] == "rosenbrock"
    assert keys[1:] == [key for key in fair_viewed.SEVERAL if key != "rosenbrock"]
    assert not any(isinstance(LANDSCAPES[key], DataLandscape) for key in keys)
    assert len(lines) == 2 * len(keys)
    same = fair_race(surfaces_of(RACE, "several"), budget=16)
    assert all(line["cost"] == finite(same.tuned[name].cost) for name, line in lines.items())


def test_seeds_without_anything_random_are_one_and_the_answer_says_so():
    head, lines = raced(RACE, fair_over="seeds", fair_budget=16)
    assert head["text"] == SAY("fair-still")
    assert (head["over"], head["cases"]) == ("start", 1)
    assert lines[0, "gd"]["spread"] == [lines[0, "gd"]["cost"]] * 3


@pytest.mark.parametrize(("trial", "count"), [(0.01, 64), (0.5, 16), (3.0, 0)])
def test_a_long_race_has_fewer_tries_or_none_and_the_answer_says_so(monkeypatch, trial, count):
    monkeypatch.setattr(fair_viewed, "_seconds_a_trial", lambda _: trial)
    head, _ = raced(RACE)
    assert head["text"] == {64: "", 16: SAY("fair-fewer", count=16), 0: SAY("map-never-fits")}[count]
    assert [axis["size"] for axis in head["axes"]] == ([count] * 2 if count else [])


def test_the_estimate_counts_racers_starts_and_the_steps_that_were_not_measured(monkeypatch):
    monkeypatch.setattr(cost, "measured", lambda *_, **__: 8.0)  # of eight trials

    def estimate(scenario, over="start"):
        plan = plan_fair(scenario, budget=16, starts=starts_of if over == "starts" else None)
        return fair_viewed._seconds_a_trial(plan)

    assert estimate(RACE) == 2.0
    assert estimate(RACE, "starts") == 2.0 * CASES
    assert estimate(replace(RACE, steps=10_000)) == pytest.approx(2.0 * 10_000 / 8192)


def test_starts_and_seeds_are_declared_and_begin_with_the_visitor_s():
    assert starts_of(RACE)[0] == RACE.start
    assert starts_of(RACE) == starts_of(replace(RACE, seed=5))
    (x0, x1), (y0, y1) = RACE.landscape.domain
    assert all(x0 <= x <= x1 and y0 <= y <= y1 for x, y in starts_of(RACE))
    assert len(set(starts_of(RACE))) == CASES
    noisy = replace(RACE, gradient_noise=1.0, seed=2**32 - 2)
    assert seeds_of(noisy)[:3] == [2**32 - 2, 2**32 - 1, 0]
    assert seeds_of(RACE) == [RACE.seed]


def test_a_race_of_nobody_is_refused_with_a_sentence():
    head, lines = raced(replace(RACE, optimizers={}))
    assert (head["text"], lines) == (SAY("map-nobody"), {})
