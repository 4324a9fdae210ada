"""The race of an address that names none: somebody arrives, somebody does not, and each has a story of its own."""

import numpy as np
import pytest

from experiments import run
from ravine.session.session import first_scenario


@pytest.fixture(scope="module")
def race():
    return run(first_scenario())


def test_somebody_arrives_and_somebody_does_not(race):
    ends = {key: entry.verdict.kind for key, entry in race.items()}
    assert "converged" in ends.values()
    assert set(ends.values()) - {"converged"}


def test_no_two_racers_have_the_same_story(race):
    assert len({(entry.verdict.kind, entry.verdict.step) for entry in race.values()}) == len(race)
    assert len({entry.verdict.kind for entry in race.values()}) >= 3


def test_who_does_not_arrive_is_seen_to_be_away(race):
    """A fiftieth of the picture from the minimum, at least; who arrives is within it."""
    minimum = next(point for point in race.points if point.kind == "minimum")
    (x0, x1), _ = race.scenario.landscape.domain
    for key, entry in race.items():
        away = np.hypot(*(entry.path[-1] - (minimum.x, minimum.y)))
        assert (away < (x1 - x0) / 50) == (entry.verdict.kind == "converged"), key


def test_nobody_leaves_the_picture(race):
    for key, entry in race.items():
        for axis, (low, high) in enumerate(race.scenario.landscape.domain):
            assert low <= entry.path[:, axis].min() <= entry.path[:, axis].max() <= high, key
