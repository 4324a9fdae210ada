"""Interrupt long work: the engine's loops call the watcher of their thread after every piece of some 10 ms."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

#: Samples evaluated in a piece; 10 ms where a sample's loss takes 10 ns.
PIECE = 2**20

_watcher: ContextVar[Callable[[], object] | None] = ContextVar("watcher", default=None)


@contextmanager
def watched(look: Callable[[], object]) -> Iterator[None]:
    """Call ``look`` after every piece of work in this block and thread; what it raises ends the work."""
    before = _watcher.set(look)
    try:
        yield
    finally:
        _watcher.reset(before)


@contextmanager
def also_watched(look: Callable[[], object]) -> Iterator[None]:
    """:func:`watched`, and the watcher from outside the block looks after ``look``."""
    before = _watcher.get()

    def both() -> None:
        look()
        if before:
            before()

    with watched(both):
        yield


def piece_done() -> None:
    """Call this thread's watcher, if it has one."""
    if look := _watcher.get():
        look()
