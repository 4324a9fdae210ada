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


def _end(_number: int, _frame: Any) -> None:
    sys.stderr.flush()
    os._exit(0)


def main() -> None:
    """Serve until a signal says to stop; exit code 0 then."""
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, _end)
    versions.check()
    uvicorn.main()


if __name__ == "__main__":
    main()
