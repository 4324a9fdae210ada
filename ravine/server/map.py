"""Maps of a race: `POST /ravine/map`, asked as a race is, answered piece by piece.

The answer (``application/octet-stream``) is lines of JSON. A line with ``bytes`` is followed by that many bytes: arrays
one behind the other, little-endian, so that float64 numbers arrive as they are, infinities and NaN too, in two fifths
of what they take as text.

* ``{"share": 0.4, "left": 3.2, "ahead": 2, "text": "…"}``: every half a second; ``left`` in seconds, null where nobody
  knows; ``ahead`` and ``text`` only while it waits.
* ``{"kind": "rate", "target": 0.1, "text": "", "columns": [["j", "int32"], …], "axes": [{"racer": "gd", "name": "lr",
  "size": 121}, …], "bytes": …}``: once, before the first cells; then the values of the axes. ``text``: what the visitor
  has to know about the map. No axes: there is no map, and ``text`` says why.
* ``{"racer": "gd", "stride": 4, "count": 31, "bytes": …}``: ``count`` cells, a column behind the other; ``j`` is the
  place on the axis. Coarse ones come first.
* ``{"done": true}``: the last line; ``failed`` after an error, ``ended`` where the page has asked for another map.

What is beside that in the lines of a kind of map says :mod:`ravine.server.map_pieces`. A client that hangs up ends the
work; so does the newer request of its page.
"""

import asyncio
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from engine import jobs
from engine.jobs import Busy, Job
from experiments.link_pairs import meant as meant_by
from ravine.client_address import address_of
from ravine.server import map_pieces
from ravine.server.answers import BINARY, HEADERS, Full, hung_up, is_full, on_its_way, unless_gone
from ravine.server.map_lines import Maker, line
from ravine.server.race import Gone, Meant, Wish, meaning_of, wish_of
from ravine.streamlit_internals.run_queue import take
from ravine.words import Words, choose

EVERY = 0.5  # seconds between two lines of progress
LONGEST_NAME = 64  # characters of a page's name
QUEUED = 400_000  # bytes of pieces that wait for a slow client; the work waits with them
PAUSE = 0.05  # seconds between two looks of work that waits
HELD = QUEUED + 100_000  # bytes of an answer that are on their way, at most: of a piece more
#: Makers of the pieces, by the kind of map.
KINDS: dict[str, Maker] = {
    "rate": map_pieces.rate_pieces,
    "plane": map_pieces.plane_pieces,
    "basins": map_pieces.basin_pieces,
}


@dataclass(frozen=True)
class MapWish(Wish):
    """What a page asks for.

    Attributes:
        kind: of the map, one of :data:`KINDS`.
        page: a name that the page has given itself; its newer request ends the older one.
    """

    kind: str = ""
    page: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"kind is none of {', '.join(KINDS)}")
        if len(self.page) > LONGEST_NAME:
            raise ValueError(f"page has more than {LONGEST_NAME} characters")


async def map_of(request: Request) -> Response:
    """The map of a :class:`MapWish`; refusals are those of :func:`ravine.server.race.race`."""
    wish = await wish_of(request, MapWish)
    if isinstance(wish, Response):
        return wish
    address = address_of(request.scope)
    if is_full(address):
        return _later(Words(choose(meant_by(wish.query).get("lang"), wish.lang)), 503)
    try:
        meant = await unless_gone(request.receive, take(meaning_of, wish, owner=address))
    except Gone as error:
        return PlainTextResponse(str(error), 404, HEADERS)
    return MapAnswer(meant, KINDS[wish.kind], f"map {address} {wish.page}", address)


def _later(words: Words, status: int) -> Response:
    """A refusal that says why."""
    return JSONResponse({"text": words("map-full")}, status, {**HEADERS, "Retry-After": "5"})


