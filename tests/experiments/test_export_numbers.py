"""Numbers of results as CSV, JSON and NPZ come back to the last bit, with the link that made them."""

import csv
import io
import json

import numpy as np
import pytest

from experiments import Scenario, basins, decode, fair_race, plane, run, sweep, to_csv, to_json, to_npz
from experiments.permalink import decode_view
from experiments.seeds import many
from experiments.view import View

SITE = "https://ravine.example/"
RACE = Scenario(
    "sine_fit", {"size": 20}, {"adam": {"lr": 0.05}, "asgd": {"t0": 1.0}, "gd": {"lr": 0.1}}, batch=4, steps=12
)
BOWL = Scenario("bowl", optimizers={"momentum": {}}, steps=10)


def table(text):
    """Comments, links first, and rows by the names of the columns."""
    lines = text.splitlines()
    said = [line.removeprefix("# ") for line in lines if line.startswith("#")]
    return said, list(csv.DictReader(io.StringIO("\n".join(lines[len(said) :]))))


def column(rows, name):
    return np.array([float(row[name]) for row in rows])


def same(one, other):
    """Whether two arrays have the same shape and the same numbers, NaN among them."""
    one, other = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    return one.shape == other.shape and np.array_equal(one, other, equal_nan=True)


def arrays_of(result, scenario=None):
    """Arrays of JSON and NPZ, found to be the same, and what they are about."""
    read = json.loads(to_json(result, scenario, SITE), parse_constant=pytest.fail)
    with np.load(io.BytesIO(to_npz(result, scenario, SITE))) as file:
        about = json.loads(str(file["about"]))
        arrays = {name: file[name] for name in file.files if name != "about"}
    assert {name: value for name, value in read.items() if name != "arrays"} == about
    assert set(read["arrays"]) == set(arrays)
    for name, array in arrays.items():
        assert same(np.array(read["arrays"][name], dtype=float).reshape(array.shape), array), name
    return arrays, about


def test_a_race():
    race = run(RACE)
    links, rows = table(to_csv(race, site=SITE))
    assert decode(links[0].removeprefix(SITE)) == (RACE, ())
    arrays, about = arrays_of(race)
    assert about["link"] == links[0]
    for name, result in race.with_answers():
        mine = [row for row in rows if row["racer"] == name]
        assert [int(row["step"]) for row in mine] == list(range(len(result.path)))
        assert same(np.column_stack([column(mine, "w1"), column(mine, "w2")]), result.path)
        assert same(column(mine, "loss"), result.loss)
        assert same(np.column_stack([column(mine, "gradient1"), column(mine, "gradient2")]), result.gradient)
        assert {row["verdict"] for row in mine} == {result.verdict.kind} == {about["racers"][name]["verdict"]["kind"]}
        assert same(arrays[f"{name}/path"], result.path)
    adam = [row for row in rows if row["racer"] == "adam"]
    assert same(column(adam, "state.v.2"), race["adam"].state[:, 1, 1])
    assert {row["state.a.1"] for row in adam} == {""}
    assert same(column(adam, "rate")[1:], race["adam"].rate)
    seen = race["adam"].batch_gradient[:-1]
    assert same(arrays["adam/effective_rate"][1:], -(race["adam"].path[1:] - race["adam"].path[:-1]) / seen)
    assert same(column(adam, "effective1"), arrays["adam/effective_rate"][:, 0])
    assert np.isnan(arrays["adam/effective_rate"][0]).all()
    assert same(arrays["adam/seen_loss"], race["adam"].batch_loss)
    assert about["racers"]["adam"]["hyperparameters"]["lr"] == 0.05


def test_a_race_that_diverges():
    exploded = run(Scenario("rosenbrock", optimizers={"gd": {"lr": 1.0}}))
    arrays, about = arrays_of(exploded)
    said = {"kind": "diverged", "step": exploded["gd"].verdict.step, "minimum": None, "outside": False}
    assert about["racers"]["gd"]["verdict"] == said
    assert same(arrays["gd/loss"], exploded["gd"].loss)


def test_an_effective_rate_needs_a_slope():
    flat = run(Scenario("relu_neuron", optimizers={"gd": {"lr": 0.1}}, start=(-4.0, -20.0), steps=3))
    arrays, _ = arrays_of(flat)
    assert np.isnan(arrays["gd/effective_rate"]).all()


