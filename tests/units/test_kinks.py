"""Declared kinks are exactly the places where a numerical search finds no second derivative."""

import numpy as np
import pytest

import engine
from experiments import Scenario, run
from experiments.curvature import curvature, limits
from landscapes import LANDSCAPES, DataLandscape
from optimizers import OPTIMIZERS
from tests.support.in_one_test import in_one_test
from tests.support.surfaces import IN_ONE, KINKS, points, sample

LIMITED = [key for key, optimizer in OPTIMIZERS.items() if optimizer.stability]
# Number of times a segment is halved, to about 1e-12 of the picture.
HALVINGS, PIECES = 34, 64


def unforeseen(landscape, p, ends):
    """Error of the trapezoidal rule for the gradient's change along segments (n, 2, 2), by the Hessians at their ends.

    With a second derivative it falls with the third power of the length, without one it does not.
    """
    places = ends.reshape(-1, 2)
    slopes = engine.visit(landscape, p, places)[1].reshape(-1, 2, 2)
    bends = engine.hessians(landscape, p, places).reshape(-1, 2, 3)
    (dx, dy), (xx, xy, yy) = (ends[:, 1] - ends[:, 0]).T, ((bends[:, 0] + bends[:, 1]) / 2).T
    foretold = np.column_stack([xx * dx + xy * dy, xy * dx + yy * dy])
    # On a kink an unbounded curvature is declared as zero, so the prediction is meaningless there.
    return np.hypot(*(slopes[:, 1] - slopes[:, 0] - foretold).T), np.hypot(*slopes.reshape(-1, 2).T).max()


def roughest(landscape, p, ends):
    """Ends of the smallest pieces of segments (n, 2, 2) in which the prediction still fails."""
    share = np.linspace(0.0, 1.0, PIECES + 1)[:, None]
    lines = [(1 - share) * start + share * end for start, end in ends]
    pieces = np.vstack([np.stack([line[:-1], line[1:]], axis=1) for line in lines])
    for _ in range(HALVINGS):
        middle = (pieces[:, 0] + pieces[:, 1]) / 2
        halves = [np.stack([pieces[:, 0], middle], axis=1), np.stack([middle, pieces[:, 1]], axis=1)]
        left, right = (unforeseen(landscape, p, half)[0] for half in halves)
        pieces = np.where((left >= right)[:, None, None], *halves)
    rest, steep = unforeseen(landscape, p, pieces)
    return pieces[rest > 1e-9 * steep]


def segments(surface, parameters):
    """Random segments across the picture, and segments exactly through marked points, the centre and the starts."""
    landscape = LANDSCAPES[surface]
    half = 0.05 * np.ptp(np.array(landscape.domain), axis=1)
    one, other = sample(surface, 24, seed=5), sample(surface, 24, seed=6)
    marked = points(surface, parameters)
    middles = [(0.0, 0.0), *landscape.starts, *((q.x, q.y) for q in marked[:: max(1, len(marked) // 12)])]
    ways = [half * way for way in ((1.0, 0.3), (-0.2, 1.0))]
    through = [(np.array(middle) - way, np.array(middle) + way) for middle in middles for way in ways]
    return [*zip(one, other, strict=True), *through]


@in_one_test(case=IN_ONE)
def test_every_kink_is_declared(case):
    landscape, p = LANDSCAPES[case[0]], LANDSCAPES[case[0]].values(case[1])
    rough = roughest(landscape, p, segments(*case))
    for one, other in rough:
        sides = [landscape.kinks(*place.tolist(), p) for place in (one, other)] if landscape.kinks else [(), ()]
        crossed = any(a * b <= 0.0 for a, b in zip(*sides, strict=True))
        assert crossed, f"the slope jumps at {one}, and the page shows a stability limit there"
    assert bool(len(rough)) == bool(landscape.kinks), "the declared kinks are not there"


def test_the_kinks_of_a_neuron_follow_from_its_samples():
    landscape = LANDSCAPES["relu_neuron"]
    a = landscape.samples().a[:5]
    on = np.array([(1.5, -1.5 * x) for x in a.tolist()])
    assert landscape.on_kink(on, landscape.values({})).all()
    assert not landscape.on_kink(on + 1e-9, landscape.values({})).any()
    assert landscape.on_kink(np.tile(on, (4000, 1)), landscape.values({})).all(), "more than one part at a time"


@pytest.mark.parametrize("surface", [key for key, landscape in LANDSCAPES.items() if landscape.kinks])
def test_there_is_no_stability_limit_on_a_kink(surface):
    """The declared Hessian lacks the unbounded term, so it gives no limit."""
    landscape = LANDSCAPES[surface]
    if isinstance(landscape, DataLandscape):
        x = float(landscape.samples().a[0])
        start = (1.5, -1.5 * x)
    else:
        start = KINKS[surface][0]
    race = run(Scenario(surface, optimizers={key: {} for key in LIMITED}, start=start, steps=3))
    for key in LIMITED:
        assert np.isinf(limits(race, key)[0]), f"{surface}: at the kink {start} {key} shows a limit of a part of it"
        assert np.isnan(curvature(race, key).eigenvalues[0]).all(), "a ring would be drawn there"
    near = run(Scenario(surface, optimizers={"gd": {}}, start=(start[0] + 0.01, start[1] + 0.02), steps=3))
    assert not np.isnan(curvature(near, "gd").eigenvalues[0]).any(), "beside it there is a curvature"
