"""uvicorn's websocket, which writes once where it is asked to write often.

A page is sixty messages. Each would be a write of its own, and each write lets go of the interpreter lock and waits, up
to 5 ms beside busy scripts, until it has it back.
"""

import asyncio
from typing import Any, cast

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol


class Together(WebSocketsSansIOProtocol):
    """A visitor's websocket; the frames of one turn of the event loop leave in one piece."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by the HTTP protocol when a websocket is asked for."""
        super().connection_made(cast(asyncio.Transport, Gathering(cast(asyncio.Transport, transport), self.loop)))


class Gathering:
    """A transport in front of ``transport``."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._kept: list[bytes] = []

    def write(self, data: bytes) -> None:
        if not self._kept:
            self._loop.call_soon(self._flush)
        self._kept.append(data)

    def close(self) -> None:
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        kept, self._kept = self._kept, []
        if kept:
            self._transport.write(b"".join(kept))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)
