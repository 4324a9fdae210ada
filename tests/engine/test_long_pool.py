"""Threads for items of long work: fair between owners, what goes first interrupts the rest, errors are the caller's."""

import threading

import pytest

from engine.long_pool import TURNS, LongPool, is_here, owned
from engine.watch import piece_done, watched


@pytest.fixture
def held():
    """A pool of one thread, and what lets it go on to what is submitted meanwhile."""
    pool, begun, go = LongPool(1), threading.Event(), threading.Event()
    pool.submit(lambda: begun.set() or go.wait(30))
    begun.wait(30)
    return pool, go


def order(pool, go, submitted):
    """Names in the order in which the items run; ``submitted`` are (owner, name, first)."""
    ran, futures = [], []
    for owner, name, first in submitted:
        with owned(owner):
            futures.append(pool.submit(ran.append, name, first=first))
    go.set()
    for future in futures:
        future.result(30)
    return ran


def test_what_goes_first_goes_before_the_rest_of_everybody_but_not_for_ever(held):
    submitted = [("a", f"rest {k}", False) for k in range(2)] + [("b", f"first {k}", True) for k in range(6)]
    ran = order(*held, submitted)
    assert ran.index("rest 0") <= TURNS, "the rest is not kept waiting for ever"
    assert [name for name in ran if "first" in name] == [f"first {k}" for k in range(6)]
    assert ran[0] == "first 0"


def test_who_has_used_least_comes_next(held):
    pool, go = held
    with pool._changed:
        pool._rest._used["much"] = (60.0, pool._rest._clock())
    assert order(pool, go, [("much", 1, False), ("little", 2, False)]) == [2, 1]


def test_what_goes_first_interrupts_an_item_at_its_next_piece():
    pool, ran, begun, go = LongPool(1), [], threading.Event(), threading.Event()

    def long():
        ran.append("begin")
        begun.set()
        go.wait(30)
        piece_done()
        ran.append("end")

    looks = []
    with watched(lambda: looks.append(is_here())):
        whole = pool.submit(long)
    begun.wait(30)
    inner = pool.submit(lambda: (ran.append("first"), piece_done()), first=True)
    go.set()
    whole.result(30)
    assert inner.done()
    assert ran == ["begin", "first", "end"]
    assert looks == [True], "the outer watcher looks at its own work, in the pool's thread"
    assert not is_here()


def test_an_error_is_its_caller_s_and_the_thread_goes_on(held):
    pool, go = held
    failing, cancelled, fine = pool.submit(lambda: 1 // 0), pool.submit(go.wait, 30), pool.submit(lambda: 3)
    assert cancelled.cancel()
    go.set()
    with pytest.raises(ZeroDivisionError):
        failing.result(30)
    assert fine.result(30) == 3
