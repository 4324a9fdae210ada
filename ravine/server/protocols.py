"""uvicorn's connections with limits: of time, of a request's size, of how many there are.

uvicorn waits for a request for ever, reads headers of any size, and leaves a WebSocket's handshake that it cannot read
without an answer. The classes here are handed to it by its options ``--http`` and ``--ws`` and rely on the inside of
those that they extend: :mod:`ravine.server.__main__` uses them only where these are what was read.
"""

from asyncio import BaseTransport, TimerHandle
from http import HTTPStatus

from uvicorn._types import ASGISendEvent
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from ravine.client_address import address_of
from ravine.server import json_log, limits
from ravine.server.connections import Connections

TIMES = limits.Times()
CONNECTIONS = Connections(limits.connections(), limits.CONNECTIONS_PER_ADDRESS)


class Unusable(ValueError):
    """A request that is longer than any of a browser's."""


class Stalled:
    """Ends a connection whose client takes in nothing of what it is sent.

    The event loop says that it holds more than it likes to (``begin``), and that it has sent most of it (``end``).
    """

    def __init__(self, connection: "Http | WebSocket") -> None:
        self._connection = connection
        self._timer: TimerHandle | None = None
        self._left = 0

    def begin(self) -> None:
        self.end()
        self._left = self._connection.transport.get_write_buffer_size()
        self._timer = self._connection.loop.call_later(TIMES.stalled, self._look)

    def end(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        if self._connection.transport.get_write_buffer_size() < self._left:
            self.begin()
        else:
            self._connection.transport.abort()


class StalledAware:
    """What both kinds of connection do when the event loop holds more, or has sent it."""

    _stalled: Stalled

    def pause_writing(self) -> None:
        super().pause_writing()  # type: ignore[misc]
        self._stalled.begin()

    def resume_writing(self) -> None:
        super().resume_writing()  # type: ignore[misc]
        self._stalled.end()


class Http(StalledAware, HttpToolsProtocol):
    """A connection on which requests come."""

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)  # type: ignore[arg-type]
        self._timer: TimerHandle | None = None
        self._status = HTTPStatus.BAD_REQUEST  # of the answer to what cannot be read
        self._in_head, self._head, self._unread = False, 0, 0
        self._stalled = Stalled(self)
        if CONNECTIONS.admit(self.transport, self.client[0] if self.client else ""):
            self._await(TIMES.head)
        else:
            json_log.say("refused", because="connections", connections=len(CONNECTIONS))
            self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._await(None)
        self._stalled.end()
        CONNECTIONS.forget(self.transport)
        super().connection_lost(exc)

    def _await(self, seconds: float | None) -> None:
        """End the connection unless what is read next has arrived within ``seconds``; None: nothing is awaited."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None if seconds is None else self.loop.call_later(seconds, self.transport.abort)
        CONNECTIONS.set_idle(self.transport, seconds is not None)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        # The parser keeps a header until its end has come: of any length, if nothing says how long it may be.
        if self._in_head and not self.transport.is_closing():
            self._unread += len(data)
            if self._unread > limits.LONGEST_HEAD:
                self._status = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                self.send_400_response("")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._in_head, self._head, self._unread = True, 0, 0

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        if len(self.url) > limits.LONGEST_URL:
            self._refuse(HTTPStatus.REQUEST_URI_TOO_LONG)

    def on_header(self, name: bytes, value: bytes) -> None:
        super().on_header(name, value)
        self._head += len(name) + len(value) + 4
        if self._head > limits.LONGEST_HEAD:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)

    def on_headers_complete(self) -> None:
        self._in_head = False
        if len(self.pipeline) >= limits.PIPELINED:
            self._refuse(HTTPStatus.TOO_MANY_REQUESTS)
        super().on_headers_complete()
        self._await(TIMES.body)

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._await(None)
        if self.cycle is not None and self.cycle.response_complete:  # answered before it had come to its end
            self._await(TIMES.head)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        # More may have come already: the rest of this request, or the next.
        if self._timer is None and not self.transport.is_closing() and self.cycle.response_complete:
            self._await(TIMES.head)

    def _refuse(self, status: HTTPStatus) -> None:
        self._status = status
        raise Unusable  # caught by the parser, which uvicorn then has answer and close

    def send_400_response(self, msg: str) -> None:
        self.transport.write(plain(self._status))
        self.transport.close()

    def handle_websocket_upgrade(self) -> None:
        self._await(None)
        self._stalled.end()
        super().handle_websocket_upgrade()


class WebSocket(StalledAware, WebSocketsSansIOProtocol):
    """A connection that has become a session's WebSocket."""

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)
        self._stalled = Stalled(self)
        self._timer: TimerHandle | None = None
        self._held, self._address = 0, ""  # bytes of a message that has partly arrived; whose they are

    def connection_lost(self, exc: Exception | None) -> None:
        self._note_unfinished(0)
        self._stalled.end()
        CONNECTIONS.forget(self.transport)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if not self.handshake_initiated:
            self._refuse_handshake()
        elif len(self.frames) > limits.FRAGMENTS:
            self.transport.abort()
        else:
            self._note_unfinished(len(self.conn.reader.buffer) + sum(map(len, self.frames)))

    def _refuse_handshake(self) -> None:
        """Answer a handshake that cannot be read; websockets has an answer ready where it is too long."""
        self.transport.write(b"".join(self.conn.data_to_send()) or plain(HTTPStatus.BAD_REQUEST))
        self.handshake_complete = self.close_sent = True
        self.transport.close()

    def _note_unfinished(self, size: int) -> None:
        if size == self._held:
            return
        # A proxy's address is replaced by the visitor's when the app is called.
        self._address = self._address or address_of(self.scope)
        fits = CONNECTIONS.hold(self._address, size - self._held)
        if not size and self._timer is not None:
            self._timer.cancel()
            self._timer = None
        elif size and self._timer is None:
            self._timer = self.loop.call_later(TIMES.body, self.transport.abort)
        self._held = size
        if not fits:
            self.transport.abort()

    async def send(self, message: ASGISendEvent) -> None:
        await super().send(message)
        if self.initial_response is not None and self.close_sent:
            self.handshake_complete = True  # by a refusal; uvicorn logs an error else

    def handle_ping(self) -> None:
        if self.writable.is_set():
            super().handle_ping()
        else:  # a client that reads nothing gets no answers that would wait for it in memory
            self.conn.data_to_send()


def plain(status: HTTPStatus) -> bytes:
    """A whole answer of one line that ends the connection."""
    body = f"{status.value} {status.phrase}\n".encode()
    head = f"HTTP/1.1 {status.value} {status.phrase}\r\ncontent-type: text/plain\r\ncontent-length: {len(body)}\r\n"
    return f"{head}connection: close\r\n\r\n".encode() + body
