"""Roles of visitors in the load test, and the tally of their answers."""

import asyncio
import os
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg

from experiments import Scenario, encode
from tools.visitor.race_source import Lost
from tools.visitor.visitor import Visitor

PERIOD = 2.0  # seconds between changes of one visitor
# Kinds of changes: a rate on the stage; racers in the sidebar and the surface in the gallery, which rerun the page.
MIX = {"rate": 0.8, "racers": 0.15, "gallery": 0.05}
DRAG = 4.0  # seconds
ARRIVALS = 10  # a second
AWAY = 2.0  # seconds for which a slow connection transfers nothing


@dataclass
class Tally:
    """Results of a crowd.

    Attributes:
        took: seconds from sending a change to receiving its payload, by kind of change.
        opened: seconds from the first request to the first race.
        lost: number of lost answers by reason.
        cut: visitors that lost the connection before the end.
        back: seconds from each lost connection until the race was back.
    """

    took: dict[str, list[float]] = field(default_factory=dict)
    opened: list[float] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)
    cut: int = 0
    back: list[float] = field(default_factory=list)
    garbage: Counter[str] = field(default_factory=Counter)

    def note(self, kind: str, seconds: float) -> None:
        self.took.setdefault(kind, []).append(seconds)

    @property
    def changes(self) -> list[float]:
        """Seconds of all changes by changers, in ascending order."""
        return sorted(second for kind in MIX for second in self.took.get(kind, ()))


Role = Callable[[Visitor, Tally, float], Awaitable[None]]


async def changer(visitor: Visitor, tally: Tally, until: float) -> None:
    """Changes something every two seconds."""
    at = time.perf_counter() + visitor.random.random() * PERIOD
    while at < until:
        await _sleep_or_cut(visitor, at - time.perf_counter())
        kind = visitor.random.choices(list(MIX), list(MIX.values()))[0]
        await _do(visitor, tally, kind)
        at = max(at + PERIOD, time.perf_counter())


async def _sleep_or_cut(visitor: Visitor, seconds: float) -> None:
    try:
        async with asyncio.timeout(max(seconds, 0.001)):
            await visitor.closed.wait()
    except TimeoutError:
        pass


async def _do(visitor: Visitor, tally: Tally, kind: str) -> None:
    """Make one change; if the connection is lost, reconnect and repeat it."""
    while True:
        try:
            if visitor.closed.is_set():
                await _return(visitor, tally)
            tally.note(kind, await visitor.change(kind))
            return
        except Lost as lost:
            tally.lost[f"{kind}: {lost}"] += 1
            return
        except ConnectionError:
            continue


async def _return(visitor: Visitor, tally: Tally) -> None:
    try:
        await visitor.come_back()
        tally.back.append(time.perf_counter() - visitor.cut_at)
    except Lost as lost:
        # The session is lost if the race is not the same as before.
        tally.lost[f"coming back: {lost}"] += 1


async def dragger(visitor: Visitor, tally: Tally, until: float) -> None:
    """Drags a slider for some seconds, during which the browser computes the race, releases it, pauses, repeats."""
    while time.perf_counter() < until:
        await asyncio.sleep(DRAG)
        await _do_as(visitor, tally, "rate", "let go")
        await asyncio.sleep(PERIOD)


async def _do_as(visitor: Visitor, tally: Tally, kind: str, name: str) -> None:
    try:
        tally.note(name, await visitor.change(kind))
    except (Lost, ConnectionError) as lost:
        tally.lost[f"{name}: {lost}"] += 1


async def slow(visitor: Visitor, tally: Tally, until: float) -> None:
    """Sends a change but reads nothing for two seconds, so that the server must buffer the answer."""
    while time.perf_counter() < until:
        visitor.socket.transport.pause_reading()
        asyncio.get_running_loop().call_later(AWAY, visitor.socket.transport.resume_reading)
        await _do_as(visitor, tally, "racers", "slow")


