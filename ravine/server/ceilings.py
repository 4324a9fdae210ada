"""Limit how many sessions the process holds, and how many of them one address.

Beyond the limit a session's handshake is refused, and a page that would begin one is a calm page that tries again.
"""

from collections import Counter

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from ravine.client_address import address_of
from ravine.server import calm_page, json_log
from ravine.server.limits import SESSIONS, SESSIONS_PER_ADDRESS
from ravine.server.refusal import answer

STATUS = {"full": 503, "crowded": 429}


class Ceilings:
    """ASGI middleware: 503 when ``most`` sessions are open, 429 when one address has ``each``."""

    def __init__(self, app: ASGIApp, most: int = SESSIONS, each: int = SESSIONS_PER_ADDRESS) -> None:
        self.app, self.most, self.each = app, most, each
        self.open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_socket = scope["type"] == "websocket"
        if not is_socket and not _is_page(scope):
            await self.app(scope, receive, send)
            return
        address = address_of(scope)
        if reason := self.reached(address):
            if is_socket:
                json_log.say("refused", because=reason, sessions=self.open.total())
            await answer(scope, receive, send, calm_page.response(scope, reason, STATUS[reason], again=True))
        elif is_socket:
            await self._session(address, scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def reached(self, address: str) -> str:
        """Which limit keeps another session of ``address`` out, a key of :data:`STATUS`; empty when none does."""
        if address and self.open[address] >= self.each:
            return "crowded"
        return "full" if self.open.total() >= self.most else ""

    async def _session(self, address: str, scope: Scope, receive: Receive, send: Send) -> None:
        self.open[address] += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.open[address] -= 1
            if not self.open[address]:
                del self.open[address]


def _is_page(scope: Scope) -> bool:
    """Whether a browser asks for a page to show, in a tab or in a frame, and not for a file."""
    if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith("/_stcore/"):
        return False
    asked = Headers(scope=scope)
    shown_in = asked.get("sec-fetch-dest", "document")
    return "text/html" in asked.get("accept", "") and shown_in in {"document", "iframe", "frame", "embed", "object"}
