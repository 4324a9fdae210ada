"""Send requests to an ASGI app directly, without a server."""

import asyncio
from contextlib import suppress
from functools import cache

from starlette.applications import Starlette

from ravine.server import routes


@cache
def app_routes() -> Starlette:
    """The app's own routes, without Streamlit's."""
    return Starlette(routes=routes.routes())


def ask(asgi, path: str, method: str = "GET", body: bytes = b"", **asked: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of the response; an error that the app raises after it is ignored."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "scheme": "http",
        "query_string": b"",
        "headers": [(b"host", b"test"), *((name.replace("_", "-").encode(), asked[name].encode()) for name in asked)],
        "server": ("test", 80),
        "client": ("test", 1),
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
