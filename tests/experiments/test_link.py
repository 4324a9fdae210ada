"""Slow line of the visitor benchmark: data arrive complete, in order, and no faster than the line's rate."""

import socket
import threading
from itertools import pairwise
from urllib.parse import urlsplit

import pytest

from benchmarks.link import PIECE, Lane, slow_line


def test_a_byte_waits_for_the_line_and_its_latency():
    lane = Lane(rate=1000.0, delay=0.5)
    assert lane.arrives(10.0, 1000) == 11.5
    assert lane.arrives(10.1, 500) == 12.0, "behind what is already on the line"
    assert lane.arrives(20.0, 1000) == 21.5, "the line has long been free"


@pytest.fixture
def echo():
    """An echo server that closes a connection when its client does."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    visitor, _ = server.accept()
                except OSError:
                    return
                threading.Thread(target=answer, args=(visitor,)).start()

        def answer(visitor: socket.socket) -> None:
            with visitor:
                while heard := visitor.recv(10_000):
                    visitor.sendall(heard)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
        thread.join(20)


def test_data_arrive_complete_and_in_order(echo):
    sent = bytes(range(256)) * 40 * (PIECE // 1024)
    with slow_line(echo, bits=100_000_000, round_trip=0.001) as far:
        place = urlsplit(far)
        for _ in range(2):
            with socket.create_connection((place.hostname, place.port), timeout=20) as wire:
                sender = threading.Thread(target=wire.sendall, args=(sent,))
                sender.start()
                heard = b""
                while len(heard) < len(sent):
                    heard += wire.recv(100_000)
                sender.join(20)
                assert heard == sent


def test_connections_share_the_line():
    lane = Lane(rate=PIECE, delay=0.0)
    come = [lane.arrives(0.0, PIECE) for _ in range(4)]
    assert [later - earlier for earlier, later in pairwise([0.0, *come])] == [1.0] * 4