def test_many_seeds():
    found = many(RACE, range(3))
    links, rows = table(to_csv(found, RACE, SITE))
    assert decode(links[0].removeprefix(SITE)) == (RACE, ())
    arrays, about = arrays_of(found, RACE)
    for key, one in found.items():
        ends = [row for row in rows if row["racer"] == key and row["run"]]
        band = [row for row in rows if row["racer"] == key and row["step"]]
        assert same(np.column_stack([column(ends, "end1"), column(ends, "end2")]), one.ends)
        assert same(column(ends, "loss"), one.losses)
        assert same(column(band, "step"), one.at)
        assert same(column(band, "loss.50%"), one.band[2])
        assert same(column(band, "samples"), one.samples)
        assert same(arrays[f"{key}/band"], one.band)
        assert about["racers"][key]["verdicts"] == one.verdicts
    with pytest.raises(TypeError, match="their scenario"):
        to_csv(found)


def test_maps():
    line = sweep(BOWL, "momentum")
    square = plane(BOWL, "momentum", ("lr", 5), ("momentum", 3))
    places = basins(Scenario("himmelblau", optimizers={"gd": {"lr": 0.01}}, steps=20), "gd", size=4)
    for found, kind in ((line, "line"), (square, "plane"), (places, "starts")):
        links, rows = table(to_csv(found, site=SITE))
        arrays, about = arrays_of(found)
        assert about["kind"] == kind
        assert decode(links[0].removeprefix(f"{SITE}maps")) == (found.scenario, ())
        assert same(column(rows, "final"), found.final.ravel())
        assert same(column(rows, "reached"), found.reached.ravel())
        assert same(arrays["ends"], found.ends)
        names = [axis["name"] for axis in about["axes"]]
        for number, row in enumerate(rows):
            cell = np.unravel_index(number, found.final.shape)
            assert float(row[names[0]]) == found.x.values[cell[-1]]
            assert len(names) == 1 or float(row[names[1]]) == found.y.values[cell[0]]
    assert same(arrays["ended"], places.ended)
    assert same(arrays["minima"], places.minima)


def test_a_map_s_file_says_its_axes_and_its_link_opens_that_map():
    square = plane(BOWL, "momentum", ("lr", [0.01, 0.02, 0.05]), ("momentum", [0.5, 0.9]), objective="steps")
    places = basins(BOWL, "momentum", across=(-1.0, 1.0), up=(-0.5, 2.0), size=(150, 4))
    line = sweep(BOWL, "momentum")
    said, _ = table(to_csv(square, site=SITE))
    assert said[1:] == ["axis lr: 3 values from 0.01 to 0.05, log", "axis momentum: 2 values from 0.5 to 0.9, decay"]
    asked = [decode_view(table(to_csv(one, site=SITE))[0][0])[0] for one in (square, places, line)]
    bounds = "0.01,0.05,0.5,0.9"
    shown = {"map_of": "momentum", "map_size": "128"}
    assert asked[0] == View(map="plane", map_x="lr", map_y="momentum", map_goal="steps", map_zoom=bounds, **shown)
    assert asked[1] == View(map="basins", map_zoom="-1.0,1.0,-0.5,2.0", **{**shown, "map_size": "256"})
    assert asked[2] == View(map_of="momentum")
    assert arrays_of(places)[1]["axes"][1] == {"name": "y", "scale": "linear", "low": -0.5, "high": 2.0, "count": 4}
    view = View(map="basins", map_size="1024")
    assert decode_view(table(to_csv(places, site=SITE, view=view))[0][0])[0] == view


def test_a_fair_race():
    found = fair_race(Scenario("bowl", optimizers={"gd": {}, "adam": {}}, steps=20), budget=5)
    links, rows = table(to_csv(found, site=SITE))
    assert [decode(link.removeprefix(SITE))[0] for link in links] == found.scenarios
    arrays, about = arrays_of(found)
    for (surface, racer), one in found.tuned.items():
        mine = [row for row in rows if (int(row["surface"]), row["racer"]) == (surface, racer)]
        assert same(column(mine, "lr"), one.trials[:, 0])
        assert same(column(mine, "cost"), one.costs)
        assert same(arrays[f"{surface}/{racer}/costs"], one.costs)
    assert about["budget"] == 5


def test_anything_else_is_refused():
    with pytest.raises(TypeError, match="got list"):
        to_csv([1, 2])
