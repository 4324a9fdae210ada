"""What the stage reports changes the session once; what no stage would send changes nothing and breaks nothing."""

import math

import pytest

from experiments import Scenario
from experiments.view import View
from ravine.session import actions, address, fragments, stage_events
from ravine.session.session import Session
from ravine.stage import component

BEFORE = Scenario("himmelblau", optimizers={"gd": {"lr": 0.01}, "adam": {"lr": 0.1}})


class Stage:
    """A session that shows Himmelblau with two optimizers, and the stage's side of it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.session = Session(scenario=BEFORE, language="en")
        self.saved = 0
        self.set = monkeypatch.setattr
        self.set(address, "write", self._save)
        self.set(fragments, "redraw", lambda _session: None)
        self.set(actions, "current", lambda: self.session)
        self.send()

    def _save(self, _session: Session) -> None:
        self.saved += 1

    def send(self, **event) -> None:
        """An event that is there, but whose callback has not been called."""
        self.set(component, "event", lambda: {"surface": "himmelblau", "final": True, **event})

    def arrive(self, **event) -> Session:
        self.send(**event)
        actions.on_stage_event()
        return self.session


@pytest.fixture
def stage(monkeypatch):
    return Stage(monkeypatch)


def test_a_rate_reaches_the_scenario_and_the_address(stage):
    after = stage.arrive(seq=3, change={"adam.lr": 0.2})
    assert after.scenario.optimizers["adam"]["lr"] == 0.2
    assert after.scenario.optimizers["gd"]["lr"] == 0.01
    assert (after.answered, stage.saved, after.dragging) == (3, 1, False)


def test_while_dragging_the_address_stays(stage):
    after = stage.arrive(seq=1, change={"adam.lr": 0.2}, final=False)
    assert after.scenario.optimizers["adam"]["lr"] == 0.2
    assert (stage.saved, after.dragging) == (0, True)


def test_a_start_reaches_the_fields_beside_the_stage_when_it_is_let_go(stage):
    fragments.drawn(stage.session, fragments.SURFACE)
    fragments.drawn(stage.session, fragments.RULES)
    stage.arrive(seq=1, change={"start": [1.0, -2.0]}, final=False)
    after = stage.arrive(seq=2, change={"start": [1.0, -2.0]})
    assert after.scenario.start == (1.0, -2.0)
    assert fragments.affected(after) == [fragments.SURFACE]


def test_an_event_about_another_surface_is_too_late(stage):
    assert stage.arrive(seq=1, surface="bowl", change={"start": [1.0, 1.0], "adam.lr": 1.0}).scenario == BEFORE


def test_a_view_is_taken_over(stage):
    assert stage.arrive(seq=1, change={"loss": "linear", "off": ["gd"]}).view == View(loss="linear", off=("gd",))


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"seq": "x"},
        {"seq": 1, "change": {"adam.lr": math.nan}},
        {"seq": 1, "change": {"adam.lr": -1}},
        {"seq": 1, "change": {"adam.lr": "fast"}},
        {"seq": 1, "change": {"adam.lr": [1.0]}},
        {"seq": 1, "change": {"nobody.lr": 1.0}},
        {"seq": 1, "change": {"adam.schedule.gamma": 1.0}},
        {"seq": 1, "change": {"adam.schedule": ["step"]}},
        {"seq": 1, "change": {"s": ["bowl"]}},
        {"seq": 1, "change": {"s": "nowhere"}},
        {"seq": 1, "change": {"s.height": 1.0}},
        {"seq": 1, "change": {"data": 3}},
        {"seq": 1, "change": {"o": 3}},
        {"seq": 1, "change": {"steps": "many"}},
        {"seq": 1, "change": {"": 1, "a.b.c": 2, ".": 3}},
        {"seq": 1, "change": [1, 2]},
        {"seq": 1, "change": {"start": "here"}},
        {"seq": 1, "change": {"start": [1]}},
        {"seq": 1, "change": {"start": [None, math.inf]}},
        {"seq": 1, "change": {"loss": "cubic"}},
        {"seq": 1, "change": {"step": "first"}},
        {"seq": 1, "change": {"adam.lr": 0.2}, "surface": ["himmelblau"]},
        {"seq": 1, "since": [1], "have": 5},
        {"seq": 1, "have": [[]]},
    ],
)
def test_a_forged_message_changes_nothing(stage, event):
    after = stage.arrive(**event)
    assert (after.scenario, after.view, after.step) == (BEFORE, View(), None)
    assert isinstance(after.answered, int)
    assert isinstance(stage_events.held(), frozenset)


def test_a_change_that_comes_again_does_not_undo_what_came_between(stage):
    stage.arrive(seq=1, change={"adam.lr": 0.2}, since={"adam.lr": 1})
    actions.change({"adam.lr": 0.5})
    after = stage.arrive(seq=2, change={"adam.lr": 0.2, "loss": "linear"}, since={"adam.lr": 1, "loss": 2})
    assert after.scenario.optimizers["adam"]["lr"] == 0.5
    assert (after.view.loss, after.answered) == ("linear", 2)


def test_a_start_that_comes_again_does_not_undo_a_reset_of_it(stage):
    stage.arrive(seq=1, change={"start": [1.0, -2.0]}, since={"start": 1})
    actions.change({"start": (0.5, 0.5)})
    assert stage.arrive(seq=2, change={"start": [1.0, -2.0]}, since={"start": 1}).scenario.start == (0.5, 0.5)


def test_a_change_whose_first_message_was_skipped_is_taken_in(stage):
    assert stage.arrive(seq=3, change={"start": [1.0, -2.0]}, since={"start": 1}).scenario.start == (1.0, -2.0)


def test_the_same_message_is_taken_in_once(stage):
    stage.arrive(seq=1, change={"start": [1.0, -2.0]}, since={"start": 1})
    actions.change({"start": (0.5, 0.5)})
    assert stage.session.scenario.start == (0.5, 0.5)


def test_a_message_that_does_not_say_since_when_is_all_new(stage):
    stage.arrive(seq=1, change={"start": [1.0, -2.0]})
    actions.change({"start": (0.5, 0.5)})
    assert stage.arrive(seq=2, change={"start": [1.0, -2.0]}).scenario.start == (1.0, -2.0)


def test_what_came_with_something_else_on_the_page_is_taken_in_before_it(stage):
    """Streamlit calls the stage last, though the button was pressed after the start had been moved."""
    stage.send(seq=1, change={"start": [1.0, -2.0], "adam.lr": 0.2})
    actions.change({"start": (0.5, 0.5)})
    actions.on_stage_event()
    assert stage.session.scenario.start == (0.5, 0.5)
    assert stage.session.scenario.optimizers["adam"]["lr"] == 0.2


def test_reading_the_session_takes_nothing_in(stage):
    stage.send(seq=1, change={"start": [1.0, -2.0]})
    assert actions.current().scenario == BEFORE
    assert stage.session.answered == 0


def test_a_session_that_takes_over_follows_a_stage_that_counts_on_and_one_that_starts_to_count(stage):
    """It finds the last message of the session that is gone (its address says that), and has answered none."""
    stage.send(seq=7, change={"start": [3.0, 3.0]})
    stage_events.begin(stage.session)
    after = stage.arrive(seq=7, change={"start": [3.0, 3.0]}, since={"start": 7})
    assert after.scenario.start != (3.0, 3.0)
    assert stage.arrive(seq=8, change={"start": [3.0, 3.0]}, since={"start": 7}).scenario.start == (3.0, 3.0)
    after.received, after.answered = 7, 0
    assert stage.arrive(seq=1, change={"start": [1.0, -2.0]}, since={"start": 1}).scenario.start == (1.0, -2.0)
