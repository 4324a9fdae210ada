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
from collections.abc import Sequence
from typing import IO
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus

from engine.cache import folder
from experiments import Scenario, encode
from ravine.streamlit_internals import PATCHES
from tests.support.session import answer, ask, closed_with, dial, shown_race
from tools.server import ROOT, start

LINK = encode(Scenario("himmelblau", optimizers={"adam": {"lr": 0.123}}, steps=50))
SECRET = "5ecret"  # stands in links, origins and frames; the log must not have it


class Live:
    """A running server of our own."""

    def __init__(self, log: IO[str], within: Sequence[str] = (), **environment: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.log = log
        self.address = f"http://127.0.0.1:{port}"
        self.process = start(port, log, within, **environment)
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
        self.log.seek(0)
        return self.log.read().splitlines()

    def serves(self) -> bool:
        """Whether the next visitor gets the race of a link."""
        with dial(self.address) as visitor:
            ask(visitor, LINK)
            return shown_race(self.address, answer(visitor)) == LINK


def without_patches(lines: Sequence[str]) -> list[str]:
    """Events of the log, but for those which say that a patch is left out."""
    return [event for line in lines if (event := json.loads(line)["event"]) != "patches"]


@pytest.fixture(scope="module")
def live():
    with tempfile.TemporaryFile("w+") as log:
        one = Live(log)
        try:
            one.wait()
            yield one
        finally:
            if one.process.poll() is None:
                one.process.kill()
            one.process.wait(20)


def test_ready_means_warm(live):
    # Refused connections before the port is open, then 503, then 200: never 200 before all kernels are there.
    assert set(live.codes) <= {0, 503}
    told = json.loads(live.get("/healthz")[1])
    assert told["ready"] is True
    assert told["compiled"] + told["loaded"] == told["kernels"]


@pytest.mark.patch(*PATCHES)
def test_every_patch_is_applied_to_what_is_installed(live):
    said = [line for line in live.lines() if json.loads(line)["event"] == "patches"]
    assert not said, "CONTRIBUTING.md says how patches are updated for another Streamlit: " + said[0]


def test_a_link_s_race_comes_over_the_websocket(live):
    assert live.serves()


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


def test_a_server_without_home_and_without_a_place_to_write_serves():
    # Nobody, root neither, can make anything there.
    nowhere = "/proc/nowhere"
    places = {"HOME": nowhere, "XDG_CACHE_HOME": nowhere, "NUMBA_CACHE_DIR": nowhere}
    # What this machine has compiled before, as an image brings it.
    baked = {"RAVINE_PREWARMED": str(folder() or "")}
    with tempfile.TemporaryFile("w+") as log:
        bare = Live(log, PYTHONDONTWRITEBYTECODE="1", **places, **baked)
        try:
            bare.wait()
            assert bare.serves()
        finally:
            bare.process.kill()
            bare.process.wait(20)
        assert not [line for line in bare.lines() if "error" in json.loads(line)["level"]]


def test_streamlit_run_serves_it_too_and_logs_no_more():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        f"--server.port={port}",
        "--server.address=127.0.0.1",
    ]
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
        try:
            ready = False
            while not ready:
                assert process.poll() is None
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=20):
                        ready = True
                except OSError:
                    time.sleep(0.1)
            with dial(f"http://127.0.0.1:{port}") as visitor:
                ask(visitor, LINK)
                assert shown_race(f"http://127.0.0.1:{port}", answer(visitor)) == LINK
        finally:
            process.terminate()
            process.wait(20)
        log.seek(0)
        events = without_patches([line for line in log if line.startswith("{")])
    assert events[:2] == ["start", "warm"]
    assert set(events) <= {"start", "warm", "stop"}
