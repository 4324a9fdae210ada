"""uvicorn's websocket protocol, writing the frames of one turn of the event loop in one piece.

A page is some sixty messages. Each would be written to the socket by itself, and each write lets go of the interpreter
lock and waits, up to 5 ms beside busy scripts, until it has it back. ``uvicorn --ws`` names the class, in deploy/serve.
"""

import asyncio
from typing import Any, cast

from ravine.streamlit_internals.patch import Patch, Target, is_applied

try:
    from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol as _Protocol
except ImportError:  # of another uvicorn: what it takes by itself
    from uvicorn.protocols.websockets.auto import AutoWebSocketsProtocol as _Protocol

NAME = "websocket_coalescing"


class CoalescingProtocol(_Protocol):  # type: ignore[misc, valid-type]
    """A visitor's websocket. With the patch left out it is uvicorn's own."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by the HTTP protocol when a websocket is asked for."""
        if is_applied(NAME):
            gathering = GatheringTransport(cast(asyncio.Transport, transport), asyncio.get_running_loop())
            transport = cast(asyncio.Transport, gathering)
        super().connection_made(transport)


class GatheringTransport:
    """A transport in front of ``transport`` that keeps what is written until the end of the loop's turn."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._waiting: list[bytes] = []

    def write(self, data: bytes) -> None:
        if not self._waiting:
            self._loop.call_soon(self._flush)
        self._waiting.append(data)

    def close(self) -> None:
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        if waiting:
            self._transport.write(b"".join(waiting))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


PATCH = Patch(
    name=NAME,
    purpose="speed",
    reason="A page is some sixty frames, and each write to the socket waits for the interpreter lock.",
    gain="Measured only together with event_order and message_batching.",
    package="uvicorn",
    make=dict,
    replaces=(),
    uses=(
        Target(
            "uvicorn.protocols.websockets.websockets_sansio_impl:WebSocketsSansIOProtocol",
            "self config server_state app_state _loop",
            "0bbcec98938432f7",
        ),
    ),
)
