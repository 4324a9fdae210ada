"""Count the process's connections by address, and close one that says nothing when there is no room for another.

A connection is idle while the server waits for its request. A client that opens many and says nothing, or says it one
letter at a time, loses the oldest of them to those who come after it.
"""

from collections import Counter
from typing import Protocol

from ravine.client_address import counted, is_near
from ravine.server import limits


class Transport(Protocol):
    """A connection as the event loop gives it."""

    def abort(self) -> None: ...


class Connections:
    """The connections of a process: at most ``most``, and ``each`` from one address."""

    def __init__(self, most: int, each: int) -> None:
        self.most = most
        self.largest = max(1, int(most * limits.LARGEST_SHARE))  # of one proxy
        self.each = min(each, self.largest)
        self._address: dict[Transport, str] = {}
        self._open: Counter[str] = Counter()
        self._idle: dict[str, dict[Transport, None]] = {}  # by address, the longest idle first
        self._unfinished: Counter[str] = Counter()  # bytes of messages that have partly arrived

    def __len__(self) -> int:
        return len(self._address)

    def admit(self, transport: Transport, host: str) -> bool:
        """Count a new connection from ``host``; False if there is no room for it."""
        address = counted(host)
        if self._open[address] >= (self.largest if is_near(host) else self.each) and not self._make_room(address):
            return False
        if len(self) >= self.most and not self._make_room(self._most_idle()):
            return False
        self._address[transport] = address
        self._open[address] += 1
        return True

    def forget(self, transport: Transport) -> None:
        """``transport`` is closed."""
        address = self._address.pop(transport, None)
        if address is None:
            return
        self.set_idle(transport, False, address)
        self._open[address] -= 1
        if not self._open[address]:
            del self._open[address]

    def set_idle(self, transport: Transport, idle: bool, address: str | None = None) -> None:
        """Whether the server waits for a request on ``transport``."""
        address = address or self._address.get(transport)
        if address is None:
            return
        waiting = self._idle.setdefault(address, {})
        if idle:
            waiting.setdefault(transport)
        else:
            waiting.pop(transport, None)
        if not waiting:
            del self._idle[address]

    def hold(self, address: str, size: int) -> bool:
        """Count ``size`` more bytes of unfinished messages, below 0 fewer; False if ``address`` has too many."""
        self._unfinished[address] += size
        if self._unfinished[address] <= 0:
            del self._unfinished[address]
        return self._unfinished[address] <= limits.UNFINISHED

    def _make_room(self, address: str) -> bool:
        """Close the connection of ``address`` that is idle for longest; False if none is idle."""
        waiting = self._idle.get(address)
        if not waiting:
            return False
        oldest = next(iter(waiting))
        self.forget(oldest)
        oldest.abort()
        return True

    def _most_idle(self) -> str:
        return max(self._idle, key=lambda address: len(self._idle[address]), default="")
