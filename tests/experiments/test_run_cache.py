"""Cached runs equal computed ones."""

import dataclasses
import threading
from concurrent.futures import CancelledError, ThreadPoolExecutor

import numpy as np
import pytest

import engine
from experiments import Scenario, race, run_cache
from experiments.shelf import Shelf


def arrays(run: race.Run) -> dict[str, np.ndarray]:
    held = {field.name: getattr(run, field.name) for field in dataclasses.fields(run)}
    return {name: value for name, value in held.items() if isinstance(value, np.ndarray)}


SCENARIO = Scenario(
    "rosenbrock",
    optimizers={"adam": {"lr": 0.01}, "gd": {"lr": 1e-3}, "asgd": {}},
    schedules={"adam": ("cosine", {})},
    steps=60,
)


@pytest.mark.parametrize(
    "changed",
    [
        SCENARIO,
        dataclasses.replace(SCENARIO, start=(0.5, 0.5)),
        dataclasses.replace(SCENARIO, surface_parameters={"b": 10.0}),
        dataclasses.replace(SCENARIO, steps=61),
        dataclasses.replace(SCENARIO, schedules={}),
        dataclasses.replace(SCENARIO, schedules={"adam": ("exponential", {})}),
        dataclasses.replace(SCENARIO, gradient_noise=0.5),
        dataclasses.replace(SCENARIO, gradient_noise=0.5, seed=3),
        Scenario("sine_fit", batch=4, steps=60),
        Scenario("sine_fit", batch=4, steps=60, seed=1),
        Scenario("sine_fit", batch=4, steps=60, replacement=True),
    ],
)
def test_cached_runs_equal_computed_ones(changed):
    run_cache.run(SCENARIO)
    found, fresh = run_cache.run(changed), race.run(changed)
    assert list(found) == list(fresh)
    assert found.points == fresh.points
    for key in fresh:
        assert found[key].verdict == fresh[key].verdict
        for name, array in arrays(fresh[key]).items():
            np.testing.assert_array_equal(arrays(found[key])[name], array, err_msg=f"{key} {name}", strict=True)


def test_changing_one_optimizer_computes_one_run_and_runs_are_read_only():
    first = run_cache.run(SCENARIO)
    second = run_cache.run(dataclasses.replace(SCENARIO, optimizers={**SCENARIO.optimizers, "gd": {"lr": 2e-3}}))
    assert [second[key] is first[key] for key in first] == [True, False, True]
    with pytest.raises(ValueError, match="read-only"):
        first["adam"].path[0, 0] = 1.0


def test_the_least_recently_used_run_is_evicted():
    run = race.run(SCENARIO)["adam"]
    weight = run_cache.seal(run)
    shelf = Shelf(3 * weight)
    for key in "abcad":
        if shelf.get(key) is None:
            shelf.put(key, run, weight)
    assert len(shelf) == 3
    assert [key for key in "abcd" if shelf.get(key) is None] == ["b"]
    assert shelf.weight <= shelf.limit


def test_what_is_made_of_a_run_counts_too():
    """Somebody asks for one race in every axis and with every rate shown."""
    run = race.run(SCENARIO)["adam"]
    shelf = Shelf(100)
    for key in "ab":
        shelf.put(key, run, 40)
    shelf.grow("b", 20)
    assert shelf.weight == 100
    shelf.grow("b", 10)
    assert shelf.get("a") is None
    assert shelf.weight == 70
    shelf.grow("a", 10)  # has gone already
    assert shelf.weight == 70


def test_a_race_that_somebody_is_running_is_waited_for_and_not_run_again(monkeypatch):
    """Two visitors follow one link at the same time."""
    scenario = dataclasses.replace(SCENARIO, seed=17)
    begun, go_on, count = threading.Event(), threading.Event(), []
    real = race.run

    def slow(asked):
        count.append(asked)
        begun.set()
        go_on.wait()
        return real(asked)

    monkeypatch.setattr(race, "run", slow)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(run_cache.run, scenario)
        begun.wait()
        second = pool.submit(run_cache.run, scenario)
        go_on.set()
        assert all(first.result()[key] is second.result()[key] for key in scenario.optimizers)
    assert len(count) == 1


def test_whoever_waits_for_a_race_can_be_called_off(monkeypatch):
    scenario = dataclasses.replace(SCENARIO, seed=18)
    begun, go_on, real = threading.Event(), threading.Event(), race.run
    monkeypatch.setattr(race, "run", lambda asked: (begun.set(), go_on.wait(), real(asked))[2])

    def called_off():
        raise CancelledError

    def waiting():
        with engine.watched(called_off):
            run_cache.run(scenario)

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(run_cache.run, scenario)
        begun.wait()
        second = pool.submit(waiting)
        assert isinstance(second.exception(), CancelledError)
        go_on.set()
        assert first.result()
