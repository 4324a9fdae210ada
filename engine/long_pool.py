"""Threads for items of long work: even between owners, and what goes first interrupts the rest."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from dataclasses import dataclass, field
from typing import Any

from engine import priority
from engine.shares import Shares
from engine.watch import also_watched

NAME = "engine-long"
MANY = 2**31  # items of one owner at once: all threads are anybody's who alone has work
TURNS = 4  # one item in so many is of the rest, so that what goes first cannot keep the rest waiting for ever

_owner: ContextVar[str] = ContextVar("owner", default="")
_here = threading.local()


@contextmanager
def owned(owner: str) -> Iterator[None]:
    """Items that are submitted in this block and thread are of ``owner``."""
    before = _owner.set(owner)
    try:
        yield
    finally:
        _owner.reset(before)


def is_here() -> bool:
    """Whether the calling thread is one of a pool's."""
    return getattr(_here, "pool", False)


@dataclass(eq=False)
class _Item:
    call: Callable[[], Any]
    of: Shares
    future: Future = field(default_factory=Future)


class LongPool:
    """Threads of low priority, so that the processor is there for visitors who only move a slider.

    Items that go first are taken before the others. They also interrupt the others, at their next piece of some 10 ms
    (:mod:`engine.watch`): the thread runs them, and then goes on. So they must not wait for what another item holds.
    Among them, and among the rest, those of the owner are taken whose items have used least lately.
    """

    def __init__(self, threads: int) -> None:
        self._changed, self._turn = threading.Condition(), 0
        self._first, self._rest = Shares[_Item](MANY), Shares[_Item](MANY)
        self._urgent = 0  # items that wait and go first; looked at without the lock
        for _ in range(threads):
            threading.Thread(target=self._work, name=NAME, daemon=True).start()

    def submit(self, function: Callable[..., Any], *args: Any, first: bool = False) -> Future:
        """Run ``function(*args)`` in the caller's context, whose watcher looks at it."""
        call, context = lambda: function(*args), copy_context()
        if first:
            item = _Item(lambda: context.run(call), self._first)
        else:
            item = _Item(lambda: context.run(self._interruptible, call), self._rest)
        with self._changed:
            item.of.put(_owner.get(), item)
            self._urgent += first
            self._changed.notify()
        return item.future

    def _interruptible(self, call: Callable[[], Any]) -> Any:
        with also_watched(self._give_way):
            return call()

    def _give_way(self) -> None:
        if self._urgent:
            with self._changed:
                taken = self._take(self._first)
            if taken:
                self._run(*taken)

    def _take(self, *order: Shares[_Item]) -> tuple[str, _Item] | None:
        taken = next(filter(None, (shares.take() for shares in order)), None)
        if taken and taken[1].of is self._first:
            self._urgent -= 1
        return taken

    def _next(self) -> tuple[str, _Item] | None:
        order = (self._first, self._rest) if (self._turn + 1) % TURNS else (self._rest, self._first)
        taken = self._take(*order)
        self._turn += taken is not None
        return taken

    def _work(self) -> None:
        _here.pool = True
        priority.lower(threading.current_thread())
        while True:
            with self._changed:
                while not (taken := self._next()):
                    self._changed.wait()
            self._run(*taken)
            del taken  # its result is its caller's alone

    def _run(self, owner: str, item: _Item) -> None:
        # Of an item that is interrupted the others' time is left out.
        outer, _here.others = getattr(_here, "others", 0.0), 0.0
        began = time.thread_time()
        if item.future.set_running_or_notify_cancel():
            try:
                item.future.set_result(item.call())
            except BaseException as error:  # for the caller that waits
                item.future.set_exception(error)
        whole = time.thread_time() - began
        with self._changed:
            item.of.done(owner, whole - _here.others)
        _here.others = outer + whole
