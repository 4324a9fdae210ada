"""What strangers do to connections: each is answered or ended in time, whatever comes on it and however slowly."""

import asyncio

import pytest

from ravine.server import limits, protocols
from ravine.server.ceilings import Ceilings
from ravine.server.connections import Connections
from tests.support.asgi import echo
from tests.support.wire import GET, HANDSHAKE, Clock, Wire, frame, on_a_loop, patient

POST = b"POST / HTTP/1.1\r\nHost: lab.example\r\nContent-Length: 1000\r\n\r\n"
PING, BINARY, CONTINUED = 9, 2, 0
TIMES = limits.Times()


@pytest.fixture(autouse=True)
def connections(monkeypatch):
    """Of one test alone."""
    fresh = Connections(most=100, each=50)
    monkeypatch.setattr(protocols, "CONNECTIONS", fresh)
    return fresh


async def drip(wire: Wire, data: bytes) -> float:
    """Send ``data``, one letter a second; returns after how many seconds the connection was ended, or all was sent."""
    began = wire.clock.now
    for letter in range(len(data)):
        await wire.send(data[letter : letter + 1])
        wire.clock.wait(1)
        if wire.closed:
            break
    return wire.clock.now - began


# ── Time ──

SLOW = {"head": GET[:-2] + b"X: y\r\n" * 100, "blank lines": b"\r\n" * 100, "word": b"G" * 100}


@pytest.mark.parametrize("head", SLOW.values(), ids=SLOW)
@pytest.mark.parametrize("before", [b"", GET], ids=["first", "next"])
@on_a_loop
async def test_headers_that_come_letter_by_letter_are_not_waited_for(head, before):
    wire = Wire(patient, Clock())
    await wire.send(before)
    assert await drip(wire, head) <= TIMES.head


@on_a_loop
async def test_a_client_that_says_nothing_is_not_waited_for(connections):
    wire = Wire(patient, Clock())
    wire.clock.wait(TIMES.head - 0.1)
    assert not wire.closed
    wire.clock.wait(0.1)
    assert wire.closed
    await wire.send(b"")
    assert not len(connections)


@pytest.mark.parametrize("app", [patient, echo], ids=["awaited", "answered before it is there"])
@on_a_loop
async def test_a_body_that_comes_letter_by_letter_is_not_waited_for(app):
    wire = Wire(app, Clock())
    await wire.send(POST)
    assert await drip(wire, b"x" * 900) == TIMES.body


@on_a_loop
async def test_an_app_that_takes_its_time_keeps_its_client():
    go_on = asyncio.Event()

    async def slow(scope, receive, send):
        await go_on.wait()
        await echo(scope, receive, send)

    wire = Wire(slow, Clock())
    await wire.send(GET)
    wire.clock.wait(3600)
    go_on.set()
    await wire.send(b"")
    await wire.send(GET)
    assert wire.statuses == [200, 200], "the connection serves the next request too"


async def talkative(scope, receive, send):
    """An app whose answer never ends."""
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
    else:
        await send({"type": "websocket.accept"})
    await asyncio.Event().wait()


@pytest.mark.parametrize("start", [GET, HANDSHAKE + b"\r\n"], ids=["request", "session"])
@on_a_loop
async def test_a_client_that_takes_in_nothing_is_not_waited_for(start):
    wire = Wire(talkative, Clock())
    await wire.send(start)
    if start != GET:
        wire.protocol.stop_keepalive()  # which would end it too
    wire.buffered = 1_000_000
    wire.protocol.pause_writing()
    for _ in range(10):
        wire.buffered -= 1  # a slow line is no stalled one
        wire.clock.wait(TIMES.stalled)
    assert not wire.closed
    wire.clock.wait(2 * TIMES.stalled)
    assert wire.closed


@pytest.mark.parametrize("start", [GET, HANDSHAKE + b"\r\n"], ids=["request", "session"])
@on_a_loop
async def test_a_client_that_takes_in_all_stays(start):
    wire = Wire(talkative, Clock())
    await wire.send(start)
    if start != GET:
        wire.protocol.stop_keepalive()
    wire.buffered = 1_000_000
    wire.protocol.pause_writing()
    wire.buffered = 0
    wire.protocol.resume_writing()
    wire.clock.wait(3600)
    assert not wire.closed


@on_a_loop
async def test_an_answer_that_went_slowly_does_not_end_the_session_after_it():
    wire = Wire(patient, Clock())
    await wire.send(GET)
    wire.protocol.pause_writing()
    await wire.send(HANDSHAKE + b"\r\n")
    wire.protocol.stop_keepalive()
    wire.clock.wait(3600)
    assert (wire.statuses, wire.closed) == ([200, 101], False)


@on_a_loop
async def test_a_session_lives_as_long_as_it_likes():
    wire = Wire(echo, Clock())
    await wire.send(HANDSHAKE + b"\r\n")
    for _ in range(100):
        await wire.send(frame(b"", 10))
        wire.protocol.pending_ping_payload = None  # its pings are answered
        wire.protocol.stop_keepalive()
        wire.clock.wait(TIMES.body)
    assert (wire.statuses, wire.closed) == ([101], False)


@on_a_loop
async def test_a_message_that_comes_letter_by_letter_is_not_waited_for():
    wire = Wire(echo, Clock())
    await wire.send(HANDSHAKE + b"\r\n")
    wire.protocol.stop_keepalive()
    message = frame(b"x" * 900)
    assert await drip(wire, message) <= len(message) - 900 + TIMES.body


