"""Frames of one turn of the event loop are written to the socket in one piece."""

import asyncio
import re
from pathlib import Path
from typing import Any, cast

import pytest
import uvicorn
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from ravine.streamlit_internals.websocket_coalescing import CoalescingProtocol, GatheringTransport

SERVE = Path(__file__).parents[2] / "deploy" / "serve"


class Transport:
    """What a socket was given, in pieces."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.pieces.append(data)

    def close(self) -> None:
        self.pieces.append(b"closed")

    def is_closing(self) -> bool:
        return self.pieces[-1:] == [b"closed"]


def test_what_is_written_in_one_turn_leaves_in_one_piece():
    async def go() -> list[bytes]:
        inner = Transport()
        outer = GatheringTransport(cast(Any, inner), asyncio.get_running_loop())
        for part in (b"a", b"b", b"c"):
            outer.write(part)
        assert not inner.pieces
        await asyncio.sleep(0)
        outer.write(b"d")
        assert not outer.is_closing()
        outer.close()
        assert outer.is_closing()
        await asyncio.sleep(0)
        return inner.pieces

    assert asyncio.run(go()) == [b"abc", b"d", b"closed"]


def test_the_server_s_websockets_are_these():
    named = re.search(r"--ws (\S+)", SERVE.read_text())
    assert named
    config = uvicorn.Config("app:app", ws=cast(Any, named[1]))
    config.load()
    assert config.ws_protocol_class is CoalescingProtocol


def transport_of(monkeypatch) -> object:
    """What uvicorn's protocol writes to when a websocket is asked for."""
    got: list[object] = []
    monkeypatch.setattr(WebSocketsSansIOProtocol, "connection_made", lambda _, transport: got.append(transport))

    async def connect() -> None:
        CoalescingProtocol.connection_made(object.__new__(CoalescingProtocol), cast(Any, Transport()))

    asyncio.run(connect())
    return got[0]


@pytest.mark.patch("websocket_coalescing")
def test_with_the_patch_a_visitor_s_websocket_gathers_frames(monkeypatch, applied):
    applied("websocket_coalescing")
    assert isinstance(transport_of(monkeypatch), GatheringTransport)


def test_without_the_patch_a_visitor_s_websocket_is_uvicorn_s_own(monkeypatch):
    assert isinstance(transport_of(monkeypatch), Transport)
