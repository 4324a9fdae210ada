"""Changing a racer's setting redraws exactly the fragments that show it."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from streamlit.errors import StreamlitAPIException
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.Element_pb2 import Element

from experiments import Scenario, encode
from experiments.curvature import best_setting
from experiments.view import View
from ravine.session import fragments
from ravine.session.session import Session
from ravine.stage import component
from tools.visitor import widgets
from tools.visitor.visitor import WORDS, Visitor

RACERS = {"stage", "optimizers", "more-optimizers", "settings-of"}
REST = {"language", "gallery", "steps", "start-x"}


class Watcher(Visitor):
    """A visitor that records drawing: ``drawn`` holds the newest state of each widget since it was cleared."""

    def __init__(self, address: str, query: str) -> None:
        super().__init__(address, query)
        self.drawn: dict[str, Element] = {}

    def _show(self, delta: Delta) -> None:
        state = widgets.state(delta.new_element)
        if state is not None:
            self.drawn[widgets.name_of(state.id)] = delta.new_element
        super()._show(delta)


def watch(address: str, query: str, do: Callable[[Watcher], Coroutine[Any, Any, float]]) -> Watcher:
    async def visit() -> Watcher:
        async with Watcher(address, query) as visitor:
            visitor.drawn.clear()
            await do(visitor)
        return visitor

    return asyncio.run(visit())


def test_changing_racers_redraws_only_the_stage_and_the_racers(address):
    drawn = watch(address, "s=rosenbrock&o=adam&lang=en", lambda visitor: visitor.change("racers")).drawn
    assert drawn.keys() >= RACERS
    assert not drawn.keys() & REST


def test_the_step_inspector_offers_the_racers(address):
    visitor = watch(address, "s=rosenbrock&o=adam&lang=en", lambda visitor: visitor.change("racers"))
    racing = [WORDS.optimizer(run["key"]) for run in visitor.header["runs"]]
    assert len(racing) == 2
    assert list(visitor.drawn["inspect"].selectbox.options)[1:] == racing


def test_notices_about_a_link_disappear_with_its_race(address):
    drawn = watch(address, "s=rosenbrock&o=adam,nobody&lang=en", lambda visitor: visitor.change("racers")).drawn
    assert drawn.keys() >= RACERS | REST


def test_changing_the_best_rate_removes_its_notice(address):
    bowl = Scenario("bowl", optimizers={"gd": {}})
    best = best_setting(bowl, "gd")
    assert best is not None

    async def drag(visitor: Watcher) -> float:
        assert "gd.best" not in visitor._ids, "a button for what is set"
        return await visitor.change("rate")

    visitor = watch(address, encode(replace(bowl, optimizers={"gd": best})), drag)
    assert "gd.best" in visitor._ids, "the sidebar still says that the best rate is set"


def test_a_step_that_arrives_before_the_inspector_is_drawn_reruns_the_page(monkeypatch):
    asked = []

    def rerun(scope="app"):
        asked.append(scope)
        if scope != "app":
            raise StreamlitAPIException("no such fragment")

    monkeypatch.setattr(fragments.st, "rerun", rerun)
    session = Session(view=View(inspect="adam"), step=3)
    fragments.drawn(session, fragments.STEPS)
    session.step = 4
    fragments.redraw(session)
    assert asked == [[component.KEY, fragments.STEPS], "app"]
