"""Declared second derivatives match the surface, in Python and compiled."""

import math

import mpmath
import numpy as np
import pytest

from engine import hessians
from experiments import Scenario
from experiments.suggested_rate import steepest_curvature, suggest
from landscapes import LANDSCAPES
from tests.support.in_one_test import in_one_test
from tests.support.surfaces import IN_ONE, KINKS, SURFACES, precisely, sample

SIDE = mpmath.mpf("1e-20")


def differences(landscape, x, y, p):
    """``(fxx, fxy, fyx, fyy)`` by differences of the declared gradient, exact to all digits of a double."""
    gradient, x, y = precisely(landscape.value_and_gradient), mpmath.mpf(x), mpmath.mpf(y)
    found = []
    for dx, dy in ((SIDE, 0), (0, SIDE)):
        after, before = gradient(x + dx, y + dy, p), gradient(x - dx, y - dy, p)
        found += [float((after[k] - before[k]) / (2 * SIDE)) for k in (1, 2)]
    return found


# Surfaces over data are tested sample by sample in tests/units/test_data_landscapes.py.
@in_one_test(case=IN_ONE)
def test_the_hessian_is_the_slope_of_the_gradient(case):
    landscape = LANDSCAPES[case[0]]
    with mpmath.workdps(60):
        for x, y in sample(case[0], 25, seed=11).tolist():
            exact = differences(landscape, x, y, landscape.values(case[1]))
            xx, xy, yy = landscape.hessian_at(x, y, **case[1])
            # Terms of a factored gradient cancel, so errors are relative to the largest of them.
            assert [xx, xy, xy, yy] == pytest.approx(exact, rel=1e-11, abs=1e-11 * max(map(abs, exact))), (
                f"the curvature shown at ({x:.3f}, {y:.3f}) is not that of the surface drawn"
            )


@in_one_test(surface=KINKS)
def test_missing_terms_on_a_kink_count_as_zero(surface):
    point, declared = KINKS[surface]
    assert LANDSCAPES[surface].hessian_at(*point) == pytest.approx(declared, rel=1e-14), (
        f"{surface}: the page would show a curvature on the kink at {point} that is not there"
    )
    assert hessians(LANDSCAPES[surface], LANDSCAPES[surface].values({}), [point])[0] == pytest.approx(declared), (
        f"{surface}: compiled, the kink at {point} has another curvature than declared"
    )


@in_one_test(surface=SURFACES)
def test_compiled_hessians_equal_python(surface):
    landscape = LANDSCAPES[surface]
    points, p, near = sample(surface, 150), landscape.values({}), landscape.starts[0]  # the last call: under 64 lanes
    plain = np.array([landscape.hessian(x, y, p) for x, y in points.tolist()])
    compiled = hessians(landscape, p, points)
    alone = np.concatenate([hessians(landscape, p, [point]) for point in points[::7]])
    assert np.array_equal(compiled[::7], alone), f"{surface}: the curvature at a point depends on the points beside it"
    assert np.array_equal(compiled, plain), f"{surface}: compiled and plain Python differ in the last bits"
    nowhere = [(math.nan, 0.0), (0.0, math.inf), (-math.inf, math.nan), (1e300, -1e300)]
    compiled = hessians(landscape, p, [*nowhere, near])
    assert np.isnan(compiled[:3]).all(), f"{surface}: a diverged run would be shown a curvature"
    assert np.array_equal(compiled[4:], hessians(landscape, p, [near]))


def test_far_points_get_exact_sines():
    landscape, far = LANDSCAPES["mccormick"], (3e8, 1e8)
    compiled = hessians(landscape, (), [far])[0]
    assert tuple(compiled) == landscape.hessian_at(*far), "the curvature of a run far out is wrong"


def test_shapes():
    bowl = LANDSCAPES["bowl"]
    assert hessians(bowl, bowl.values({}), np.empty((0, 2))).shape == (0, 3)
    with pytest.raises(ValueError, match=r"shape \(n, 2\), got \(2,\)"):
        hessians(bowl, bowl.values({}), (1.0, 2.0))
    with pytest.raises(ValueError, match="condition_number, rotation; given: 1"):
        hessians(bowl, (1.0,), [(1.0, 2.0)])
    xx, xy, yy = bowl.hessian_at(np.zeros((2, 1)), np.zeros(3), condition_number=7.0)
    assert xx.shape == xy.shape == yy.shape == (2, 3)
    assert (xx[0, 0], xy[1, 1], yy[1, 2]) == (1.0, 0.0, 7.0)


def test_the_steepest_curvature_is_that_of_the_surface():
    assert steepest_curvature(Scenario("bowl", {"condition_number": 30.0, "rotation": 20.0})) == pytest.approx(30.0)
    tip = LANDSCAPES["ackley"].hessian_at(0.0, 0.0)[0]
    assert steepest_curvature(Scenario("ackley")) == pytest.approx(tip), "a rate for Ackley would stand still"
    assert steepest_curvature(Scenario("bukin_n6")) == math.inf, "a rate for Bukin's edge would leap across it"


def test_a_start_where_the_loss_overflows_still_gets_a_rate():
    scenario = suggest(Scenario("cross_in_tray", optimizers={"gd": {}}, start=(1e6, 1e6)))
    assert scenario.optimizers["gd"]["lr"] > 0.0, "a link with a far start would break the page"
