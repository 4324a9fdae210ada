"""The real app in a process of its own, for tests, benchmarks and screenshots."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[1]
STARTS_WITHIN = 60  # seconds; compiling on a slow machine included


@dataclass(frozen=True)
class Server:
    """A server that runs.

    Attributes:
        address: without a slash at the end.
        log: what it has printed.
    """

    address: str
    log: IO[str]

    def printed(self, since: int = 0) -> str:
        """What it has printed after its first ``since`` bytes."""
        return os.pread(self.log.fileno(), os.fstat(self.log.fileno()).st_size, since).decode(errors="replace")


@contextmanager
def serving(**environment: str) -> Iterator[str]:
    """Serve the app on a free port of this machine; yields its address, without a slash at the end."""
    with served(**environment) as server:
        yield server.address


@contextmanager
def served(**environment: str) -> Iterator[Server]:
    """Serve the app on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryFile("w+") as log:
        process = start(port, log, **environment)
        server = Server(f"http://127.0.0.1:{port}", log)
        try:
            wait(process, server)
            yield server
        finally:
            process.terminate()
            process.wait(20)


def start(port: int, log: IO[str], within: Sequence[str] = (), **environment: str) -> subprocess.Popen:
    """The app as it is deployed, on ``port`` of this machine; what it prints goes to ``log``.

    ``within`` is a command that ends by becoming the one it is given: the server runs in whatever it has prepared.
    """
    ours = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PORT": str(port),
        "STREAMLIT_SERVER_ADDRESS": "127.0.0.1",
    }
    script = [*within, "sh", str(ROOT / "deploy" / "serve")]
    return subprocess.Popen(
        script, cwd=ROOT, env=os.environ | ours | environment, stdout=log, stderr=subprocess.STDOUT, text=True
    )


def wait(process: subprocess.Popen, server: Server) -> None:
    """Until it answers. Raises RuntimeError when it does not."""
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the app did not start:\n{server.printed()[-3000:]}")
