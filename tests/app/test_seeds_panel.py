"""Panel of many seeds: progress, cancelling, results, and their removal after a change of the setting."""

import re
import threading
import time
from types import SimpleNamespace

import numpy as np
import pytest

import engine
from engine.jobs import Busy, submit
from experiments import Scenario, encode
from experiments.seeds import Results, many
from experiments.view import View
from ravine.streamlit_internals.visitor import LEFT_AFTER, Presence
from ravine.views.panels import seeds as panel
from ravine.words import Words
from tests.support.pages import open_page
from tests.support.payload import header, unpack

SAY = Words("en")
SCENARIO = Scenario("sine_fit", optimizers={"gd": {"lr": 0.1}, "adam": {"lr": 0.1}}, steps=40, batch=8)


def until(holds):
    limit = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < limit
        time.sleep(0.01)


def test_the_panel_runs_shows_results_and_drops_old_ones():
    app = open_page(encode(SCENARIO, View(three=False)))
    app.button(key="many.run").click().run()
    job = app.session_state["session"].seeds.job
    until(lambda: job.done)
    app.run()
    assert not app.exception, app.exception[0].message
    shown = header(app)
    assert [racer["key"] for racer in shown["many"]] == ["gd", "adam"]
    assert SAY("many-shown", count=100) in [caption.value for caption in app.caption]
    table = next(said.value for said in app.markdown if SAY("many-left") in said.value)
    # A share never stands without its interval.
    assert len(re.findall(r"\d% \(\d+\.\d–\d+\.\d%\)", table)) == table.count("% (") >= 2
    app.text_input(key="steps").set_value("50").run()
    assert header(app)["many"] == []
    assert SAY("many-stale") in [info.value for info in app.info]


def test_a_cancelled_run_leaves_nothing():
    app = open_page(encode(Scenario("sine_fit", optimizers={"gd": {}}, steps=10_000, batch=8)))
    app.button(key="many.run").click().run()
    job = app.session_state["session"].seeds.job
    app.button(key="many.cancel").click().run()
    until(lambda: job.done)
    assert app.session_state["session"].seeds.job is None
    assert header(app)["many"] == []


def test_a_full_queue_is_reported(monkeypatch):
    def full(owner, work, address):
        raise Busy

    monkeypatch.setattr("ravine.views.panels.seeds.submit", full)
    app = open_page(encode(SCENARIO, View(three=False)))
    app.button(key="many.run").click().run()
    assert SAY("many-busy") in [info.value for info in app.info]


def test_no_panel_where_nothing_is_random():
    assert not [button for button in open_page("s=bowl&o=gd").button if button.key == "many.run"]


@pytest.mark.parametrize("axis", ["steps", "samples", "epochs"])
def test_the_stage_gets_the_bands_on_its_axis(axis):
    from experiments import run
    from ravine.stage.payload.build import build

    results = Results(many(SCENARIO, range(5)))
    shown, parts = unpack(build(run(SCENARIO), View(axis=axis), Words("en"), many=results))
    part = parts[shown["many"][1]["part"]]
    assert np.array_equal(part["band"], results["adam"].band)
    assert np.array_equal(part["ends"], results["adam"].ends.astype(np.float32))
    assert part["at"][-1] == {"steps": 40, "samples": 320, "epochs": 320 / 256}[axis]


def test_a_long_one_says_how_long_it_takes():
    long = encode(
        Scenario("sine_fit", {"size": 4096}, {"gd": {}, "adam": {}}, steps=10_000, batch=2048), View(three=False)
    )
    told = [caption.value for caption in open_page(long).caption if caption.value.startswith("This takes about")]
    assert len(told) == 1
    short = encode(SCENARIO, View(three=False))
    assert not [caption for caption in open_page(short).caption if caption.value.startswith("This takes about")]


def test_who_comes_back_after_the_page_was_closed_sees_that_it_was_called_off(monkeypatch):
    now = [0.0]
    gone = Presence(lambda: False, lambda: now[0])
    now[0] = LEFT_AFTER + 1
    monkeypatch.setattr(panel, "presence", lambda: gone)
    app = open_page(encode(Scenario("sine_fit", optimizers={"gd": {}}, steps=10_000, batch=8)))
    app.button(key="many.run").click().run()
    job = app.session_state["session"].seeds.job
    until(lambda: job is None or job.done)
    app.run()
    assert app.session_state["session"].seeds.job is None
    assert SAY("many-cancelled") in [info.value for info in app.info]


def test_while_the_page_is_closed_no_seed_is_run_and_who_is_back_in_time_loses_none(monkeypatch):
    opened = threading.Event()
    opened.set()
    here = Presence(opened.is_set, lambda: 0.0)
    monkeypatch.setattr(panel, "presence", lambda: here)
    rested, back = threading.Event(), threading.Event()

    def rest(_seconds):
        rested.set()
        assert back.wait(60)

    monkeypatch.setattr(panel, "time", SimpleNamespace(sleep=rest))
    begun: list[int] = []

    def work(job):
        for number in range(4):
            begun.append(number)
            job.report((number + 1) / 4)
            if number == 1:
                opened.clear()
            engine.piece_done()
        return {}

    job = submit("rests", panel.while_open(work))
    assert rested.wait(60)
    assert begun == [0, 1]
    assert not job.done
    opened.set()
    back.set()
    assert job.result(60) == {}
    assert begun == [0, 1, 2, 3]
