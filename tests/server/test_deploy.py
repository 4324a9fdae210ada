"""What deploy/ holds: each file as its own tool reads it; compose's topology, with processes in place of containers."""

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
import yaml
from websockets.exceptions import WebSocketException

from benchmarks.load.fleet import fleet
from experiments import Scenario, encode
from ravine.server.routes import routes
from tests.support.session import answer, ask, closed_with, dial, shown_race

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
TOOLS = Path(sys.executable).parent
LINK = encode(Scenario("himmelblau", optimizers={"adam": {"lr": 0.123}}, steps=50))


def tool(name: str) -> str:
    path = shutil.which(name, path=f"{TOOLS}{os.pathsep}{os.environ['PATH']}")
    if path is None:
        pytest.skip(f"{name} is not installed on this system")
    return path


def run(*command: str, **environment: str) -> tuple[int, str]:
    kept = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    done = subprocess.run(command, env=kept | environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_compose_reads_its_file_and_asks_for_the_secret():
    compose = (tool("docker-compose"), "-f", str(DEPLOY / "compose.yml"), "config", "--quiet")
    assert run(*compose, COOKIE_SECRET="x") == (0, "")
    code, said = run(*compose)
    assert code != 0
    assert "set COOKIE_SECRET" in said


def test_every_path_that_a_file_asks_for_is_a_route_of_the_app():
    texts = [
        path.read_text(errors="replace") for path in (*DEPLOY.glob("*"), *DEPLOY.glob("[!p]*/*")) if path.is_file()
    ]
    asked = set(re.findall(r"[\w}](/(?:ravine/\w+|healthz))", "\n".join(texts)))
    routed = {"/" + "/".join(route.path.split("/")[1 : 3 if "/ravine/" in route.path else 2]) for route in routes()}
    assert {"/healthz", "/ravine/race"} <= asked <= routed, asked - routed


def test_caddy_reads_its_file():
    code, said = run(tool("caddy"), "validate", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile"))
    assert code == 0, said


def test_kubernetes_knows_every_field():
    code, said = run(tool("kubernetes-validate"), "--strict", str(DEPLOY / "kubernetes.yml"))
    assert code == 0, said
    assert said.count(" passed ") == 5


def test_systemd_reads_its_unit():
    code, said = run(tool("systemd-analyze"), "verify", str(DEPLOY / "ravine.service"))
    ours = [line for line in said.splitlines() if "ravine.service" in line]
    assert (code, ours) == (0, []), said


# What Hugging Face reads of a Space's README, by its reference; anything else in it is ignored or refused there.
SPACE = {
    "title": str,
    "emoji": str,
    "colorFrom": {"red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray"},
    "colorTo": {"red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray"},
    "sdk": {"docker"},
    "app_port": int,
    "pinned": bool,
    "license": {"mit"},
}


def test_a_space_s_settings_are_those_that_hugging_face_knows():
    code, said = run("sh", str(DEPLOY / "space"))
    assert code == 0, said
    empty, settings, rest = said.split("---\n", 2)
    assert (empty, rest.lstrip("\n")) == ("", (ROOT / "README.md").read_text(encoding="utf-8"))
    told = yaml.safe_load(settings)
    assert told.keys() == SPACE.keys()
    for key, wanted in SPACE.items():
        assert told[key] in wanted if isinstance(wanted, set) else isinstance(told[key], wanted), key
    # The Space sends its visitors to the port on which the image listens, and calls what the image runs.
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert f"EXPOSE {told['app_port']}\n" in dockerfile
    assert f"PORT={told['app_port']}\n" in dockerfile
    assert "MIT License" in (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_the_documents_name_every_file_and_no_other():
    shown = {"README.md", "README.ko.md", "Caddyfile", "serve", "image", "plotly"}  # named by those that are
    for document in ("README.md", "README.ko.md"):
        text = (DEPLOY / document).read_text(encoding="utf-8")
        assert set(re.findall(r"deploy/([\w.]+)", text)) == {path.name for path in DEPLOY.iterdir()} - shown


def sessions(at: int) -> int:
    """How many visitors the replica at a port has, by its own count."""
    with urllib.request.urlopen(f"http://127.0.0.1:{at}/_stcore/metrics", timeout=20) as reply:
        lines = reply.read().decode().splitlines()
    return int(float(next(line.split()[-1] for line in lines if line.startswith("active_sessions"))))


def query(address: str, socket_) -> str:
    """The link of the race that the page at ``LINK`` shows, asked over an open socket."""
    ask(socket_, LINK)
    return shown_race(address, answer(socket_))


def test_a_visitor_of_a_killed_replica_goes_on_at_another_within_five_seconds():
    tool("caddy")
    with fleet(2) as servers:
        with dial(servers.address) as visitor:
            cookie = visitor.response.headers["Set-Cookie"].split(";")[0]
            assert cookie.startswith("ravine_replica=")
            assert query(servers.address, visitor) == LINK
            busy = next(number for number, port in enumerate(servers.ports) if sessions(port) == 1)
            # The cookie leads back to the same one, as often as one likes.
            for _ in range(4):
                with dial(servers.address, additional_headers={"Cookie": cookie}) as again:
                    assert "ravine_replica" not in again.response.headers.get("Set-Cookie", "")
            killed = time.monotonic()
            servers.kill(busy)
            assert closed_with(visitor) is None, "killed, it can say nothing"
        shown = None
        while shown is None:
            try:
                with dial(servers.address, additional_headers={"Cookie": cookie}) as again:
                    shown = query(servers.address, again)
            except (OSError, WebSocketException):
                time.sleep(0.1)
        assert shown == LINK
        assert time.monotonic() - killed < 5
        other = servers.replicas[1 - busy]
        other.terminate()
        assert other.wait(20) == 0, "asked to stop, it does not end well"
