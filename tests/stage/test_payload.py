"""Payload of the stage: format, size, and the numbers in it."""

import tracemalloc

import numpy as np
import pytest

from experiments import Scenario, run, run_cache
from experiments.curvature import curvature
from experiments.picture import GRID
from experiments.suggested_rate import suggest
from experiments.view import View
from landscapes import LANDSCAPES
from landscapes._synthetic import NOISE, raw
from optimizers import OPTIMIZERS
from ravine.stage.payload.build import build, slider_limit
from ravine.words import Words
from tests.support.payload import unpack

RACE = run(Scenario("himmelblau", optimizers={"gd": {"lr": 0.01}, "adam": {"lr": 0.1}}, steps=200))


# A finite loss of 1e57 before divergence; one step to 1e-17 from a minimum; learning rates below 1e-50.
HUGE = run(
    Scenario("rosenbrock", optimizers={"gd": {"lr": 0.002}, "momentum": {"lr": 0.01}}, start=(-2.0, 3.0), steps=60)
)
TINY = run(Scenario("bowl", optimizers={"newton": {}, "gd": {"lr": 0.05}, "lbfgs": {}}, start=(3.1, 0.7), steps=400))
FALLING = run(
    Scenario(
        "himmelblau",
        optimizers={"gd": {"lr": 0.01}},
        steps=300,
        schedules={"gd": ("exponential", {"gamma": 0.5})},
    )
)


def bits(array):
    return np.ascontiguousarray(array).tobytes()


@pytest.mark.parametrize("race", [RACE, HUGE, TINY, FALLING], ids=["usual", "huge", "tiny", "falling"])
def test_displayed_numbers_have_the_run_s_bits(race):
    header, parts = unpack(build(race, View(curvature=True), Words("en")))
    assert header["format"] == 2
    for entry, bend in zip(header["runs"], header["curvature"]["parts"], strict=True):
        arrays, real = parts[entry["part"]], race[entry["key"]]
        for name in ("path", "loss", "gradient"):
            assert bits(arrays[name]) == bits(getattr(real, name)), f"{entry['key']}: {name}"
        if header["rates"]:
            assert bits(arrays["rate"][1:]) == bits(real.rate)
        limit = slider_limit(race, entry["key"])
        assert (limit is None) == ("limit" not in arrays)
        if limit is not None:
            assert bits(arrays["limit"]) == bits(limit)
        seen = curvature(race, entry["key"])
        assert bits(parts[bend]["curvature"]) == bits(np.column_stack([seen.eigenvalues, seen.angle]))
    assert parts[header["surface"]]["z"].shape == (GRID, GRID)


def test_these_races_exceed_single_precision_at_both_ends():
    losses = np.concatenate([HUGE[key].loss for key in HUGE])
    assert losses[np.isfinite(losses)].max() > np.finfo(np.float32).max
    assert 0 < TINY["newton"].loss[1] < 1e-20
    assert 0 < FALLING["gd"].rate[-1] < np.finfo(np.float32).smallest_subnormal


def test_parts_that_the_browser_holds_are_not_sent_again():
    full, _ = unpack(build(RACE, View(), Words("en")))
    rest, _ = unpack(build(RACE, View(), Words("en"), have=set(full["parts"])))
    assert rest["parts"] == {}
    assert rest["runs"] == full["runs"]


def test_what_is_made_of_a_run_counts_among_the_bytes_of_the_cache():
    run_cache.forget()
    race = run_cache.run(Scenario("bowl", optimizers={"gd": {"lr": 0.05}}, steps=50))
    weights = [run_cache.weight()]
    for view in (View(), View(), View(axis="samples")):
        build(race, view, Words("en"))
        weights.append(run_cache.weight())
    assert weights[0] < weights[1] == weights[2] < weights[3]


