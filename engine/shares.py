"""Order waiting work fairly: whose work has taken least time lately comes first."""

import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Generic, TypeVar

Work = TypeVar("Work")

HALF_LIFE = 5.0  # seconds after which half of what an owner has used is forgotten
# Seconds of use that make no difference: between owners who use little, the first to come is the first to go.
GRAIN = 0.25


@dataclass
class _Line(Generic[Work]):
    """One owner's waiting work, each with the number of its arrival."""

    urgent: deque[tuple[int, Work]] = field(default_factory=deque)
    others: deque[tuple[int, Work]] = field(default_factory=deque)

    @property
    def next(self) -> deque[tuple[int, Work]]:
        return self.urgent or self.others


class Shares(Generic[Work]):
    """Work that waits, by owner. Not thread-safe: its user holds a lock.

    Args:
        each: most work of one owner that may run at the same time.
        clock: seconds.
    """

    def __init__(self, each: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._each, self._clock, self._arrivals = each, clock, count()
        self._lines: dict[str, _Line[Work]] = {}
        self._running: Counter[str] = Counter()
        self._used: dict[str, tuple[float, float]] = {}  # seconds, and when they were those

    def __len__(self) -> int:
        return sum(len(line.urgent) + len(line.others) for line in self._lines.values())

    def put(self, owner: str, work: Work, *, urgent: bool = False) -> None:
        """Add work. An owner's urgent work goes before the rest of it, and before that of owners who use as much."""
        line = self._lines.setdefault(owner, _Line())
        (line.urgent if urgent else line.others).append((next(self._arrivals), work))

    def any(self) -> bool:
        """Whether :meth:`take` would give something."""
        return any(self._running[owner] < self._each for owner in self._lines)

    def take(self) -> tuple[str, Work] | None:
        """The next work and its owner, who has it running until :meth:`done`; None if there is none that may run."""
        free = [owner for owner in self._lines if self._running[owner] < self._each]
        if not free:
            return None
        owner = free[0] if len(free) == 1 else min(free, key=self._place)
        line = self._lines[owner]
        _, work = line.next.popleft()
        if not line.next:
            del self._lines[owner]
        self._running[owner] += 1
        return owner, work

    def done(self, owner: str, seconds: float) -> None:
        """Work of ``owner`` that was taken is over, and has taken ``seconds``."""
        self._running[owner] -= 1
        if not self._running[owner]:
            del self._running[owner]
        self._used[owner] = (self.used(owner) + seconds, self._clock())
        if len(self._used) > 1000:
            self._used = {one: kept for one, kept in self._used.items() if self.used(one) >= GRAIN}

    def used(self, owner: str) -> float:
        """Seconds that the work of ``owner`` has taken, the older the less."""
        seconds, at = self._used.get(owner, (0.0, 0.0))
        return seconds * 0.5 ** ((self._clock() - at) / HALF_LIFE)

    def drop(self, unwanted: Callable[[Work], bool]) -> list[Work]:
        """Take out the waiting work that is not wanted any more."""
        dropped: list[Work] = []
        for owner, line in list(self._lines.items()):
            for waiting in (line.urgent, line.others):
                out = [entry for entry in waiting if unwanted(entry[1])]
                for entry in out:
                    waiting.remove(entry)
                dropped += [work for _, work in out]
            if not line.next:
                del self._lines[owner]
        return dropped

    def waiting(self) -> list[tuple[str, Work]]:
        """All waiting work with its owner, in the order in which it would be taken if nothing else came or ended."""
        entries = [
            (self._level(owner), not urgent, arrival, owner, work)
            for owner, line in self._lines.items()
            for urgent, part in ((True, line.urgent), (False, line.others))
            for arrival, work in part
        ]
        return [(owner, work) for *_, owner, work in sorted(entries, key=lambda entry: entry[:3])]

    def _place(self, owner: str) -> tuple[int, bool, int]:
        line = self._lines[owner]
        return self._level(owner), not line.urgent, line.next[0][0]

    def _level(self, owner: str) -> int:
        return int(self.used(owner) / GRAIN)
