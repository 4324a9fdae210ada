"""Queue of heavy jobs: a bounded number at once, one for each visitor, fair between addresses.

Short work goes through :func:`engine.submit`. Work of seconds (hundreds of seeds, long races) is queued here, in
threads of low priority, so that the processor is there for visitors who only move a slider.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from functools import cache
from typing import Any

from engine import priority
from engine.long_pool import owned
from engine.pool import workers
from engine.shares import Shares
from engine.watch import watched

MOST_WAITING = 200  # of all visitors; jobs cost little while they wait, but the last should not wait too long
MOST_SPREADING = 32  # jobs at once whose work others do: each takes a thread that mostly waits, and 2 MB
MOST_OF_ADDRESS = 50  # waiting jobs of one address: a class at school that runs a long race at the same time


class Busy(RuntimeError):
    """The queue is full; the job was not accepted."""


class Job:
    """One piece of heavy work and its progress. Created by :meth:`Queue.submit`."""

    def __init__(self, queue: "Queue", owner: str, address: str, work: Callable[["Job"], Any]) -> None:
        self.owner, self.address = owner, address
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

    @property
    def future(self) -> Future:
        """Its outcome, for those who wait; cancelling it ends nothing that runs."""
        return self._future

    def when_done(self, call: Callable[[], object]) -> None:
        """Call ``call`` when it is over, in any thread; at once if it is."""
        self._future.add_done_callback(lambda _: call())

    def cancel(self) -> None:
        """Remove the job from the queue; if it runs, stop it at its next report or piece (:mod:`engine.watch`)."""
        self._stop.set()
        self._queue.drop(self)

    def report(self, share: float) -> None:
        """Record the share that is done, and end the work if it was cancelled; the work calls this often.

        Raises:
            CancelledError: the job was cancelled; the work must not catch it.
        """
        self.check()
        self._share = min(max(share, 0.0), 1.0)

    def check(self) -> None:
        """Raises CancelledError if the job was cancelled."""
        if self._stop.is_set():
            raise CancelledError


class Queue:
    """Runs at most ``slots`` jobs at once, ``each`` of an address; an owner has one job, the newest."""

    def __init__(self, slots: int, each: int | None = None, most_waiting: int = MOST_WAITING) -> None:
        self._slots, self._most = slots, most_waiting
        self._lock = threading.Lock()
        self._waiting: Shares[Job] = Shares(each or slots)
        self._running: set[Job] = set()

    def submit(self, owner: str, work: Callable[[Job], Any], address: str = "") -> Job:
        """Queue ``work(job)`` for ``owner``, a session or a request, who is at ``address``.

        The owner's earlier jobs are cancelled, because only the newest request matters.

        Raises:
            Busy: too many jobs are waiting, or too many of this address.
        """
        job = Job(self, owner, address, work)
        with self._lock:
            running = [other for other in self._running if other.owner == owner]
            waiting = [other for _, other in self._waiting.waiting() if other.owner != owner]
            beside = [other for other in waiting if other.address == address]
            if len(waiting) >= self._most or len(beside) >= MOST_OF_ADDRESS:
                raise Busy
            stale = self._waiting.drop(lambda other: other.owner == owner)
            self._waiting.put(address, job)
        for other in [*stale, *running]:
            other._stop.set()
        for other in stale:
            other._future.cancel()
        self._start()
        return job

    def position(self, job: Job) -> int | None:
        with self._lock:
            order = [one for _, one in self._waiting.waiting()]
        return order.index(job) if job in order else None

    def drop(self, job: Job) -> None:
        with self._lock:
            if not self._waiting.drop(lambda one: one is job):
                return
        job._future.cancel()

    def _start(self) -> None:
        """Start all jobs that may start, in their order."""
        while True:
            with self._lock:
                taken = self._waiting.take() if len(self._running) < self._slots else None
                if taken is None:
                    return
                _, job = taken
                self._running.add(job)
                job._future.set_running_or_notify_cancel()
            # One thread a job, since there are few; daemons, so that the process can exit without waiting for them.
            threading.Thread(target=self._run, args=(job,), name="heavy", daemon=True).start()

    def _run(self, job: Job) -> None:
        outcome: Any = None
        error: BaseException | None = None
        priority.lower(threading.current_thread())
        began = time.thread_time()
        try:
            job.report(0.0)
            with watched(job.check), owned(job.address):
                outcome = job._work(job)
            job.report(1.0)
        except BaseException as raised:
            # CancelledError too: result() raises it in the waiting thread.
            error = raised
        with self._lock:
            self._running.discard(job)
            self._waiting.done(job.address, time.thread_time() - began)
        # Free the slot before publishing the result, because its reader may submit the next job.
        if error is None:
            job._future.set_result(outcome)
        else:
            job._future.set_exception(error)
        self._start()


@cache
def _shared() -> Queue:
    # Each runs slowly beside others, but a short one need not wait for the end of a long one.
    slots = 2 * workers()
    return Queue(slots, each=max(1, slots // 2))


def submit(owner: str, work: Callable[[Job], Any], address: str = "") -> Job:
    """:meth:`Queue.submit` on the process's queue."""
    return _shared().submit(owner, work, address)


@cache
def _spreading() -> Queue:
    return Queue(MOST_SPREADING, each=MOST_SPREADING // 4)


def submit_spread(owner: str, work: Callable[[Job], Any], address: str = "") -> Job:
    """:func:`submit` for work that leaves all that takes long to :func:`engine.spread`, which shares out processors.

    Such jobs have a queue of their own and hardly wait: each is shown at once what takes little.
    """
    return _spreading().submit(owner, work, address)
