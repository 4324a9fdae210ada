"""A visitor's file: taken where a page asks for one, one a session, and gone when the page is closed."""

import asyncio
import urllib.error
import urllib.request
from types import SimpleNamespace

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from experiments import Scenario, encode
from ravine.server import uploads
from ravine.server.uploads import Uploads
from tests.support.asgi import Client, ask
from tests.support.session import answer, dial
from tests.support.session import ask as request

SIZE = 1000  # bytes of a file


class Streamlit:
    """Streamlit's route for files and its sessions, in memory."""

    def __init__(self) -> None:
        self.files = MemoryUploadedFileManager("/_stcore/upload_file")
        self.sessions: set[str] = set()
        self.go_on = asyncio.Event()
        self.go_on.set()

    async def __call__(self, scope, receive, send):
        if scope["type"] == "websocket":
            session = scope["path"].strip("/")
            self.sessions.add(session)
            await receive()
            await send({"type": "websocket.accept"})
            await receive()
            self.sessions.discard(session)
            return
        *_, session, file = scope["path"].split("/")
        await self.go_on.wait()
        self.files.add_file(session, UploadedFileRec(file, "a.csv", "text/csv", bytes(SIZE)))
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})

    def bytes(self) -> int:
        return self.files._total_bytes


@pytest.fixture
def streamlit(monkeypatch):
    found = Streamlit()
    runtime = SimpleNamespace(uploaded_file_mgr=found.files, is_active_session=found.sessions.__contains__)
    monkeypatch.setattr(uploads.runtime, "exists", lambda: True)
    monkeypatch.setattr(uploads.runtime, "get_instance", lambda: runtime)
    monkeypatch.setattr(uploads, "asks", lambda session: session.startswith("asking"))
    return found


def put(asgi, session: str, file: object) -> int:
    return ask(asgi, f"/_stcore/upload_file/{session}/{file}", "PUT")[0]


def test_only_a_page_that_asks_gets_its_file(streamlit):
    streamlit.sessions |= {"asking", "other"}
    limited = Uploads(streamlit)
    assert [put(limited, name, 1) for name in ("other", "asking-but-gone", "", "asking")] == [403, 403, 403, 204]
    assert streamlit.bytes() == SIZE


def test_a_hundred_files_of_a_session_leave_one(streamlit):
    streamlit.sessions.add("asking")
    limited = Uploads(streamlit)
    assert {put(limited, "asking", number) for number in range(100)} == {204}
    assert streamlit.bytes() == SIZE
    assert [one.file_id for one in streamlit.files.get_files("asking", ["98", "99"])] == ["99"], "the newest"


def test_one_file_is_on_its_way_at_a_time(streamlit):
    streamlit.sessions.add("asking")
    limited = Uploads(streamlit)
    scope = {"type": "http", "method": "PUT", "path": "/_stcore/upload_file/asking/1"}
    statuses = []

    async def send(message):
        statuses.append(message.get("status"))

    async def once():
        streamlit.go_on.clear()
        first = asyncio.ensure_future(limited(scope, None, send))
        await asyncio.sleep(0)
        await limited(scope, None, send)
        assert statuses[0] == 409
        streamlit.go_on.set()
        await first

    asyncio.run(once())
    assert put(limited, "asking", 2) == 204, "the next one may come"


def test_a_file_is_freed_when_its_page_is_closed(streamlit):
    limited = Uploads(streamlit)

    async def visit():
        client = Client("/asking")
        task = await client.begin(limited)
        await limited({"type": "http", "method": "PUT", "path": "/_stcore/upload_file/asking/1"}, None, client._send)
        assert streamlit.bytes() == SIZE
        client.hang_up()
        await task

    asyncio.run(visit())
    assert streamlit.bytes() == 0, "not only when another visitor comes"


def test_a_file_that_arrives_after_its_page_is_closed_is_freed_at_once(streamlit):
    streamlit.sessions.add("asking")
    limited = Uploads(streamlit)

    async def once():
        streamlit.go_on.clear()
        client = Client()
        path = "/_stcore/upload_file/asking/1"
        coming = asyncio.ensure_future(limited({"type": "http", "method": "PUT", "path": path}, None, client._send))
        await asyncio.sleep(0)
        streamlit.sessions.clear()
        streamlit.go_on.set()
        await coming

    asyncio.run(once())
    assert streamlit.bytes() == 0


def upload(address: str, session: str, file: int, cookie: str) -> int:
    token = cookie.partition("=")[2]
    body = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\na,b\n1,2\n\r\n--x--\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=x", "Cookie": cookie, "X-Xsrftoken": token}
    path = f"{address}/_stcore/upload_file/{session}/{file}"
    try:
        with urllib.request.urlopen(urllib.request.Request(path, body, headers, method="PUT"), timeout=30) as reply:
            return reply.status
    except urllib.error.HTTPError as error:
        return error.code


def choose_a_file(visitor, messages) -> None:
    """Choose "your own file" as the data, as a browser does."""
    elements = [one.delta.new_element for one in messages if one.WhichOneof("type") == "delta"]
    menu = next(one.selectbox for one in elements if one.selectbox.id.endswith("data-set"))
    message = BackMsg()
    message.rerun_script.query_string = LINK
    state = message.rerun_script.widget_states.widgets.add(id=menu.id)
    state.string_value = menu.options[-1]
    visitor.send(message.SerializeToString())
    assert any(one.delta.new_element.WhichOneof("type") == "file_uploader" for one in answer(visitor))


LINK = encode(Scenario("linear_regression", optimizers={"gd": {}}, steps=5))


def test_the_server_takes_a_file_from_when_the_page_asks_until_it_is_closed(address):
    with urllib.request.urlopen(f"{address}/_stcore/health", timeout=30) as reply:
        cookie = reply.headers["Set-Cookie"].partition(";")[0]
    with dial(address) as visitor:
        request(visitor, LINK)
        messages = answer(visitor)
        begun = next(one.new_session for one in messages if one.WhichOneof("type") == "new_session")
        session = begun.initialize.session_id
        assert upload(address, session, 1, cookie) == 403, "no page asks for a file"
        choose_a_file(visitor, messages)
        assert [upload(address, session, number, cookie) for number in range(5)] == [204] * 5
    while (status := upload(address, session, 6, cookie)) == 204:  # until the server has seen that the socket is closed
        pass
    assert status == 403
