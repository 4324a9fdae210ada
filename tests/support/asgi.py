"""Send requests to an ASGI app directly, without a server."""

import asyncio
from contextlib import suppress
from functools import cache

from starlette.applications import Starlette
from starlette.responses import Response

from ravine.server import routes


@cache
def app_routes() -> Starlette:
    """The app's own routes, without Streamlit's."""
    return Starlette(routes=routes.routes())


class Client:
    """A stranger's WebSocket to an ASGI app: its handshake, and what the app has sent."""

    def __init__(self, path: str = "/_stcore/stream", client: str = "192.0.2.1", **asked: str | list[str]) -> None:
        self.sent: list[dict] = []
        self._received: asyncio.Queue[dict] = asyncio.Queue()
        self._received.put_nowait({"type": "websocket.connect"})
        self.scope = {
            "type": "websocket",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "scheme": "ws",
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": b"",
            "headers": headers_of({"host": "lab.example", **asked}),
            "server": ("lab.example", 80),
            "client": (client, 1),
            "subprotocols": [],
            "extensions": {"websocket.http.response": {}},
        }

    async def begin(self, asgi) -> asyncio.Task:
        """Call ``asgi`` until it has sent something or is done."""
        task = asyncio.ensure_future(asgi(self.scope, self._received.get, self._send))
        while not self.sent and not task.done():
            await asyncio.sleep(0)
        return task

    def hang_up(self) -> None:
        self._received.put_nowait({"type": "websocket.disconnect", "code": 1005})

    @property
    def status(self) -> int:
        """101 for a handshake that was accepted."""
        first = self.sent[0]
        return {"websocket.accept": 101, "websocket.close": 403}.get(first["type"]) or first["status"]

    async def _send(self, message: dict) -> None:
        self.sent.append(message)


async def echo(scope, receive, send) -> None:
    """An app that accepts every WebSocket until its client hangs up, and answers every request with 200."""
    if scope["type"] == "http":
        await Response("here")(scope, receive, send)
        return
    await receive()
    await send({"type": "websocket.accept"})
    await receive()


def headers_of(asked: dict[str, str | list[str]]) -> list[tuple[bytes, bytes]]:
    """Headers as ASGI has them: ``_`` stands for ``-``, a list for a header that comes several times."""
    several = {name: value if isinstance(value, list) else [value] for name, value in asked.items()}
    return [(name.replace("_", "-").encode(), one.encode()) for name, values in several.items() for one in values]


def ask(
    asgi, path: str, method: str = "GET", body: bytes = b"", raw: bytes = b"", query: str = "", client: str = "test",
    **asked: str | list[str],
) -> tuple[int, dict[str, str], bytes]:  # fmt: skip
    """Status, headers and body of the response; an error that the app raises after it is ignored.

    ``raw`` is the path as it was sent, where ``path`` is not.
    """
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "path": path,
        "raw_path": raw or path.encode(),
        "root_path": "",
        "scheme": "http",
        "query_string": query.encode(),
        "headers": headers_of({"host": "test", **asked}),
        "server": ("test", 80),
        "client": (client, 1),
    }
    sent = []
    # In two pieces, as a network may bring it.
    half = len(body) // 2
    pieces = ((body[:half], True), (body[half:], False))
    received = iter([{"type": "http.request", "body": piece, "more_body": more} for piece, more in pieces])

    async def receive():
        for message in received:
            return message
        await asyncio.Event().wait()  # the client never disconnects

    async def send(message):
        sent.append(message)

    async def once():
        with suppress(ZeroDivisionError):
            await asgi(scope, receive, send)

    asyncio.run(once())
    start = next(message for message in sent if message["type"] == "http.response.start")
    body = b"".join(message.get("body", b"") for message in sent)
    return start["status"], {name.decode(): value.decode() for name, value in start["headers"]}, body
