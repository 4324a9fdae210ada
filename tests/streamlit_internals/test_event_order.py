"""Events of script runs reach the event loop in order, all of them, and those of a run before the next one begins."""

import asyncio
import gc
import threading
import weakref
from collections.abc import Callable
from typing import Any, cast

import pytest
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import RerunData

from ravine.streamlit_internals import event_order
from ravine.streamlit_internals.event_order import EventQueue
from tests.support.bare_session import BareSession

pytestmark = pytest.mark.patch("event_order")
THREADS, BATCHES, EACH = 4, 5, 400


def speak(session: AppSession, hear: Callable[[int], Any]) -> None:
    """Call ``hear`` on the event loop with 0, 1, 2, …; after each batch wait until the loop has emptied the queue."""
    for batch in range(BATCHES):
        emptied = threading.Event()
        for number in range(batch * EACH, (batch + 1) * EACH):
            session._call_soon_on_event_loop(lambda number=number: hear(number))
        session._call_soon_on_event_loop(emptied.set)
        emptied.wait()


def test_every_event_comes_and_each_thread_s_in_order(applied):
    applied("event_order")
    came: list[list[int]] = [[] for _ in range(THREADS)]

    async def go() -> None:
        session = BareSession()
        await asyncio.gather(*(asyncio.to_thread(speak, session, one.append) for one in came))

    asyncio.run(go())
    assert came == [list(range(BATCHES * EACH))] * THREADS, "the page misses something that the script has said"


def test_a_loop_that_has_not_looked_yet_is_not_woken_again(applied, monkeypatch):
    applied("event_order")

    async def go() -> tuple[int, list[int]]:
        loop, session, done = asyncio.get_running_loop(), BareSession(), asyncio.Event()
        woken: list[object] = []
        came: list[int] = []
        wake = loop.call_soon_threadsafe
        monkeypatch.setattr(loop, "call_soon_threadsafe", lambda callback: woken.append(wake(callback)))
        for number in range(60):
            session._call_soon_on_event_loop(lambda number=number: came.append(number))
        session._call_soon_on_event_loop(done.set)
        await done.wait()
        return len(woken), came

    assert asyncio.run(go()) == (1, list(range(60)))


def test_an_event_s_error_is_reported_and_the_next_one_handled():
    async def go() -> list[str]:
        came: list[str] = []
        asyncio.get_running_loop().set_exception_handler(
            lambda _, problem: came.append(type(problem["exception"]).__name__)
        )
        queue = EventQueue()
        queue.put(lambda: cast(None, 1 // 0))
        queue.put(lambda: came.append("next"))
        queue.empty()
        return came

    assert asyncio.run(go()) == ["ZeroDivisionError", "next"]


def test_what_an_event_puts_is_handled_too():
    queue, came = EventQueue(), []
    queue.put(lambda: cast(None, queue.put(lambda: came.append("second"))))
    queue.empty()
    assert came == ["second"]


def test_the_end_of_a_run_is_handled_before_the_next_begins(monkeypatch):
    """Else a browser is not told of it, and keeps the widgets of the lesson before."""
    heard: list[str] = []
    monkeypatch.setattr(AppSession, "_create_scriptrunner", lambda *_: heard.append("begun"))
    new = event_order.make()

    async def go() -> None:
        session = BareSession()
        new[event_order.SOON](session, lambda: heard.append("ended"))
        new[event_order.CREATE](session, RerunData())

    asyncio.run(go())
    assert heard == ["ended", "begun"]


def test_one_session_s_run_does_not_wait_for_another_s_events(monkeypatch):
    heard: list[str] = []
    monkeypatch.setattr(AppSession, "_create_scriptrunner", lambda *_: heard.append("begun"))
    new = event_order.make()

    async def go() -> None:
        one, other = BareSession(), BareSession()
        new[event_order.SOON](one, lambda: heard.append("the other's"))
        new[event_order.CREATE](other, RerunData())
        assert heard == ["begun"]

    asyncio.run(go())


def test_a_session_that_is_over_is_forgotten(applied):
    applied("event_order")

    async def go() -> weakref.ref:
        session, done = BareSession(), asyncio.Event()
        session._call_soon_on_event_loop(done.set)
        await done.wait()
        return weakref.ref(session)

    session = asyncio.run(go())
    gc.collect()
    assert session() is None


def test_a_closed_loop_is_left_alone(applied):
    """A script may end after its server has stopped."""
    applied("event_order")
    loop = asyncio.new_event_loop()

    async def make() -> BareSession:
        return BareSession()

    session = loop.run_until_complete(make())
    loop.close()
    session._call_soon_on_event_loop(lambda: None)
