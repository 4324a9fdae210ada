"""Curvature along runs, stability limits and best settings on quadratics, checked by running."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments import Scenario, run
from experiments.curvature import best_setting, curvature, eigenvalues, limits, slider_limits
from experiments.suggested_rate import suggest
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES
from tests.support.in_one_test import in_one_test

QUADRATICS = [key for key, landscape in LANDSCAPES.items() if landscape.quadratic]
LIMITED = [key for key, optimizer in OPTIMIZERS.items() if optimizer.stability]
BEST = [key for key in LIMITED if OPTIMIZERS[key].stability.best]


def one(surface, key, steps=300, start=None, **values):
    return run(Scenario(surface, optimizers={key: values}, steps=steps, start=start))


def away(race, key):
    """Distance from the minimum at every step."""
    (x, y), *_ = LANDSCAPES[race.scenario.surface].minima
    return np.hypot(*(race[key].path - (x, y)).T)


# ── Eigenvalues ──


numbers = st.floats(-1e6, 1e6)


@given(numbers, numbers, numbers)
def test_eigenvalues_are_those_of_the_matrix(a, b, d):
    high, low = eigenvalues(*(np.array([v]) for v in (a, b, d)))
    expected = np.linalg.eigvalsh([[a, b], [b, d]])
    assert np.allclose([low[0], high[0]], expected, rtol=1e-9, atol=1e-9 * max(map(abs, expected)) + 1e-300)


def test_the_small_eigenvalue_keeps_its_digits():
    # Half the trace minus the radius would cancel all of its digits.
    a, b, d = 1e9, 1.0, 3e-9
    high, low = eigenvalues(*(np.array([v]) for v in (a, b, d)))
    exact = Fraction(a) * Fraction(d) - Fraction(b) ** 2
    assert low[0] == pytest.approx(float(exact / Fraction(float(high[0]))), rel=1e-12)


@in_one_test(surface=LANDSCAPES)
def test_the_direction_is_that_of_the_larger_eigenvalue(surface):
    race = run(suggest(Scenario(surface, optimizers={"gd": {}}, steps=20)))
    seen = curvature(race, "gd")
    for (x, y), (high, low), angle in zip(race["gd"].path, seen.eigenvalues, seen.angle, strict=True):
        xx, xy, yy = LANDSCAPES[surface].hessian_at(x, y, **race.scenario.surface_parameters)
        along = np.array([np.cos(angle), np.sin(angle)])
        size = max(abs(high), abs(low), 1e-300)
        assert np.allclose(np.array([[xx, xy], [xy, yy]]) @ along, high * along, atol=1e-9 * size), (x, y)
        assert high >= low


# ── Quadratics ──


@in_one_test(surface=LANDSCAPES)
def test_quadratic_means_the_same_positive_curvature_everywhere(surface):
    landscape, random = LANDSCAPES[surface], np.random.default_rng(0)
    (x0, x1), (y0, y1) = landscape.domain
    seen = np.array(landscape.hessian_at(random.uniform(x0, x1, 50), random.uniform(y0, y1, 50)))
    same = bool(np.ptp(seen, axis=1).max() < 1e-9)
    assert same == landscape.quadratic
    if same:
        assert eigenvalues(*seen)[1].min() > 0


@pytest.mark.parametrize("surface", QUADRATICS)
@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("gd", {}),
        ("gd", {"weight_decay": 0.3}),
        ("momentum", {"momentum": 0.9}),
        ("momentum", {"momentum": 0.5, "dampening": 0.5}),
        ("nesterov", {"momentum": 0.8}),
    ],
)
def test_a_rate_just_below_the_limit_is_stable_and_one_just_above_is_not(surface, key, values):
    (limit, *_) = limits(one(surface, key, 1, **values), key)
    below, above = (one(surface, key, 2000, **values, lr=limit * share) for share in (0.99, 1.01))
    moved = lambda race: np.hypot(*np.diff(race[key].path, axis=0).T)  # noqa: E731
    assert moved(below)[-1] < 1e-3 * moved(below).max(), "below the limit it does not settle"
    assert moved(above)[-1] > 1e3 * moved(above)[0], "above the limit it does not grow"


@pytest.mark.parametrize(("key", "values"), [("rmsprop", {}), ("rmsprop", {"momentum": 0.7}), ("adam", {"beta2": 0.9})])
def test_where_eps_outweighs_the_gradient_adaptive_limits_hold_to_the_percent(key, values):
    """Close to the minimum the rule divides only by eps, so the preconditioner is constant."""
    tiny = {"eps": 1.0, "start": (1e-9, 1e-9), **values}
    limit = limits(one("bowl", key, 400, **tiny, lr=1e-3), key)[-1]
    gain = {"rmsprop": 2 * (1 + values.get("momentum", 0)), "adam": 2 * 1.9 / 0.1}[key]
    assert limit == pytest.approx(gain / 20, rel=1e-6)
    below, above = (away(one("bowl", key, 3000, **tiny, lr=limit * share), key) for share in (0.99, 1.01))
    assert below[-1] < 1e-3 * below.max()
    assert above[-1] > 1e3 * above[0]


@pytest.mark.parametrize(
    ("key", "values"),
    [("rmsprop", {"lr": 0.02}), ("adam", {"lr": 0.1, "beta2": 0.99}), ("adamw", {"lr": 0.5, "beta2": 0.99})],
)
def test_an_adaptive_rule_drifts_to_the_edge_of_stability(key, values):
    """As gradients shrink it divides by less, until its rate reaches the limit: Cohen et al. (2022)."""
    race = one("bowl", key, 8000, **values)
    late = limits(race, key)[-500:]
    assert np.median(late) == pytest.approx(values["lr"], rel=0.05)


# ── Best settings ──


def per_step(race, key, first, last):
    """Mean factor by which the distance shrinks per step, from step ``first`` to ``last``."""
    d = away(race, key)
    return (d[last] / d[first]) ** (1 / (last - first)) if len(d) > last else np.inf


def promised(key, condition):
    """Convergence factor in table 1 of Lessard, Recht and Packard."""
    root = np.sqrt(condition)
    return {
        "gd": (condition - 1) / (condition + 1),
        "momentum": (root - 1) / (root + 1),
        "nesterov": 1 - 2 / np.sqrt(3 * condition + 1),
    }[key]


@pytest.mark.parametrize("key", BEST)
@pytest.mark.parametrize("condition", [20.0, 100.0])
def test_the_best_setting_converges_as_promised_and_no_neighbour_is_better(key, condition):
    base = Scenario("bowl", {"condition_number": condition, "rotation": 20.0}, {key: {}}, start=(1.7, 2.1), steps=600)
    best = best_setting(base, key)
    pace = lambda setting: per_step(run(replace(base, optimizers={key: setting})), key, 300, 600)  # noqa: E731
    measured = pace(best)
    # At the best setting two eigenvalues coincide: the distance is t times a power, which converges slowly.
    slack = 2 ** (1 / 300)
    assert promised(key, condition) / slack <= measured <= promised(key, condition) * slack
    for share in (0.8, 0.95, 1.05, 1.2):
        for shift in (-0.05, 0.0, 0.05) if "momentum" in best else (0.0,):
            near = {**best, "lr": best["lr"] * share}
            if shift:
                near["momentum"] = min(max(best["momentum"] + shift, 0.01), 0.9999)
            assert pace(near) > measured / slack, f"{near} is faster than {best}"


@pytest.mark.parametrize("surface", QUADRATICS)
@pytest.mark.parametrize("key", BEST)
def test_every_quadratic_has_best_settings_that_hold_the_limit(surface, key):
    scenario = Scenario(surface, optimizers={key: {"weight_decay": 0.1}})
    best = best_setting(scenario, key)
    race = run(replace(scenario, optimizers={key: {"weight_decay": 0.1, **best}}))
    assert best["lr"] < limits(race, key)[0]


def test_there_is_no_best_setting_where_theory_has_none():
    assert best_setting(Scenario("rosenbrock", optimizers={"gd": {}}), "gd") is None
    assert best_setting(Scenario("bowl", optimizers={"adam": {}}), "adam") is None
    assert best_setting(Scenario("bowl", optimizers={"gd": {}}, schedules={"gd": ("cosine", {})}), "gd") is None
    assert best_setting(Scenario("bowl", optimizers={"momentum": {"dampening": 1.0}}), "momentum") is None


# ── Along runs ──


@in_one_test(surface=LANDSCAPES)
def test_every_point_of_every_run_has_a_limit_or_none(surface):
    race = run(suggest(Scenario(surface, optimizers={key: {} for key in OPTIMIZERS}, steps=60)))
    for key, made in race.items():
        found = limits(race, key)
        assert (found is not None) == (key in LIMITED)
        if found is None:
            continue
        assert found.shape == made.loss.shape
        assert not np.isnan(found).any()
        assert (found > 0).all()
        decays = any(h.name == "weight_decay" and h.default for h in OPTIMIZERS[key].hyperparameters)
        if not decays:
            downhill = curvature(race, key).eigenvalues[:, 0] <= 0
            assert np.isinf(found[downhill]).all(), f"{key} on {surface}: a limit where nothing curves up"


def test_a_diverged_run_has_limits_up_to_its_end():
    race = one("rosenbrock", "gd", 200, lr=1.0)
    assert race["gd"].verdict.kind == "diverged"
    found = limits(race, "gd")
    assert found.shape == race["gd"].loss.shape
    assert np.isfinite(found[0])


SETTINGS = [
    (key, given)
    for key, schedule in SCHEDULES.items()
    for given in ({}, *({p.name: p.stops()[len(p.stops()) // share]} for p in schedule.parameters for share in (2, 4)))
]


@pytest.mark.parametrize(("schedule", "given"), SETTINGS)
def test_a_slider_below_any_step_s_mark_is_stable_with_every_schedule(schedule, given):
    """Moving a slider reruns the race from its first step, so a rate that has fallen since is no safer."""
    scenario = Scenario("bowl", optimizers={"gd": {}}, schedules={"gd": (schedule, given)}, steps=200)
    most = max(1.0, *([1.0] if (known := scenario.factors("gd")) is None else known))
    scenario = replace(scenario, optimizers={"gd": {"lr": 0.05 / most}})  # it does not diverge
    limit, factors = limits(race := run(scenario), "gd"), scenario.factors("gd")
    assert limit == pytest.approx(2 / 20), "on the bowl the limit is the same everywhere"
    marks = slider_limits(limit, factors)
    message = f"{schedule} {given}: the slider says it is stable below {marks.max():.4g}"
    assert marks.shape == race["gd"].loss.shape
    coming = [1.0] if factors is None else np.maximum.accumulate(factors[::-1])[::-1]
    assert (marks[:-1] * np.array(coming) <= limit[:-1] * (1 + 1e-12)).all(), message
    # With a warm-up longer than the run, the limit may be beyond the slider's range.
    rate = min(0.99 * float(marks.max()), 10.0)
    tried = run(replace(scenario, optimizers={"gd": {"lr": rate}}))
    assert away(tried, "gd").max() <= away(tried, "gd")[0], f"{message}, and at {rate:.4g} it runs away"
    if rate < 10.0 and (factors is None or np.median(factors) == factors.max()):
        beyond = run(replace(scenario, optimizers={"gd": {"lr": 1.05 * float(marks.min())}}))
        assert away(beyond, "gd").max() > away(beyond, "gd")[0], "the mark is lower than it need be"


def test_the_full_rate_of_a_warm_up_counts_from_the_first_step():
    """Also if the run diverges before it is reached."""
    schedules = {"gd": ("linear", {"start_factor": 0.01, "total_iters": 100.0})}
    scenario = Scenario("bowl", optimizers={"gd": {"lr": 5.0}}, schedules=schedules, steps=200)
    race = run(scenario)
    assert race["gd"].verdict.kind == "diverged"
    assert slider_limits(limits(race, "gd"), scenario.factors("gd")) == pytest.approx(2 / 20)
