"""Minimal HTTP and websocket client on asyncio, with only what the app's page needs.

Visitors share two cores with the server that they measure, and a general websocket client would cost about as much CPU
as the server's answer. This one inspects and copies each frame once.
"""

import asyncio
import base64
import gzip
import os
import struct
from collections.abc import Callable
from urllib.parse import urlsplit

PATIENCE = 30.0  # seconds for any one answer
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
BINARY, CLOSE, PING, PONG = 2, 8, 9, 10


class Refused(ConnectionError):
    """The server answered, but not as expected."""


def _headers(head: bytes) -> tuple[int, dict[str, str]]:
    first, *lines = head.decode("latin-1").split("\r\n")
    parted = (line.partition(": ") for line in lines)
    return int(first.split(" ", 2)[1]), {name.lower(): value for name, _, value in parted}


def cookies_of(headers: dict[str, str]) -> dict[str, str]:
    name, _, value = headers.get("set-cookie", "").partition(";")[0].partition("=")
    return {name: value} if name else {}


class Http:
    """A persistent connection for requests one after another."""

    def __init__(self, address: str, source: str = "") -> None:
        """To the server at ``address``; from the address ``source``, if one is given."""
        place = urlsplit(address)
        self.host, self.port = place.hostname or "", place.port or 80
        self._from = (source, 0) if source else None
        self._streams: Streams | None = None

    async def ask(
        self, path: str, cookies: dict[str, str], sent: bytes | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body; with ``sent``, of a POST request. Raises ConnectionError without an answer."""
        if self._streams is not None:
            # Servers close idle connections; like a browser, open another one then.
            try:
                return await self._ask(self._streams, path, cookies, sent)
            except ConnectionError:
                pass
        self._streams = await asyncio.open_connection(self.host, self.port, local_addr=self._from)
        return await self._ask(self._streams, path, cookies, sent)

    async def _ask(
        self, streams: Streams, path: str, cookies: dict[str, str], sent: bytes | None
    ) -> tuple[int, dict[str, str], bytes]:
        reader, writer = streams
        lines = [f"{'GET' if sent is None else 'POST'} {path} HTTP/1.1", f"Host: {self.host}:{self.port}"]
        lines += [] if sent is None else ["Content-Type: application/json", f"Content-Length: {len(sent)}"]
        lines += ["Accept-Encoding: gzip", *_cookie_line(cookies)]
        try:
            writer.write("\r\n".join([*lines, "", ""]).encode() + (sent or b""))
            async with asyncio.timeout(PATIENCE):
                status, headers = _headers((await reader.readuntil(b"\r\n\r\n"))[:-4])
                return status, headers, await _body(reader, headers)
        except (OSError, EOFError, TimeoutError) as error:
            self.close()
            raise ConnectionError(str(error)) from error

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].transport.abort()
            self._streams = None


async def _body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    if "chunked" in headers.get("transfer-encoding", ""):
        chunks = []
        while size := int(await reader.readuntil(b"\r\n"), 16):
            chunks.append((await reader.readexactly(size + 2))[:-2])
        await reader.readuntil(b"\r\n")
        body = b"".join(chunks)
    else:
        body = await reader.readexactly(int(headers.get("content-length", 0)))
    return gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body


def _cookie_line(cookies: dict[str, str]) -> list[str]:
    return ["Cookie: " + "; ".join(f"{name}={value}" for name, value in cookies.items())] if cookies else []


class Socket(asyncio.Protocol):
    """A websocket: ``on_message`` receives each message, ``on_close`` the close code or None if the line was cut."""

    transport: asyncio.Transport

    def __init__(self, on_message: Callable[[bytes], None], on_close: Callable[[int | None], None]) -> None:
        self.opened: asyncio.Future[dict[str, str]] = asyncio.get_running_loop().create_future()
        self.received = 0
        self._on_message, self._on_close = on_message, on_close
        self._waiting = bytearray()
        self._code: int | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.opened.done():
            self.opened.set_exception(ConnectionError("hung up"))
        self._on_close(self._code)

    def data_received(self, data: bytes) -> None:
        self.received += len(data)
        waiting = self._waiting
        waiting += data
        if not self.opened.done():
            self._open()
        if not self.opened.done() or self.opened.exception():
            return
        at = 0
        while bounds := _bounds(waiting, at):
            begin, end = bounds
            self._take(waiting[at], bytes(waiting[begin:end]))
            at = end
        del waiting[:at]

    def _open(self) -> None:
        end = self._waiting.find(b"\r\n\r\n")
        if end < 0:
            return
        status, headers = _headers(bytes(self._waiting[:end]))
        del self._waiting[: end + 4]
        if status == 101:
            self.opened.set_result(headers)
        else:
            self.opened.set_exception(Refused(f"status {status}"))
            self.transport.abort()

    def _take(self, first: int, body: bytes) -> None:
        kind = first & 15
        if kind == BINARY and first & 128:
            self._on_message(body)
        elif kind == PING:
            self.send(body, PONG)
        elif kind == CLOSE:
            self._code = struct.unpack(">H", body[:2])[0] if body else None
            self.transport.close()
        elif kind != PONG:
            raise Refused(f"frame {first:#x}")

    def send(self, body: bytes, kind: int = BINARY) -> None:
        size = len(body)
        if size < 126:
            head = bytes([128 | kind, 128 | size])
        elif size < 65536:
            head = struct.pack(">BBH", 128 | kind, 254, size)
        else:
            head = struct.pack(">BBQ", 128 | kind, 255, size)
        # Clients must mask; a key of zeros is valid and leaves the data unchanged.
        self.transport.write(head + b"\0\0\0\0" + body)


def _bounds(data: bytearray, at: int) -> tuple[int, int] | None:
    """Begin and end of the body of the frame at ``at``; None while it is incomplete. Servers do not mask."""
    if len(data) < at + 2:
        return None
    size, begin = data[at + 1], at + 2
    if size > 125:
        begin = at + (4 if size == 126 else 10)
        size = int.from_bytes(data[at + 2 : begin], "big")
    return (begin, begin + size) if len(data) >= begin + size else None


async def dial(
    address: str,
    cookies: dict[str, str],
    protocols: str,
    on_message: Callable[[bytes], None],
    on_close: Callable[[int | None], None],
    source: str = "",
) -> tuple[Socket, dict[str, str]]:
    """Open a websocket to the app at ``address`` as its page does; returns it with the response headers.

    It comes from the address ``source``, if one is given.
    """
    place = urlsplit(address)
    loop = asyncio.get_running_loop()
    _, socket = await loop.create_connection(
        lambda: Socket(on_message, on_close),
        place.hostname or "",
        place.port or 80,
        local_addr=(source, 0) if source else None,
    )
    lines = ["GET /_stcore/stream HTTP/1.1", f"Host: {place.netloc}", f"Origin: {address}", *_cookie_line(cookies)]
    lines += ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"]
    lines += [f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}"]
    lines += [f"Sec-WebSocket-Protocol: {protocols}", "", ""]
    socket.transport.write("\r\n".join(lines).encode())
    try:
        async with asyncio.timeout(PATIENCE):
            return socket, await socket.opened
    except TimeoutError:
        socket.transport.abort()
        raise ConnectionError("no answer to the handshake") from None
