"""``python -m ravine.server app:app …``: uvicorn, with an end that is an end.

uvicorn closes every connection, lets the app stop, and then raises the signal again: the process would be killed by it,
which supervisors read as a failure. And Python would first wait for whatever a thread is computing for nobody any more.
"""

import os
import signal
import sys
from typing import Any

import uvicorn
from uvicorn.config import WS_PROTOCOLS


def _end(_number: int, _frame: Any) -> None:
    sys.stderr.flush()
    os._exit(0)


def main() -> None:
    """Serve until a signal says to stop; exit code 0 then."""
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, _end)
    WS_PROTOCOLS["websockets-sansio"] = "ravine.wire:Together"
    uvicorn.main()


if __name__ == "__main__":
    main()
