"""Learning-rate schedules: declared completely, and what they do to a run."""

import inspect

import numpy as np
import pytest

import engine
from experiments import Scenario, run
from optimizers import OPTIMIZERS
from optimizers.schedules import CONSTANT, SCHEDULES

EACH = pytest.mark.parametrize("key", sorted(SCHEDULES))


@EACH
def test_declaration_is_complete(key):
    schedule = SCHEDULES[key]
    names = [p.name for p in schedule.parameters]
    assert list(inspect.signature(schedule.factor).parameters) == ["t", "steps", *names]
    assert all(p.symbol in schedule.formula for p in schedule.parameters)
    assert all(p.accepts(p.default) and p.default in p.stops() for p in schedule.parameters)
    assert schedule.torch or key == CONSTANT
    with pytest.raises(TypeError, match="has no parameter rho"):
        schedule.values({"rho": 1.0})


@EACH
@pytest.mark.parametrize("steps", [0, 1, 2, 10, 10_000])
def test_a_rate_is_never_above_the_one_that_is_set_and_never_negative(key, steps):
    schedule = SCHEDULES[key]
    numbers = [float(t) for t in range(1, steps + 1)]
    corners = [{}, *({p.name: bound} for p in schedule.parameters for bound in p.bounds)]
    for given in corners:
        factors = engine.factors(schedule, given, steps)
        front = min(steps, 300)  # plain Python is slow
        assert np.array_equal(
            factors[:front], [schedule.factor(t, float(steps), **schedule.values(given)) for t in numbers[:front]]
        )
        assert factors.shape == (steps,)
        assert np.isfinite(factors).all(), given
        assert (factors >= 0.0).all(), given
        assert (factors <= 1.0 + 1e-15).all(), given


@EACH
def test_the_rate_recorded_is_the_rate_of_each_step(key):
    """Gradient descent without decay moves by rate times gradient: what is charted is what was used."""
    race = run(Scenario("bowl", optimizers={"gd": {"lr": 0.01}}, steps=60, schedules={"gd": (key, {})}))["gd"]
    assert race.rate.shape == (60,)
    assert np.array_equal(race.path[:-1] - race.rate[:, None] * race.gradient[:-1], race.path[1:])


@pytest.mark.parametrize("optimizer", sorted(OPTIMIZERS))
def test_any_optimizer_takes_any_schedule(optimizer):
    for key in SCHEDULES:
        scenario = Scenario("bowl", optimizers={optimizer: {"lr": 1e-3}}, steps=30, schedules={optimizer: (key, {})})
        entry = run(scenario)[optimizer]
        assert len(entry.path) == 31
        assert np.isfinite(entry.path).all()


def test_rprop_begins_with_the_rate_of_its_first_step():
    half = {"rprop": ("linear", {"start_factor": 0.5, "total_iters": 9.0})}
    entry = run(Scenario("bowl", optimizers={"rprop": {"lr": 0.1}}, steps=5, schedules=half))["rprop"]
    assert entry.state[0, 1].tolist() == [0.05, 0.05]
    assert np.abs(entry.path[1] - entry.path[0]) == pytest.approx(0.05)
