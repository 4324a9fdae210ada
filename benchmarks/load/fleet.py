"""Start the servers of the load test, one process or replicas behind Caddy as in deploy/, and measure their use."""

import hashlib
import hmac
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from json import loads
from pathlib import Path

from tools.server import ROOT, free_port, start

DYNAMIC = "\tdynamic a app 8501 {\n\t\trefresh 2s\n\t}\n"
SECRET = "x" * 64  # COOKIE_SECRET of deploy/compose.yml
WARM_WITHIN = 120  # seconds; compiling included
TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Fleet:
    """Running servers.

    Attributes:
        address: address for visitors.
        replicas: the app's processes.
        ports: the replicas' ports.
        log: what the replicas have written.
        proxy: the proxy's process, if there is one.
    """

    address: str
    replicas: list[subprocess.Popen]
    ports: list[int]
    log: Path
    proxy: subprocess.Popen | None = None
    _dead: float = 0.0

    def cpu(self) -> float:
        """CPU seconds of the app's processes, including killed ones."""
        return self._dead + sum(cpu(one.pid) for one in self.replicas if one.poll() is None)

    def kill(self, number: int) -> None:
        """Kill one replica."""
        self._dead += cpu(self.replicas[number].pid)
        self.replicas[number].kill()
        self.replicas[number].wait()

    def left_out(self) -> set[str]:
        """Names of the patches of Streamlit's inside that at least one of them does without."""
        lines = [loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]
        return {name for line in lines if line["event"] == "patches" for name in line.get("left_out", ())}

    def memory(self) -> float:
        """Memory of the replicas in MB."""
        return sum(memory(one.pid) for one in self.replicas if one.poll() is None)


def cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def memory(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


@contextmanager
def fleet(count: int, **environment: str) -> Iterator[Fleet]:
    """``count`` warm replicas, behind the proxy if there are several. Raises RuntimeError if they do not start."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        log = stack.enter_context((folder / "log").open("w+"))
        ports = [free_port() for _ in range(count)]
        replicas = [start(port, log, STREAMLIT_SERVER_COOKIE_SECRET=SECRET, **environment) for port in ports]
        for one in replicas:
            stack.callback(_stop, one)
        running = Fleet(f"http://127.0.0.1:{ports[0]}", replicas, ports, folder / "log")
        for port in ports:
            _warm(f"http://127.0.0.1:{port}", folder / "log")
        if count > 1:
            running.address = f"http://127.0.0.1:{free_port()}"
            running.proxy = proxy(running.address, ports, folder, log)
            stack.callback(_stop, running.proxy)
            _warm(running.address, folder / "log")
        yield running


def proxy(site: str, ports: list[int], folder: Path, log, text: str = "") -> subprocess.Popen:
    """Start Caddy as compose does, for replicas on local ``ports``, with what it stores in ``folder``.

    ``text`` is what it reads in place of deploy/Caddyfile. Raises RuntimeError if Caddy is not installed.
    """
    caddy = shutil.which("caddy", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if caddy is None:
        raise RuntimeError("caddy is not installed: pip install -r requirements-dev.txt")
    text = text or (ROOT / "deploy" / "Caddyfile").read_text()
    if DYNAMIC not in text:
        raise RuntimeError("deploy/Caddyfile no longer finds its replicas as this benchmark expects")
    config = folder / "Caddyfile"
    config.write_text(text.replace(DYNAMIC, "\tto " + " ".join(f"127.0.0.1:{port}" for port in ports) + "\n"))
    command = [caddy, "run", "--adapter", "caddyfile", "--config", str(config)]
    places = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    environment = os.environ | places | {"SITE": site, "COOKIE_SECRET": SECRET}
    return subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT, text=True)


def cookie(port: int, secret: str = SECRET) -> str:
    """Cookie with which the proxy sends a visitor to the replica at ``port``."""
    return f"ravine_replica={hmac.new(secret.encode(), f'127.0.0.1:{port}'.encode(), hashlib.sha256).hexdigest()}"


def _warm(address: str, log: Path) -> None:
    until = time.monotonic() + WARM_WITHIN
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"not ready:\n{log.read_text()[-3000:]}")


def _stop(process: subprocess.Popen) -> None:
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)
