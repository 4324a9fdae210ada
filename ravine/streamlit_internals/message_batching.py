"""What a run of the script has to say, on its way to the browser: many messages at a time.

Streamlit wakes the event loop for each of a page's sixty messages, looks through all sessions for it, and hands it to
the socket alone. Every one of these steps lets go of the interpreter lock and waits, up to 5 ms, until it has it back.
"""

import asyncio
from collections import deque
from collections.abc import Callable

from streamlit import runtime
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import RerunData
from streamlit.runtime.session_manager import SessionClientDisconnectedError


class Post:
    """Takes callbacks of any thread to the event loop, and then the messages of the sessions to their browsers."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._callbacks: deque[Callable[[], None]] = deque()
        self._called = False
        self._full: dict[AppSession, None] = {}

    def soon(self, callback: Callable[[], None]) -> None:
        """Have the event loop call ``callback``, after those that were given before. From any thread."""
        self._callbacks.append(callback)
        # Lowered before the callbacks are looked at: whoever finds it raised has theirs still looked at.
        if not self._called:
            self._called = True
            # Script threads may outlive the loop when a server stops.
            if not self._loop.is_closed():
                self._loop.call_soon_threadsafe(self.call)

    def full(self, session: AppSession) -> None:
        """``session`` has messages to be sent. On the event loop."""
        if not self._full:
            self._loop.call_soon(self._send)
        self._full[session] = None

    def call(self) -> None:
        """Call what was given and not called yet. On the event loop."""
        self._called = False
        while self._callbacks:
            callback = self._callbacks.popleft()
            try:
                callback()
            except Exception as error:  # one callback's error is not the next one's
                self._loop.call_exception_handler({"message": f"Exception in callback {callback}", "exception": error})

    def _send(self) -> None:
        full, self._full = self._full, {}
        for session in full:
            _flush(session)


def install() -> None:
    """Call once, on the event loop: from now on all sessions' messages go this way."""
    post = Post(asyncio.get_running_loop())

    def enqueue(self: AppSession, msg: ForwardMsg) -> None:
        self._browser_queue.enqueue(msg)
        post.full(self)

    def run_anew(self: AppSession, initial_rerun_data: RerunData) -> None:
        # What an ended run has said before it ended is heard before the next begins: once that is there, Streamlit 1.67
        # no longer listens, and a browser that is not told the end of a page's run keeps widgets that are gone.
        post.call()
        create(self, initial_rerun_data)

    create = AppSession._create_scriptrunner
    AppSession._call_soon_on_event_loop = lambda self, callback: post.soon(callback)
    AppSession._enqueue_forward_msg = enqueue
    AppSession._create_scriptrunner = run_anew


def _flush(session: AppSession) -> None:
    """As Streamlit's own loop does it, for one session; what nobody is there to hear waits for them to come back."""
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
