"""What the stage reports changes the scenario; what nobody's stage would send changes nothing and breaks nothing."""

import math

import pytest
import streamlit as st

from experiments import Scenario
from experiments.view import View
from ravine.session import stage_events, state
from ravine.stage import component


@pytest.fixture
def session(monkeypatch):
    """A session that shows Himmelblau with two optimizers, and a function that lets an event arrive."""
    held = {
        "scenario": Scenario("himmelblau", optimizers={"gd": {"lr": 0.01}, "adam": {"lr": 0.1}}),
        "view": View(),
        "problems": (),
        "lang": "en",
        "saved": 0,
    }

    class Attributes(dict):
        __getattr__ = dict.__getitem__
        __setattr__ = dict.__setitem__

    session = Attributes(held)
    monkeypatch.setattr(st, "session_state", session)
    monkeypatch.setattr(state, "_write", lambda: session.update(saved=session["saved"] + 1))

    def arrive(**event):
        monkeypatch.setattr(component, "event", lambda: {"surface": "himmelblau", "final": True, **event})
        state.catch_up()
        return session

    return arrive


def test_a_rate_reaches_the_scenario_and_the_address(session):
    after = session(seq=3, lr={"adam": 0.2})
    assert after.scenario.optimizers["adam"]["lr"] == 0.2
    assert after.scenario.optimizers["gd"]["lr"] == 0.01
    assert (after.ack, after.saved, after.draft) == (3, 1, False)


def test_while_dragging_the_address_stays(session):
    after = session(seq=1, lr={"adam": 0.2}, final=False)
    assert after.scenario.optimizers["adam"]["lr"] == 0.2
    assert (after.saved, after.draft) == (0, True)


def test_a_start_reaches_the_scenario_and_then_the_fields_beside_the_stage(session):
    assert session(seq=1, start=[1.0, -2.0], final=False).whole_page is False
    after = session(seq=2, start=[1.0, -2.0])
    assert after.scenario.start == (1.0, -2.0)
    assert after.whole_page is True


def test_a_message_about_another_surface_is_too_late(session):
    before = Scenario("himmelblau", optimizers={"gd": {"lr": 0.01}, "adam": {"lr": 0.1}})
    assert session(seq=1, surface="bowl", start=[1.0, 1.0], lr={"adam": 1.0}).scenario == before


def test_a_view_is_taken_over(session):
    assert session(seq=1, view={"loss": "linear", "off": ["gd"]}).view == View(loss="linear", off=("gd",))


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"seq": "x"},
        {"seq": 1, "lr": {"adam": math.nan}},
        {"seq": 1, "lr": {"adam": -1}},
        {"seq": 1, "lr": {"adam": "fast"}},
        {"seq": 1, "lr": {"nobody": 1.0}},
        {"seq": 1, "lr": [1, 2]},
        {"seq": 1, "start": "here"},
        {"seq": 1, "start": [1]},
        {"seq": 1, "start": [None, math.inf]},
        {"seq": 1, "view": {"loss": "cubic"}},
        {"seq": 1, "view": ["loss"]},
        {"seq": 1, "surface": ["himmelblau"]},
        {"seq": 1, "have": 5},
        {"seq": 1, "have": [[]]},
    ],
)
def test_a_forged_message_changes_nothing(session, event):
    after = session(**event)
    assert after.scenario == Scenario("himmelblau", optimizers={"gd": {"lr": 0.01}, "adam": {"lr": 0.1}})
    assert after.view == View()
    assert isinstance(stage_events.answered(), int)
    assert isinstance(stage_events.held(), frozenset)


def test_a_change_that_comes_again_does_not_undo_what_came_between(session):
    session(seq=1, lr={"adam": 0.2}, since={"lr.adam": 1})
    state.change(optimizers={"gd": {"lr": 0.01}, "adam": {"lr": 0.5}})
    after = session(seq=2, lr={"adam": 0.2}, view={"loss": "linear"}, since={"lr.adam": 1, "view.loss": 2})
    assert after.scenario.optimizers["adam"]["lr"] == 0.5
    assert (after.view.loss, after.ack) == ("linear", 2)


def test_a_start_that_comes_again_does_not_undo_a_reset_of_it(session):
    session(seq=1, start=[1.0, -2.0], since={"start": 1})
    state.change(start=(0.5, 0.5))
    assert session(seq=2, start=[1.0, -2.0], since={"start": 1}).scenario.start == (0.5, 0.5)


def test_a_change_whose_first_message_was_skipped_is_taken_in(session):
    assert session(seq=3, start=[1.0, -2.0], since={"start": 1}).scenario.start == (1.0, -2.0)


def test_the_same_message_is_taken_in_once(session):
    session(seq=1, start=[1.0, -2.0], since={"start": 1})
    state.change(start=(0.5, 0.5))
    assert state.scenario().start == (0.5, 0.5)


def test_a_message_that_does_not_say_since_when_is_all_new(session):
    session(seq=1, start=[1.0, -2.0])
    state.change(start=(0.5, 0.5))
    assert session(seq=2, start=[1.0, -2.0]).scenario.start == (1.0, -2.0)


def test_whoever_asks_for_the_state_finds_what_was_told(session, monkeypatch):
    session()
    monkeypatch.setattr(component, "event", lambda: {"seq": 1, "surface": "himmelblau", "start": [1.0, -2.0]})
    assert state.scenario().start == (1.0, -2.0)


def test_a_session_that_takes_over_hears_a_stage_that_counts_on_and_one_that_counts_anew(session):
    """It finds the last message of the session that is gone (its address says that), and has answered none."""
    st.session_state.heard = 7
    found = session(seq=7, start=[3.0, 3.0], since={"start": 7})
    assert found.scenario.start != (3.0, 3.0)
    assert session(seq=8, start=[3.0, 3.0], since={"start": 7}).scenario.start == (3.0, 3.0)
    st.session_state.heard, st.session_state.ack = 7, 0
    assert session(seq=1, start=[1.0, -2.0], since={"start": 1}).scenario.start == (1.0, -2.0)
