"""Events of the stage change the session exactly once; invalid events change nothing."""

import math

import pytest

from experiments import Scenario
from experiments.view import View
from ravine.session import actions, address, fragments, stage_events
from ravine.session.session import Session
from ravine.stage import component
from ravine.streamlit_internals import visitor

BEFORE = Scenario("himmelblau", optimizers={"gd": {"lr": 0.01}, "adam": {"lr": 0.1}})


class Stage:
    """A session that shows Himmelblau with two optimizers, and a simulated stage."""

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
        """Set the component's event without calling its callback."""
        self.set(component, "event", lambda: {"surface": "himmelblau", **event})

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
    assert (after.answered, stage.saved) == (3, 1)


def test_a_start_reaches_the_sidebar(stage):
    fragments.drawn(stage.session, fragments.SURFACE)
    fragments.drawn(stage.session, fragments.RULES)
    after = stage.arrive(seq=1, change={"start": [1.0, -2.0]})
    assert after.scenario.start == (1.0, -2.0)
    assert fragments.affected(after) == [fragments.SURFACE]


def test_an_event_about_another_surface_is_ignored(stage):
    assert stage.arrive(seq=1, surface="bowl", change={"start": [1.0, 1.0], "adam.lr": 1.0}).scenario == BEFORE


def test_a_view_reaches_the_session(stage):
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
        {"seq": 1, "since": [1]},
        {"seq": 1, "change": {"settings_of": {}}},
        {"seq": 1, "change": {"settings_of": "nobody"}},
        {"seq": 1, "change": {"adam.like": [], "nobody~2.like": "adam"}},
        {"seq": 1, "change": {"adam.fan": {"lr": list(range(1, 1000))}}},
        {"seq": 1, "change": {"adam.fan": {"lr": [10**400, {}]}}},
        {"seq": 1, "change": {"o": [{}], "rules": {}}},
    ],
)
def test_a_forged_message_changes_nothing(stage, event):
    after = stage.arrive(**event)
    assert (after.scenario, after.view, after.step) == (BEFORE, View(), None)
    assert after.settings_of in ("", *BEFORE.optimizers)
    assert isinstance(after.answered, int)


def test_a_repeated_change_does_not_undo_later_ones(stage):
    stage.arrive(seq=1, change={"adam.lr": 0.2}, since={"adam.lr": 1})
    actions.change({"adam.lr": 0.5})
    after = stage.arrive(seq=2, change={"adam.lr": 0.2, "loss": "linear"}, since={"adam.lr": 1, "loss": 2})
    assert after.scenario.optimizers["adam"]["lr"] == 0.5
    assert (after.view.loss, after.answered) == ("linear", 2)


def test_a_repeated_start_does_not_undo_its_reset(stage):
    stage.arrive(seq=1, change={"start": [1.0, -2.0]}, since={"start": 1})
    actions.change({"start": (0.5, 0.5)})
    assert stage.arrive(seq=2, change={"start": [1.0, -2.0]}, since={"start": 1}).scenario.start == (0.5, 0.5)


def test_a_change_whose_first_message_was_lost_is_applied(stage):
    assert stage.arrive(seq=3, change={"start": [1.0, -2.0]}, since={"start": 1}).scenario.start == (1.0, -2.0)


def test_the_same_message_is_applied_once(stage):
    stage.arrive(seq=1, change={"start": [1.0, -2.0]}, since={"start": 1})
    actions.change({"start": (0.5, 0.5)})
    assert stage.session.scenario.start == (0.5, 0.5)


def test_a_message_without_a_previous_number_is_all_new(stage):
    stage.arrive(seq=1, change={"start": [1.0, -2.0]})
    actions.change({"start": (0.5, 0.5)})
    assert stage.arrive(seq=2, change={"start": [1.0, -2.0]}).scenario.start == (1.0, -2.0)


def test_stage_events_are_applied_before_a_widget_s_change(stage):
    """Streamlit calls the stage's callback last, although the button was pressed after the start was moved."""
    stage.send(seq=1, change={"start": [1.0, -2.0], "adam.lr": 0.2})
    actions.change({"start": (0.5, 0.5)})
    actions.on_stage_event()
    assert stage.session.scenario.start == (0.5, 0.5)
    assert stage.session.scenario.optimizers["adam"]["lr"] == 0.2


def test_a_run_that_loads_another_address_does_not_give_way_to_fragments(stage):
    """A change may come in together with the browser's Back: what Back leads to is drawn, or nothing ever draws it."""
    redrawn = []
    stage.set(fragments, "redraw", redrawn.append)
    stage.session.address = ("playground", "s=himmelblau")
    stage.set(address, "asked_query", lambda: "s=himmelblau")
    stage.arrive(seq=1, change={"adam.lr": 0.2})
    assert redrawn == [stage.session]
    stage.set(address, "asked_query", lambda: "s=bowl")
    assert stage.arrive(seq=2, change={"adam.lr": 0.3}).scenario.optimizers["adam"]["lr"] == 0.3
    assert redrawn == [stage.session]
    # The browser says its old address as long as the answer with the new one is on its way.
    stage.set(visitor, "draws_whole_page", lambda: False)
    stage.arrive(seq=3, change={"adam.lr": 0.4})
    assert redrawn == [stage.session] * 2


def test_reading_the_session_applies_no_event(stage):
    stage.send(seq=1, change={"start": [1.0, -2.0]})
    assert actions.current().scenario == BEFORE
    assert stage.session.answered == 0


def test_a_new_session_follows_an_old_stage_and_a_new_one(stage):
    """The new session finds the last event of the lost one, which its address contains, and has answered none."""
    stage.send(seq=7, change={"start": [3.0, 3.0]})
    stage_events.begin(stage.session)
    after = stage.arrive(seq=7, change={"start": [3.0, 3.0]}, since={"start": 7})
    assert after.scenario.start != (3.0, 3.0)
    assert stage.arrive(seq=8, change={"start": [3.0, 3.0]}, since={"start": 7}).scenario.start == (3.0, 3.0)
    after.received, after.answered = 7, 0
    assert stage.arrive(seq=1, change={"start": [1.0, -2.0]}, since={"start": 1}).scenario.start == (1.0, -2.0)
