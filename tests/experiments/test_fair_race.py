"""Tuning is fair, repeatable and true: each cost is that of a run, and the profile is that of Dolan and Moré."""

import math
from dataclasses import replace

import numpy as np
import pytest

from experiments import Scenario, fair_race, run, sweep
from experiments.maps import plan_fair, tuning
from experiments.maps.cells import arrived, lowest_known
from experiments.maps.search import PRIMES, at_share, halton, points
from experiments.seeds import CancelledError
from optimizers import OPTIMIZERS

RACERS = {"gd": {}, "momentum": {}, "adam": {}}
SURFACES = [Scenario(key, optimizers=RACERS, steps=120) for key in ("bowl", "rosenbrock", "six_hump_camel")]


def cost_of(scenario, racer, objective):
    """The objective of one run in plain Python."""
    one = run(scenario)[racer]
    losses = one.result.loss.tolist()
    if objective == "steps":
        return next((float(t) for t, loss in enumerate(losses) if loss <= arrived(scenario)), math.inf)
    if one.verdict.kind == "diverged":
        return math.inf
    total = 0.0
    for loss in losses:
        total += loss
    loss = {"final": losses[-1], "best": min(losses), "mean": total / len(losses)}[objective]
    return max(loss - lowest_known(scenario), 1e-12 * (losses[0] - lowest_known(scenario)))


@pytest.mark.parametrize("objective", ["steps", "final", "best", "mean"])
def test_every_racer_has_one_budget_and_its_best_is_a_run(objective):
    found = fair_race(SURFACES, budget=24, objective=objective)
    for (number, racer), tuned in found.tuned.items():
        assert tuned.trials.shape == (24, 1)
        assert tuned.costs.shape == (24,)
        if tuned.best is None:
            assert np.isinf(tuned.costs).all()
            continue
        assert tuned.cost == tuned.costs.min() == cost_of(found.scenarios[number], racer, objective)
        assert found.scenarios[number].optimizers[racer]["lr"] == tuned.settings["lr"]
        assert tuned.spread.tolist() == [tuned.cost] * 3, "one start, one seed"
        low, high = tuned.rates
        within = tuned.costs <= 2 * tuned.cost
        assert tuned.good == np.mean(within)
        assert low <= tuned.settings["lr"] <= high
    assert sum(tuned.best is not None for tuned in found.tuned.values()) >= 6
    rates = [found.tuned[0, racer].trials.tobytes() for racer in RACERS]
    assert len(set(rates)) == 1, "bounds are the same, so are the trials"


def test_a_larger_budget_contains_a_smaller_one():
    few, many = (fair_race(SURFACES, budget=budget) for budget in (8, 32))
    for key, tuned in few.tuned.items():
        assert many.tuned[key].trials[:8].tobytes() == tuned.trials.tobytes()
        assert many.tuned[key].costs[:8].tobytes() == tuned.costs.tobytes()
        assert many.tuned[key].cost <= tuned.cost


def test_starts_and_seeds_are_summed_up_by_their_quartiles():
    scenario = Scenario("linear_regression", optimizers={"adam": {}}, steps=40, batch=8)
    starts, seeds = [(-1.0, 0.5), (1.0, -1.0), (0.3, 0.2)], [0, 5]
    found = fair_race(scenario, budget=6, objective="final", starts=starts, seeds=seeds)
    tuned = found.tuned[0, "adam"]
    best = found.scenarios[0]
    costs = sorted(
        cost_of(replace(best, start=start, seed=seed), "adam", "final") for start in starts for seed in seeds
    )
    assert tuned.spread.tolist() == [costs[1], costs[2], costs[4]]
    assert tuned.cost == tuned.spread[1]


def test_a_space_of_several_hyperparameters():
    space = {"lr": (1e-4, 1.0), "momentum": (0.0, 0.99), "beta1": (0.5, 0.99)}
    found = fair_race(SURFACES[0], budget=16, space=space)
    names = {racer: found.tuned[0, racer].names for racer in RACERS}
    assert names == {"gd": ("lr",), "momentum": ("lr", "momentum"), "adam": ("lr", "beta1")}
    for racer, tuned in ((racer, found.tuned[0, racer]) for racer in RACERS):
        for k, name in enumerate(names[racer]):
            low, high = space[name]
            assert (low <= tuned.trials[:, k]).all()
            assert (tuned.trials[:, k] <= high).all()
        assert tuned.cost == cost_of(found.scenarios[0], racer, "steps")


