"""Messages of many threads reach the event loop in order, all of them; frames leave in one piece."""

import asyncio
import threading
import time
from typing import Any, cast

import uvicorn
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import RerunData
from uvicorn.config import WS_PROTOCOLS

from ravine import post
from ravine.post import Post
from ravine.server import __main__
from ravine.wire import Gathering, Together

THREADS, EACH = 4, 2000


def test_every_callback_comes_and_each_thread_s_in_order():
    async def go() -> list[tuple[int, int]]:
        came: list[tuple[int, int]] = []
        box = Post(asyncio.get_running_loop())

        def speak(thread: int) -> None:
            for number in range(EACH):
                box.soon(lambda number=number: came.append((thread, number)))
                if number % 500 == 0:
                    time.sleep(0.001)  # the loop finds nothing for a while, and has to be woken again

        for k in range(THREADS):
            threading.Thread(target=speak, args=(k,)).start()
        async with asyncio.timeout(20):
            while len(came) < THREADS * EACH:
                await asyncio.sleep(0.001)
        return came

    came = asyncio.run(go())
    for k in range(THREADS):
        assert [number for thread, number in came if thread == k] == list(range(EACH))


def test_a_loop_that_has_not_looked_yet_is_not_woken_again(monkeypatch):
    async def go() -> tuple[int, list[int]]:
        loop, woken, came = asyncio.get_running_loop(), [], []
        wake = loop.call_soon_threadsafe
        monkeypatch.setattr(loop, "call_soon_threadsafe", lambda callback: woken.append(wake(callback)))
        box = Post(loop)
        for number in range(60):
            box.soon(lambda number=number: came.append(number))
        while len(came) < 60:
            await asyncio.sleep(0)
        return len(woken), came

    assert asyncio.run(go()) == (1, list(range(60)))


def test_one_callback_s_error_is_not_the_next_one_s():
    async def go() -> list[str]:
        came: list[str] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, told: came.append(type(told["exception"]).__name__))
        box = Post(asyncio.get_running_loop())
        box.soon(lambda: cast(None, 1 // 0))
        box.soon(lambda: came.append("next"))
        while len(came) < 2:
            await asyncio.sleep(0)
        return came

    assert asyncio.run(go()) == ["ZeroDivisionError", "next"]


def test_the_end_of_a_run_is_heard_before_the_next_begins(monkeypatch):
    """Else a browser is not told of it, and keeps the widgets of the lesson before."""
    heard: list[str] = []
    monkeypatch.setattr(AppSession, "_create_scriptrunner", lambda _, data: heard.append("begun"))
    for name in ("_call_soon_on_event_loop", "_enqueue_forward_msg"):
        monkeypatch.setattr(AppSession, name, None)

    async def go() -> None:
        post.install()
        session = cast(AppSession, None)
        AppSession._call_soon_on_event_loop(session, lambda: heard.append("ended"))
        AppSession._create_scriptrunner(session, RerunData())

    asyncio.run(go())
    assert heard == ["ended", "begun"]


def test_a_closed_loop_is_left_alone():
    loop = asyncio.new_event_loop()
    loop.close()
    Post(loop).soon(lambda: None)


class Transport:
    """What a socket was given, in pieces."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.pieces.append(data)

    def close(self) -> None:
        self.pieces.append(b"closed")

    def is_closing(self) -> bool:
        return self.pieces[-1:] == [b"closed"]


def test_what_is_written_in_one_turn_leaves_in_one_piece():
    async def go() -> list[bytes]:
        inner = Transport()
        outer = Gathering(cast(Any, inner), asyncio.get_running_loop())
        for part in (b"a", b"b", b"c"):
            outer.write(part)
        assert not inner.pieces
        await asyncio.sleep(0)
        outer.write(b"d")
        assert not outer.is_closing()
        outer.close()
        assert outer.is_closing()
        await asyncio.sleep(0)
        return inner.pieces

    assert asyncio.run(go()) == [b"abc", b"d", b"closed"]


def test_the_server_s_websockets_are_these(monkeypatch):
    monkeypatch.setitem(WS_PROTOCOLS, "websockets-sansio", "")
    monkeypatch.setattr(uvicorn, "main", lambda: None)
    monkeypatch.setattr(__main__.signal, "signal", lambda *_: None)
    __main__.main()
    config = uvicorn.Config("app:app", ws="websockets-sansio")
    config.load()
    assert config.ws_protocol_class is Together


def test_sessions_without_a_browser_keep_their_messages(monkeypatch):
    class Session:
        id = "gone"

        def flush_browser_queue(self) -> list:
            raise AssertionError("taken out, with nobody to send them to")

    class Runtime:
        class _session_mgr:
            @staticmethod
            def get_active_session_info(_: str) -> None:
                return None

    monkeypatch.setattr(post.runtime, "get_instance", Runtime)
    post._flush(cast(AppSession, Session()))
