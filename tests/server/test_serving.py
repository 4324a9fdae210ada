"""The server as it is deployed, and what strangers do to it: it answers the next visitor, and its log names nobody."""

import json
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus

from engine.cache import folder
from experiments import Scenario, encode
from ravine.streamlit_internals import PATCHES
from tests.support.session import answer, ask, closed_with, dial, shown_race
from tools.server import ROOT, Server, free_port, start

LINK = encode(Scenario("himmelblau", optimizers={"adam": {"lr": 0.123}}, steps=50))
SECRET = "5ecret"  # stands in links, origins and frames; the log must not have it


class Live:
    """A server of our own on a ``port``."""

    def __init__(self, port: int, process: subprocess.Popen, log: IO[str]) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.process = process
        self.log = log
        self.codes: list[int] = []

    def wait(self) -> None:
        """Until it is ready, kernels compiled included."""
        while (code := self.get("/healthz")[0]) != 200:
            self.codes.append(code)
            assert self.process.poll() is None, self.lines()
            time.sleep(0.05)

    def get(self, path: str, **options) -> tuple[int, bytes]:
        request = urllib.request.Request(self.address + path, **options)
        try:
            with urllib.request.urlopen(request, timeout=20) as reply:
                return reply.status, reply.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except OSError:
            return 0, b""

    def lines(self) -> list[str]:
        return Server(self.address, self.log).printed().splitlines()

    def serves(self) -> bool:
        """Whether the next visitor gets the race of a link."""
        with dial(self.address) as visitor:
            ask(visitor, LINK)
            return shown_race(self.address, answer(visitor)) == LINK


def without_patches(lines: Sequence[str]) -> list[str]:
    """Events of the log, but for those which say that a patch is left out."""
    return [event for line in lines if (event := json.loads(line)["event"]) != "patches"]


@contextmanager
def running(begin: Callable[[int, IO[str]], subprocess.Popen]) -> Iterator[Live]:
    """What ``begin`` starts on a free port with output to a file, ready."""
    port = free_port()
    with tempfile.TemporaryFile("w+") as log:
        one = Live(port, begin(port, log), log)
        try:
            one.wait()
            yield one
        finally:
            one.process.kill()
            one.process.wait(20)


@pytest.fixture(scope="module")
def live():
    """A server without a home and without a place to write, with kernels compiled before, as an image brings them."""
    nowhere = "/proc/nowhere"  # nobody, root neither, can make anything there
    places = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "NUMBA_CACHE_DIR"), nowhere)
    settings = places | {"RAVINE_PREWARMED": str(folder() or ""), "PYTHONDONTWRITEBYTECODE": "1"}
    with running(lambda port, log: start(port, log, **settings)) as one:
        yield one


def test_ready_means_warm(live):
    # Refused connections before the port is open, then 503, then 200: never 200 before all kernels are there.
    assert set(live.codes) <= {0, 503}
    told = json.loads(live.get("/healthz")[1])
    assert told["ready"] is True
    assert told["compiled"] + told["loaded"] == told["kernels"]


def test_without_a_home_and_without_a_place_to_write_it_serves(live):
    assert live.serves()
    assert not [line for line in live.lines() if "error" in json.loads(line)["level"]]


@pytest.mark.patch(*PATCHES)
def test_every_patch_is_applied_to_what_is_installed(live):
    said = [line for line in live.lines() if json.loads(line)["event"] == "patches"]
    assert not said, "CONTRIBUTING.md says how patches are updated for another Streamlit: " + said[0]


def test_another_site_s_page_is_refused(live):
    with pytest.raises(InvalidStatus) as refused:
        dial(live.address, origin=f"http://{SECRET}.example")
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize(
    ("frame", "codes"),
    [
        (SECRET.encode() * 2_000_000, {1002}),  # 12 MB that are no message
        (b"\xff" * 100, {1002}),
        (b"x" * 17_000_000, {1009, None}),  # it may hang up while the frame is still on its way
        (f"{SECRET} as text", {None}),  # hung up on without a word
    ],
    ids=["12 MB", "garbage", "too big", "text"],
)
def test_a_frame_that_is_none_closes_that_visitor_s_socket_only(live, frame, codes):
    with dial(live.address) as visitor, dial(live.address) as other:
        ask(other, LINK)
        assert closed_with(visitor, frame) in codes
        assert shown_race(live.address, answer(other)) == LINK


def test_half_open_sockets_hold_up_nobody(live):
    place = urlsplit(live.address)
    half = [socket.create_connection((place.hostname, place.port)) for _ in range(60)]
    for number, one in enumerate(half):
        one.sendall(b"GET /?q=" + SECRET.encode() if number % 2 else b"\x16\x03\x01\x00garbage\r\n\r\n")
    assert live.serves()
    for one in half:
        one.close()


def test_a_file_that_nobody_asked_for_is_refused(live):
    for method in ("PUT", "POST"):
        status, _ = live.get("/_stcore/upload_file/none/none", data=b"x" * 100, method=method)
        assert 400 <= status < 500, status


def test_pages_closed_while_they_load_leave_nothing_running(live):
    for number in range(20):
        with dial(live.address) as visitor:
            ask(visitor, f"{LINK}&unknown={SECRET}")
            if number % 2:
                visitor.recv(timeout=20)
    assert live.serves()


def test_sigterm_stops_within_three_seconds_and_the_log_has_named_nobody(live):
    with pytest.raises(InvalidStatus):
        dial(live.address, origin=f"http://{SECRET}.example")
    with dial(live.address) as visitor:
        closed_with(visitor, SECRET.encode())
    with dial(live.address) as visitor:
        ask(visitor, LINK)
        answer(visitor)
        began = time.monotonic()
        live.process.send_signal(signal.SIGTERM)
        assert live.process.wait(20) == 0
        # Timing decides nothing else; this one is the promise that a supervisor is made.
        assert time.monotonic() - began < 3
        assert closed_with(visitor) == 1012, "the browser is told to come again"
    lines = live.lines()
    events = without_patches(lines)
    assert [events[0], events[1], events[-1]] == ["start", "warm", "stop"]
    assert "log" in events, "refused origins and broken frames are logged"
    for line in lines:
        assert SECRET not in line
        assert "127.0.0.1" not in line
        assert "himmelblau" not in line


def test_streamlit_run_serves_it_too_and_logs_no_more():
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address=127.0.0.1"]

    def begin(port: int, log: IO[str]) -> subprocess.Popen:
        return subprocess.Popen([*command, f"--server.port={port}"], cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)

    with running(begin) as one:
        assert one.serves()
        one.process.terminate()
        one.process.wait(20)
        events = without_patches([line for line in one.lines() if line.startswith("{")])
    assert events[:2] == ["start", "warm"]
    assert set(events) <= {"start", "warm", "stop"}
