"""Threads: each kernel is compiled once; runs in the pool; warm-up."""

import threading
import time

import numpy as np
import pytest

from engine import functions, kernels, submit, warm, warm_up
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


def test_warming_up_twice_compiles_nothing_the_second_time():
    report = warm_up()
    assert warm()
    limited = [optimizer for optimizer in OPTIMIZERS.values() if optimizer.stability]
    of_rules = 2 * len(OPTIMIZERS) + len(limited)
    assert report.kernels == 2 * len(LANDSCAPES) + of_rules + len(SCHEDULES) + len(functions._declared) + 8
    second = warm_up()
    assert (second.compiled, second.loaded) == (0, 0)
