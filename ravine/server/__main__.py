"""Run uvicorn; exit with code 0 at once on SIGTERM or SIGINT: ``python -m ravine.server app:app …``.

uvicorn closes every connection, lets the app stop, and then raises the signal again: the process would be killed by it,
which supervisors read as a failure. And Python would first wait for what threads still compute, though no visitor is
left to see it.
"""

import os
import signal
import sys
from typing import Any

import uvicorn

from ravine import versions

versions.check()  # before the imports that fail without what it looks for

from ravine.server import json_log, open_files
from ravine.streamlit_internals.patch import Target

PARAMETERS = "self config server_state app_state _loop"
# What ravine.server.protocols extends, as it was read.
EXTENDED = (
    Target("uvicorn.protocols.http.httptools_impl:HttpToolsProtocol", PARAMETERS, "18fdf324b11bf160"),
    Target(
        "uvicorn.protocols.websockets.websockets_sansio_impl:WebSocketsSansIOProtocol", PARAMETERS, "0bbcec98938432f7"
    ),
)


def _end(_number: int, _frame: Any) -> None:
    sys.stderr.flush()
    os._exit(0)


def protocols() -> list[str]:
    """Options of uvicorn's command for connections with limits; none, and a line of the log, where uvicorn differs."""
    if problem := next(filter(None, (target.difference() for target in EXTENDED)), ""):
        json_log.say("connections", problem=f"{problem}: uvicorn's own have no limits of time and size")
        return []
    return ["--http", "ravine.server.protocols:Http", "--ws", "ravine.server.protocols:WebSocket"]


def main() -> None:
    """Serve until a signal says to stop; exit code 0 then."""
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, _end)
    json_log.configure()
    open_files.allow_more()  # before the limits are read that follow from it
    uvicorn.main([*sys.argv[1:], *protocols()])


if __name__ == "__main__":
    main()
