"""Long work beside the page: one piece at a time for the whole process, in the order it was asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from functools import cache
from itertools import count
from typing import Any

_numbers = count()
_waiting: dict[int, Job] = {}
_lock = threading.Lock()


@cache
def _pool() -> ThreadPoolExecutor:
    # Not the engine's pool: behind a thousand seeds nobody could drag a slider.
    return ThreadPoolExecutor(1, thread_name_prefix="jobs")


class Job:
    """A piece of work that can be watched and called off.

    Attributes:
        share: of it that is done, 0 to 1.
    """

    def __init__(self, work: Callable[[Callable[[float], None], Callable[[], bool]], Any]) -> None:
        """``work(progress, cancelled)``: tells how far it is, and asks whether to go on."""
        self.share = 0.0
        self._stop = threading.Event()
        self._number = next(_numbers)
        with _lock:
            _waiting[self._number] = self
        self._future: Future = _pool().submit(self._run, work)

    def _run(self, work: Callable) -> Any:
        try:
            if self._stop.is_set():
                raise CancelledError
            return work(self._tell, self._stop.is_set)
        finally:
            with _lock:
                _waiting.pop(self._number, None)

    def _tell(self, share: float) -> None:
        self.share = share

    @property
    def position(self) -> int:
        """How many pieces are before this one; 0 when it is under way or over."""
        with _lock:
            return sum(number < self._number for number in _waiting) if self._number in _waiting else 0

    @property
    def done(self) -> bool:
        return self._future.done()

    @property
    def result(self) -> Any:
        """What came of it; raises what it raised. Only once it is done."""
        return self._future.result(timeout=0)

    def cancel(self) -> None:
        """Call it off; it ends soon after."""
        self._stop.set()
