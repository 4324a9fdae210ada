"""Threads: each kernel is compiled once; runs in the pool; warm-up."""

import threading
import time

import numpy as np
import pytest

from engine import functions, kernels, piece_done, spread, submit, warm, warm_up, watched
from engine.pool import workers
from engine.recall import powers_of
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES
from tests.support.engine_runs import run


def test_threads_that_ask_for_one_kernel_share_one_compilation():
    made, gate = [], threading.Barrier(8)

    def slow(key):
        made.append(key)
        time.sleep(0.05)
        return object()

    once, got = kernels.Once(slow), []

    def ask():
        gate.wait()
        got.append(once("adam"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == ["adam"], f"compiled {len(made)} times"
    assert len(set(map(id, got))) == 1


def test_a_failed_compilation_is_tried_again():
    answers = [ValueError("broken"), 5]

    def flaky():
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    once = kernels.Once(flaky)
    with pytest.raises(ValueError, match="broken"):
        once()
    assert once() == 5


def test_runs_in_the_pool_equal_runs_outside_it():
    surface, rule = LANDSCAPES["rastrigin"], OPTIMIZERS["adam"]
    outside = run(surface, rule, lr=0.1)
    futures = [submit(run, surface, rule, lr=0.1) for _ in range(16)]
    assert all(np.array_equal(f.result().path, outside.path) for f in futures)


def test_items_are_spread_over_threads_and_come_in_their_order():
    taken = []

    def items():
        for number in range(50):
            taken.append(number)
            yield number

    for number, square in spread(lambda number: number * number, items()):
        assert square == number * number
        assert len(taken) <= number + 2 * workers(), "only a few are under way"
    assert [number for number, _ in spread(lambda number: number, range(50))] == list(range(50))
    nested = spread(lambda number: [square for _, square in spread(lambda k: k * number, range(5))], range(9))
    assert [row for _, row in nested] == [[k * number for k in range(5)] for number in range(9)]


def test_work_that_is_spread_ends_when_its_caller_does():
    begun, looks = [], []

    def look():
        looks.append(len(begun))
        if len(looks) == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        list(spread(begun.append, range(1000), look))
    assert len(begun) < 20
    with pytest.raises(ZeroDivisionError):
        list(spread(lambda number: 1 // number, [1, 0, 1]))
    watched_in = []
    with watched(lambda: watched_in.append(threading.current_thread().name)):
        list(spread(lambda _: piece_done(), range(3)))
    assert len(watched_in) == 3, "the caller's watcher looks at the work in other threads"
    assert threading.current_thread().name not in watched_in


def test_warming_up_twice_compiles_nothing_the_second_time():
    report = warm_up()
    assert warm()
    limited = [optimizer for optimizer in OPTIMIZERS.values() if optimizer.stability]
    powers = [optimizer for optimizer in OPTIMIZERS.values() if powers_of(optimizer)]
    of_rules = 4 * len(OPTIMIZERS) + len(powers) + len(limited)
    assert report.kernels == 2 * len(LANDSCAPES) + of_rules + len(SCHEDULES) + len(functions._declared) + 8
    second = warm_up()
    assert (second.compiled, second.loaded) == (0, 0)