class MapAnswer(Response):
    """The pieces that ``make`` yields, as a job; ``owner`` has one job at a time, the newest."""

    def __init__(self, meant: Meant, make: Maker, owner: str, address: str) -> None:
        super().__init__(media_type=BINARY, headers={**HEADERS, "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self.meant, self.make, self.owner, self.address = meant, make, owner, address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            with on_its_way(self.address, HELD):
                await self._answer(scope, receive, send)
        except Full:
            await _later(self.meant.words, 503)(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        pieces = _Pieces(asyncio.get_running_loop())
        try:
            job = jobs.submit_spread(self.owner, lambda job: self._work(job, pieces), self.address)
        except Busy:
            await _later(self.meant.words, 429)(scope, receive, send)
            return
        job.when_done(pieces.end)
        gone = asyncio.ensure_future(hung_up(receive))
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            await self._follow(job, pieces, gone, send)
        finally:
            gone.cancel()
            job.cancel()

    async def _follow(self, job: Job, pieces: "_Pieces", gone: asyncio.Future, send: Send) -> None:
        """Send the pieces as they come, and every now and then how far the job is, until it is over."""
        clock, now = _Clock(), asyncio.get_running_loop().time
        due = now() + EVERY
        waiting = asyncio.ensure_future(pieces.get())
        try:
            while True:
                await asyncio.wait((waiting, gone), timeout=max(due - now(), 0.0), return_when=asyncio.FIRST_COMPLETED)
                if gone.done():
                    raise ClientDisconnect
                if now() >= due:
                    await _send(send, line(self._progress(job, clock.left(job.progress, now()))))
                    due = now() + EVERY
                if not waiting.done():
                    continue
                piece = waiting.result()
                if piece is None:
                    break
                await _send(send, piece)
                pieces.sent(piece)
                waiting = asyncio.ensure_future(pieces.get())
        finally:
            waiting.cancel()
        # Without its last line an answer is asked for again; one that a newer request has ended is not.
        last = {"ended": True} if job.cancelled else {"done": True} if job.progress == 1.0 else {"failed": True}
        await _send(send, line(last), more=False)
        if not job.cancelled:
            job.result()  # an error goes to the log

    def _work(self, job: Job, pieces: "_Pieces") -> None:
        with closing(self.make(self.meant, job.report)) as made:
            for piece in made:
                pieces.put(piece, job.check)

    def _progress(self, job: Job, left: float | None) -> dict[str, Any]:
        ahead = job.position
        if ahead is None:
            return {"share": job.progress, "left": left}
        return {"share": 0.0, "left": None, "ahead": ahead, "text": self.meant.words("map-waiting", count=ahead)}


class _Pieces:
    """Pieces on their way from the thread that makes them to the event loop that sends them."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop, self._room, self._bytes = loop, threading.Condition(), 0
        self._queue: asyncio.Queue[bytes | None] = asyncio.Queue()

    def put(self, piece: bytes, check: Callable[[], object]) -> None:
        """Wait until there is room for ``piece``, and call ``check`` meanwhile, whose errors end the wait."""
        check()
        with self._room:
            while self._bytes > QUEUED:
                self._room.wait(PAUSE)
                check()
            self._bytes += len(piece)
        self._loop.call_soon_threadsafe(self._queue.put_nowait, piece)

    def end(self) -> None:
        self._loop.call_soon_threadsafe(self._queue.put_nowait, None)

    async def get(self) -> bytes | None:
        """The next piece; None after the last."""
        return await self._queue.get()

    def sent(self, piece: bytes) -> None:
        with self._room:
            self._bytes -= len(piece)
            self._room.notify()


class _Clock:
    """Seconds left of work whose share grows evenly from when it is first looked at: what was kept comes before."""

    def __init__(self) -> None:
        self._first: tuple[float, float] | None = None

    def left(self, share: float, now: float) -> float | None:
        """None where nobody knows."""
        if self._first is None and share > 0.0:
            self._first = share, now
        if self._first is None or share <= self._first[0]:
            return None
        return (1.0 - share) * (now - self._first[1]) / (share - self._first[0])


async def _send(send: Send, body: bytes, *, more: bool = True) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": more})