def test_a_changed_rate_sends_one_run():
    have = unpack(build(RACE, View(), Words("en")))[0]["parts"]
    changed = run(Scenario("himmelblau", optimizers={"gd": {"lr": 0.012}, "adam": {"lr": 0.1}}, steps=200))
    blob = build(changed, View(), Words("en"), have=have)
    header, _ = unpack(blob)
    assert list(header["parts"]) == [header["runs"][0]["part"]]
    assert len(blob) < 12_500


def test_a_diverged_run_is_sent_as_far_as_it_went():
    race = run(Scenario("rosenbrock", optimizers={"gd": {"lr": 1.0}}))
    header, parts = unpack(build(race, View(), Words("en")))
    (entry,) = header["runs"]
    assert entry["steps"] == race["gd"].verdict.step < race.scenario.steps
    assert len(parts[entry["part"]]["path"]) == entry["steps"] + 1


def test_growth_is_linear_in_steps_and_optimizers():
    limited = [key for key, optimizer in OPTIMIZERS.items() if optimizer.stability]

    def weight(steps, count):
        race = run(Scenario("bowl", optimizers={key: {} for key in limited[:count]}, steps=steps))
        shared = unpack(build(race, View(), Words("en")))[0]
        have = {shared["surface"], shared["words"]}
        return len(build(race, View(), Words("en"), have=have))

    per_point = weight(4000, 1) / 4001
    assert weight(4000, 4) / (4 * 4001) == pytest.approx(per_point, rel=0.05)
    assert weight(8000, 1) / 8001 == pytest.approx(per_point, rel=0.05)


def test_a_slice_needs_no_more_than_the_path():
    bare, _ = unpack(build(RACE, View(), Words("en")))
    header, parts = unpack(build(RACE, View(slice="gradient", slice_of="adam"), Words("en")))
    assert set(parts) == set(bare["parts"])
    assert header["parts"][header["surface"]]["json"]["parameters"] == []


def test_a_header_holds_all_settings_of_a_race():
    schedules = {"gd": ("exponential", {"gamma": 0.5})}
    scenario = Scenario("himmelblau", optimizers={"gd": {}, "schedule_free_sgd": {"lr": 0.1}}, schedules=schedules)
    header, _ = unpack(build(run(scenario), View(), Words("en")))
    gd, averaging, answer = header["runs"]
    assert gd["schedule"] == {"key": "exponential", "values": {"gamma": 0.5}}
    assert (gd["lr"]["scheduled"], averaging["lr"]["scheduled"]) == (True, False)
    assert (averaging["optimizer"], averaging["schedule"]) == ("schedule_free_sgd", None)
    assert (answer["key"], answer["optimizer"]) == ("schedule_free_sgd@answer", "schedule_free_sgd")
    for entry in header["runs"]:
        assert entry["values"] == scenario.optimizers[entry["optimizer"]]
    assert header["noise"] is None


def test_a_twin_on_all_samples_names_its_optimizer():
    scenario = Scenario("sine_fit", optimizers={"adam": {"beta1": 0.8}}, batch=16)
    header, _ = unpack(build(run(scenario), View(versus=True), Words("en")))
    assert [(one["key"], one["optimizer"]) for one in header["runs"]] == [("adam", "adam"), ("adam@full", "adam")]
    assert [one["values"]["beta1"] for one in header["runs"]] == [0.8, 0.8]


def test_a_header_holds_the_generator_of_gradient_noise():
    scenario = Scenario("himmelblau", optimizers={"gd": {}}, gradient_noise=2.5, seed=5, steps=9)
    noise = unpack(build(run(scenario), View(), Words("en")))[0]["noise"]
    assert noise["amount"] == 2.5
    generator = np.random.PCG64()
    inner = {"state": int(noise["state"], 16), "inc": int(noise["increment"], 16)}
    generator.state = {"bit_generator": "PCG64", "state": inner, "has_uint32": 0, "uinteger": 0}
    assert np.array_equal(generator.random_raw(36), raw(5, NOISE, 36))


def test_an_automatic_height_is_resolved_before_sending():
    assert unpack(build(RACE, View(), Words("en")))[0]["view"]["height"] in ("log", "linear")
    assert "height=" not in unpack(build(RACE, View(), Words("en")))[0]["query"], (
        "the link still lets the surface decide"
    )


