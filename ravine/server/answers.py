"""Send payloads, and wait for work, for as long as the client is there; bound the bytes that are on their way.

A client that takes nothing in keeps its answer in memory until the connection is given up.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import TypeVar

from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

# Bytes on their way, to everybody and to one address. The largest payload has 25 MB, a usual one 0.1 MB.
MOST, MOST_OF_ADDRESS = 128_000_000, 48_000_000
PIECE = 262_144  # bytes of a payload that are given to the connection at a time: it keeps a copy
HEADERS = {"Cache-Control": "no-store"}
BINARY = "application/octet-stream"

Result = TypeVar("Result")
_on_their_way: Counter[str] = Counter()


class Full(Exception):
    """So many bytes are on their way that no more may follow."""


@contextmanager
def on_its_way(address: str, size: int) -> Iterator[None]:
    """Count ``size`` bytes for ``address`` in this block. Raises Full if they are too many beside the others."""
    if _on_their_way.total() + size > MOST or _on_their_way[address] + size > MOST_OF_ADDRESS:
        raise Full
    _on_their_way[address] += size
    try:
        yield
    finally:
        _on_their_way[address] -= size
        if not _on_their_way[address]:
            del _on_their_way[address]


async def hung_up(receive: Receive) -> None:
    """Return when the client has closed the connection; the request's body must have been read."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def unless_gone(receive: Receive, work: "Future[Result]") -> Result:
    """The result of ``work``; when the client hangs up before, the work is cancelled if it has not begun.

    Raises ClientDisconnect then.
    """
    gone = asyncio.ensure_future(hung_up(receive))
    waiting = asyncio.wrap_future(work)
    try:
        await asyncio.wait((gone, waiting), return_when=asyncio.FIRST_COMPLETED)
        if not waiting.done():
            raise ClientDisconnect
        return waiting.result()
    finally:
        gone.cancel()
        waiting.cancel()  # and the work with it, while it waits for its turn


def is_full(address: str) -> bool:
    """Whether so much is on its way to ``address`` that a large payload would not be sent: it need not be made."""
    return 2 * _on_their_way[address] > MOST_OF_ADDRESS


async def send_body(send: Send, body: bytes) -> None:
    """Send the rest of an answer, as fast as the client takes it in."""
    whole = memoryview(body)
    for start in range(0, max(len(body), 1), PIECE):
        more = start + PIECE < len(body)
        await send({"type": "http.response.body", "body": bytes(whole[start : start + PIECE]), "more_body": more})


class Payload(Response):
    """A payload as the whole answer; 503 if too many bytes are on their way."""

    def __init__(self, payload: bytes, address: str) -> None:
        super().__init__(payload, media_type=BINARY, headers=HEADERS)
        self.address = address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            with on_its_way(self.address, len(self.body)):
                await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
                await send_body(send, bytes(self.body))
        except Full:
            await full()(scope, receive, send)


def full() -> Response:
    """The answer to a client that has to ask again."""
    return Response(status_code=503, headers={**HEADERS, "Retry-After": "2"})
