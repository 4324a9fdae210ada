"""Declarations of all surfaces are true."""

import math

import numpy as np
import pytest
import sympy

import engine
from landscapes import FAMILIES, LANDSCAPES, DataLandscape
from tests.support.in_one_test import in_one_test
from tests.support.searching import curvatures
from tests.support.surfaces import CASES, IN_ONE, SINGLE, SURFACES, points, sample, visit


def slope_scale(surface, parameters):
    """A typical gradient norm, to measure errors against."""
    return float(np.median(np.hypot(*visit(surface, parameters, sample(surface, 200))[1].T))) + 1e-12


def kind_of(surface, parameters, point, curvature, scale):
    """Kind of a critical point: by its Hessian, or if that is singular or undefined, by the losses around it."""
    low, high = curvature
    if min(abs(low), abs(high)) < 1e-6 * scale:
        angle = np.linspace(0.0, 2 * np.pi, 360, endpoint=False)
        r = 1e-4 * np.ptp(LANDSCAPES[surface].domain[0])
        circle = np.column_stack([point.x + r * np.cos(angle), point.y + r * np.sin(angle)])
        around = visit(surface, parameters, circle)[0] - point.value
        low, high = around.min(), around.max()
    return "minimum" if low > 0 else "maximum" if high < 0 else "saddle"


@in_one_test(case=CASES)
def test_gradient_is_the_slope_of_the_value(case):
    at, h, landscape = sample(case[0], 60), 1e-5, LANDSCAPES[case[0]]
    ways = [(h, 0.0), (-h, 0.0), (0.0, h), (0.0, -h)]
    (right, left, up, down), sides = zip(*(visit(*case, at + way) for way in ways), strict=True)
    differences = np.column_stack([right - left, up - down]) / (2 * h)
    allowed = 1e-5 * np.maximum(np.abs(differences), slope_scale(*case))
    off = ~(np.abs(visit(*case, at)[1] - differences) <= allowed).all(axis=1)
    if landscape.kinks:  # no kink between the sides if their slopes agree
        off &= np.ptp(sides, axis=0).max(axis=1) < 1e-2 * np.abs(sides).max(axis=(0, 2))
    assert not off.any(), f"the arrows at {at[off][:3].tolist()} would not point down the slope drawn"


@in_one_test(case=CASES)
def test_declared_points_are_flat_and_curved_as_declared(case):
    scale, declared = slope_scale(*case), points(*case)
    places = np.array([(point.x, point.y) for point in declared]).reshape(-1, 2)
    steep = np.hypot(*visit(*case, places)[1].T)
    bends = curvatures(LANDSCAPES[case[0]], LANDSCAPES[case[0]].values(case[1]), places)
    kinds = [kind_of(*case, *both, scale) for both in zip(declared, bends, strict=True)]
    wrong = [point for point, slope in zip(declared, steep, strict=True) if not slope < 1e-9 * scale]
    wrong += [(point, kind) for point, kind in zip(declared, kinds, strict=True) if kind != point.kind]
    assert not wrong, "marked but not flat, or of another kind"


@in_one_test(case=CASES)
def test_no_place_in_the_picture_is_lower_than_the_lowest_minimum(case):
    declared = points(*case)
    lowest = [point.value for point in declared if point.is_global]
    if not lowest:
        assert not [point for point in declared if point.kind == "minimum"]
        return
    count = 20_000 if case[1] else 100_000
    if isinstance(LANDSCAPES[case[0]], DataLandscape):
        count //= 50  # each point costs as much as there are samples
    found = visit(*case, sample(case[0], count))[0].min()
    assert found >= lowest[0] - 1e-9 * max(1.0, abs(lowest[0])), "the star is not at the lowest point"


FAR = [3000.0, -3000.0, 1e6, -1e6, 1e9, -1e9, 0.5]
# The code of a data surface does not depend on its parameters; fewer samples take less time.
ALONE = [*IN_ONE, *((surface, {"size": 16.0}) for surface in SURFACES if surface not in SINGLE)]


@in_one_test(case=ALONE)
def test_far_away_plain_python_neither_raises_nor_differs_from_the_engine(case):
    landscape, places = LANDSCAPES[case[0]], np.array([(x, y) for x in FAR for y in FAR])
    p = landscape.values(case[1])
    plain = np.array([landscape.value_and_gradient(x, y, p) for x, y in places.tolist()])
    bends = np.array([landscape.hessian(x, y, p) for x, y in places.tolist()])
    assert np.array_equal(np.column_stack(engine.visit(landscape, p, places)), plain, equal_nan=True)
    assert np.array_equal(engine.hessians(landscape, p, places), bends, equal_nan=True)


