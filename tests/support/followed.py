"""Ask an ASGI app about a race, and follow the answer while it comes."""

import asyncio
import json
from typing import Any

from experiments import Scenario, encode
from tests.support.asgi import app_routes


class Visitor:
    """A request about a race, followed while it is answered."""

    def __init__(self, scenario: Scenario, path: str = "/ravine/race", **wish: Any) -> None:
        body = json.dumps({"query": encode(scenario), "lang": "en", **wish}).encode()
        self._received: asyncio.Queue[dict] = asyncio.Queue()
        self._received.put_nowait({"type": "http.request", "body": body})
        self.sent: asyncio.Queue[dict] = asyncio.Queue()
        self.all: list[dict] = []
        self.scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "POST",
            "path": path,
            "root_path": "",
            "scheme": "http",
            "query_string": b"",
            "headers": [(b"host", b"test"), (b"content-type", b"application/json")],
            "client": ("192.0.2.7", 1),
        }

    async def ask(self) -> "Visitor":
        await app_routes()(self.scope, self._received.get, self._send)
        return self

    def hang_up(self) -> None:
        self._received.put_nowait({"type": "http.disconnect"})

    async def _send(self, message: dict) -> None:
        self.all.append(message)
        self.sent.put_nowait(message)

    @property
    def status(self) -> int:
        return self.all[0]["status"]

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.all)

    def lines(self) -> tuple[list[dict[str, Any]], bytes]:
        """The lines, and what follows the one with the number of bytes."""
        found, rest = [], self.body
        while rest and "bytes" not in (found[-1] if found else {}):
            line, _, rest = rest.partition(b"\n")
            found.append(json.loads(line))
        return found, rest
