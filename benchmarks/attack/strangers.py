"""What strangers do to the server, each as an endless loop: a request, or a connection that is none."""

import asyncio
import itertools
import json
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Any

from benchmarks.load.crowd import garbage
from experiments import Scenario, encode
from optimizers import OPTIMIZERS
from tools.visitor.race_source import Lost
from tools.visitor.visitor import Visitor

FROM = "127.0.0.66"  # all strangers have one address, another one than the visitors
ALL = {key: {} for key in OPTIMIZERS}
DRAFT = Scenario("logistic_regression", {"size": 4096}, ALL, steps=1000, batch=2048)
WHOLE = replace(DRAFT, steps=10_000)
WIDE = Scenario("bowl", optimizers={key: {"lr": 1e-4} for key in OPTIMIZERS}, steps=10_000)
# One run takes a tenth of a second, a hundred seeds of it ten.
SEEDS = Scenario("sine_fit", optimizers={"gd": {}, "adam": {}, "rmsprop": {}}, steps=2000, batch=64)
PIECE = 65_536


@dataclass
class Target:
    """The server at ``port``, and what strangers have had from it: statuses by number."""

    port: int
    answers: Counter[str] = field(default_factory=Counter)
    seeds: Any = field(default_factory=lambda: itertools.count(1))

    @asynccontextmanager
    async def page(self, scenario: Scenario) -> AsyncIterator[Visitor]:
        """A page with a race, left in the end without a word."""
        visitor = Visitor(f"http://127.0.0.1:{self.port}", encode(scenario), next(self.seeds), source=FROM)
        try:
            await visitor.open()
            yield visitor
        except Lost as lost:
            self.answers[str(lost)] += 1
        finally:
            visitor.leave()

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        """A connection, closed in the end whatever happens on it."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, local_addr=(FROM, 0))
        try:
            yield reader, writer
        finally:
            writer.close()

    async def send(self, head: str, body: bytes = b"", *, read: bool = True) -> None:
        """A request; without ``read`` the connection is closed when it has been sent."""
        async with self.connection() as (reader, writer):
            writer.write(request(head, body))
            await writer.drain()
            if not read:
                self.answers["hung up"] += 1
                return
            status = (await reader.readline()).split()
            self.answers[status[1].decode() if len(status) > 1 else "closed"] += 1
            while await reader.read(PIECE):
                pass


def request(head: str, body: bytes = b"") -> bytes:
    first, *headers = head.split("\n")
    lines = [f"{first} HTTP/1.1", "Host: lab.example", "Connection: close", *headers]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def race(scenario: Scenario, **wish: Any) -> tuple[str, bytes]:
    """A request for a race that nobody has asked for before."""
    body = json.dumps({"query": encode(scenario), "patient": True, **wish}).encode()
    return "POST /ravine/race\nContent-Type: application/json", body


HANDSHAKE = (
    "GET /_stcore/stream\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Version: 13\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
)


async def drafts(target: Target) -> None:
    """Race after race that takes seconds, each waited for."""
    await target.send(*race(replace(DRAFT, seed=next(target.seeds))))


async def whole_drafts_left(target: Target) -> None:
    """Race after race that takes half a minute, each left while it is run."""
    head, body = race(replace(WHOLE, seed=next(target.seeds)))
    async with target.connection() as (reader, writer):
        writer.write(request(head, body))
        with suppress(TimeoutError):
            async with asyncio.timeout(0.3):
                await reader.readline()
        target.answers["left"] += 1


async def pictures(target: Target) -> None:
    """Another surface over 4,096 samples each time."""
    number = next(target.seeds)
    surface = {"size": 4096, "data_seed": float(number % 100), "noise": 0.001 * (number // 100 + 1)}
    await target.send(*race(Scenario("logistic_regression", surface, {"gd": {}}, steps=1)))


async def short_races(target: Target) -> None:
    """Races of a millisecond, as fast as they are answered."""
    scenario = Scenario("rosenbrock", optimizers={"gd": {"lr": 1e-4}, "adam": {}}, seed=next(target.seeds))
    await target.send(*race(replace(scenario, start=(random.random(), 1.0))))


async def unread(target: Target) -> None:
    """Payloads of 20 MB that are not read."""
    head, body = race(replace(WIDE, start=(random.random(), 1.0)))
    async with target.connection() as (_, writer):
        writer.write(request(head, body))
        target.answers["not read"] += 1
        await asyncio.sleep(5)


async def seeds_left(target: Target) -> None:
    """A hundred seeds of a race that nobody has asked for, and the page is closed."""
    async with target.page(replace(SEEDS, seed=next(target.seeds))) as visitor:
        await visitor.begin_seeds()
        target.answers["left"] += 1


async def broken_frames(target: Target) -> None:
    """A page that sends bytes that are no message."""
    async with target.page(Scenario("bowl")) as visitor:
        visitor.socket.send(garbage(random.choice([10, 1000, 100_000])))
        await asyncio.wait_for(visitor.closed.wait(), 10)
        target.answers["closed"] += 1


async def uploads(target: Target) -> None:
    """Files that no page has asked for."""
    number = next(target.seeds)
    head = f"PUT /_stcore/upload_file/{number:036}/{number:036}\nContent-Type: multipart/form-data; boundary=x"
    content = (
        b'--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n' + bytes(900_000) + b"\r\n--x--\r\n"
    )
    await target.send(head, content)


async def foreign_pages(target: Target) -> None:
    """Handshakes and races from another site's page."""
    await target.send(HANDSHAKE + "\nOrigin: https://evil.example")
    head, body = race(DRAFT)
    await target.send(head + "\nOrigin: https://evil.example", body)


