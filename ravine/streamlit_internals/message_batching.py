"""Send a session's messages together, once a turn of the event loop.

Streamlit's own loop looks through all sessions for each message, and pauses after each one that it hands to the socket.
Beside busy scripts each of these steps waits, up to 5 ms, for the interpreter lock.
"""

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from weakref import WeakSet

from ravine.streamlit_internals.patch import Patch, Target

if TYPE_CHECKING:
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
    from streamlit.runtime.app_session import AppSession

ENQUEUE = "streamlit.runtime.app_session:AppSession._enqueue_forward_msg"


def make() -> Mapping[str, Callable]:
    from streamlit.runtime.app_session import AppSession

    due: WeakSet[AppSession] = WeakSet()

    def enqueue_forward_msg(self: "AppSession", msg: "ForwardMsg") -> None:
        self._browser_queue.enqueue(msg)
        if asyncio._get_running_loop() is self._event_loop:
            plan(self)
        else:
            self._call_soon_on_event_loop(lambda: plan(self))

    def plan(session: "AppSession") -> None:
        if session not in due:
            due.add(session)
            session._event_loop.call_soon(send, session)

    def send(session: "AppSession") -> None:
        due.discard(session)
        flush(session)

    return {ENQUEUE: enqueue_forward_msg}


def flush(session: "AppSession") -> None:
    """As Streamlit's own loop does it, for one session. Without a browser its messages wait for one to come back."""
    from streamlit import runtime
    from streamlit.runtime.session_manager import SessionClientDisconnectedError

    server = runtime.get_instance()
    found = server._session_mgr.get_active_session_info(session.id)
    if found is None:
        return
    try:
        for message in session.flush_browser_queue():
            server._send_message(found, message)
    except SessionClientDisconnectedError:
        server.disconnect_session(session.id, client=found.client)
    session.on_flushed_messages_sent()


PATCH = Patch(
    name="message_batching",
    purpose="speed",
    reason="A page is some sixty messages, and each waits for the interpreter lock several times on its way.",
    gain="Without it, 150 sessions on one process: 13.1 -> 13.8 ms of CPU a change, 95 of 100 within 0.50 -> 1.1 s.",
    make=make,
    replaces=(Target(ENQUEUE, "self msg", "036c935c2804003e"),),
    uses=(
        Target("streamlit.runtime.app_session:AppSession.flush_browser_queue", "self", "eab2bfd86e2a9360"),
        Target("streamlit.runtime.app_session:AppSession.on_flushed_messages_sent", "self", "cc873e67274215f8"),
        Target("streamlit.runtime.runtime:Runtime._loop_coroutine", "self", "f2bf0cf6b7bd78b7"),
        Target("streamlit.runtime.runtime:Runtime._send_message", "self session_info msg", "e763de1c9f3297c1"),
        Target("streamlit.runtime.runtime:Runtime.disconnect_session", "self session_id client", "c889beac2cfe4185"),
    ),
)
