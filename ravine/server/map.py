"""Maps of a race: `POST /ravine/map`, asked as a race is, answered piece by piece.

The answer (``application/octet-stream``) is lines of JSON. A line with ``bytes`` is followed by that many bytes: arrays
one behind the other, little-endian, so that float64 numbers arrive as they are, infinities and NaN too, in two fifths
of what they take as text.

* ``{"share": 0.4, "ahead": 2, "text": "…"}``: every half a second; ``ahead`` and ``text`` only while it waits.
* ``{"kind": "rate", "target": 0.1, "text": "", "columns": [["j", "int32"], …], "axes": [{"racer": "gd", "name": "lr",
  "size": 121}, …], "bytes": …}``: once, before the first cells; then the values of the axes. ``text``: what the visitor
  has to know about the map. No axes: there is no map, and ``text`` says why.
* ``{"racer": "gd", "stride": 4, "count": 31, "bytes": …}``: ``count`` cells, a column behind the other; ``j`` is the
  place on the axis. Coarse ones come first.
* ``{"done": true}``: the last line; ``failed`` after an error, ``ended`` where the page has asked for another map.

A client that hangs up ends the work; so does the newer request of its page.
"""

import asyncio
import json
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import numpy as np
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from engine import jobs
from engine.jobs import Busy, Job
from experiments.maps import rates
from experiments.maps.rates import Rates
from ravine.client_address import address_of
from ravine.server.answers import BINARY, HEADERS, Full, full, hung_up, is_full, on_its_way, unless_gone
from ravine.server.race import Gone, Meant, Wish, meaning_of, wish_of
from ravine.streamlit_internals.run_queue import take

EVERY = 0.5  # seconds between two lines of progress
LONGEST_NAME = 64  # characters of a page's name
TYPES = {"float64": "<f8", "int32": "<i4"}
# Columns of the cells of a line.
COLUMNS = {
    "j": "int32",
    "final": "float64",
    "best": "float64",
    "mean": "float64",
    "reached": "int32",
    "steps": "int32",
    "stopped": "int32",
}
CELL = sum(np.dtype(TYPES[kind]).itemsize for kind in COLUMNS.values())


@dataclass(frozen=True)
class MapWish(Wish):
    """What a page asks for.

    Attributes:
        kind: of the map: ``rate``, each racer over its learning rates.
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
        return full()
    try:
        meant = await unless_gone(request.receive, take(meaning_of, wish, owner=address))
    except Gone as error:
        return PlainTextResponse(str(error), 404, HEADERS)
    return MapAnswer(meant, KINDS[wish.kind], f"map {address} {wish.page}", address)


def rate_pieces(meant: Meant) -> Generator[bytes]:
    """Pieces of the answer with the sweep of all racers' learning rates."""
    scenario, words = meant.scenario, meant.words
    count = rates.affordable(scenario)
    if not count:
        yield _line({"kind": "rate", "text": words("map-too-long"), "axes": []})
        return
    sweep = rates.rates(scenario, count)
    fewer = words("map-fewer", count=count) if count < rates.COUNTS[0] else ""
    yield _head(sweep, fewer)
    for racer, stride, found in rates.computed(sweep):
        cells = b"".join(found[name].astype(TYPES[kind]).tobytes() for name, kind in COLUMNS.items())
        yield _line({"racer": racer, "stride": stride, "count": len(found["j"]), "bytes": len(cells)}) + cells


#: Makers of the pieces, by the kind of map.
KINDS: dict[str, Callable[[Meant], Generator[bytes]]] = {"rate": rate_pieces}


class MapAnswer(Response):
    """The pieces that ``make`` yields, as a job; ``owner`` has one job at a time, the newest."""

    def __init__(self, meant: Meant, make: Callable[[Meant], Generator[bytes]], owner: str, address: str) -> None:
        super().__init__(media_type=BINARY, headers={**HEADERS, "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self.meant, self.make, self.owner, self.address = meant, make, owner, address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            # So much is on its way at most: pieces wait in memory for a slow client.
            with on_its_way(self.address, _size(self.meant)):
                await self._answer(scope, receive, send)
        except Full:
            await full()(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        pieces: asyncio.Queue[bytes | None] = asyncio.Queue()
        loop = asyncio.get_running_loop()

        def put(piece: bytes | None) -> None:
            loop.call_soon_threadsafe(pieces.put_nowait, piece)

        try:
            job = jobs.submit(self.owner, lambda job: self._work(job, put), self.address)
        except Busy:
            refusal = {"text": self.meant.words("map-full")}
            await JSONResponse(refusal, 429, {**HEADERS, "Retry-After": "5"})(scope, receive, send)
            return
        job.when_done(lambda: put(None))
        gone = asyncio.ensure_future(hung_up(receive))
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            await self._follow(job, pieces, gone, send)
        finally:
            gone.cancel()
            job.cancel()

    async def _follow(self, job: Job, pieces: asyncio.Queue, gone: asyncio.Future, send: Send) -> None:
        """Send the pieces as they come, and between them how far the job is, until it is over."""
        waiting = asyncio.ensure_future(pieces.get())
        try:
            while True:
                await asyncio.wait((waiting, gone), timeout=EVERY, return_when=asyncio.FIRST_COMPLETED)
                if gone.done():
                    raise ClientDisconnect
                if not waiting.done():
                    await _send(send, _line(self._progress(job)))
                    continue
                piece = waiting.result()
                if piece is None:
                    break
                await _send(send, piece)
                waiting = asyncio.ensure_future(pieces.get())
        finally:
            waiting.cancel()
        # Without its last line an answer is asked for again; one that a newer request has ended is not.
        last = {"ended": True} if job.cancelled else {"done": True} if job.progress == 1.0 else {"failed": True}
        await _send(send, _line(last), more=False)
        if not job.cancelled:
            job.result()  # an error goes to the log

    def _work(self, job: Job, put: Callable[[bytes], None]) -> None:
        with closing(self.make(self.meant)) as pieces:
            for piece in pieces:
                job.check()
                put(piece)

    def _progress(self, job: Job) -> dict[str, Any]:
        ahead = job.position
        if ahead is None:
            return {"share": job.progress}
        return {"share": 0.0, "ahead": ahead, "text": self.meant.words("map-waiting", count=ahead)}


def _size(meant: Meant) -> int:
    """Bytes of a whole answer, or somewhat more."""
    return len(meant.scenario.optimizers) * (rates.COUNTS[0] * (CELL + 8) + 1000)


def _head(sweep: Rates, text: str) -> bytes:
    values = b"".join(axis.values.astype(TYPES["float64"]).tobytes() for axis in sweep.axes.values())
    axes = [{"racer": racer, "name": axis.name, "size": len(axis)} for racer, axis in sweep.axes.items()]
    # JSON has the shortest text that gives this float64 back; there is none for a target that is not finite.
    target = sweep.target if np.isfinite(sweep.target) else None
    head = {"kind": "rate", "target": target, "text": text, "columns": list(COLUMNS.items()), "axes": axes}
    return _line({**head, "bytes": len(values)}) + values


def _line(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, allow_nan=False).encode() + b"\n"


async def _send(send: Send, body: bytes, *, more: bool = True) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": more})