def test_a_surface_without_minimum_has_no_lowest_loss():
    race = run(Scenario("saddle", {"quartic": 0.0}, {"gd": {}}))
    header, _ = unpack(build(race, View(), Words("en")))
    assert header["parts"][header["surface"]]["json"]["lowest"] is None


def test_words_are_in_the_visitor_s_language():
    english, korean = (unpack(build(RACE, View(), Words(language)))[0] for language in ("en", "ko"))
    assert english["words"] != korean["words"]
    assert korean["parts"][korean["words"]]["json"]["play"] == Words("ko")("stage-play")


# ── Curvature ──


def test_clamps_are_sent_with_the_runs_that_have_them():
    race = run(Scenario("bowl", optimizers={"adafactor": {}, "rprop": {}, "gd": {}}, steps=40))
    header, parts = unpack(build(race, View(), Words("en")))
    adafactor, rprop, gd = (parts[entry["part"]] for entry in header["runs"])
    assert adafactor["clamp"].shape == (41, 2)
    assert np.allclose(adafactor["clamp"][:-1, 1], 1 / np.sqrt(np.arange(1, 41)))
    assert np.allclose(rprop["clamp"], (1e-6, 50.0))
    assert "clamp" not in gd
    assert not any(entry["lr"]["scheduled"] for entry in header["runs"])


def test_limits_are_sent_with_the_runs_that_have_a_theory():
    race = run(Scenario("bowl", optimizers={"gd": {"lr": 0.05}, "adam": {}, "lion": {}}, steps=50))
    header, parts = unpack(build(race, View(), Words("en")))
    gd, adam, lion = (parts[entry["part"]] for entry in header["runs"])
    assert np.allclose(gd["limit"], 2 / 20)
    assert adam["limit"].shape == adam["loss"].shape
    assert "limit" not in lion


def test_curvature_is_sent_only_when_it_is_drawn():
    header, parts = unpack(build(RACE, View(), Words("en")))
    assert header["curvature"] is None
    drawn, more = unpack(build(RACE, View(curvature=True), Words("en"), have=set(parts)))
    assert drawn["runs"] == header["runs"]
    assert set(more) == set(drawn["curvature"]["parts"])
    for entry, part in zip(drawn["runs"], drawn["curvature"]["parts"], strict=True):
        real = curvature(RACE, entry["key"])
        assert np.array_equal(more[part]["curvature"][:, :2], real.eigenvalues)


def test_rings_have_a_visible_size_on_every_surface():
    for surface in LANDSCAPES:
        race = run(suggest(Scenario(surface, optimizers={"gd": {}, "adam": {}}, steps=50)))
        amount = unpack(build(race, View(curvature=True), Words("en")))[0]["curvature"]["amount"]
        assert 0 < amount < np.inf, surface
        digits = float(f"{amount:e}".split("e")[0])
        assert digits in (1, 2, 5), f"{surface}: {amount} is not a round number"


def test_rings_have_an_amount_without_points_in_the_picture():
    empty = run(Scenario("bowl", optimizers={}))
    outside = run(Scenario("bowl", optimizers={"gd": {"lr": 10.0}}, start=(100.0, 100.0)))
    for race in (empty, outside):
        assert unpack(build(race, View(curvature=True), Words("en")))[0]["curvature"]["amount"] == 1.0


def test_a_run_of_one_step_weighs_what_its_objects_take():
    """Thousands of runs that diverge at once must not take ten times the bytes that are counted."""

    def races(seed: int) -> None:
        for number in range(200):
            scenario = Scenario(
                "rosenbrock", optimizers={"gd": {"lr": 1.0}}, steps=1, start=(0.001 * number, 1.0), seed=seed
            )
            build(run_cache.run(scenario), View(), Words("en"))

    races(0)
    run_cache.forget()
    tracemalloc.start(1)
    try:
        races(1)
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert 0.5 < run_cache.weight() / taken < 2
