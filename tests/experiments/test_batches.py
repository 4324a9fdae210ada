"""Batches: their draws, and runs, links, verdicts and samples with them."""

from dataclasses import replace

import numpy as np
import pytest

import engine
from engine import abi, kernels, samples
from experiments import Scenario, ScenarioError, decode, encode, run
from experiments.batches import Batches, batches, tilts
from experiments.inspect import inspect
from experiments.sample_cost import affordable, cosines, standing, step_after
from experiments.surface_data import columns
from experiments.verdict import Terrain, judge
from landscapes import LANDSCAPES, CriticalPoint, DataLandscape
from optimizers import OPTIMIZERS
from tests.support.engine_runs import LOOKING

OVER_DATA = sorted(key for key, landscape in LANDSCAPES.items() if isinstance(landscape, DataLandscape))
EVERYONE = {key: {"lr": 0.02} for key in OPTIMIZERS}


# ── The draws ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("size", "batch"), [(256, 1), (256, 16), (50, 16), (17, 17), (16, 5)])
def test_an_epoch_touches_every_sample_once(size, batch):
    per_epoch = -(-size // batch)
    drawn = batches(size, batch, 3 * per_epoch, 7)
    for epoch in range(3):
        seen = np.concatenate([drawn.of(epoch * per_epoch + k) for k in range(per_epoch)])
        assert sorted(seen.tolist()) == list(range(size)), "a sample was seen twice or never"
        assert set(drawn.epoch[epoch * per_epoch : (epoch + 1) * per_epoch]) == {epoch}
    first, second = (drawn.order[k * size : (k + 1) * size].tolist() for k in (0, 1))
    assert batch == size or first != second, "each epoch has an order of its own"
    assert all((np.diff(drawn.of(t).astype(int)) > 0).all() for t in range(len(drawn))), "the order of summation"


def test_the_last_batch_is_smaller_or_left_out():
    kept, dropped = batches(50, 16, 8, 1), batches(50, 16, 6, 1, drop_last=True)
    assert [len(kept.of(t)) for t in range(8)] == [16, 16, 16, 2] * 2
    assert [len(dropped.of(t)) for t in range(6)] == [16] * 6
    assert dropped.epoch.tolist() == [0, 0, 0, 1, 1, 1]
    assert kept.starts.tolist() == [0, 16, 32, 48, 50, 66, 82, 98, 100], "samples drawn after each step"


def test_with_replacement_draws_are_independent():
    drawn = batches(64, 64, 400, 3, replacement=True)
    counts = np.bincount(drawn.order, minlength=64)
    assert len(np.unique(drawn.of(0))) < 64
    assert np.abs(counts / 400 - 1).max() < 0.25, "some sample is drawn too often or too rarely"
    assert (np.diff(drawn.of(5).astype(int)) >= 0).all()


def test_a_seed_is_reproducible_and_a_longer_run_begins_as_the_shorter():
    assert batches(256, 16, 50, 4).order.tolist() == batches.__wrapped__(256, 16, 50, 4).order.tolist()
    assert batches(256, 16, 500, 4).order[:800].tolist() == batches(256, 16, 50, 4).order.tolist()
    assert batches(256, 16, 50, 5).order.tolist() != batches(256, 16, 50, 4).order.tolist()
    assert batches(256, 4, 3, 0).order.tolist() == [75, 89, 99, 240, 23, 46, 101, 238, 27, 67, 158, 213]
    assert tilts(2.0, 90, 1)[:40].tolist() == tilts(2.0, 40, 1).tolist()


def test_gradient_noise_has_its_declared_size():
    drawn = tilts(3.0, 10_000, 2)
    assert drawn.std(axis=0) == pytest.approx([3.0, 3.0], rel=0.03)
    assert np.abs(drawn.mean(axis=0)).max() < 0.1
    assert abs(np.corrcoef(drawn.T)[0, 1]) < 0.03


# ── Runs ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("surface", OVER_DATA)
def test_a_batch_of_all_is_gradient_descent_bit_for_bit(surface):
    plain = Scenario(surface, optimizers=EVERYONE, steps=40)
    whole = run(plain, Batches.explicit([range(256)] * 40, 256))
    gd = run(plain)
    for key, entry in gd.items():
        assert whole[key].path.tobytes() == entry.path.tobytes(), f"{key}: a batch of all N is not GD on {surface}"
        assert whole[key].loss.tobytes() == whole[key].batch_loss.tobytes() == entry.loss.tobytes()
    assert run(replace(plain, batch=256)).runs["gd"].path.tobytes() == gd["gd"].path.tobytes()


def test_without_batches_the_optimizer_sees_the_full_loss():
    entry = run(Scenario("sine_fit", optimizers={"gd": {}}))["gd"]
    assert entry.batch_loss is entry.loss
    assert entry.batch_gradient is entry.gradient


@pytest.mark.parametrize("surface", OVER_DATA)
def test_each_step_sees_its_batch_and_the_loss_is_over_all_samples(surface):
    scenario = Scenario(surface, optimizers={"gd": {"lr": 0.02}, "adam": {"lr": 0.02}}, steps=30, batch=7, seed=3)
    landscape, drawn = LANDSCAPES[surface], scenario.batches()
    for entry in run(scenario).values():
        for t in (0, 1, 17, 29, 30):
            w = tuple(map(float, entry.path[t]))
            f, gx, gy = (np.asarray(part)[drawn.of(t)].mean() for part in landscape.each(*w))
            assert entry.batch_loss[t] == pytest.approx(f, rel=1e-13)
            assert entry.batch_gradient[t] == pytest.approx((gx, gy), rel=1e-11, abs=1e-13)
            assert entry.loss[t] == pytest.approx(landscape.value(*w), rel=1e-13)
            assert entry.gradient[t] == pytest.approx(landscape.gradient(*w), rel=1e-11, abs=1e-13)
        assert entry.path[1] == pytest.approx(entry.path[1])


def test_further_evaluations_of_a_step_use_the_same_batch():
    landscape = LANDSCAPES["sine_fit"]
    drawn = batches(256, 5, 9, 2)
    seen = engine.trace(landscape, landscape.values({}), LOOKING, {"lr": 0.01}, (0.4, 0.2), 9, batches=drawn)
    for t, w in enumerate(seen.path[:-1]):
        there = [(w[0] + 1.0, w[1])]
        loss, gradient = engine.visit(landscape, landscape.values({}), there, batches=drawn, step=t)
        assert seen.state[t + 1].tolist() == [[loss[0], seen.loss[t]], gradient[0].tolist()]


def test_a_tilt_is_the_same_in_every_evaluation_and_for_every_optimizer():
    landscape, p = LANDSCAPES["himmelblau"], ()
    tilt = tilts(5.0, 9, 1)
    seen = engine.trace(landscape, p, LOOKING, {"lr": 0.01}, (0.4, 0.2), 9, tilt=tilt)
    for t, w in enumerate(seen.path[:-1]):
        x, y = float(w[0] + 1.0), float(w[1])
        value = landscape.value(x, y) + tilt[t] @ (x, y)
        assert seen.state[t + 1][0, 0] == pytest.approx(value, rel=1e-13), "the second look forgot the noise"
        assert seen.state[t + 1][1] == pytest.approx(np.array(landscape.gradient(x, y)) + tilt[t], rel=1e-12)
    race = run(Scenario("himmelblau", optimizers={"gd": {"lr": 1e-3}, "sam": {"lr": 1e-3}}, gradient_noise=5.0, seed=1))
    for entry in race.values():
        noise = entry.batch_gradient - entry.gradient
        assert noise[:-1] == pytest.approx(tilts(5.0, 200, 1), abs=1e-9)
        assert not noise[-1].any(), "no step is made from the last point"


def test_every_evaluation_counts_its_samples():
    race = run(Scenario("linear_regression", optimizers={"gd": {}, "sam": {}}, batch=16, steps=20))
    assert race["gd"].samples.tolist() == [16.0 * t for t in range(21)]
    assert race["sam"].samples.tolist() == [32.0 * t for t in range(21)]
    assert run(Scenario("linear_regression", optimizers={"gd": {}}, steps=3))["gd"].samples.tolist() == [
        0,
        256,
        512,
        768,
    ]
    assert run(Scenario("bowl", optimizers={"newton": {}}, steps=2))["newton"].samples.tolist() == [0, 5, 10]
    ragged = run(Scenario("linear_regression", {"size": 50.0}, {"gd": {}}, batch=16, steps=5))["gd"]
    assert ragged.samples.tolist() == [0, 16, 32, 48, 50, 66]


def test_ranking_at_equal_samples():
    gd, sgd = (run(Scenario("linear_regression", optimizers={"gd": {"lr": 0.05}}, batch=b))["gd"] for b in (0, 16))
    runs = {"GD": gd, "SGD": sgd}
    assert affordable(runs) == 3200
    assert step_after(gd, 0) == 0
    assert (step_after(gd, 255), step_after(gd, 256), step_after(sgd, 256)) == (0, 1, 16)
    assert [place.name for place in standing(runs, 1024)] == ["SGD", "GD"]
    broken = replace(sgd, loss=np.full_like(sgd.loss, np.nan))
    assert standing({"GD": gd, "SGD": broken}, 1024)[-1].loss == np.inf
    assert np.nanmin(cosines(gd)) == pytest.approx(1.0)


def test_the_inspector_shows_what_the_optimizer_saw():
    race = run(Scenario("sine_fit", optimizers={"gd": {"lr": 0.02}}, batch=4, seed=5))
    entry, update = race["gd"], inspect(race, "gd", 7)
    assert update.given[1].value == tuple(entry.batch_gradient[7])
    assert update.loss == entry.batch_loss[7] != entry.loss[7]
    assert entry.path[8] == pytest.approx(entry.path[7] - 0.02 * entry.batch_gradient[7], rel=1e-14)


# ── Scenario and link ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_batch_settings_are_in_the_link():
    for scenario in (
        Scenario("sine_fit", batch=16, replacement=True, seed=9),
        Scenario("sine_fit", batch=7, drop_last=True),
        Scenario("linear_regression", {"input_scale": 2.0}, data="cars", batch=5),
        Scenario("logistic_regression", data="challenger"),
        Scenario("bowl", gradient_noise=0.25),
    ):
        assert decode(encode(scenario)) == (scenario, ())
    assert "gradient_noise" not in encode(Scenario("bowl")), "links of before are as they were"
    assert len({Scenario("sine_fit", batch=b) for b in (0, 1, 1)}) == 2


@pytest.mark.parametrize(
    ("query", "code", "field", "used"),
    [
        ("s=sine_fit&batch=300", "out-of-range", "batch", 256),
        ("s=sine_fit&s.size=32.0&batch=33", "out-of-range", "batch", 32),
        ("s=sine_fit&batch=-1", "out-of-range", "batch", 0),
        ("s=sine_fit&batch=half", "not-a-number", "batch", 0),
        ("s=sine_fit&batch=4&drop_last=perhaps", "not-a-choice", "drop_last", 4),
        ("s=bowl&batch=4", "no-data", "batch", 0),
        ("s=bowl&data=cars", "no-data", "data", 0),
        ("s=sine_fit&gradient_noise=1", "has-data", "gradient_noise", 0),
        ("s=bowl&gradient_noise=-1", "out-of-range", "gradient_noise", 0),
        ("s=sine_fit&data=trains", "unknown-data", "data", 0),
        ("s=logistic_regression&data=cars", "unsuited-data", "data", 0),
        ("s=scattered_wells&data=cars", "unsuited-data", "data", 0),
        ("s=sine_fit&data=csv&s.input_center=3", "needs-file", "data", 0),
        ("s=sine_fit&data=csv:0123", "needs-file", "data", 0),
    ],
)
def test_problems_with_data_in_a_link_are_reported(query, code, field, used):
    scenario, problems = decode(query)
    assert [(p.code, p.field) for p in problems] == [(code, field)]
    assert (scenario.batch, scenario.data) == (used, "")


def test_meaningless_settings_are_ignored_or_refused():
    assert Scenario("bowl", batch=16, data="cars", drop_last=True) == Scenario("bowl")
    assert Scenario("sine_fit", gradient_noise=3.0) == Scenario("sine_fit")
    for arguments in ({"batch": 257}, {"batch": 1.5}, {"batch": True}, {"batch": 4, "replacement": "yes"}):
        with pytest.raises(ScenarioError):
            Scenario("sine_fit", **arguments)
    with pytest.raises(ScenarioError, match="needs file"):
        Scenario("sine_fit", data="csv:00")
    assert columns("csv:00") is None


def test_a_smaller_data_set_limits_the_batch():
    scenario = Scenario("sine_fit", batch=200)
    assert scenario.with_parameters({"size": 64.0}).batch == 64
    assert scenario.with_parameters({"noise": 0.0}).batch == 200


# ── The engine refuses invalid batches ─────────────────────────────────────────────────────────────────────────────


def test_blocks_that_would_read_beyond_their_end_are_refused():
    a = np.arange(4.0)
    good = samples.data_ground(a, a, np.array([0, 3, 1]), np.array([0, 2, 3]))
    assert good[:2].tolist() == [4.0, 2.0]
    for order, starts in (
        ([0, 4], [0, 2]),
        ([0, 1], [0, 3]),
        ([0, 1], [1, 2]),
        ([0, 1], [0, 2, 2]),
        ([0, -1], [0, 2]),
    ):
        with pytest.raises(ValueError, match="batch"):
            samples.data_ground(a, a, np.array(order), np.array(starts))
    with pytest.raises(ValueError, match="samples"):
        samples.data_ground(np.empty(0), np.empty(0), None, None)
    bowl, line = LANDSCAPES["bowl"], LANDSCAPES["linear_regression"]
    with pytest.raises(ValueError, match="without data has no batches"):
        engine.visit(bowl, bowl.values({}), [(0.0, 0.0)], batches=batches(4, 2, 1, 0))
    with pytest.raises(ValueError, match="no tilt"):
        engine.visit(line, line.values({}), [(0.0, 0.0)], tilt=np.zeros((1, 2)))


def test_a_tilted_surface_gives_the_same_bits_for_one_lane_and_for_64():
    surface = LANDSCAPES["rastrigin"]
    at = np.random.default_rng(1).uniform(-3, 3, (abi.LANES, 2))
    tilt = tilts(2.0, 3, 0)
    together = engine.visit(surface, surface.values({}), at, tilt=tilt, step=1)
    alone = [engine.visit(surface, surface.values({}), at[k : k + 1], tilt=tilt, step=1) for k in range(abi.LANES)]
    assert together[0].tolist() == [loss[0] for loss, _ in alone]
    assert kernels.tilted() != kernels.surface(surface)


# ── Verdicts under noise ──────────────────────────────────────────────────────────────────────────────────────────────

ORIGIN = CriticalPoint("minimum", 0.0, 0.0, 0.0, True)


def verdict(path, noisy=True):
    loss = np.hypot(*path.T)
    return judge(path, loss, path, Terrain((ORIGIN,), ((-1.0, 1.0), (-1.0, 1.0)), 0.0, 2.0), noisy=noisy)


def test_a_noisy_run_that_ends_at_a_minimum_by_chance_has_not_converged():
    path = np.random.default_rng(0).normal(0.0, 0.05, (400, 2))
    path[-1] = 0.001
    assert verdict(path).kind == "hovering"
    assert verdict(path).minimum == 1
    assert verdict(path, noisy=False).kind == "moving"
    assert verdict(0.05 * path).kind == "converged", "so small a noise is none to the eye"
    assert verdict(path + 0.3).kind not in ("converged", "hovering")
    passing = np.column_stack([np.linspace(0.9, -0.9, 101), np.zeros(101)])
    assert verdict(passing).kind == "moving"


def test_real_batches_hover_and_the_whole_set_converges():
    kinds = [
        run(Scenario("linear_regression", optimizers={"gd": {"lr": 0.1}}, batch=batch))["gd"].verdict.kind
        for batch in (0, 4)
    ]
    assert kinds == ["converged", "hovering"]


def test_a_valley_of_minima_is_reached():
    entry = run(Scenario("product", optimizers={"gd": {"lr": 0.1}}))["gd"]
    assert (entry.verdict.kind, entry.verdict.minimum) == ("converged", None)
    assert 0 < entry.verdict.step < 100
