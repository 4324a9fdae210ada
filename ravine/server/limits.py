"""How much of the server its visitors may hold at once, all together and from one address.

The numbers fit one process with 1 GB of memory. An operator changes those of sessions by the environment; see
``deploy/README.md``.
"""

import os
from dataclasses import dataclass

from ravine.server import open_files


def _number(variable: str, usual: int) -> int:
    """A whole number from the environment; ``usual`` where there is none or it is not one above zero."""
    text = os.environ.get(variable, "")
    return int(text) if text.isascii() and text.isdigit() and int(text) > 0 else usual


# ── Sessions: open pages, each with a WebSocket ──

# A session takes 0.25 MB (benchmarks/RESULTS.md): 1000 leave three quarters of 1 GB to the rest.
SESSIONS = _number("RAVINE_SESSIONS", 1000)
# A school stands behind one address: a class of 300 with a second page open on every third desk. One address never
# holds more than two fifths of the places.
SESSIONS_PER_ADDRESS = _number("RAVINE_SESSIONS_PER_ADDRESS", 400)

# ── Connections: sockets, for pages and for everything that they fetch ──

# Each takes some 20 kB while it is idle.
CONNECTIONS = 8000
# A browser opens six for files and one for its session: 300 pupils who come at once need 2100.
CONNECTIONS_PER_ADDRESS = 2500
# No address, and no proxy either, holds more of all connections than this share.
LARGEST_SHARE = 0.9
# File descriptors for everything that is no connection: the log, modules, the files of a page.
OTHER_FILES = 256

# ── Requests ──

LONGEST_URL = 32_768  # bytes; links have 8,000 at most, the plain ones of older versions 11,000
LONGEST_HEAD = 65_536  # bytes of all headers; cookies and a proxy's own headers are in it
LONGEST_PATH = 2048  # bytes; file systems refuse 4096
LONGEST_NAME = 255  # bytes of a part of a path: no file system has a longer name
PIPELINED = 16  # requests that wait behind an unanswered one; browsers send none

# ── Messages of a session ──

FRAGMENTS = 256  # frames of one message; browsers send one
UNFINISHED = 32_000_000  # bytes of messages that have only partly arrived, from one address; two of the largest


@dataclass(frozen=True)
class Times:
    """Seconds that the server waits for a client.

    Attributes:
        head: from the connection, or the answer before, until a request's headers have arrived.
        body: until the rest of a request, or of a message of a session, has arrived. The largest, a file of 1 MB, takes
            that long at 17 kB/s.
        stalled: until a client that is sent something has taken in at least one more byte.
    """

    head: float = 10.0
    body: float = 60.0
    stalled: float = 30.0


def connections() -> int:
    """How many connections the process may hold: :data:`CONNECTIONS`, or what its file descriptors leave."""
    return max(1, min(CONNECTIONS, open_files.most() - OTHER_FILES))