async def seeder(visitor: Visitor, tally: Tally, until: float) -> None:
    """Runs a race on mini-batches with a hundred seeds, then with other settings."""
    while time.perf_counter() < until:
        try:
            tally.note("seeds", await visitor.seeds())
        except (Lost, ConnectionError) as lost:
            tally.lost[f"seeds: {lost}"] += 1
            return
        await asyncio.sleep(PERIOD)
        await _do_as(visitor, tally, "rate", "other seeds")


async def dropper(visitor: Visitor, tally: Tally, until: float) -> None:
    """Repeatedly connects, makes a change and disconnects before the answer."""
    while time.perf_counter() < until:
        doing = asyncio.ensure_future(visitor.change("gallery"))
        await asyncio.sleep(visitor.random.random() * 0.2)
        visitor.leave()
        await asyncio.gather(doing, return_exceptions=True)
        await visitor.closed.wait()
        await asyncio.sleep(1.0)
        visitor = Visitor(visitor.address, seed=visitor.random.randrange(2**32))
        await _open(visitor, tally)
    visitor.leave()


async def vandal(visitor: Visitor, tally: Tally, until: float) -> None:
    """Sends invalid frames; each must close its socket and nothing else."""
    while time.perf_counter() < until:
        visitor.socket.send(garbage(visitor.random.choice([10, 1_000, 100_000])))
        try:
            async with asyncio.timeout(10):
                await visitor.closed.wait()
            tally.garbage["refused"] += 1
        except TimeoutError:
            tally.lost["garbage was swallowed"] += 1
            return
        await asyncio.sleep(1.0)
        visitor.leave()
        visitor = Visitor(visitor.address, seed=visitor.random.randrange(2**32))
        await _open(visitor, tally)
    visitor.leave()


def garbage(length: int, draw: Callable[[int], bytes] = os.urandom) -> bytes:
    """``length`` random bytes that are not a valid message.

    4.2 % of ten random bytes parse as a message with unknown fields, and 0.1 % have a meaning, such as stopping the
    script; for those the server need not close the socket.
    """
    while True:
        frame = draw(length)
        try:
            BackMsg.FromString(frame)
        except DecodeError:
            return frame


async def _open(visitor: Visitor, tally: Tally) -> bool:
    try:
        tally.opened.append(await visitor.open())
    except (Lost, OSError) as lost:
        tally.lost[f"opening: {lost}"] += 1
        return False
    return True


# Link under which a role opens the app, if it matters.
LINKS: dict[Role, str] = {seeder: encode(Scenario("sine_fit", batch=16))}


async def crowd(
    address: str,
    roles: dict[Role, int],
    seconds: float,
    *,
    seed: int = 0,
    begun: Callable[[], None] = lambda: None,
    during: Callable[[list[Visitor]], None] | None = None,
) -> tuple[Tally, list[Visitor]]:
    """Let visitors arrive, ten per second, and act in their roles for ``seconds``.

    Args:
        seed: of the first visitor's random choices; the next ones have the next numbers.
        begun: called when all have arrived.
        during: called in the middle, with the visitors.

    Returns:
        The tally, and the visitors, who have left. Arrivals count only in ``opened``.
    """
    tally = Tally()
    parts = [role for role, count in roles.items() for _ in range(count)]
    random.Random(0).shuffle(parts)
    visitors = [Visitor(address, LINKS.get(part, ""), seed + number) for number, part in enumerate(parts)]

    async def arrive(number: int) -> bool:
        await asyncio.sleep(number / ARRIVALS)
        return await _open(visitors[number], tally)

    there = await asyncio.gather(*(arrive(number) for number in range(len(visitors))))
    begun()
    until = time.perf_counter() + seconds
    playing = [
        asyncio.ensure_future(part(visitor, tally, until))
        for part, visitor, came in zip(parts, visitors, there, strict=True)
        if came
    ]
    if during:
        await asyncio.sleep(seconds / 2)
        during(visitors)
    await asyncio.gather(*playing)
    tally.cut = sum(visitor.cut_at > 0 for visitor in visitors)
    for visitor in visitors:
        visitor.leave()
    # Wait until every socket is closed.
    await asyncio.gather(*(visitor.closed.wait() for visitor in visitors))
    await asyncio.sleep(0.1)
    return tally, visitors
