"""How many connections there are, of all and of one address, and what the process needs for them."""

import socket
import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from ravine.server import __main__ as command
from ravine.server import limits, open_files, protocols
from ravine.server.connections import Connections
from tests.support.wire import GET, HANDSHAKE, Clock, Wire, on_a_loop, patient
from tools.server import ROOT


@pytest.fixture(autouse=True)
def connections(monkeypatch):
    """Of one test alone."""
    fresh = Connections(most=100, each=50)
    monkeypatch.setattr(protocols, "CONNECTIONS", fresh)
    return fresh


@on_a_loop
async def test_one_address_loses_its_own_idle_connections_alone(connections):
    clock = Clock()
    other = Wire(patient, clock, "5.5.5.2")
    mine = [Wire(patient, clock) for _ in range(connections.each + 1)]
    assert [wire.closed for wire in mine] == [True] + [False] * connections.each
    assert not other.closed
    await mine[-1].send(GET)
    assert mine[-1].statuses == [200], "the newest is served"


@on_a_loop
async def test_an_address_whose_connections_are_all_busy_gets_no_more(connections):
    clock = Clock()
    for _ in range(connections.each):
        await Wire(patient, clock).send(HANDSHAKE + b"\r\n")
    assert Wire(patient, clock).closed
    assert not Wire(patient, clock, "5.5.5.2").closed


@on_a_loop
async def test_when_all_are_taken_the_address_with_most_idle_ones_makes_room(connections):
    clock = Clock()
    visitor = Wire(patient, clock, "5.5.5.1")
    crowd = [Wire(patient, clock, f"5.5.5.{10 + number // 45}") for number in range(connections.most - 1)]
    assert not any(wire.closed for wire in crowd)
    newest = Wire(patient, clock, "5.5.5.3")
    assert [newest.closed, visitor.closed, crowd[0].closed] == [False, False, True]
    assert len(connections) == connections.most


@on_a_loop
async def test_a_proxy_has_more_connections_than_an_address_but_never_all(connections):
    clock = Clock()
    for _ in range(connections.most):
        await Wire(patient, clock, "10.0.0.1").send(HANDSHAKE + b"\r\n")
    assert connections.each < len(connections) == connections.largest < connections.most


def test_nothing_is_kept_of_connections_that_are_gone():
    fresh = Connections(most=10, each=5)
    wires = [object() for _ in range(5)]
    for number, wire in enumerate(wires):
        fresh.admit(wire, f"5.5.5.{number}")
        fresh.set_idle(wire, True)
    for wire in wires:
        fresh.forget(wire)
        fresh.forget(wire)
    assert [len(kept) for kept in (fresh._address, fresh._open, fresh._idle)] == [0, 0, 0]


def test_a_server_answers_a_handshake_with_large_headers_and_goes_on(address):
    place = urlsplit(address)
    for cookie, status in ((b"x" * 9000, b"431"), (b"x", b"101")):
        with socket.create_connection((place.hostname, place.port), timeout=30) as visitor:
            visitor.sendall(HANDSHAKE + b"Cookie: " + cookie + b"\r\n\r\n")
            assert visitor.recv(100).split(b" ")[1] == status


def test_another_uvicorn_serves_with_its_own_connections(monkeypatch):
    ours = "--http ravine.server.protocols:Http --ws ravine.server.protocols:WebSocket"
    assert command.protocols() == ours.split(), "uvicorn is another one: read what has changed in what is extended"
    said = []
    monkeypatch.setattr(command.json_log, "say", lambda event, **facts: said.append((event, facts["problem"])))
    monkeypatch.setattr("uvicorn.protocols.http.httptools_impl.HttpToolsProtocol", type("Other", (), {}))
    assert command.protocols() == []
    assert [event for event, _ in said] == ["connections"]


@pytest.mark.parametrize(("soft", "hard"), [(300, 2000), (300, 300), (300, 100_000)])
def test_the_process_may_open_as_many_files_as_it_is_allowed(soft, hard):
    script = (
        "import resource\nfrom ravine.server import limits, open_files\n"
        f"hard = min({hard}, resource.getrlimit(resource.RLIMIT_NOFILE)[1])\n"
        f"resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, hard))\n"
        "open_files.allow_more()\n"
        "print(hard, open_files.most(), limits.connections())"
    )
    shown = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    allowed, now, connections = map(int, shown.split())
    assert now == min(allowed, open_files.ENOUGH)
    assert connections == min(limits.CONNECTIONS, now - limits.OTHER_FILES)


def test_a_system_that_refuses_more_files_is_left_as_it_is(monkeypatch):
    resource = pytest.importorskip("resource")

    def refuse(*_):
        raise ValueError

    monkeypatch.setattr(resource, "setrlimit", refuse)
    monkeypatch.setattr(resource, "getrlimit", lambda _: (100, 200))
    open_files.allow_more()
    assert open_files.most() == 100