def test_starts_lie_in_the_picture_and_the_page_groups_surfaces_by_family():
    for surface, landscape in LANDSCAPES.items():
        (x0, x1), (y0, y1) = landscape.domain
        assert landscape.starts, surface
        assert all(x0 <= x <= x1 and y0 <= y <= y1 for x, y in landscape.starts), surface
        assert landscape.family in FAMILIES[:-1], surface


def test_value_broadcasts_like_numpy():
    for surface, landscape in LANDSCAPES.items():
        assert isinstance(landscape.value(0.5, 0.25), float), surface
        mesh = landscape.value(np.array([[0.5], [1.0]]), np.array([0.25, 0.5, 0.75]))
        assert mesh.shape == (2, 3), surface
        assert mesh[0, 0] == landscape.value(0.5, 0.25), surface


def test_unknown_parameter_is_refused():
    with pytest.raises(TypeError, match="rosenbrock has no parameter c"):
        LANDSCAPES["rosenbrock"].value(0.0, 0.0, c=1.0)


@pytest.mark.parametrize(
    ("surface", "point", "value"),
    [
        ("bowl", (1.0, 1.0), 10.5),
        ("saddle", (2.0, 1.0), 3.125),
        ("rosenbrock", (-1.0, 1.0), 4.0),
        ("rosenbrock", (-1.2, 1.0), 24.2),
        ("himmelblau", (0.0, 0.0), 170.0),
        ("rastrigin", (1.0, 1.0), 2.0),
        ("rastrigin", (0.5, 0.0), 20.25),
        ("ackley", (0.0, 0.0), 0.0),
        ("bukin_n6", (-10.0, 1.0), 0.0),
        ("bukin_n6", (-10.0, 0.0), 100.0),
        ("easom", (math.pi, math.pi), -1.0),
        ("ravine", (0.0, 0.0), 0.0),
    ],
)
def test_values_from_the_literature(surface, point, value):
    assert LANDSCAPES[surface].value(*point) == pytest.approx(value, rel=1e-12, abs=1e-15)


@pytest.mark.parametrize(
    ("surface", "lowest", "count"),
    [
        ("six_hump_camel", -1.031628453489877, 2),
        ("styblinski_tang", -78.33233140754285, 1),
        ("mccormick", -1.913222954981037, 1),
        ("branin", 0.39788735772973816, 3),
        ("cross_in_tray", -2.062611870822739, 4),
        ("easom", -1.0, 1),
        ("schwefel", 2.545567497236334e-05, 1),
        ("sharp_and_flat", 0.0, 2),
        ("himmelblau", 0.0, 4),
    ],
)
def test_the_lowest_values_are_those_of_the_literature(surface, lowest, count):
    best = [point for point in points(surface, {}) if point.is_global]
    assert len(best) == count
    assert best[0].value == pytest.approx(lowest, rel=1e-9, abs=1e-9)


PUBLISHED = {
    "ackley": "Ackley",
    "easom": "Easom",
    "eggholder": "EggHolder",
    "goldstein_price": "GoldsteinAndPrice",
    "griewank": "Griewank",
    "himmelblau": "Himmelblau",
    "mccormick": "McCormick",
    "rastrigin": "Rastrigin",
    "rosenbrock": "Rosenbrock",
    "schwefel": "Schwefel",
    "styblinski_tang": "StyblinskiTang",
}


def test_values_equal_an_independent_implementation():
    published, wrong = pytest.importorskip("benchmark_functions"), []
    for surface, name in PUBLISHED.items():
        unit = getattr(published, name)
        try:
            reference = unit(n_dimensions=2)
        except TypeError:
            reference = unit()
        at = sample(surface, 300)
        theirs = [reference(place) for place in at.tolist()]
        near = np.abs(visit(surface, {}, at)[0] - theirs) <= 1e-9 * np.maximum(1.0, np.abs(theirs))
        wrong += [f"{surface} at {place}" for place in at[~near].tolist()]
    assert not wrong


