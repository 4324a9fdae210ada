"""Our update rules give torch.optim's own numbers (stored by tests/reference/make_torch.py)."""

import json
from pathlib import Path

import numpy as np
import pytest

import engine
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS

STORED = np.load(Path(__file__).parent / "reference" / "torch.npz")
CASES = json.loads(str(STORED["cases"]))
# torch contracts some multiply-adds; a step may differ by a few roundings of the numbers in it.
ONE_STEP = 1e-14


def relative(ours, theirs):
    """Largest difference of two paths, measured against the size of the weights, at least 1."""
    return np.max(np.abs(ours - theirs) / np.maximum(1.0, np.abs(theirs)))


def trace(case, start, steps):
    landscape, optimizer = LANDSCAPES[case["surface"]], OPTIMIZERS[case["optimizer"]]
    return engine.trace(landscape, landscape.values({}), optimizer, case["hyperparameters"], start, steps).path


def plain(case, start, steps):
    """The same run in plain Python, with the platform's own sine and cosine."""
    landscape, optimizer = LANDSCAPES[case["surface"]], OPTIMIZERS[case["optimizer"]]
    path = [start]
    states = [(0.0,) * len(optimizer.state)] * 2
    for c in optimizer.table(case["hyperparameters"], steps).tolist():
        gradient = landscape.gradient(*path[-1])
        moved = [optimizer.update(path[-1][k], gradient[k], states[k], tuple(c)) for k in (0, 1)]
        path.append((moved[0][0], moved[1][0]))
        states = [moved[0][1], moved[1][1]]
    return np.array(path)


@pytest.mark.parametrize("case", [pytest.param(c, id=c["name"]) for c in CASES])
def test_path_equals_torch(case):
    theirs = STORED[case["name"]]
    start = tuple(map(float, theirs[0]))
    steps = len(theirs) - 1
    ours = trace(case, start, steps)
    # A chaotic run magnifies any rounding: what a last bit in the start, or in a sine, does to our own run bounds what
    # may differ.
    nudged = trace(case, (float(np.nextafter(start[0], np.inf)), start[1]), steps)
    bound = max(1e-12, 1000 * relative(nudged, ours), 1000 * relative(plain(case, start, steps), ours))
    assert relative(ours, theirs) <= bound, f"{case['name']}: the path drawn is not torch's"


@pytest.mark.parametrize("case", [pytest.param(c, id=c["name"]) for c in CASES])
def test_each_step_equals_torch_along_its_own_path(case):
    """From torch's weights at every step, with the state they gave, one update lands where torch's did."""
    theirs = STORED[case["name"]]
    landscape, optimizer = LANDSCAPES[case["surface"]], OPTIMIZERS[case["optimizer"]]
    table = optimizer.table(case["hyperparameters"], len(theirs) - 1)
    states = [(0.0,) * len(optimizer.state)] * 2
    for t, c in enumerate(table):
        gradient = landscape.gradient(*map(float, theirs[t]))
        for axis in (0, 1):
            w, states[axis] = optimizer.update(float(theirs[t, axis]), gradient[axis], states[axis], tuple(c.tolist()))
            bound = ONE_STEP * max(1.0, abs(theirs[t, axis]))
            assert abs(w - theirs[t + 1, axis]) <= bound, f"{case['name']}: step {t + 1} is not torch's"


def test_every_optimizer_that_names_torch_is_compared():
    compared = {case["optimizer"] for case in CASES}
    assert compared == {key for key, optimizer in OPTIMIZERS.items() if optimizer.torch}


def test_reference_says_what_made_it():
    about = json.loads(str(STORED["about"]))
    assert about["torch"].startswith("2.13")
    assert about["dtype"] == "float64"