def test_the_profile_is_that_of_dolan_and_more():
    found = fair_race(SURFACES, budget=16)
    factors = [1.0, 1.5, 2.0, 4.0, 1e9]
    costs = {racer: [found.tuned[n, racer].cost for n in range(3)] for racer in RACERS}
    for racer in RACERS:
        expected = [
            sum(
                costs[racer][n] <= f * min(costs[r][n] for r in RACERS) and costs[racer][n] < math.inf for n in range(3)
            )
            / 3
            for f in factors
        ]
        assert found.profile(racer, factors).tolist() == expected
    assert sum(found.profile(racer, [1.0])[0] for racer in RACERS) >= 1.0
    assert "plotly" in found.figure().to_html(include_plotlyjs=False)


def test_a_run_that_comes_by_the_target_on_its_way_out_has_failed():
    scenario = Scenario("rosenbrock", optimizers={"momentum": {}}, steps=200)
    found = fair_race(scenario, budget=2, space={"lr": (0.0039810717, 0.0039810718)})
    rate = found.tuned[0, "momentum"].trials[0, 0]
    left = sweep(scenario, "momentum", values=[rate], objective="steps")
    assert left.reached[0] > 0
    assert left.stopped[0] > left.reached[0]
    assert found.tuned[0, "momentum"].best is None


def test_a_racer_that_fails_everywhere_has_no_settings():
    found = fair_race(Scenario("bowl", optimizers={"gd": {}}, steps=50), budget=4, space={"lr": (5.0, 10.0)})
    tuned = found.tuned[0, "gd"]
    assert (tuned.best, tuned.settings, tuned.cost, tuned.good, tuned.rates) == (None, {}, math.inf, 0.0, None)
    assert found.profile("gd", [1e9]).tolist() == [0.0]


@pytest.mark.parametrize(
    "more",
    [
        {"budget": 0},
        {"budget": 10_000},
        {"objective": "speed"},
        {"space": ["beta1"]},
        {"space": {"lr": (0.0, 1.0)}},
        {"space": {"lr": (1.0, 0.1)}},
        {"starts": []},
        {"seeds": []},
        {"seeds": [-1]},
        {"starts": [(1e9, 0.0)]},
        {"racers": []},
        {"racers": ["nothing"]},
    ],
)
def test_what_is_no_fair_race_is_refused(more):
    with pytest.raises((ValueError, KeyError)):
        fair_race(SURFACES[0], **more)


def test_a_cancelled_race_ends_and_progress_rises():
    with pytest.raises(CancelledError):
        fair_race(SURFACES, budget=4, cancelled=lambda: True)
    shares = []
    fair_race(SURFACES, budget=2, progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_points_of_the_sequence_fill_the_cube():
    assert [halton(k, 2) for k in range(1, 8)] == [0.5, 0.25, 0.75, 0.125, 0.625, 0.375, 0.875]
    assert [halton(k, 3) for k in (1, 2, 3)] == [1 / 3, 2 / 3, 1 / 9]
    cube = np.array(points(64, 3))
    for column in cube.T:
        assert np.histogram(column, bins=8, range=(0, 1))[0].min() >= 7
    with pytest.raises(ValueError, match="at most"):
        points(3, len(PRIMES) + 1)
    for rule in OPTIMIZERS.values():
        for h in rule.hyperparameters:
            values = [at_share(h, share, h.bounds) for share in (0.0, 0.3, 0.7, 0.999)]
            assert values == sorted(values)
            assert all(map(h.accepts, values)), h


def test_work_is_done_in_pieces_that_make_no_difference(monkeypatch):
    several = [(0.0, 1.0), (0.5, 0.5), (-1.0, 0.2)]
    whole = fair_race(SURFACES[1], budget=12, objective="final", starts=several)
    monkeypatch.setattr(tuning, "WORK", 120 * 3 * 5)
    plan = plan_fair(SURFACES[1], budget=12, objective="final", starts=several)
    assert [(case, at.start, at.stop) for case, at in plan.searches[0, "gd"].pieces] == [
        (0, 0, 5),
        (0, 5, 10),
        (0, 10, 12),
    ]
    shares = []
    for name, tuned in plan.tune(progress=shares.append):
        assert tuned.costs.tobytes() == whole.tuned[name].costs.tobytes()
        assert tuned.spread.tobytes() == whole.tuned[name].spread.tobytes()
    assert shares == [pytest.approx(k / 9) for k in range(1, 10)]
