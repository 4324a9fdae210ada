"""What a visitor does is taken in whole; what a browser still knows of a page that is gone disturbs nothing."""

import asyncio
import threading
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.scriptrunner import RerunData, RerunException, ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests
from streamlit.runtime.state import SafeSessionState
from streamlit.runtime.state.session_state import SessionState, WStates

from benchmarks.load.visitor import Visitor
from lessons import LESSONS
from ravine import deeds
from tools.server import served, serving


def test_what_is_asked_for_meanwhile_waits_until_a_callback_has_returned(monkeypatch):
    """Else a rate that was let go of just before a button was pressed springs back."""
    for where, name in ((SafeSessionState, "on_script_will_rerun"), (WStates, "remove_stale_widgets")):
        monkeypatch.setattr(where, name, getattr(where, name))
    deeds.install()
    runner = object.__new__(ScriptRunner)
    runner._script_thread, runner._execing, runner._requests = threading.current_thread(), True, ScriptRequests()
    state = SafeSessionState(SessionState(), runner._maybe_handle_execution_control_request)

    def callback(_self: SessionState, *_args: Any, **_kwargs: Any) -> None:
        state["heard"] = 1
        runner._requests.request_rerun(RerunData())
        state["rate"] = 0.1

    monkeypatch.setattr(SessionState, "on_script_will_rerun", callback)
    state.on_script_will_rerun(None)
    with pytest.raises(RerunException):
        assert state["rate"]
    assert (state["heard"], state["rate"]) == (1, 0.1)


class Forgetful(Visitor):
    """A visitor of the lessons whose browser is never told that a page is complete: it keeps all widgets it has met."""

    def __init__(self, address: str, query: str) -> None:
        super().__init__(address, query)
        self.told: dict[str, WidgetState] = {}
        self.crashes = 0

    def _message(self, fragment: str = "", *once: WidgetState) -> bytes:
        message = BackMsg.FromString(super()._message(fragment, *once))
        message.rerun_script.page_name = "lessons"
        return message.SerializeToString()

    def _show(self, delta: Delta) -> None:
        self.crashes += delta.new_element.WhichOneof("type") == "exception"
        super()._show(delta)

    def _end(self, status: int) -> None:
        self.told |= self._states
        super()._end(status)
        self._states = self.told | self._states

    async def go_to(self, lesson: str) -> None:
        self.query = f"l={lesson}&lang=en"
        await self._answer(self._message(), lambda header: f"l={lesson}" in header["frame"]["link"])


def test_the_widgets_of_one_lesson_do_nothing_in_the_next():
    crashed = {}

    async def walk(address: str) -> None:
        first, *others = LESSONS
        async with Forgetful(address, f"l={first}&lang=en") as visitor:
            for key in others:
                await visitor.go_to(key)
                # Whatever is done on the stage brings all that the browser knows.
                await visitor.change("rate")
                crashed[key] = visitor.crashes

    with served() as server:
        asyncio.run(walk(server.address))
        assert not any(crashed.values()), f"crashes so far, lesson by lesson: {crashed}\n{server.printed()[-2000:]}"


def test_another_surface_can_be_chosen_again_and_again():
    """What a gallery is told of stands beside its widget, and Streamlit does not count it among what is there."""

    async def choose(address: str) -> None:
        async with Visitor(address) as visitor:
            for kind in ("gallery", "rate", "gallery"):
                await visitor.change(kind)

    with serving() as address:
        asyncio.run(choose(address))
