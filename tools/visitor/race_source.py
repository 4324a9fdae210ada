"""Ask for races by their links, one request at a time, as the stage's race-source.js does."""

import asyncio
import json
import struct
from collections.abc import Callable
from typing import Any

from tools.visitor.wire import Http

PARTS_KEPT = 64  # as in the page's payload.js

Header = dict[str, Any]


class Lost(Exception):
    """An answer that did not come, or was not the right one."""


class RaceSource:
    """The races that a stage has asked for.

    Attributes:
        header: header of the newest payload.
        received: bytes of all payloads.
    """

    def __init__(
        self, http: Http, cookies: dict[str, str], taken: Callable[[], None], failed: Callable[[Exception], None]
    ) -> None:
        """Asks on ``http``. ``taken`` is called after each payload, ``failed`` when one does not come."""
        self.header: Header = {}
        self.received = 0
        self._http, self._cookies, self._on_taken, self._on_failed = http, cookies, taken, failed
        self._link: dict[str, Any] = {}
        self._wish: dict[str, Any] = {}
        self._taken: dict[str, Any] = {}
        self._have: dict[str, None] = {}  # ids of parts, the newest last
        self._asking: asyncio.Task[None] | None = None

    @property
    def settled(self) -> bool:
        """Whether the race of the page's link is here."""
        race = self._link.get("race", {})
        return all(self.header.get(name) == race.get(name) for name in ("query", "lang", "seeds"))

    def follow(self, link: dict[str, Any]) -> None:
        """Show the race of ``link``, which the page has sent."""
        self._link = link
        if not self.settled:
            self.change({})

    def change(self, settings: dict[str, Any]) -> None:
        """Show the race of the page's link with other ``settings``."""
        self._wish = {**self._link["race"], "change": settings}
        if self._asking is None:
            self._asking = asyncio.get_running_loop().create_task(self._ask())

    def close(self) -> None:
        if self._asking:
            self._asking.cancel()
        self._http.close()

    async def _ask(self) -> None:
        try:
            while self._wish != self._taken and not (self.settled and not self._wish["change"]):
                wish = self._wish
                body = json.dumps({**wish, "have": sorted(self._have)}).encode()
                status, _, blob = await self._http.ask("/ravine/race", self._cookies, body)
                if status != 200:
                    raise Lost(f"no race: {status}")
                self.received += len(blob)
                self.header, parts = unpack(blob)
                self._taken = wish
                self._keep(parts | {self.header[name] for name in ("words", "surface")})
                self._on_taken()
        except (ConnectionError, Lost) as error:
            self._on_failed(error)
        finally:
            self._asking = None

    def _keep(self, parts: set[str]) -> None:
        """Keep ``parts`` as the page does: those that were longest not used are dropped."""
        self._have = {part: None for part in self._have if part not in parts} | dict.fromkeys(parts)
        for part in list(self._have)[:-PARTS_KEPT]:
            del self._have[part]


def unpack(blob: bytes) -> tuple[Header, set[str]]:
    """Header of a payload, and ids of its parts. Raises Lost unless all parts that it names are known."""
    (length,) = struct.unpack_from("<I", blob)
    header = json.loads(blob[4 : 4 + length])
    size = 4 + length
    for part in header["parts"].values():
        for place in part["arrays"].values():
            count = place["bytes"]
            for axis in place["shape"]:
                count *= axis
            size = max(size, 4 + length + place["offset"] + count)
    if size != len(blob):
        raise Lost(f"a payload of {len(blob)} bytes that names {size}")
    return header, set(header["parts"])
