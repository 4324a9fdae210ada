"""Planes and basins by HTTP: what a visitor may have, what is kept, many who ask at once."""

import asyncio
from dataclasses import replace

import numpy as np
import pytest
from starlette.requests import ClientDisconnect

from experiments import Scenario, cost, encode
from experiments.maps import budget, kept
from experiments.maps.axes import Axis
from experiments.maps.cells import Cells
from experiments.view import View
from ravine.words import LANGUAGES, Words
from tests.support.followed import Visitor
from tests.support.map_answer import PATH, answer, with_settings

PLANE = View(map="plane", map_size="128")
BASINS = View(map="basins", map_size="128")
RACE = Scenario("rosenbrock", optimizers={"gd": {}, "adam": {"lr": 0.01}}, steps=12, start=(-1.0, 1.0))
EN = Words("en")


@pytest.fixture(autouse=True)
def nothing_kept():
    kept.forget()


def test_a_map_that_takes_long_has_fewer_cells_and_says_so(monkeypatch):
    monkeypatch.setattr(budget, "_a_cell", lambda cells: budget.BUDGET / 3000)
    for language in LANGUAGES:
        head = answer(RACE, replace(PLANE, map_size="512"), lang=language).head
        assert (head["side"], head["text"]) == (32, Words(language)("map-smaller", side=32))
        assert [axis["size"] for axis in head["axes"]] == [32, 32]
    basin = answer(RACE, BASINS).head
    assert basin["side"] == 32, "two racers share the budget"


@pytest.mark.parametrize("view", [PLANE, BASINS])
def test_what_fits_in_no_size_is_refused_with_a_sentence(monkeypatch, view):
    monkeypatch.setattr(budget, "_a_cell", lambda cells: budget.BUDGET)
    found = answer(RACE, view)
    assert (found.head["axes"], found.head["text"]) == ([], EN("map-never-fits"))
    assert found.lines[-1] == {"done": True}
    assert answer(replace(RACE, optimizers={}), view).head["text"] == EN("map-nobody")


def test_a_rule_with_one_setting_has_no_plane():
    found = answer(replace(RACE, optimizers={"normalised_gd": {}}), PLANE)
    assert found.head["axes"] == []
    assert "normalised" in found.head["text"].lower()


def test_the_largest_plane_has_512_cells_a_side(monkeypatch):
    asked = []
    monkeypatch.setattr(budget, "fitting", lambda make, side: asked.append(side) or 32)
    answer(RACE, replace(PLANE, map_size="1024"))
    answer(RACE, replace(BASINS, map_size="1024"))
    assert asked == [512, 1024]


def test_the_estimate_is_that_of_the_map(monkeypatch):
    """A cell's seconds grow with what a run takes, and shrink where all runs diverge at once; a clock would decide."""
    monkeypatch.setattr(cost, "measured", lambda work, repeats: float(np.sum(work()["steps"])))

    def seconds(scenario, rates):
        return budget._trial(Cells(scenario, "gd", Axis("lr", np.array(rates)), None, 0.0))

    data = Scenario("logistic_regression", {"size": 1024}, {"gd": {}}, steps=1000)
    assert seconds(data, [1e-4] * 64) > 20 * seconds(replace(data, steps=10), [1e-4] * 64)
    bowl = Scenario("rosenbrock", optimizers={"gd": {}}, steps=8000)
    assert seconds(bowl, [10.0] * 64) < seconds(bowl, [1e-5] * 64)


# ── What is kept ──


def test_what_a_click_or_a_goal_changes_leaves_the_map_as_it_is(monkeypatch):
    first = answer(RACE, replace(PLANE, map_of="adam"))
    start = answer(RACE, BASINS)
    monkeypatch.setattr(Cells, "compute", None)
    moved = with_settings(RACE, "adam", lr=0.5, beta1=0.25)
    assert answer(moved, replace(PLANE, map_of="adam")).cells == first.cells
    assert answer(moved, replace(PLANE, map_of="adam", map_goal="best")).cells.keys() == {"adam"}
    assert answer(with_settings(RACE, "gd", x=0.5, y=-1.0), BASINS).cells == start.cells


def test_another_race_is_another_map():
    first = answer(RACE, PLANE).cells
    assert answer(replace(RACE, start=(0.5, 0.5)), PLANE).cells != first
    assert answer(replace(RACE, steps=13), PLANE).cells != first
    assert answer(RACE, replace(PLANE, map_zoom="0.001,0.1,0.0,0.1")).cells != first


def test_what_is_kept_is_bounded(monkeypatch):
    monkeypatch.setattr(kept._kept, "limit", 100_000)
    answer(RACE, PLANE)
    answer(RACE, BASINS)
    assert 0 < kept._kept.weight <= 100_000


# ── Many at once ──


def test_ten_who_ask_for_large_maps_all_have_a_picture_before_anyone_has_all_of_it():
    async def come(number: int, everybody: asyncio.Barrier) -> Visitor:
        scenario = replace(RACE, steps=1000 + number)
        view = View(map="plane", map_size="512", map_of="adam")
        visitor = Visitor(scenario, PATH, kind="plane", query=encode(scenario, view))
        visitor.scope["client"] = (f"192.0.2.{number}", 1)
        answering = asyncio.ensure_future(visitor.ask())
        while b'"stride"' not in visitor.body:
            await visitor.sent.get()
        await everybody.wait()
        visitor.hang_up()
        with pytest.raises(ClientDisconnect):
            await answering
        return visitor

    async def all_of_them() -> list[Visitor]:
        everybody = asyncio.Barrier(10)
        return await asyncio.gather(*(come(number, everybody) for number in range(10)))

    for visitor in asyncio.run(all_of_them()):
        assert visitor.status == 200
        assert b'"done"' not in visitor.body


def test_only_coarse_tiles_that_take_little_go_first():
    quick = Cells(RACE, "gd", Axis("lr", np.linspace(0.1, 0.2, 64)), None, 0.0)
    assert [quick.goes_first(tile) for tile in quick.tiles()] == [True] + [False] * (len([*quick.tiles()]) - 1)
    slow = Scenario("logistic_regression", {"size": 4096}, {"gd": {}}, steps=10_000)
    assert not any(map(replace(quick, scenario=slow).goes_first, quick.tiles()))
