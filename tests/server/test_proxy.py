"""Caddy with deploy/Caddyfile: what it cuts, refuses and passes on to stand-ins for the app, and a killed replica."""

import http.client
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect
from websockets.sync.server import serve

from benchmarks.load.fleet import cookie, fleet, proxy
from experiments import Scenario, encode
from ravine.server.race import LONGEST
from tests.support.commands import tool
from tests.support.session import answer, ask, closed_with, dial, shown_race
from tools.server import ROOT, free_port

CADDYFILE = (ROOT / "deploy" / "Caddyfile").read_text()
LINK = encode(Scenario("himmelblau", optimizers={"adam": {"lr": 0.123}}, steps=50))
PATIENCE = 60  # seconds until a test fails that waits for something which does not come


class App(ThreadingHTTPServer):
    """Notes each request, reads it to its end, and answers with its own port."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[str] = []


class Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = str(self.server.server_port).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_PUT = do_GET

    def handle_one_request(self) -> None:
        with suppress(ConnectionError):  # the proxy hangs up where its visitor has
            super().handle_one_request()

    def log_message(self, *_) -> None:
        pass


@contextmanager
def apps(count: int) -> Iterator[list[App]]:
    servers = [App() for _ in range(count)]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    yield servers
    for server in servers:
        server.shutdown()
        server.server_close()


@contextmanager
def caddy(ports: list[int], text: str = CADDYFILE, scheme: str = "http") -> Iterator[str]:
    """The address of a running Caddy in front of local ``ports``."""
    tool("caddy")
    site = f"{scheme}://localhost:{free_port()}"
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        process = proxy(site, ports, folder, subprocess.PIPE, text)
        stack.callback(process.stdout.close)
        stack.callback(process.wait, PATIENCE)
        stack.callback(process.kill)
        said = []
        ready = "serving initial configuration" if scheme == "http" else "certificate obtained successfully"
        while ready not in (line := process.stdout.readline()):
            said.append(line)
            assert line, "".join(said)
        threading.Thread(target=process.stdout.read, daemon=True).start()  # or it waits for a reader some time
        yield site


@pytest.fixture(scope="module")
def two() -> Iterator[list[App]]:
    with apps(2) as servers:
        yield servers


@pytest.fixture(scope="module")
def site(two) -> Iterator[str]:
    # A replica that looks dead once is not asked again: no test passes only because it has waited.
    text = CADDYFILE.replace("fail_duration 3s", "fail_duration 1h").replace(
        "lb_try_duration 4s", "lb_try_duration 1ms"
    )
    assert text.count(" 1h\n") == text.count(" 1ms\n") == 1
    with caddy([one.server_port for one in two], text) as address:
        yield address


def request(site: str, path: str = "/", method: str = "GET", body: bytes | None = None, **headers: str):
    """The response, read to its end, and its body."""
    place = urlsplit(site)
    if place.scheme == "https":
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        connection = http.client.HTTPSConnection("localhost", place.port, timeout=PATIENCE, context=trusting)
    else:
        connection = http.client.HTTPConnection("localhost", place.port, timeout=PATIENCE)
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def shortened(*names: str) -> str:
    """The Caddyfile with these timeouts a tenth of a second long."""
    text = CADDYFILE
    for name in names:
        line = next(line for line in text.splitlines() if line.split()[:1] == [name])
        text = text.replace(line, f"{name} 100ms")
    return text


def cut(site: str, sent: bytes) -> bytes:
    """What is answered on a connection on which no more than ``sent`` comes, until it is closed."""
    with socket.create_connection(("localhost", urlsplit(site).port), timeout=PATIENCE) as slow:
        slow.sendall(sent)
        got = b""
        while piece := slow.recv(4096):
            got += piece
        return got


GET = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
POST = b"POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n"


@pytest.mark.parametrize("sent", [b"", GET], ids=["nothing", "half a header"])
def test_a_visitor_whose_header_does_not_end_is_cut_off(two, sent):
    with caddy([one.server_port for one in two], shortened("read_header")) as site:
        assert b" 200 " not in cut(site, sent)


def test_an_idle_connection_is_closed(two):
    with caddy([one.server_port for one in two], shortened("idle")) as site:
        assert cut(site, GET + b"\r\n").startswith(b"HTTP/1.1 200 ")


def test_the_app_is_not_asked_before_a_body_has_come_to_its_end(site, two):
    for one in two:
        one.asked.clear()
    with socket.create_connection(("localhost", urlsplit(site).port), timeout=PATIENCE) as slow:
        slow.sendall(POST + b"x" * 99)
        for _ in range(5):
            assert request(site)[0].status == 200
        assert [path for one in two for path in one.asked] == ["/"] * 5
        slow.sendall(b"x")
        assert b" 200 " in slow.recv(4096)
    assert sorted(path for one in two for path in one.asked) == [*["/"] * 5, "/slow"]


def test_an_open_websocket_outlives_the_timeouts_and_takes_large_messages():
    def echo(visitor) -> None:
        for message in visitor:
            visitor.send(message)

    with serve(echo, "127.0.0.1", 0, max_size=None) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with ExitStack() as stack:
            site = stack.enter_context(caddy([server.socket.getsockname()[1]], shortened("read_body", "idle")))
            address = f"{site.replace('http', 'ws')}/_stcore/stream"
            visitor = stack.enter_context(connect(address, open_timeout=PATIENCE, max_size=None))
            # This connection was opened later, and has met its timeout when it is closed.
            assert cut(site, GET + b"\r\n")
            message = b"x" * 1_000_000
            visitor.send(message)
            assert visitor.recv(timeout=PATIENCE) == message
        server.shutdown()


def test_a_long_link_passes_and_a_header_without_end_is_refused(site):
    assert request(site, "/?" + "x" * (LONGEST // 2))[0].status == 200
    assert request(site, "/", **{"X-Long": "x" * 40_000})[0].status == 431


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/ravine/race", LONGEST, 200),
        ("/ravine/race", 33_000, 413),
        ("/_stcore/upload_file/a/b", 1024 * 1024 + 1000, 200),
        ("/_stcore/upload_file/a/b", 1_200_000, 413),
        ("/", 33_000, 413),
    ],
)
def test_a_body_has_the_size_that_its_route_needs(site, path, size, status):
    assert request(site, path, "PUT", b"x" * size)[0].status == status


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/metrics/", "/_stcore/%6Detrics", "//_stcore/metrics"])
def test_metrics_are_not_asked_for(site, two, path):
    assert request(site, path)[0].status == 404
    assert not [path for one in two for path in one.asked if "metrics" in path]


def leads_back(site: str, port: int) -> bool:
    response, body = request(site, Cookie=cookie(port))
    return (body, response.headers["Set-Cookie"]) == (str(port).encode(), None)


def test_the_cookie_leads_back_to_the_same_replica_and_cannot_be_made_without_the_secret(site, two):
    ports = [one.server_port for one in two]
    assert all(leads_back(site, port) for port in ports * 4)
    for port in ports:
        forged = request(site, Cookie=cookie(port, ""))[0].headers["Set-Cookie"]
        assert forged.split(";")[0] in map(cookie, ports), "another is set in its place"


@pytest.mark.parametrize("method", ["PUT", "GET"])
@pytest.mark.parametrize("path", ["/ravine/race", "/_stcore/upload_file/a/b"])
@pytest.mark.parametrize("length", ["Content-Length: 9\r\n\r\nx", "Transfer-Encoding: chunked\r\n\r\n9\r\nx"])
def test_no_visitor_can_make_a_replica_look_dead_to_the_others(site, two, path, method, length):
    ports = [one.server_port for one in two]
    for port in ports:
        too_long = request(site, path, method, b"x" * 1_200_000, Cookie=cookie(port))
        assert too_long[0].status == 413
        broken_off = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie(port)}\r\n{length}"
        with socket.create_connection(("localhost", urlsplit(site).port), timeout=PATIENCE) as visitor:
            visitor.sendall(broken_off.encode())
            visitor.shutdown(socket.SHUT_WR)
            while visitor.recv(4096):
                pass
    assert all(leads_back(site, port) for port in ports)


def test_browsers_are_told_to_stay_with_tls_where_there_is_tls(site, two):
    assert request(site)[0].headers["Strict-Transport-Security"] is None
    ports = [one.server_port for one in two]
    text = CADDYFILE.replace("admin off", "admin off\n\tskip_install_trust\n\tauto_https disable_redirects")
    with caddy(ports, text, "https") as secure:
        response, _ = request(secure)
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "; Secure" in response.headers["Set-Cookie"]


def query(address: str, socket_) -> str:
    """The link of the race that the page at ``LINK`` shows, asked over an open socket."""
    ask(socket_, LINK)
    return shown_race(address, answer(socket_))


def test_a_visitor_of_a_killed_replica_goes_on_at_another_within_five_seconds():
    tool("caddy")
    with fleet(2) as servers:
        with dial(servers.address) as visitor:
            mine = visitor.response.headers["Set-Cookie"].split(";")[0]
            assert query(servers.address, visitor) == LINK
            busy = [cookie(port) for port in servers.ports].index(mine)
            # The cookie leads back to the same one, as often as one likes.
            for _ in range(4):
                with dial(servers.address, additional_headers={"Cookie": mine}) as again:
                    assert "ravine_replica" not in again.response.headers.get("Set-Cookie", "")
            killed = time.monotonic()
            servers.kill(busy)
            assert closed_with(visitor) is None, "killed, it can say nothing"
        shown = None
        while shown is None:
            try:
                with dial(servers.address, additional_headers={"Cookie": mine}) as again:
                    shown = query(servers.address, again)
            except (OSError, WebSocketException):
                time.sleep(0.1)
        assert shown == LINK
        assert time.monotonic() - killed < 5
        other = servers.replicas[1 - busy]
        other.terminate()
        assert other.wait(20) == 0, "asked to stop, it does not end well"
