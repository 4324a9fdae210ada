"""Every smooth minimum and saddle in every picture is marked, compared with an independent search."""

import math
from dataclasses import replace

import numpy as np
import pytest

from experiments import surface_data
from landscapes import LANDSCAPES, DataLandscape
from tests.support import searching
from tests.support.in_one_test import in_one_test
from tests.support.surfaces import CASES
from tests.support.surfaces import points as surface_points

# The product's best fits form a valley. On surfaces with minima on kinks the smooth points are still complete.
LISTED = [
    case for case in CASES if (LANDSCAPES[case[0]].complete or LANDSCAPES[case[0]].kinks) and "size" not in case[1]
]


@in_one_test(case=LISTED)
def test_every_minimum_and_saddle_in_the_picture_is_marked(case):
    """Newton's method from 10,000 places, or 90,000 on creased surfaces, finds exactly the marked points."""
    landscape, size = LANDSCAPES[case[0]], np.ptp(np.array(LANDSCAPES[case[0]].domain), axis=1)
    p = landscape.values(case[1])
    starts = 25 if isinstance(landscape, DataLandscape) else 300 if case[0] == "eggholder" else 100
    found, marked = searching.flat_points(landscape, p, starts), searching.marked(landscape, p)
    assert not searching.lacking(found, marked, size), "flat points are not marked on the picture"
    passes = [point for point in marked if point[2] != "maximum"]
    assert not searching.lacking(passes, found, size), "marks where nothing is flat"


def test_the_points_of_a_notebook_are_those_of_the_page():
    """In plain Python and compiled; with large cells, or it would take a minute."""
    searched = [landscape for landscape in LANDSCAPES.values() if landscape.cells]
    assert len(searched) > 5
    for landscape in searched:
        small = replace(landscape, cells=12)
        plain = small.points()
        small._found.clear()
        assert surface_data.points(small, small.values({})) == plain, landscape.key


def test_the_smooth_minimum_where_the_eggholder_s_creases_cross_is_marked():
    points = {(point.kind, round(point.x, 6), round(point.y, 6)) for point in surface_points("eggholder", {})}
    assert ("minimum", 3.869152, -41.575615) in points
    assert {("saddle", x, y) for x, y in ((3.195827, -48.270059), (-3.195827, -45.729941))} <= points
    assert len(points) == 290


@pytest.mark.parametrize("cells", [160, 200, 320])
def test_how_finely_the_eggholder_is_searched_does_not_decide_what_is_found(cells):
    """A finer grid once lost 17 points: along a crease both slopes change sign in most cells."""
    assert len(surface_data.points(replace(LANDSCAPES["eggholder"], cells=cells), ())) == 290


def test_two_points_in_neighbouring_cells_are_both_found():
    """From the centre of either cell, Newton's method converges to the same one of them."""
    landscape = LANDSCAPES["sine_fit"]
    points = surface_data.points(landscape, landscape.values({"feature_scale": 1.639}))
    near = [point.kind for point in points if math.hypot(point.x - 0.4954, point.y - 2.68) < 0.1]
    assert sorted(near) == ["maximum", "saddle"]


def test_points_are_cached_and_the_oldest_are_evicted(monkeypatch):
    from landscapes import _landscape

    searched = []
    nothing = {"minimum": [], "saddle": [], "maximum": []}
    monkeypatch.setattr(_landscape, "flat_points", lambda *_: searched.append(1) or nothing)
    landscape = replace(LANDSCAPES["bumps"])
    for k in range(_landscape.KEPT + 5):
        landscape.points(height=k / 100)
    assert len(searched) == _landscape.KEPT + 5
    landscape.points(height=0.3)
    assert len(searched) == _landscape.KEPT + 5, "what was found just now is searched again"
    landscape.points(height=0.0)
    assert len(searched) == _landscape.KEPT + 6
