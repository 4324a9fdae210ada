"""Shares of trials: Wilson's interval against its definition, and against how often it holds the true share."""

import numpy as np
import pytest

from experiments import Scenario
from experiments.seeds import ends, leaving, many
from experiments.shares import NORMAL, Share


@pytest.mark.parametrize(("count", "of"), [(0, 10), (1, 10), (42, 50), (769, 1000), (1000, 1000)])
def test_the_bounds_are_where_the_score_test_no_longer_rejects(count, of):
    """Wilson's bounds p solve |count/of - p| = z sqrt(p (1 - p) / of)."""
    for bound in Share(count, of).interval:
        assert abs(count / of - bound) == pytest.approx(NORMAL * np.sqrt(bound * (1 - bound) / of), abs=1e-12)


def test_the_interval_of_fifty_lucky_seeds_holds_what_a_thousand_give():
    low, high = Share(42, 50).interval
    assert low < 0.769 < high
    assert high - low > 0.15, "fifty seeds say little"
    assert np.ptp(Share(769, 1000).interval) < 0.06


def test_it_holds_the_true_share_about_as_often_as_it_says():
    counts = np.random.default_rng(1).binomial(200, 0.9, 2000)
    inside = [low <= 0.9 <= high for low, high in (Share(int(count), 200).interval for count in counts)]
    assert 0.93 < np.mean(inside) < 0.97


@pytest.mark.parametrize(("count", "of"), [(1, 0), (3, 2), (-1, 5)])
def test_what_is_no_share_is_refused(count, of):
    with pytest.raises(ValueError, match="no share"):
        Share(count, of)


@pytest.mark.parametrize(
    "scenario",
    [
        Scenario(
            "sine_fit", optimizers={"gd": {"lr": 0.1}, "adam": {"lr": 0.1}}, batch=1, steps=60, start=(-3.155, -0.159)
        ),
        Scenario("sine_fit", optimizers={"gd": {"lr": 0.1}}, steps=30),
        Scenario("himmelblau", optimizers={"gd": {"lr": 0.01}}, gradient_noise=20.0, steps=40),
    ],
    ids=["batches", "nothing random", "noise"],
)
def test_ends_alone_are_those_of_the_whole_runs(scenario):
    whole, quick, left = (call(scenario, range(12)) for call in (many, ends, leaving))
    for key, runs in whole.items():
        assert quick[key].tolist() == runs.ends.tolist()
        assert left[key] == runs.left
