"""The real app in a process of its own, for tests, benchmarks and screenshots."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STARTS_WITHIN = 60  # seconds; compiling on a slow machine included


@contextmanager
def serving(**environment: str) -> Iterator[str]:
    """Serve the app on a free port of this machine; yields its address, without a slash at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "app:app", "--host", "127.0.0.1", "--port", str(port)]
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | environment, stdout=log, stderr=subprocess.STDOUT, text=True
        )
        address = f"http://127.0.0.1:{port}"
        try:
            _wait(process, address, log)
            yield address
        finally:
            process.terminate()
            process.wait(20)


def _wait(process: subprocess.Popen, address: str, log) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    log.seek(0)
    raise RuntimeError(f"the app did not start:\n{log.read()[-3000:]}")
