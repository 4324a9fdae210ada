"""Runs on batches equal torch.optim's with a real DataLoader, replayed (tests/reference/make_batches.py)."""

import json
from pathlib import Path

import numpy as np
import pytest

import engine
from experiments.batches import Batches
from landscapes import LANDSCAPES, Samples
from optimizers import OPTIMIZERS

STORED = np.load(Path(__file__).parents[1] / "reference" / "batches.npz")
CASES = json.loads(str(STORED["cases"]))
ABOUT = json.loads(str(STORED["about"]))
UNSCALED = (0.0, 1.0, 0.0, 1.0)  # torch's data as they are


def replayed(case):
    order, lengths = (STORED[f"{case['name']}/{part}"] for part in ("order", "lengths"))
    return Batches.explicit(np.split(order, np.cumsum(lengths)[:-1]), ABOUT["size"])


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_path_equals_torch_on_dataloader_s_batches(case):
    theirs, drawn = STORED[f"{case['name']}/path"], replayed(case)
    landscape = LANDSCAPES[case["surface"]].on(Samples(*STORED["data"].T))
    optimizer, start = OPTIMIZERS[case["optimizer"]], tuple(map(float, theirs[0]))
    ours = engine.trace(landscape, UNSCALED, optimizer, case["hyperparameters"], start, len(drawn), batches=drawn)
    # torch sums a batch in the order of its draws, our engine in the order of the data set.
    assert np.abs(ours.path - theirs).max() <= 1e-12, f"{case['name']}: not the path of torch {ABOUT['torch']}"
    assert np.ptp(theirs, axis=0).min() > 0.1, "a path that goes nowhere proves nothing"


def test_dataloader_draws_batches_as_documented():
    size, batch = ABOUT["size"], ABOUT["batch"]
    for case in CASES:
        lengths, order = STORED[f"{case['name']}/lengths"], STORED[f"{case['name']}/order"]
        rest = [] if case["kind"] == "drop_last" else [size % batch]
        assert lengths.tolist() == ([batch] * (size // batch) + rest) * ABOUT["epochs"]
        once = len(np.unique(order[:size])) == size
        assert once == (case["kind"] == "shuffle"), "each sample once in an epoch"


def test_all_kinds_of_batches_are_compared():
    assert {case["optimizer"] for case in CASES} == {"gd", "momentum", "adam", "adamw"}
    assert {case["surface"] for case in CASES} == {"linear_regression", "sine_fit"}
