"""Start the real app in a process of its own, for tests, benchmarks and screenshots."""

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
STARTS_WITHIN = 300  # seconds; compiling on a slow and busy machine included


@dataclass(frozen=True)
class Server:
    """A running server.

    Attributes:
        address: without a trailing slash.
        log: file with its output.
    """

    address: str
    log: IO[str]

    def printed(self, since: int = 0) -> str:
        """Its output after the first ``since`` bytes."""
        return os.pread(self.log.fileno(), os.fstat(self.log.fileno()).st_size, since).decode(errors="replace")


def free_port() -> int:
    """A local port on which nothing listens yet."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(**environment: str) -> Iterator[str]:
    """Serve the app on a free local port; yields its address without a trailing slash."""
    with served(**environment) as server:
        yield server.address


@contextmanager
def served(**environment: str) -> Iterator[Server]:
    """Serve the app on a free local port."""
    port = free_port()
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
    """Start the app as it is deployed, on a local ``port``, with output to ``log``.

    ``within`` is a command that prepares an environment and then executes the command after it, such as ``env``.
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
    """Wait until the server answers. Raises RuntimeError if it does not."""
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the app did not start:\n{server.printed()[-3000:]}")