# Formulas from the literature (Jamil & Yang 2013, Surjanovic & Bingham), independent of the files under test.
FORMULAS = {
    "ackley": "-20*exp(-sqrt((x**2 + y**2)/2)/5) - exp((cos(2*pi*x) + cos(2*pi*y))/2) + E + 20",
    "beale": "(3/2 - x + x*y)**2 + (9/4 - x + x*y**2)**2 + (21/8 - x + x*y**3)**2",
    "booth": "(x + 2*y - 7)**2 + (2*x + y - 5)**2",
    "branin": "(y - 51/(40*pi**2)*x**2 + 5/pi*x - 6)**2 + 10*(1 - 1/(8*pi))*cos(x) + 10",
    "bukin_n6": "100*sqrt(Abs(y - x**2/100)) + Abs(x + 10)/100",
    "cross_in_tray": "-(Abs(sin(x)*sin(y)*exp(Abs(100 - sqrt(x**2 + y**2)/pi))) + 1)**(1/10)/10000",
    "easom": "-cos(x)*cos(y)*exp(-(x - pi)**2 - (y - pi)**2)",
    "eggholder": "-(y + 47)*sin(sqrt(Abs(x/2 + y + 47))) - x*sin(sqrt(Abs(x - y - 47)))",
    "goldstein_price": "(1 + (x + y + 1)**2*(19 - 14*x + 3*x**2 - 14*y + 6*x*y + 3*y**2))"
    "*(30 + (2*x - 3*y)**2*(18 - 32*x + 12*x**2 + 48*y - 36*x*y + 27*y**2))",
    "griewank": "(x**2 + y**2)/4000 - cos(x)*cos(y/sqrt(2)) + 1",
    "levy_n13": "sin(3*pi*x)**2 + (x - 1)**2*(1 + sin(3*pi*y)**2) + (y - 1)**2*(1 + sin(2*pi*y)**2)",
    "matyas": "26*(x**2 + y**2)/100 - 48*x*y/100",
    "mccormick": "sin(x + y) + (x - y)**2 - 3*x/2 + 5*y/2 + 1",
    "monkey_saddle": "x**3 - 3*x*y**2 + 3*(x**2 + y**2)**2/8",
    "plateau": "(x**2 + y**2)/(x**2 + y**2 + 9/100)",
    "sharp_and_flat": "((x + 3/2)**2 + y**2)/((x + 3/2)**2 + y**2 + 1/25)"
    "*((x - 3/2)**2 + y**2)/((x - 3/2)**2 + y**2 + 1)",
    "six_hump_camel": "(4 - 21*x**2/10 + x**4/3)*x**2 + x*y + (-4 + 4*y**2)*y**2",
    "spiral": "(x**2 + y**2)/2 + 9*(y*cos(sqrt(1 + x**2 + y**2)) - x*sin(sqrt(1 + x**2 + y**2)))**2/2",
    "styblinski_tang": "(x**4 - 16*x**2 + 5*x + y**4 - 16*y**2 + 5*y)/2",
    "three_hump_camel": "2*x**2 - 105*x**4/100 + x**6/6 + x*y + y**2",
}


@pytest.mark.parametrize("surface", sorted(FORMULAS))
def test_value_gradient_and_hessian_equal_the_formula_of_the_literature(surface):
    x, y = sympy.symbols("x y", real=True)
    formula = sympy.sympify(FORMULAS[surface], locals={"x": x, "y": y}, rational=True)
    derivatives = [formula, *(formula.diff(*by) for by in ((x,), (y,), (x, x), (x, y), (y, y)))]
    # The second derivative of |u|, which is zero off the kink.
    formula_of = sympy.lambdify((x, y), derivatives, [{"DiracDelta": np.zeros_like}, "numpy"])
    at, scale = sample(surface, 40, seed=3), slope_scale(surface, {})
    value, *slopes_and_bends = (np.broadcast_to(column, 40) for column in formula_of(*at.T))
    slopes, bends = np.array(slopes_and_bends[:2]).T, np.array(slopes_and_bends[2:]).T
    loss, gradient = visit(surface, {}, at)
    assert loss == pytest.approx(value, rel=1e-11, abs=1e-13 * scale)
    assert gradient == pytest.approx(slopes, rel=1e-10, abs=1e-12 * scale)
    found = engine.hessians(LANDSCAPES[surface], LANDSCAPES[surface].values({}), at)
    largest = np.abs(bends).max(axis=1)[:, None]
    assert (np.abs(found - bends) <= np.maximum(1e-10 * np.abs(bends), 1e-12 * largest)).all()
