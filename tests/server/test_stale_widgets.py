"""Widgets that are gone change nothing, though a browser that has missed the end of a run still sends their values."""

import asyncio
from urllib.parse import parse_qsl

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from experiments import Scenario, encode
from lessons import LESSONS
from tools.server import Server
from tools.visitor.visitor import Visitor


class Forgetful(Visitor):
    """A visitor whose browser is never told that a page is complete: it keeps all widgets that it has met."""

    page = ""

    def __init__(self, address: str, query: str = "", seed: int = 0) -> None:
        super().__init__(address, query, seed)
        self.met: dict[str, WidgetState] = {}
        self.crashes = 0

    def _message(self, fragment: str = "", *once: WidgetState) -> bytes:
        message = BackMsg.FromString(super()._message(fragment, *once))
        message.rerun_script.page_name = self.page
        return message.SerializeToString()

    def _show(self, delta: Delta) -> None:
        self.crashes += delta.new_element.WhichOneof("type") == "exception"
        super()._show(delta)

    def _end(self, status: int) -> None:
        self.met |= self._states
        super()._end(status)
        self._states = self.met | self._states

    async def go_to(self, query: str, part: str, page: str = "") -> None:
        """Follow a link within the app; ``part`` must be in the address that the stage then shows."""
        self.query, self.page = query, page
        await self._answer(self._message(), lambda _: part in (self.link["frame"]["link"] or self.header["query"]))


class Tidy(Forgetful):
    """The same visitor with a browser that is told."""

    def _end(self, status: int) -> None:
        Visitor._end(self, status)


def without_rates(query: str) -> dict[str, str]:
    return {key: value for key, value in parse_qsl(query) if not key.endswith(".lr")}


def test_the_widgets_of_one_lesson_do_nothing_in_the_next(server: Server):
    crashed, moved = {}, {}

    async def walk() -> None:
        first, *others = LESSONS
        visitor = Forgetful(server.address, f"l={first}&lang=en")
        visitor.page = "lessons"
        async with visitor:
            for key in others:
                await visitor.go_to(f"l={key}&lang=en", f"l={key}", "lessons")
                opened = without_rates(visitor.header["query"])
                # Whatever is done on the stage brings all that the browser knows.
                await visitor.change("rate")
                crashed[key] = visitor.crashes
                if (now := without_rates(visitor.header["query"])) != opened:
                    moved[key] = opened.items() ^ now.items()

    asyncio.run(walk())
    assert not any(crashed.values()), f"crashes so far, lesson by lesson: {crashed}\n{server.printed()[-2000:]}"
    assert not moved, f"what a visitor did not touch is another after a change of a rate: {moved}"


WAYS = [
    pytest.param(["gallery", "rate", "racers", "gallery", "rate", "gallery", "racers", "rate"], "", id="surfaces"),
    pytest.param(
        ["rate", "gallery", "rate", "gallery", "rate"],
        encode(Scenario("sine_fit", optimizers={"adam": {}, "gd": {}}, batch=8, schedules={"adam": ("step", {})})),
        id="from data",
    ),
    pytest.param(
        ["gallery", "racers", "rate", "racers", "rate"],
        encode(Scenario("himmelblau", optimizers={"adam": {}}, gradient_noise=0.1, seed=7)),
        id="from noise",
    ),
]


@pytest.mark.parametrize(("way", "query"), WAYS)
def test_the_widgets_of_one_surface_do_nothing_on_the_next(server: Server, way: list[str], query: str):
    async def walk(kind: type[Forgetful]) -> tuple[list[str], int]:
        async with kind(server.address, query, seed=5) as visitor:
            shown = []
            for change in way:
                await visitor.change(change)
                shown.append(visitor.header["query"])
            return shown, visitor.crashes

    told, stale = asyncio.run(walk(Tidy)), asyncio.run(walk(Forgetful))
    assert stale[1] == 0, f"the page shows an error\n{server.printed()[-2000:]}"
    assert stale[0] == told[0], "the race is not the one that the visitor has set"


def test_the_playground_s_widgets_do_nothing_in_a_lesson(server: Server):
    noisy = encode(Scenario("himmelblau", optimizers={"adam": {"beta1": 0.5}}, gradient_noise=0.1, seed=7, steps=333))

    async def walk() -> tuple[str, str, int]:
        async with Forgetful(server.address, noisy) as visitor:
            await visitor.change("rate")
            await visitor.go_to("l=momentum&lang=en", "l=momentum", "lessons")
            opened = visitor.header["query"]
            await visitor.change("rate")
            return opened, visitor.header["query"], visitor.crashes

    opened, now, crashes = asyncio.run(walk())
    assert crashes == 0, f"the page shows an error\n{server.printed()[-2000:]}"
    assert without_rates(now) == without_rates(opened)


GONE = {
    "a hyperparameter of who does not race": "actions.change({'lion.beta1': 0.5})",
    "the schedule of who does not race": "actions.change({'lion.schedule': 'step'})",
    "a parameter of another schedule": "actions.change({'adam.schedule.gamma': 0.5}, {'adam.schedule': 'step'})",
    "a parameter of another surface": "actions.change({'s.b': 5.0}, {'s': 'rosenbrock'})",
    "the best setting of who does not race": "best_rate.set_best('momentum', {'lr': 0.5, 'momentum': 0.5})",
    "the best setting on another surface": "best_rate.set_best('adam', {'lr': 0.5})",
    "data without a data surface": "data.choose_data('')",
    "seeds without anything random": "seeds.start_seeds(100)",
    "calling off what is over": "seeds.cancel_seeds()",
}


@pytest.mark.parametrize("act", GONE.values(), ids=GONE)
def test_a_callback_of_what_is_gone_changes_nothing(act: str):
    def script(act: str) -> None:
        import streamlit as st

        from ravine.session import actions, address  # noqa: F401
        from ravine.session.session import PLAYGROUND, current
        from ravine.views.panels import seeds  # noqa: F401
        from ravine.views.sidebar import best_rate, data  # noqa: F401

        address.load(session := current(), PLAYGROUND)
        before = session.scenario
        exec(act)
        st.text(str(session.scenario == before))
        st.text(str(bool(session.seeds.job or session.seeds.outcome)))

    app = AppTest.from_function(script, args=(act,), default_timeout=60)
    for key, value in parse_qsl(encode(Scenario("himmelblau", optimizers={"adam": {}}))):
        app.query_params[key] = value
    app.run()
    assert not app.exception, f"the page shows an error: {app.exception[0].message}"
    assert [text.value for text in app.text] == ["True", "False"], "something has changed"