# ── Size ──

LONG = b"x" * (limits.LONGEST_HEAD + 1)
UNUSABLE = {
    "one header": (b"GET / HTTP/1.1\r\nX: " + LONG + b"\r\n\r\n", 431),
    "many headers": (b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 20_000 + b"\r\n", 431),
    "a header without end": (b"GET / HTTP/1.1\r\nX: " + LONG, 431),
    "a name without end": (b"GET / HTTP/1.1\r\n" + LONG, 431),
    "address": (b"GET /?" + LONG + b" HTTP/1.1\r\n\r\n", 414),
    "address without end": (b"GET /?" + LONG, 414),
    "garbage": (b"\x16\x03\x01\x00garbage\r\n\r\n", 400),
    "no path": (b"CONNECT lab.example:443 HTTP/1.1\r\n\r\n", 400),
    "letters": (b"GET /\xff HTTP/1.1\r\n\r\n", 400),
}


@pytest.mark.parametrize(("head", "status"), UNUSABLE.values(), ids=UNUSABLE)
@pytest.mark.parametrize("piece", [1000, 1_000_000])
@on_a_loop
async def test_a_request_that_no_browser_sends_is_answered_and_ended(head, status, piece):
    wire = Wire(patient, Clock())
    for at in range(0, len(head), piece):
        await wire.send(head[at : at + piece])
    assert (wire.statuses, wire.closed) == ([status], True)


@on_a_loop
async def test_the_longest_link_is_read():
    wire = Wire(patient, Clock())
    await wire.send(b"GET /?" + b"x" * 30_000 + b" HTTP/1.1\r\nCookie: " + b"y" * 30_000 + b"\r\n\r\n")
    assert wire.statuses == [200]


@on_a_loop
async def test_requests_behind_an_unanswered_one_are_few():
    calls = []

    async def stuck(scope, receive, send):
        calls.append(scope)
        await asyncio.Event().wait()

    wire = Wire(stuck, Clock())
    await wire.send(GET * 10_000)
    assert wire.closed
    assert len(wire.protocol.pipeline) <= limits.PIPELINED


HANDSHAKES = {
    "usual": (HANDSHAKE, 101),
    "long header": (HANDSHAKE + b"Cookie: " + b"x" * 9000 + b"\r\n", 431),
    "many headers": (HANDSHAKE + b"X: y\r\n" * 200, 431),
    "long address": (HANDSHAKE.replace(b"/stream", b"/stream?" + b"x" * 9000), 414),
    "other method": (HANDSHAKE.replace(b"GET", b"POST"), 405),
    "no key": (HANDSHAKE.replace(b"Sec-WebSocket-Key", b"X"), 400),
    "old version": (HANDSHAKE.replace(b"Version: 13", b"Version: 8"), 400),
    "huge header": (HANDSHAKE + b"Cookie: " + LONG + b"\r\n", 431),
}


@pytest.mark.parametrize(("head", "status"), HANDSHAKES.values(), ids=HANDSHAKES)
@on_a_loop
async def test_every_handshake_is_answered(head, status, connections):
    wire = Wire(patient, Clock())
    await wire.send(head + b"\r\n")
    assert (wire.statuses, wire.closed) == ([status], status != 101)
    assert len(connections) == (status == 101)


async def session(host: str = "5.5.5.1") -> Wire:
    wire = Wire(patient, Clock(), host)
    await wire.send(HANDSHAKE + b"\r\n")
    assert wire.statuses == [101]
    return wire


@on_a_loop
async def test_a_refusal_is_an_answer_and_no_error(caplog):
    wire = Wire(Ceilings(echo, most=0), Clock())
    await wire.send(HANDSHAKE + b"\r\n")
    assert (wire.statuses, wire.closed) == ([503], True)
    assert not [record for record in caplog.records if record.name.startswith("uvicorn")]


@on_a_loop
async def test_a_message_in_more_parts_than_any_browser_s_ends_its_session():
    wire = await session()
    await wire.send(frame(b"x", BINARY, final=False))
    for _ in range(limits.FRAGMENTS):
        await wire.send(frame(b"x", CONTINUED, final=False))
    assert wire.closed


@on_a_loop
async def test_messages_that_have_partly_arrived_are_limited_for_each_address(monkeypatch):
    monkeypatch.setattr(limits, "UNFINISHED", 100_000)
    mine, others = await session(), await session("5.5.5.2")
    for wire in (mine, others):
        await wire.send(frame(b"x" * 60_000, size=90_000))
    more = await session()
    await more.send(frame(b"x" * 60_000, size=90_000))
    assert [wire.closed for wire in (mine, others, more)] == [False, False, True]
    again = await session()
    await again.send(frame(b"x" * 30_000, size=90_000))
    assert not again.closed, "what a session held is free when it has ended"
    await mine.send(b"x" * 30_000)
    await again.send(b"x" * 59_000)
    assert not again.closed, "or when its message is complete"


@on_a_loop
async def test_answers_to_pings_do_not_pile_up_for_a_client_that_reads_nothing():
    wire = await session()
    wire.protocol.pause_writing()
    before = len(wire.written)
    for _ in range(100):
        await wire.send(frame(b"x" * 100, PING))
    assert len(wire.written) == before
    wire.protocol.resume_writing()
    await wire.send(frame(b"x" * 100, PING))
    assert len(wire.written) > before
