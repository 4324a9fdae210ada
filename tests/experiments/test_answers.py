"""Methods that return an average: weights and average are drawn and named separately, the average is judged."""

import json
import struct

import numpy as np
import pytest

from experiments import Scenario, run
from experiments.palette import ANSWER_DASH
from experiments.run_names import ANSWER, TWIN
from experiments.seeds import many
from experiments.view import View, accepts
from optimizers import OPTIMIZERS
from ravine.stage.payload.build import build
from ravine.words import Words

AVERAGING = sorted(key for key, optimizer in OPTIMIZERS.items() if optimizer.answer)
SCENARIO = Scenario("bowl", optimizers={"gd": {"lr": 0.05}, "schedule_free_sgd": {"lr": 0.05}}, steps=100)


def header(scenario, view=None, language="en"):
    blob = build(run(scenario), view or View(), Words(language))
    (length,) = struct.unpack_from("<I", blob)
    return json.loads(blob[4 : 4 + length])


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_average_has_a_row_of_its_own_and_the_verdict(language):
    words, race = Words(language), run(SCENARIO)
    plain, walker, average = header(SCENARIO, language=language)["runs"]
    assert [plain["key"], walker["key"]] == ["gd", "schedule_free_sgd"]
    assert average["key"] == f"schedule_free_sgd{ANSWER}"
    assert average["name"] == words("answer-name", name=walker["name"]) != walker["name"]
    assert (average["color"], average["companion"]) == (walker["color"], True)
    assert average["dash"] == list(ANSWER_DASH) != walker["dash"]
    assert walker["verdict"] == words.unjudged(), "the row of the weights leaves the verdict to the average's"
    assert average["verdict"] == words.verdict(race["schedule_free_sgd"].verdict, only=True)
    assert plain["verdict"] == words.verdict(race["gd"].verdict, only=True)


def test_no_optimizer_uses_the_dashes_of_averages():
    assert ANSWER_DASH not in {optimizer.dash for optimizer in OPTIMIZERS.values()}


def test_an_average_that_has_not_begun_is_not_drawn_twice():
    (entry,) = header(Scenario("bowl", optimizers={"asgd": {}}, steps=50))["runs"]
    assert entry["verdict"]["kind"] != "averaged"


def test_beside_batches_the_average_races_on_all_samples_too():
    scenario = Scenario("sine_fit", optimizers={"schedule_free_sgd": {"lr": 0.1}}, steps=50, batch=8)
    keys = [entry["key"] for entry in header(scenario, View(versus=True))["runs"]]
    own = "schedule_free_sgd"
    assert keys == [own, f"{own}{ANSWER}", f"{own}{TWIN}", f"{own}{TWIN}{ANSWER}"]
    for key in keys:
        assert accepts("off", [key]), f"a visitor cannot switch off {key}"
    names = [entry["name"] for entry in header(scenario, View(versus=True))["runs"]]
    assert len(set(names)) == 4


@pytest.mark.parametrize("view", [View(slice="x", off=("schedule_free_sgd",)), View(curvature=True), View(cloud=True)])
def test_every_view_works_beside_an_average(view):
    scenario = Scenario("sine_fit", optimizers={"schedule_free_sgd": {"lr": 0.1}}, steps=50, batch=8)
    assert len(header(scenario, view)["runs"]) == 2


@pytest.mark.parametrize("key", AVERAGING)
def test_many_seeds_are_ranked_by_the_average(key):
    settings = {"lr": 0.05, "t0": 5.0} if key == "asgd" else {"lr": 0.05}
    scenario = Scenario("sine_fit", optimizers={key: settings}, steps=60, batch=8)
    found = many(scenario, range(3))[key]
    answers = [run(Scenario("sine_fit", {}, {key: settings}, steps=60, batch=8, seed=s))[key].answer for s in range(3)]
    assert found.ends.tolist() == [one.path[-1].tolist() for one in answers]
    assert found.losses.tolist() == [one.loss[-1] for one in answers]


def test_the_figure_of_a_notebook_names_both():
    figure = run(SCENARIO).figure()
    lines = [trace for trace in figure.data if trace.type == "scatter" and trace.mode == "lines"]
    assert [line.name for line in lines] == [
        "GD",
        "Schedule-Free SGD",
        "Schedule-Free SGD, average",
    ]
    answer = run(SCENARIO)["schedule_free_sgd"].answer
    assert np.array_equal(np.array(lines[2].x), answer.path[:, 0])
    assert lines[2].line.dash != lines[1].line.dash
