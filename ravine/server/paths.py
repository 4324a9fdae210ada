"""Refuse addresses that cannot name anything before a file is looked for.

What reads files raises an error of the system where a name is too long or has a character that no file can have: the
answer would be that the server has failed.
"""

import re
from urllib.parse import unquote_to_bytes

from starlette.types import ASGIApp, Receive, Scope, Send

from ravine.server import calm_page
from ravine.server.limits import LONGEST_NAME, LONGEST_PATH
from ravine.server.refusal import answer

BAD_ESCAPE = re.compile(rb"%(?![0-9a-fA-F]{2})")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Paths:
    """ASGI middleware: 400 for a path that is no text, 404 for names and 414 for paths that no file can have."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in {"http", "websocket"} and (status := problem(_raw(scope))):
            await answer(scope, receive, send, calm_page.response(scope, "unreadable", status))
            return
        await self.app(scope, receive, send)


def problem(path: bytes) -> int:
    """The status with which a path, as it was sent, is refused; 0 for one that can be used."""
    if len(path) > LONGEST_PATH:
        return 414
    if BAD_ESCAPE.search(path):
        return 400
    try:
        text = unquote_to_bytes(path).decode()
    except UnicodeDecodeError:
        return 400
    if CONTROL.search(text):
        return 400
    return 404 if any(len(name.encode()) > LONGEST_NAME for name in text.split("/")) else 0


def _raw(scope: Scope) -> bytes:
    return scope.get("raw_path") or scope["path"].encode("utf-8", "surrogatepass")