async def slow_heads(target: Target) -> None:
    """A request whose headers come a byte a second."""
    async with target.connection() as (reader, writer):
        for letter in request("GET /" + "x" * 60):
            if reader.at_eof():
                break
            writer.write(bytes([letter]))
            await asyncio.sleep(1)
        target.answers["slow"] += 1


async def slow_bodies(target: Target) -> None:
    """A race whose body comes a byte a second."""
    head, body = race(DRAFT)
    async with target.connection() as (reader, writer):
        whole = request(head, body)
        writer.write(whole[: -len(body)])
        for letter in body:
            if reader.at_eof():
                break
            writer.write(bytes([letter]))
            await asyncio.sleep(1)
        target.answers["slow"] += 1


async def silence(target: Target) -> None:
    """A connection that says nothing until the server closes it."""
    async with target.connection() as (reader, _):
        await reader.read()
        target.answers["closed"] += 1


async def large_handshakes(target: Target) -> None:
    """Handshakes with 60 KB of headers."""
    await target.send(HANDSHAKE + f"\nCookie: a={'x' * 60_000}")


async def nonsense(target: Target) -> None:
    """Bodies and paths that nobody can read."""
    bodies = (
        b'{"query":"","seq":Infinity}',
        b"[" * 20_000,
        b'{"query":"\\ud800"}',
        b"\xff" * 1000,
        b'{"query":' + b"9" * 5000,
    )
    json_head = "POST /ravine/race\nContent-Type: application/json"
    await target.send(json_head, random.choice(bodies))
    await target.send(f"GET /_stcore/bidi-components/{'a' * random.choice((10, 300, 5000))}/%00%ff")


async def sessions(target: Target) -> None:
    """Sessions that are opened and say nothing."""
    async with target.connection() as (reader, writer):
        writer.write(request(HANDSHAKE))
        status = (await reader.readline()).split()
        target.answers[status[1].decode() if len(status) > 1 else "closed"] += 1
        await asyncio.sleep(60)


Stranger = Callable[[Target], Coroutine[Any, Any, None]]
# Who attacks, and how many at once.
ATTACKS: dict[Stranger, int] = {
    drafts: 24,
    whole_drafts_left: 24,
    pictures: 24,
    short_races: 50,
    unread: 40,
    seeds_left: 24,
    broken_frames: 20,
    uploads: 20,
    foreign_pages: 20,
    slow_heads: 1000,
    slow_bodies: 1000,
    silence: 1000,
    large_handshakes: 20,
    nonsense: 50,
    sessions: 600,
}


async def attack(stranger: Stranger, count: int, target: Target, seconds: float) -> None:
    """``count`` strangers, each again and again, for ``seconds``; a refused connection is tried again."""

    async def again() -> None:
        while True:
            try:
                await stranger(target)
            except (OSError, asyncio.IncompleteReadError):
                target.answers["refused"] += 1
                await asyncio.sleep(0.2)

    tasks = [asyncio.ensure_future(again()) for _ in range(count)]
    await asyncio.sleep(seconds)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
