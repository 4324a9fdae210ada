"""Queue of heavy jobs, first come first served: a bounded number at once, and one for each visitor.

Short work goes through :func:`engine.submit`. Work of seconds (hundreds of seeds, big sweeps) is queued here, so that
cores remain for visitors who only move a slider.
"""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from functools import cache
from typing import Any

from engine.pool import workers

MOST_WAITING = 200  # of all visitors; jobs cost little while they wait, but the last should not wait too long


class Busy(RuntimeError):
    """The queue is full; the job was not accepted."""


class Job:
    """One piece of heavy work and its progress. Created by :meth:`Queue.submit`."""

    def __init__(self, queue: "Queue", owner: str, work: Callable[["Job"], Any]) -> None:
        self.owner = owner
        self._queue, self._work = queue, work
        self._future: Future = Future()
        self._stop = threading.Event()
        self._share = 0.0

    @property
    def position(self) -> int | None:
        """Number of jobs before it, 0 for the next to start; None once it runs or is over."""
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
        """Share of the work that is done, 0 to 1, as reported by the work."""
        return self._share

    def result(self, timeout: float | None = None) -> Any:
        """The result of the work.

        Raises:
            TimeoutError: the job is not over within ``timeout`` seconds.
            CancelledError: the job was cancelled.
            Exception: the work's own.
        """
        return self._future.result(timeout)

    def cancel(self) -> None:
        """Remove the job from the queue; if it runs, stop it at its next report."""
        self._stop.set()
        self._queue.drop(self)

    def report(self, share: float) -> None:
        """Record the share that is done, and end the work if it was cancelled; the work calls this often.

        Raises:
            CancelledError: the job was cancelled; the work must not catch it.
        """
        if self._stop.is_set():
            raise CancelledError
        self._share = min(max(share, 0.0), 1.0)


class Queue:
    """Runs at most ``slots`` jobs at once, and one of each owner."""

    def __init__(self, slots: int, most_waiting: int = MOST_WAITING) -> None:
        self._slots, self._most = slots, most_waiting
        self._lock = threading.Lock()
        self._waiting: deque[Job] = deque()
        self._running: set[Job] = set()

    def submit(self, owner: str, work: Callable[[Job], Any]) -> Job:
        """Queue ``work(job)`` for ``owner``, a session's id.

        The owner's waiting jobs are cancelled, because only the newest request matters. A running job of the owner
        goes on, and the new one waits for its end.

        Raises:
            Busy: too many jobs are waiting.
        """
        job = Job(self, owner, work)
        with self._lock:
            stale = [waiting for waiting in self._waiting if waiting.owner == owner]
            if len(self._waiting) - len(stale) >= self._most:
                raise Busy
            self._waiting = deque(waiting for waiting in self._waiting if waiting.owner != owner)
            self._waiting.append(job)
        for waiting in stale:
            waiting._stop.set()
            waiting._future.cancel()
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
        """Start all jobs that may start, in order of arrival."""
        while True:
            with self._lock:
                busy = {job.owner for job in self._running}
                free = next((job for job in self._waiting if job.owner not in busy), None)
                if free is None or len(self._running) >= self._slots:
                    return
                self._waiting.remove(free)
                self._running.add(free)
                free._future.set_running_or_notify_cancel()
            # One thread a job, since there are few; daemons, so that the process can exit without waiting for them.
            threading.Thread(target=self._run, args=(free,), name="heavy", daemon=True).start()

    def _run(self, job: Job) -> None:
        outcome: Any = None
        error: BaseException | None = None
        try:
            job.report(0.0)
            outcome = job._work(job)
            job.report(1.0)
        except BaseException as raised:
            # CancelledError too: result() raises it in the waiting thread.
            error = raised
        with self._lock:
            self._running.discard(job)
        # Free the slot before publishing the result, because its reader may submit the next job.
        if error is None:
            job._future.set_result(outcome)
        else:
            job._future.set_exception(error)
        self._start()


@cache
def _shared() -> Queue:
    return Queue(max(1, workers() // 2))


def submit(owner: str, work: Callable[[Job], Any]) -> Job:
    """:meth:`Queue.submit` on the process's queue, which uses at most half of the cores."""
    return _shared().submit(owner, work)
