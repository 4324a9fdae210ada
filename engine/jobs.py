"""Queue heavy work: a bounded number of jobs at once, one a visitor, first come first served.

Short work goes through :func:`engine.submit`. What takes seconds (hundreds of seeds, big sweeps) goes through here, so
that it never takes every core from visitors who only move a slider.
"""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from functools import cache
from typing import Any

from engine.pool import workers

MOST_WAITING = 200  # in all; a waiting job costs next to nothing, but the last one should not wait for ever


class Busy(RuntimeError):
    """The queue is full: nothing was taken on."""


class Job:
    """One piece of heavy work and where it stands. Made by :meth:`Queue.submit`."""

    def __init__(self, queue: "Queue", owner: str, work: Callable[["Job"], Any]) -> None:
        self.owner = owner
        self._queue, self._work = queue, work
        self._future: Future = Future()
        self._stop = threading.Event()
        self._share = 0.0

    @property
    def position(self) -> int | None:
        """How many jobs come before it, 0 for the next one to start; None once it runs or is over."""
        return self._queue.position(self)

    @property
    def running(self) -> bool:
        return self._future.running()

    @property
    def done(self) -> bool:
        """Whether it is over: finished, failed or cancelled."""
        return self._future.done()

    @property
    def cancelled(self) -> bool:
        return self._future.cancelled() or (self._stop.is_set() and self.done)

    @property
    def progress(self) -> float:
        """Share of the work done, 0 to 1, as the work itself reports it."""
        return self._share

    def result(self, timeout: float | None = None) -> Any:
        """What the work returned.

        Raises:
            TimeoutError: not over within ``timeout`` seconds.
            CancelledError: it was cancelled.
            Exception: the work's own.
        """
        return self._future.result(timeout)

    def cancel(self) -> None:
        """Take it out of the queue; if it runs, stop it at its next report."""
        self._stop.set()
        self._queue.drop(self)

    def report(self, share: float) -> None:
        """Called by the work, often: notes how far it is, and ends it if it was cancelled.

        Raises:
            CancelledError: the job was cancelled; let it pass.
        """
        if self._stop.is_set():
            raise CancelledError
        self._share = min(max(share, 0.0), 1.0)


class Queue:
    """Runs at most ``slots`` jobs at once and one of each owner."""

    def __init__(self, slots: int, most_waiting: int = MOST_WAITING) -> None:
        self._slots, self._most = slots, most_waiting
        self._lock = threading.Lock()
        self._waiting: deque[Job] = deque()
        self._running: set[Job] = set()

    def submit(self, owner: str, work: Callable[[Job], Any]) -> Job:
        """Take on ``work(job)`` for ``owner``, a session's id. The owner's waiting jobs are cancelled: the
        newest request counts. A job of the owner that runs goes on, and the new one waits until it is over.

        Raises:
            Busy: too many wait already.
        """
        job = Job(self, owner, work)
        with self._lock:
            stale = [one for one in self._waiting if one.owner == owner]
            if len(self._waiting) - len(stale) >= self._most:
                raise Busy
            self._waiting = deque(one for one in self._waiting if one.owner != owner)
            self._waiting.append(job)
        for one in stale:
            one._stop.set()
            one._future.cancel()
        self._start()
        return job

    def position(self, job: Job) -> int | None:
        with self._lock:
            return self._waiting.index(job) if job in self._waiting else None

    def drop(self, job: Job) -> None:
        with self._lock:
            if job not in self._waiting:
                return
            self._waiting.remove(job)
        job._future.cancel()

    def _start(self) -> None:
        """Start every job that may start, the longest waiting first."""
        while True:
            with self._lock:
                busy = {one.owner for one in self._running}
                free = next((one for one in self._waiting if one.owner not in busy), None)
                if free is None or len(self._running) >= self._slots:
                    return
                self._waiting.remove(free)
                self._running.add(free)
                free._future.set_running_or_notify_cancel()
            # A thread a job: there are few. A daemon, so that the process can stop without waiting for it.
            threading.Thread(target=self._run, args=(free,), name="heavy", daemon=True).start()

    def _run(self, job: Job) -> None:
        outcome: Any = None
        error: BaseException | None = None
        try:
            job.report(0.0)
            outcome = job._work(job)
            job.report(1.0)
        except BaseException as raised:
            # CancelledError too: the caller that waits for the result gets it, and no thread dies of it.
            error = raised
        with self._lock:
            self._running.discard(job)
        # The slot is freed before the result is known, because its reader may submit the next job.
        if error is None:
            job._future.set_result(outcome)
        else:
            job._future.set_exception(error)
        self._start()


@cache
def _shared() -> Queue:
    return Queue(max(1, workers() // 2))


def submit(owner: str, work: Callable[[Job], Any]) -> Job:
    """:meth:`Queue.submit` on this process's queue: half of the cores at most are at heavy work."""
    return _shared().submit(owner, work)
