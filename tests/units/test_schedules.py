"""Learning-rate schedules: their declarations, and their effect on runs."""

import inspect

import numpy as np
import pytest

import engine
from experiments import Scenario, run
from experiments.warmup import reached_in_warmup, warms_up_throughout
from optimizers import OPTIMIZERS
from optimizers.schedules import CONSTANT, SCHEDULES
from ravine.words import LANGUAGES, Words
from tests.support.in_one_test import in_one_test

EACH = pytest.mark.parametrize("key", sorted(SCHEDULES))


@in_one_test(key=sorted(SCHEDULES))
def test_declaration_is_complete(key):
    schedule = SCHEDULES[key]
    names = [p.name for p in schedule.parameters]
    assert list(inspect.signature(schedule.factor).parameters) == ["t", "steps", *names]
    assert all(p.symbol in schedule.formula for p in schedule.parameters)
    assert all(p.accepts(p.default) and p.default in p.stops() for p in schedule.parameters)
    assert schedule.torch or key == CONSTANT
    with pytest.raises(TypeError, match="has no parameter rho"):
        schedule.values({"rho": 1.0})


@in_one_test(key=sorted(SCHEDULES))
def test_differences_from_torch_s_schedulers_are_declared_and_shown(key):
    """torch's class does more by default; with the declared arguments it equals ours."""
    schedule = SCHEDULES[key]
    for language in LANGUAGES:
        said = Words(language).of("schedule", key, "differs")
        assert bool(said) == bool(schedule.differs), f"{language}: what {key} leaves out is not said"
        for name, value in schedule.differs.items():
            assert f"{name}={value}" in said, (
                f"{language}: the page does not say with which argument torch's class is equal"
            )
    assert SCHEDULES["one_cycle"].differs == {"cycle_momentum": False}


@pytest.mark.parametrize("pct_start", [0.0, 0.3, 0.9999, 1.0])
@pytest.mark.parametrize("steps", [1, 2, 10])
def test_one_cycle_stays_at_its_final_rate(steps, pct_start):
    schedule = SCHEDULES["one_cycle"]
    values = schedule.values({"pct_start": pct_start})
    last = 1.0 / values["div_factor"] / values["final_div_factor"]
    assert schedule.factor(steps + 1.0, float(steps), **values) == pytest.approx(last)


@pytest.mark.parametrize("steps", [1, 2, 200])
def test_a_range_test_rises_by_one_ratio_from_its_first_share_to_its_last(steps):
    schedule = SCHEDULES["range_test"]
    values = schedule.values({"start_factor": 0.01, "end_factor": 100.0})
    closed = 0.01 * 1e4 ** (np.arange(steps) / max(steps - 1, 1))
    np.testing.assert_allclose(schedule.factors(values, steps), closed, rtol=1e-14)
    assert schedule.factor(steps + 1.0, float(steps), **values) <= 100.0 * (1 + 1e-14), "it stays at its last share"


# ── Warm-ups longer than the run ──


WARMING = [
    ("warmup_cosine", {"warmup_steps": 500.0}, 200, 0.01 + 0.99 * 199 / 500),
    ("warmup_cosine", {"warmup_steps": 200.0}, 200, 0.01 + 0.99 * 199 / 200),
    ("warmup_cosine", {"warmup_steps": 199.0}, 200, None),
    ("warmup_cosine", {}, 200, None),
    ("warmup_cosine", {}, 5, 0.01 + 0.99 * 4 / 10),
    ("linear", {}, 5, 1 / 3 + 2 / 3 * 4 / 5),
    ("linear", {}, 6, None),
    ("linear", {"start_factor": 0.1, "end_factor": 0.5, "total_iters": 400.0}, 200, 0.1 + 0.4 * 199 / 400),
    ("linear", {"start_factor": 0.1, "end_factor": 0.5, "total_iters": 100.0}, 200, None),
    ("linear", {"start_factor": 0.1, "total_iters": 0.0}, 200, 0.1 + 0.9 * 199 / 200),
    ("linear", {"start_factor": 1.0, "end_factor": 0.0, "total_iters": 400.0}, 200, None),
    ("one_cycle", {"pct_start": 1.0}, 200, None),
    ("one_cycle", {"pct_start": 0.333}, 200, None),
    ("one_cycle", {}, 1, None),
    ("cosine", {"t_max": 30.0}, 40, None),
    ("cosine", {"t_max": 900.0}, 200, None),
    ("cosine_restarts", {"t_0": 900.0}, 200, None),
    ("polynomial", {"total_iters": 900.0}, 200, None),
    ("step", {"step_size": 900.0}, 200, None),
    ("exponential", {}, 200, None),
    ("range_test", {}, 200, None),
]


@pytest.mark.parametrize(("key", "given", "steps", "share"), WARMING)
def test_exactly_runs_that_end_in_their_warm_up_are_detected(key, given, steps, share):
    scenario = Scenario("bowl", optimizers={"gd": {}}, schedules={"gd": (key, given)}, steps=steps)
    reached = reached_in_warmup(scenario, "gd")
    assert (reached is None) == (share is None), f"{key} {given} in {steps} steps"
    assert share is None or reached == pytest.approx(share)


@in_one_test(key=sorted(OPTIMIZERS))
def test_a_built_in_warm_up_lasts_as_long_as_declared(key):
    optimizer = OPTIMIZERS[key]
    names = [h.name for h in optimizer.hyperparameters if "warmup" in h.name]
    assert names == ([optimizer.warmup] if optimizer.warmup else [])
    for warm, steps in ((20.0, 20), (21.0, 20), (19.0, 20), (0.0, 1)):
        setting = {optimizer.warmup: warm} if optimizer.warmup else {}
        scenario = Scenario("bowl", optimizers={key: setting}, steps=steps)
        assert warms_up_throughout(scenario, key) == bool(optimizer.warmup and warm >= steps)
    if optimizer.warmup:
        rates = optimizer.table({optimizer.warmup: 20.0}, 30)[:, 0]
        assert (np.diff(rates[:20]) > 0.0).all()
        assert (rates[19:] == rates[19]).all()


@in_one_test(steps=[0, 1, 2, 10, 10_000], key=sorted(SCHEDULES))
def test_a_factor_is_never_negative_and_above_one_only_where_its_last_share_is(key, steps):
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
        most = max(1.0, schedule.values(given).get("end_factor", 1.0))
        assert (factors <= most * (1.0 + 1e-14)).all(), given


@in_one_test(key=sorted(SCHEDULES))
def test_the_rate_recorded_is_the_rate_of_each_step(key):
    """Gradient descent without decay moves by rate times gradient, so the charted rate is the one used."""
    race = run(Scenario("bowl", optimizers={"gd": {"lr": 1e-5}}, steps=60, schedules={"gd": (key, {})}))["gd"]
    assert race.rate.shape == (60,)
    assert np.array_equal(race.path[:-1] - race.rate[:, None] * race.gradient[:-1], race.path[1:])


@in_one_test(optimizer=sorted(OPTIMIZERS))
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
