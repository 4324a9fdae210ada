"""Proxy that simulates a slow line to a server, with bandwidth shared by all connections in each direction.

Chromium's own throttling sometimes stops reading received data, and does not slow down websockets and new connections.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

PIECE = 4096  # bytes sent in one turn; connections share the line in pieces of this size
UNDERWAY = 64  # pieces of a connection in transit at which its sender must wait


@dataclass
class Lane:
    """One direction of the line, shared by all connections.

    Attributes:
        rate: bytes a second.
        delay: latency in seconds.
        free: time at which the line has sent everything queued.
    """

    rate: float
    delay: float
    free: float = 0.0

    def arrives(self, now: float, size: int) -> float:
        """Time at which ``size`` bytes sent now have arrived."""
        self.free = max(self.free, now) + size / self.rate
        return self.free + self.delay


@contextmanager
def slow_line(address: str, bits: float, round_trip: float) -> Iterator[str]:
    """Put a line of ``bits`` per second before the server at ``address``; yields the address of the line's end."""
    lanes = [Lane(bits / 8, round_trip / 2) for _ in range(2)]
    server = urlsplit(address)
    loop = asyncio.new_event_loop()
    calls: set[asyncio.Task] = set()

    async def call(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        calls.add(task)
        task.add_done_callback(calls.discard)
        with suppress(OSError):
            far = await asyncio.open_connection(server.hostname, server.port)
            await asyncio.sleep(round_trip)  # opening a connection takes one round trip
            await asyncio.gather(_carry(reader, far[1], lanes[0]), _carry(far[0], writer, lanes[1]))

    async def stop(listening: asyncio.Server) -> None:
        listening.close()
        for task in calls:
            task.cancel()
        await asyncio.gather(*calls, return_exceptions=True)

    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    run = lambda what: asyncio.run_coroutine_threadsafe(what, loop).result(20)  # noqa: E731
    listening = run(asyncio.start_server(call, "127.0.0.1", 0))
    try:
        yield f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    finally:
        run(stop(listening))
        loop.call_soon_threadsafe(loop.stop)
        thread.join(20)
        loop.close()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, lane: Lane) -> None:
    """Pass data and the end of ``reader`` on to ``writer`` when they have crossed the line."""
    loop = asyncio.get_running_loop()
    under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(UNDERWAY)

    async def give() -> None:
        while piece := await reader.read(PIECE):
            await under_way.put((lane.arrives(loop.time(), len(piece)), piece))
        await under_way.put((loop.time() + lane.delay, b""))

    async def take() -> None:
        while True:
            due, piece = await under_way.get()
            await asyncio.sleep(due - loop.time())
            if not piece:
                break
            writer.write(piece)
            await writer.drain()

    giving = asyncio.create_task(give())
    try:
        with suppress(OSError):
            await take()
    finally:
        giving.cancel()
        writer.close()
