"""Update rules equal their references (trajectories stored by tests/reference/make_*.py)."""

import json

import numpy as np
import pytest

import engine
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS, parity
from optimizers.schedules import CONSTANT, SCHEDULES
from tests.reference import deviation
from tests.reference.cases import FAR, LOOK_AGAIN, SETTINGS, STARTS, STEPS, UNSETTLED, Slopes, passed

STORED = [pytest.param(*entry, id=entry[0]["name"]) for entry in deviation.stored()]
FED = [pytest.param(*entry, id=entry[0]["name"]) for entry in deviation.stored("fed")]
CASES = [entry.values[0] for entry in STORED]
TORCH = np.load(deviation.ROOT / "tests" / "reference" / "torch.npz")
SCHEDULED = json.loads(str(TORCH["schedules"]))


def units(case):
    return OPTIMIZERS[case["optimizer"]], case["hyperparameters"], LANDSCAPES[case["surface"]]


@pytest.mark.parametrize(("case", "theirs", "about"), STORED)
def test_path_equals_the_reference(case, theirs, about):
    optimizer, values, landscape = units(case)
    start, steps = tuple(map(float, theirs[0])), len(theirs) - 1

    def ours(start):
        return engine.trace(landscape, landscape.values({}), optimizer, values, start, steps).path

    others = [deviation.plain(optimizer, values, landscape, start, steps, way) for way in (None, *deviation.WAYS)]
    off, bound = deviation.whole_path(ours, theirs, *others)
    assert off <= bound, f"{case['name']}: the path drawn, or where it diverges, is not {about}'s"


@pytest.mark.parametrize(("case", "theirs", "about"), STORED)
def test_each_step_equals_the_reference_along_its_own_path(case, theirs, about):
    """From the reference's weights at each step, with the state that follows from them, one update equals theirs."""
    off, share = deviation.each_step(*units(case), theirs)
    assert share <= 1.0, f"{case['name']}: a step is {off:.1e} away from {about}'s"
    assert off <= deviation.ONE_STEP or OPTIMIZERS[case["optimizer"]].coupled


@pytest.mark.parametrize(("case", "theirs", "about"), FED)
def test_each_step_equals_the_reference_when_gradients_fall_and_rise_steeply(case, theirs, about):
    optimizer = OPTIMIZERS[case["optimizer"]]
    off, share = deviation.each_step(optimizer, case["hyperparameters"], Slopes, theirs)
    assert share <= 1.0, f"{case['name']}: a step is {off:.1e} away from {about}'s: {case['hyperparameters']}"


def test_both_ends_of_every_slider_are_compared():
    """Including other branches of a reference, such as torch's without a buffer if momentum is zero."""
    for entries, left_out in ((STORED, ()), (FED, LOOK_AGAIN)):
        compared = [entry.values[0] for entry in entries]
        for key, optimizer in OPTIMIZERS.items():
            settings = [case["hyperparameters"] for case in compared if case["optimizer"] == key]
            for h in passed(optimizer) if optimizer.counterpart and key not in left_out else ():
                ends = {values[h.name] for values in settings} & set(h.bounds)
                assert ends == set(h.bounds), f"{key}.{h.name} is compared at {ends} of its ends {h.bounds}"
    tried = [case["hyperparameters"] for case in CASES if case["optimizer"] == "momentum"]
    assert any(values["momentum"] == 0.0 and values["dampening"] == 1.0 for values in tried)


def test_a_run_that_diverges_does_so_at_the_reference_s_step():
    ends = [entry.values for entry in STORED if not (np.abs(entry.values[1][-1]) < FAR).all()]
    assert engine.BIG == FAR
    assert {case["optimizer"] for case, _, _ in ends} >= {"gd", "momentum", "nesterov", "asgd"}
    for case, theirs, about in ends:
        optimizer, values, landscape = units(case)
        run = engine.trace(landscape, landscape.values({}), optimizer, values, tuple(map(float, theirs[0])), STEPS)
        assert run.stopped == len(theirs) - 1, f"{case['name']}: {about} diverges in step {len(theirs) - 1}"


@pytest.mark.parametrize("key", UNSETTLED)
def test_where_rounding_decides_the_reference_ours_is_well_defined(key):
    optimizer, g = OPTIMIZERS[key], (0.3, -7e5)
    values = optimizer.values(UNSETTLED[key])
    state = ((5.0, 2.0),) * len(optimizer.state)
    c = tuple(optimizer.table(values, 3)[2].tolist())
    w, _ = optimizer.step((0.0, 0.0), 0.0, g, (*state[:2], (0.0, 0.0)), c, None)
    assert w == tuple(-values["lr"] * (one / values["eps"]) for one in g)


def test_every_optimizer_with_a_reference_is_compared():
    named = {key for key, optimizer in OPTIMIZERS.items() if optimizer.counterpart}
    assert {case["optimizer"] for case in CASES} == named == set(SETTINGS)
    for key in named:
        compared = [case["surface"] for case in CASES if case["optimizer"] == key]
        assert all(compared.count(surface) >= 3 for surface in STARTS)
    runs = [theirs for case, theirs, _ in deviation.stored() if "/end/" not in case["name"]]
    assert all(len(theirs) == STEPS + 1 for theirs in runs)


@pytest.mark.parametrize("key", [key for key, optimizer in OPTIMIZERS.items() if optimizer.counterpart])
def test_every_hyperparameter_that_the_reference_has_is_compared(key):
    """Each takes at least two values over the cases."""
    cases = [case["hyperparameters"] for case in CASES if case["optimizer"] == key]
    passed = str(OPTIMIZERS[key].counterpart)
    for h in OPTIMIZERS[key].hyperparameters:
        if f"'{h.name}'" in passed and h.name not in ("tolerance_grad", "tolerance_change", "eps1"):
            assert len({case[h.name] for case in cases}) > 1, h.name


@pytest.mark.parametrize("case", [pytest.param(c, id=c["name"]) for c in SCHEDULED])
def test_factors_equal_torch_s_scheduler(case):
    theirs = TORCH[case["name"]]
    ours = SCHEDULES[case["schedule"]].factors(case["parameters"], len(theirs))
    # torch computes each rate from the one before: 300 roundings, magnified near a rate of zero.
    assert np.abs(ours - theirs).max() <= 1e-13


def test_every_schedule_is_compared():
    assert {case["schedule"] for case in SCHEDULED} == set(SCHEDULES) - {CONSTANT}


def test_the_page_shows_the_measured_deviations():
    """optimizers/parity.json equals the result of ``make parity-figures``, up to rounding on another CPU."""
    fresh, shown = deviation.figures(), json.loads(deviation.FIGURES.read_text())
    for entry in (*fresh.values(), *shown.values()):
        entry["one_step"] = max(entry["one_step"], 1e-16)
    for key in fresh:
        off, said = fresh[key].pop("one_step"), shown[key].pop("one_step")
        assert 1 / 3 <= off / said <= 3, f"{key}: run `make parity-figures`"
    assert shown == fresh, "run `make parity-figures`"
    assert set(parity()) == set(shown)
    assert parity()["adamw"].equals == "torch.optim.AdamW"


def test_references_name_the_versions_that_made_them():
    for name, package, version in (("torch", "torch", "2.13"), ("optax", "optax", "0.2.8")):
        with np.load(deviation.ROOT / "tests" / "reference" / f"{name}.npz") as file:
            about = json.loads(str(file["about"]))
        assert about[package].startswith(version)
        assert about["dtype"] == "float64"
