"""A connection without a network: our protocols on a transport that keeps what is written, and a clock that is set."""

import asyncio
from collections.abc import Callable
from functools import wraps
from types import SimpleNamespace
from typing import Any

from starlette.requests import ClientDisconnect, Request
from uvicorn import Config
from uvicorn.server import ServerState

from ravine.server.protocols import Http, WebSocket
from tests.support.asgi import echo


def on_a_loop(test):
    @wraps(test)
    def run(*args, **kwargs):
        asyncio.run(test(*args, **kwargs))

    return run


async def patient(scope, receive, send):
    """An app that reads a request to its end, and then answers as :func:`echo` does."""
    if scope["type"] == "http":
        try:
            await Request(scope, receive).body()
        except ClientDisconnect:
            return
    await echo(scope, receive, send)


class Clock:
    """The event loop as a protocol asks it, with time that passes by :meth:`wait` alone."""

    def __init__(self) -> None:
        self.now = 0.0
        self._timers: list[SimpleNamespace] = []
        self.create_task = asyncio.get_running_loop().create_task

    def time(self) -> float:
        return self.now

    def call_later(self, seconds: float, call: Callable[[], None]) -> SimpleNamespace:
        timer = SimpleNamespace(at=self.now + seconds, call=call)
        timer.cancel = lambda: timer in self._timers and self._timers.remove(timer)
        self._timers.append(timer)
        return timer

    def wait(self, seconds: float) -> None:
        """Let time pass; what is due is called in its order."""
        until = self.now + seconds
        while due := [timer for timer in self._timers if timer.at <= until]:
            first = min(due, key=lambda timer: timer.at)
            self._timers.remove(first)
            self.now = first.at
            first.call()
        self.now = until


class Wire(asyncio.Transport):
    """A connection from ``host`` to ``app``, and the client at its other end."""

    def __init__(self, app: Any, clock: Clock, host: str = "5.5.5.1") -> None:
        super().__init__()
        settings = {"log_config": None, "proxy_headers": False, "ws_per_message_deflate": False}
        config = Config(app, http=Http, ws=WebSocket, **settings)
        config.load()
        self.written, self.buffered = b"", 0
        self.closed = self.reading_paused = False
        self._host, self.clock = host, clock
        self.protocol: Any = Http(config, ServerState(), {}, clock)
        self.protocol.connection_made(self)

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return {"peername": (self._host, 1), "sockname": ("5.5.5.100", 80)}.get(name, default)

    async def send(self, data: bytes) -> None:
        """Have ``data`` arrive, and let the app do what it does then."""
        if not self.closed:
            self.protocol.data_received(data)
        for _ in range(20):
            await asyncio.sleep(0)

    def set_protocol(self, protocol: Any) -> None:
        self.protocol = protocol
        protocol.loop = self.clock

    def write(self, data: Any) -> None:
        self.written += data

    def close(self) -> None:
        if not self.closed:
            self.closed = True
            asyncio.get_running_loop().call_soon(lambda: self.protocol.connection_lost(None))

    abort = close

    def is_closing(self) -> bool:
        return self.closed

    def get_write_buffer_size(self) -> int:
        return self.buffered

    def pause_reading(self) -> None:
        self.reading_paused = True

    def resume_reading(self) -> None:
        self.reading_paused = False

    @property
    def statuses(self) -> list[int]:
        """Of the answers so far."""
        return [int(part.split(b" ", 1)[0]) for part in self.written.split(b"HTTP/1.1 ")[1:]]


GET = b"GET / HTTP/1.1\r\nHost: lab.example\r\n\r\n"
HANDSHAKE = (
    b"GET /_stcore/stream HTTP/1.1\r\nHost: lab.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)


def frame(body: bytes, opcode: int = 2, *, final: bool = True, size: int | None = None) -> bytes:
    """A client's frame; ``size`` is the length that it announces, if it is not that of ``body``."""
    return bytes([opcode | 128 * final, 255]) + (len(body) if size is None else size).to_bytes(8) + bytes(4) + body
