"""A session's messages are sent together, in order, in the turn of the event loop after the one in which they came."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from streamlit import runtime
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.session_manager import SessionClientDisconnectedError

from ravine.streamlit_internals import message_batching
from tests.support.bare_session import BareSession

pytestmark = pytest.mark.patch("message_batching")


class Server:
    """In place of Streamlit's runtime: one session, with a browser or without."""

    client = object()

    def __init__(self) -> None:
        self.connected = self.listening = True
        self.session_id = ""
        self.sent: list[str] = []
        self.disconnected: list[tuple[str, object]] = []
        self._session_mgr = self

    def get_active_session_info(self, session_id: str) -> "Server | None":
        self.session_id = session_id
        return self if self.connected else None

    def _send_message(self, info: "Server", message: ForwardMsg) -> None:
        assert info is self
        if not self.listening:
            raise SessionClientDisconnectedError
        self.sent.append(message.hash)

    def disconnect_session(self, session_id: str, *, client: object) -> None:
        self.disconnected.append((session_id, client))


@pytest.fixture
def server(monkeypatch) -> Server:
    made = Server()
    monkeypatch.setattr(runtime, "get_instance", lambda: made)
    return made


def message(number: int) -> ForwardMsg:
    found = ForwardMsg(hash=f"{number}")
    found.delta.new_element.text.body = f"{number}"
    found.metadata.delta_path.append(number)  # another place on the page: none takes another's
    return found


def play(act: Callable[[BareSession], Awaitable[None]]) -> BareSession:
    """The session after ``act``, when the loop has nothing left to do."""

    async def go() -> BareSession:
        session = BareSession()
        await act(session)
        # In order: what was planned so far, and what that has planned.
        for _ in range(3):
            await asyncio.sleep(0)
        return session

    return asyncio.run(go())


def test_messages_of_one_turn_are_sent_together_and_in_order(applied, server):
    applied("message_batching")

    async def act(session: BareSession) -> None:
        for number in range(60):
            session._enqueue_forward_msg(message(number))
        assert not server.sent
        await asyncio.sleep(0)
        assert server.sent == [f"{number}" for number in range(60)]
        session._enqueue_forward_msg(message(60))

    play(act)
    assert server.sent == [f"{number}" for number in range(61)]
    assert server.session_id == "bare"


def test_a_message_of_a_script_s_thread_is_sent_from_the_event_loop(applied, server):
    applied("message_batching")

    async def act(session: BareSession) -> None:
        await asyncio.to_thread(session._enqueue_forward_msg, message(1))

    play(act)
    assert server.sent == ["1"], "a script's message never comes"


def test_messages_of_a_session_without_a_browser_wait_for_one(applied, server):
    applied("message_batching")
    server.connected = False

    async def act(session: BareSession) -> None:
        session._enqueue_forward_msg(message(1))

    session = play(act)
    assert not server.sent
    assert [one.hash for one in session.flush_browser_queue()] == ["1"], "a browser that is back has lost a message"


def test_a_browser_that_is_gone_costs_its_session_the_connection(server):
    server.listening = False

    async def act(session: BareSession) -> None:
        session._browser_queue.enqueue(message(1))
        message_batching.flush(session)

    play(act)
    assert server.disconnected == [("bare", server.client)]
