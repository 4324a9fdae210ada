"""Planes and basins by HTTP: cells that are runs to the last bit, zooms, closed forms."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments import Scenario, basins, run
from experiments.maps import budget, kept, stable_rates
from experiments.maps.axes import Axis
from experiments.view import View
from optimizers import OPTIMIZERS
from ravine.server.map_pieces import BASINS as BASIN_COLUMNS
from ravine.server.map_pieces import PLANE as PLANE_COLUMNS
from tests.experiments.test_maps import counted, scenario_of
from tests.support.map_answer import MapAnswer, answer, with_settings

PLANE = View(map="plane", map_size="128")
BASINS = View(map="basins", map_size="128")
RACE = Scenario("rosenbrock", optimizers={"gd": {}, "adam": {"lr": 0.01}}, steps=12, start=(-1.0, 1.0))


@pytest.fixture(autouse=True)
def nothing_kept():
    kept.forget()


def clicked(found: MapAnswer, scenario: Scenario, racer: str, place: tuple[int, int]) -> Scenario:
    """The scenario that a click on the cell opens."""
    x, y = found.head["axes"]
    columns, rows = found.values[:2]
    return with_settings(scenario, racer, **{x["name"]: float(columns[place[1]]), y["name"]: float(rows[place[0]])})


def goal_of(loss: np.ndarray, target: float, goal: str) -> float:
    """What a map shows of a run, in plain Python."""
    if goal == "steps":
        return next((float(t) for t, one in enumerate(loss.tolist()) if one <= target), math.nan)
    if goal == "mean":
        total = 0.0
        for one in loss.tolist():
            total += one
        return total / len(loss)
    return float(np.fmin.reduce([*loss, math.inf])) if goal == "best" else float(loss[-1])


def same(found: MapAnswer, scenario: Scenario, view: View, place: tuple[int, int]) -> None:
    """A cell of a plane has the numbers of the run that its click opens, bit for bit."""
    racer = found.head["racer"]
    one = run(clicked(found, scenario, racer, place))[racer]
    cell, loss = found.cells[racer][place], one.result.loss
    numbers = np.array([goal_of(loss, found.head["target"], view.map_goal), loss[-1]])
    assert np.array([cell["value"], cell["final"]]).tobytes() == numbers.tobytes(), (place, cell, numbers)
    assert cell["stopped"] == (len(loss) - 1 if one.verdict.kind == "diverged" else -1)


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_a_random_cell_of_a_random_plane_is_the_run_that_its_click_opens(data):
    rule = data.draw(st.sampled_from([key for key, one in OPTIMIZERS.items() if len(one.hyperparameters) > 1]))
    surface = data.draw(st.sampled_from(["rosenbrock", "logistic_regression", "product", "six_hump_camel"]))
    scenario = replace(scenario_of(surface, rule, data.draw(st.integers(0, 9))), steps=8)
    names = ["", "batch", *(one.name for one in OPTIMIZERS[rule].hyperparameters)]
    view = replace(
        PLANE,
        map_x=data.draw(st.sampled_from(names)),
        map_y=data.draw(st.sampled_from(names)),
        map_goal=data.draw(st.sampled_from(["final", "best", "mean", "steps"])),
    )
    found = answer(scenario, view)
    rows, columns = (axis["size"] for axis in reversed(found.head["axes"]))
    assert len(found.cells[rule]) == rows * columns
    for _ in range(4):
        same(found, scenario, view, (data.draw(st.integers(0, rows - 1)), data.draw(st.integers(0, columns - 1))))


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_a_random_cell_of_random_basins_is_the_run_that_its_click_opens(data):
    surface = data.draw(st.sampled_from(["himmelblau", "six_hump_camel", "saddle", "logistic_regression"]))
    rules = data.draw(
        st.lists(st.sampled_from(["gd", "momentum", "adam", "asgd"]), min_size=1, max_size=2, unique=True)
    )
    scenario = replace(scenario_of(surface, rules[0], data.draw(st.integers(0, 9))), steps=8)
    scenario = replace(scenario, optimizers={key: {"lr": 0.05} for key in rules})
    found = answer(scenario, BASINS)
    for racer in rules:
        for _ in range(3):
            place = data.draw(st.integers(0, 127)), data.draw(st.integers(0, 127))
            cell = found.cells[racer][place]
            opened = clicked(found, scenario, racer, place)
            one = run(opened)[racer]
            reached = goal_of(one.result.loss, found.head["target"], "steps")
            assert cell["steps"] == (-1 if math.isnan(reached) else reached)
            columns, rows = found.values[:2]
            alone = basins(scenario, racer, (columns[place[1]],) * 2, (rows[place[0]],) * 2, 1)
            assert [cell["ended"]] == alone.ended.ravel().tolist()


def test_shares_of_basins_are_those_of_a_count_in_plain_python(monkeypatch):
    monkeypatch.setattr(budget, "SIDES", (128, 13))
    monkeypatch.setattr(budget, "fitting", lambda make, side: 13)
    scenario = Scenario("himmelblau", optimizers={"gd": {"lr": 0.01}, "momentum": {"lr": 0.005}}, steps=150)
    found = answer(scenario, replace(BASINS, map_of="momentum"))
    assert found.head["racers"] == ["momentum", "gd"]
    assert [stride for _, stride in found.strides] == sorted((stride for _, stride in found.strides), reverse=True)
    assert {racer for racer, _ in found.strides[:2]} == {"momentum", "gd"}, "everybody has a coarse picture first"
    for racer in scenario.optimizers:
        expected = counted(scenario, racer, basins(scenario, racer, size=13))
        assert [found.cells[racer][i, j]["ended"] for i in range(13) for j in range(13)] == expected
        assert len(found.head["minima"]) == 4
        assert len(set(expected)) > 2


def test_heads_say_what_is_mapped():
    found = answer(replace(RACE, optimizers={"momentum": {}, "adam": {}}), PLANE)
    head = found.head
    assert head["columns"] == [list(pair) for pair in PLANE_COLUMNS.items()]
    assert (head["kind"], head["racer"], head["racers"], head["side"]) == ("plane", "momentum", ["momentum"], 128)
    assert [(axis["name"], axis["scale"]) for axis in head["axes"]] == [("lr", "log"), ("momentum", "decay")]
    assert (head["limit"], head["fastest"], head["text"], head["minima"]) == (False, None, "", [])
    wide = answer(RACE, BASINS).head
    assert wide["columns"] == [list(pair) for pair in BASIN_COLUMNS.items()]
    assert [axis["name"] for axis in wide["axes"]] == ["x", "y"]
    assert wide["minima"] == [[1.0, 1.0]]


@pytest.mark.parametrize(
    ("view", "racer", "axes"),
    [
        (View(map_of="adam"), "adam", ["lr", "beta1"]),
        (View(map_of="lion"), "gd", ["lr", "weight_decay"]),
        (View(map_of="adam", map_x="beta2", map_y="beta2"), "adam", ["beta2", "lr"]),
        (View(map_of="adam", map_x="batch", map_y="momentum"), "adam", ["lr", "beta1"]),
        (View(map_of="adam", map_x="beta1", map_y="lr"), "adam", ["beta1", "lr"]),
        (View(map_of="adam", map_y="amsgrad"), "adam", ["lr", "beta1"]),
    ],
)
def test_names_that_are_not_usable_are_what_they_usually_are(view, racer, axes):
    head = answer(RACE, replace(view, map="plane", map_size="128")).head
    assert (head["racer"], [axis["name"] for axis in head["axes"]]) == (racer, axes)


def test_theory_s_limit_and_optimum_come_with_a_plane_of_a_quadratic():
    scenario = Scenario("bowl", {"condition_number": 20.0}, {"momentum": {}}, steps=5)
    for view in (PLANE, replace(PLANE, map_x="momentum", map_y="lr")):
        found = answer(scenario, view)
        other = 1 if view is PLANE else 0
        momenta, limit = found.values[other], found.values[2]
        assert found.head["limit"]
        assert limit.tobytes() == stable_rates(scenario, "momentum", Axis("momentum", momenta)).tobytes()
        roots = math.sqrt(20.0), 1.0
        best = {"lr": (2 / sum(roots)) ** 2, "momentum": ((roots[0] - roots[1]) / sum(roots)) ** 2}
        assert found.head["fastest"] == pytest.approx(best)
    assert not answer(scenario, replace(PLANE, map_x="momentum", map_y="weight_decay")).head["limit"]


# ── Zoom ──


@pytest.mark.parametrize("width", [1e-3, 1e-7, 1e-12])
@pytest.mark.parametrize(("x", "y"), [("lr", "beta1"), ("weight_decay", "eps"), ("beta2", "lr")])
def test_a_rectangle_is_mapped_down_to_the_finest_and_its_cells_are_runs(width, x, y):
    centre = {"lr": 0.2, "beta1": 0.3, "beta2": 0.7, "weight_decay": 0.01, "eps": 1e-6}
    low_x, low_y = centre[x], centre[y]
    high_x, high_y = low_x * (1 + width), low_y * (1 + width)
    view = replace(PLANE, map_of="adam", map_x=x, map_y=y, map_zoom=f"{low_x!r},{high_x!r},{low_y!r},{high_y!r}")
    found = answer(RACE, view)
    columns, rows = found.values[:2]
    for values, low, high in ((columns, low_x, high_x), (rows, low_y, high_y)):
        assert (np.diff(values) > 0.0).all()
        assert (values[0], values[-1]) == (low, high)
        assert len(values) == 128
    for place in ((0, 0), (127, 127), (31, 90)):
        same(found, RACE, view, place)


def test_basins_of_a_tiny_rectangle_are_runs_too():
    zoom = (0.1, 0.1 * (1 + 1e-12), -0.7, -0.7 * (1 - 1e-12))
    scenario = Scenario("himmelblau", optimizers={"gd": {"lr": 0.01}}, steps=9)
    found = answer(scenario, replace(BASINS, map_zoom=",".join(map(repr, zoom))))
    columns, rows = found.values[:2]
    assert (columns[0], columns[-1], rows[0], rows[-1]) == zoom
    assert (np.diff(columns) > 0).all()
    assert (np.diff(rows) > 0).all()
    end = run(clicked(found, scenario, "gd", (3, 90)))["gd"].result
    assert found.cells["gd"][3, 90]["steps"] == next(
        (t for t, loss in enumerate(end.loss) if loss <= found.head["target"]), -1
    )


@pytest.mark.parametrize(
    ("zoom", "ends"),
    [
        ("0.001,0.1,0.5,2.0", (0.001, 0.1, 0.5, 0.9999)),
        ("-5,0.1,-1,0.25", (1e-5, 0.1, 0.0, 0.25)),
        ("20,30,0.5,0.75", (1e-5, 10.0, 0.5, 0.75)),
    ],
)
def test_a_rectangle_is_clipped_to_what_is_declared(zoom, ends):
    found = answer(RACE, replace(PLANE, map_of="adam", map_zoom=zoom))
    columns, rows = found.values[:2]
    bounds = {one.name: one.bounds for one in OPTIMIZERS["adam"].hyperparameters}
    expected = (ends[0], ends[1], max(ends[2], bounds["beta1"][0]), min(ends[3], bounds["beta1"][1]))
    assert (columns[0], columns[-1], rows[0], rows[-1]) == expected


def test_an_interval_with_fewer_numbers_has_fewer_cells():
    scenario = Scenario("linear_regression", {"size": 32}, {"gd": {}}, steps=3, batch=4)
    view = replace(PLANE, map_x="batch", map_zoom=f"2.5,5.9,0.1,{math.nextafter(0.1, 1)!r}")
    found = answer(scenario, view)
    assert found.head["axes"][1]["name"] == "lr"
    assert found.values[0].tolist() == [3.0, 4.0, 5.0]
    assert found.values[1].tolist() == [0.1, math.nextafter(0.1, 1)]
    for place in ((0, 0), (1, 2)):
        same(found, scenario, view, place)
