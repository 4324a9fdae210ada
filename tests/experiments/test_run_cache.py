"""Cached runs equal computed ones."""

import dataclasses

import numpy as np
import pytest

from experiments import Scenario, race, run_cache


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
    shelf = run_cache.Shelf(3 * run_cache.seal(run))
    for key in "abcad":
        shelf.get(key, lambda: run)
    assert len(shelf) == 3
    made = []
    for key in "adcb":
        shelf.get(key, lambda key=key: made.append(key) or run)
    assert made == ["b"]
    assert shelf.weight <= shelf.limit
