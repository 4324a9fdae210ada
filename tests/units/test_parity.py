"""Update rules equal their references (trajectories stored by tests/reference/make_*.py)."""

import json

import numpy as np
import pytest

import engine
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS, parity
from optimizers.schedules import CONSTANT, SCHEDULES
from tests.reference import deviation
from tests.reference.cases import FAR, LOOK_AGAIN, SETTINGS, STARTS, STEPS, Slopes, passed
from tests.support.in_one_test import in_one_test

RUNS, FED = ({entry[0]["name"]: entry for entry in deviation.stored(kind)} for kind in ("cases", "fed"))
CASES = [case for case, _, _ in RUNS.values()]
TORCH = np.load(deviation.ROOT / "tests" / "reference" / "torch.npz")
SCHEDULED = json.loads(str(TORCH["schedules"]))
COMPARED = [key for key, optimizer in OPTIMIZERS.items() if optimizer.counterpart]
EACH = pytest.mark.parametrize("key", COMPARED)


@in_one_test(name=RUNS)
def test_path_equals_the_reference(name):
    case, theirs, about = RUNS[name]
    landscape, optimizer, values = LANDSCAPES[case["surface"]], OPTIMIZERS[case["optimizer"]], case["hyperparameters"]
    trace = lambda w: engine.trace(landscape, landscape.values({}), optimizer, values, w, len(theirs) - 1)  # noqa: E731
    off, bound = deviation.whole_path(lambda w: trace(w).path, theirs, optimizer, values, landscape)
    assert off <= bound, f"the path drawn, or where it diverges, is not {about}'s"


@EACH
def test_each_step_equals_the_reference_along_its_own_path(key):
    """From the reference's weights at each step, with the state that follows from them, one update equals theirs."""
    steps = deviation.steps_of(key)
    assert not [f"{case['name']}: {off:.1e} away" for case, _, off, share in steps if not share <= 1.0]
    if not OPTIMIZERS[key].coupled:
        assert not [f"{case['name']}: {off:.1e} away" for case, _, off, _ in steps if not off <= deviation.ONE_STEP]


@EACH
def test_the_page_shows_the_measured_deviation(key):
    """optimizers/parity.json equals the result of ``make parity-figures``, up to rounding on another CPU."""
    fresh, shown = deviation.figure(key), json.loads(deviation.FIGURES.read_text())[key]
    off, said = (max(entry.pop("one_step"), 1e-16) for entry in (fresh, shown))
    assert 1 / 3 <= off / said <= 3, "run `make parity-figures`"
    assert shown == fresh, "run `make parity-figures`"


def test_the_page_shows_a_deviation_for_every_rule_with_a_reference():
    assert set(parity()) == set(json.loads(deviation.FIGURES.read_text())) == set(COMPARED)
    assert parity()["adamw"].equals == "torch.optim.AdamW"


@in_one_test(name=FED)
def test_each_step_equals_the_reference_when_gradients_fall_and_rise_steeply(name):
    case, theirs, about = FED[name]
    off, share = deviation.each_step(OPTIMIZERS[case["optimizer"]], case["hyperparameters"], Slopes, theirs)
    assert share <= 1.0, f"a step is {off:.1e} away from {about}'s: {case['hyperparameters']}"


def test_both_ends_of_every_slider_are_compared():
    """Including other branches of a reference, such as torch's without a buffer if momentum is zero."""
    for stored, left_out in ((RUNS, ()), (FED, LOOK_AGAIN)):
        compared = [case for case, _, _ in stored.values()]
        for key, optimizer in OPTIMIZERS.items():
            settings = [case["hyperparameters"] for case in compared if case["optimizer"] == key]
            for h in passed(optimizer) if optimizer.counterpart and key not in left_out else ():
                ends = {values[h.name] for values in settings} & set(h.bounds)
                assert ends == set(h.bounds), f"{key}.{h.name} is compared at {ends} of its ends {h.bounds}"
    tried = [case["hyperparameters"] for case in CASES if case["optimizer"] == "momentum"]
    assert any(values["momentum"] == 0.0 and values["dampening"] == 1.0 for values in tried)


def test_a_run_that_diverges_does_so_at_the_reference_s_step():
    ends = [entry for entry in RUNS.values() if not (np.abs(entry[1][-1]) < FAR).all()]
    assert engine.BIG == FAR
    assert {case["optimizer"] for case, _, _ in ends} >= {"gd", "momentum", "nesterov", "asgd"}
    for case, theirs, about in ends:
        landscape, optimizer, start = LANDSCAPES[case["surface"]], OPTIMIZERS[case["optimizer"]], theirs[0].tolist()
        run = engine.trace(landscape, landscape.values({}), optimizer, case["hyperparameters"], start, STEPS)
        assert run.stopped == len(theirs) - 1, f"{case['name']}: {about} diverges in step {len(theirs) - 1}"


@pytest.mark.parametrize("key", [key for key, optimizer in OPTIMIZERS.items() if optimizer.unsettled])
def test_where_rounding_decides_the_reference_ours_is_well_defined(key):
    optimizer, g = OPTIMIZERS[key], (0.3, -7e5)
    values = optimizer.values(optimizer.unsettled)
    state = ((5.0, 2.0),) * len(optimizer.state)
    c = tuple(optimizer.table(values, 3)[2].tolist())
    w, _ = optimizer.step((0.0, 0.0), 0.0, g, (*state[:2], (0.0, 0.0)), c, None)
    assert w == tuple(-values["lr"] * (one / values["eps"]) for one in g)


def test_every_optimizer_with_a_reference_is_compared():
    assert {case["optimizer"] for case in CASES} == set(COMPARED) == set(SETTINGS)
    for key in COMPARED:
        compared = [case["surface"] for case in CASES if case["optimizer"] == key]
        assert all(compared.count(surface) >= 3 for surface in STARTS)
    runs = [theirs for case, theirs, _ in RUNS.values() if "/end/" not in case["name"]]
    assert all(len(theirs) == STEPS + 1 for theirs in runs)


@in_one_test(key=COMPARED)
def test_every_hyperparameter_that_the_reference_has_is_compared(key):
    """Each takes at least two values over the cases."""
    cases = [case["hyperparameters"] for case in CASES if case["optimizer"] == key]
    passed = str(OPTIMIZERS[key].counterpart)
    for h in OPTIMIZERS[key].hyperparameters:
        if f"'{h.name}'" in passed and h.name not in ("tolerance_grad", "tolerance_change", "eps1"):
            assert len({case[h.name] for case in cases}) > 1, h.name


def test_factors_equal_torch_s_scheduler():
    assert {case["schedule"] for case in SCHEDULED} == set(SCHEDULES) - {CONSTANT}
    pairs = {case["name"]: (SCHEDULES[case["schedule"]], case["parameters"], TORCH[case["name"]]) for case in SCHEDULED}
    off = {
        name: np.abs(unit.factors(given, len(theirs)) - theirs).max() / theirs.max()
        for name, (unit, given, theirs) in pairs.items()
    }
    # torch computes each rate from the one before: 300 roundings, magnified near a rate of zero.
    assert not {name: one for name, one in off.items() if not one <= 1e-13}


def test_references_name_the_versions_that_made_them():
    for name, package, version in (("torch", "torch", "2.13"), ("optax", "optax", "0.2.8")):
        with np.load(deviation.ROOT / "tests" / "reference" / f"{name}.npz") as file:
            about = json.loads(str(file["about"]))
        assert about[package].startswith(version)
        assert about["dtype"] == "float64"
