"""Declarations of all surfaces are true."""

import math

import mpmath
import numpy as np
import pytest
import sympy

import engine
from landscapes import FAMILIES, LANDSCAPES, DataLandscape

SURFACES = sorted(LANDSCAPES)


def settings(surface):
    """The defaults, and every parameter at a low and at a high value of its range."""
    landscape = LANDSCAPES[surface]
    yield {}
    for parameter in landscape.parameters:
        stops = parameter.stops()
        yield {parameter.name: stops[len(stops) // 5]}
        yield {parameter.name: stops[-max(1, len(stops) // 5)]}


CASES = [pytest.param(s, p, id=f"{s}-{p}") for s in SURFACES for p in settings(s)]


def sample(surface, count, seed=7):
    (x0, x1), (y0, y1) = LANDSCAPES[surface].domain
    random = np.random.default_rng(seed)
    return np.column_stack([random.uniform(x0, x1, count), random.uniform(y0, y1, count)])


def slope_scale(surface, parameters):
    """A typical gradient norm, to measure errors against."""
    points = sample(surface, 200)
    return float(np.median(np.hypot(*LANDSCAPES[surface].gradient(*points.T, **parameters)))) + 1e-12


def hessian(surface, x, y, parameters):
    xx, xy, yy = LANDSCAPES[surface].hessian_at(x, y, **parameters)
    return np.array([[xx, xy], [xy, yy]])


def smooth(surface, x, y, parameters, h=1e-5):
    """Whether the slopes on both sides agree, so that there is no kink between them."""
    gradient = LANDSCAPES[surface].gradient
    sides = [gradient(x + dx, y + dy, **parameters) for dx, dy in ((h, 0.0), (-h, 0.0), (0.0, h), (0.0, -h))]
    return np.ptp(np.array(sides), axis=0).max() < 1e-2 * np.abs(sides).max()


def kind_of(surface, point, parameters):
    """Kind of a critical point: by its Hessian, or if that is singular or undefined, by the losses around it."""
    low, high = np.linalg.eigvalsh(hessian(surface, point.x, point.y, parameters))
    if min(abs(low), abs(high)) < 1e-6 * slope_scale(surface, parameters):
        angle = np.linspace(0.0, 2 * np.pi, 360, endpoint=False)
        r = 1e-4 * np.ptp(LANDSCAPES[surface].domain[0])
        x, y = point.x + r * np.cos(angle), point.y + r * np.sin(angle)
        around = LANDSCAPES[surface].value(x, y, **parameters) - point.value
        low, high = around.min(), around.max()
    return "minimum" if low > 0 else "maximum" if high < 0 else "saddle"


@pytest.mark.parametrize(("surface", "parameters"), CASES)
def test_gradient_is_the_slope_of_the_value(surface, parameters):
    landscape = LANDSCAPES[surface]
    scale = slope_scale(surface, parameters)
    h = 1e-5
    for x, y in sample(surface, 60):
        gx, gy = landscape.gradient(x, y, **parameters)
        differences = (
            (landscape.value(x + h, y, **parameters) - landscape.value(x - h, y, **parameters)) / (2 * h),
            (landscape.value(x, y + h, **parameters) - landscape.value(x, y - h, **parameters)) / (2 * h),
        )
        if landscape.kinks and not smooth(surface, x, y, parameters):
            continue
        assert (gx, gy) == pytest.approx(differences, rel=1e-5, abs=1e-5 * scale), (
            f"on {surface} {parameters} the arrow at ({x:.3f}, {y:.3f}) would not point down the slope drawn"
        )


@pytest.mark.parametrize(("surface", "parameters"), CASES)
def test_declared_points_are_flat_and_curved_as_declared(surface, parameters):
    landscape = LANDSCAPES[surface]
    scale = slope_scale(surface, parameters)
    points = landscape.points(**parameters)
    for point in points[:: max(1, len(points) // 40)]:
        gradient = landscape.gradient(point.x, point.y, **parameters)
        assert math.hypot(*gradient) < 1e-9 * scale, f"{surface} {parameters}: {point} is marked but not flat"
        kind = kind_of(surface, point, parameters)
        assert kind == point.kind, f"{surface} {parameters}: {point} is marked {point.kind} but is a {kind}"


@pytest.mark.parametrize(("surface", "parameters"), CASES)
def test_no_place_in_the_picture_is_lower_than_the_lowest_minimum(surface, parameters):
    landscape = LANDSCAPES[surface]
    lowest = [point for point in landscape.points(**parameters) if point.is_global]
    if not lowest:
        assert not [point for point in landscape.points(**parameters) if point.kind == "minimum"]
        return
    count = 20_000 if parameters else 100_000
    if isinstance(landscape, DataLandscape):
        count //= 50  # each point costs as much as there are samples
    found = float(landscape.value(*sample(surface, count).T, **parameters).min())
    slack = 1e-9 * max(1.0, abs(lowest[0].value))
    assert found >= lowest[0].value - slack, f"{surface} {parameters}: the star is not at the lowest point"


SINGLE = [surface for surface in SURFACES if not isinstance(LANDSCAPES[surface], DataLandscape)]
FAR = [3000.0, -3000.0, 1e6, -1e6, 1e9, -1e9, 0.5]


# The code of a data surface does not depend on its parameters.
ALONE = [case for case in CASES if case.values[0] in SINGLE or not case.values[1]]


@pytest.mark.parametrize(("surface", "parameters"), ALONE)
def test_far_away_plain_python_neither_raises_nor_differs_from_the_engine(surface, parameters):
    landscape, p = LANDSCAPES[surface], LANDSCAPES[surface].values(parameters)
    places = np.array([(x, y) for x in FAR for y in FAR])
    plain = np.array([landscape.value_and_gradient(x, y, p) for x, y in places.tolist()])
    bends = np.array([landscape.hessian(x, y, p) for x, y in places.tolist()])
    loss, gradient = engine.visit(landscape, p, places)
    message = f"{surface} {parameters}: far outside the picture the engine and the file differ"
    assert np.array_equal(np.column_stack([loss, gradient]), plain, equal_nan=True), message
    assert np.array_equal(engine.hessians(landscape, p, places), bends, equal_nan=True), message


@pytest.mark.parametrize("surface", SURFACES)
def test_starts_lie_in_the_picture(surface):
    landscape = LANDSCAPES[surface]
    (x0, x1), (y0, y1) = landscape.domain
    assert landscape.starts
    assert all(x0 <= x <= x1 and y0 <= y <= y1 for x, y in landscape.starts)


@pytest.mark.parametrize("surface", SURFACES)
def test_every_surface_has_a_family(surface):
    assert LANDSCAPES[surface].family in FAMILIES[:-1], "the page groups them by family"


@pytest.mark.parametrize("surface", SURFACES)
def test_value_broadcasts_like_numpy(surface):
    landscape = LANDSCAPES[surface]
    assert isinstance(landscape.value(0.5, 0.25), float)
    mesh = landscape.value(np.array([[0.5], [1.0]]), np.array([0.25, 0.5, 0.75]))
    assert mesh.shape == (2, 3)
    assert mesh[0, 0] == landscape.value(0.5, 0.25)


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
        ("beale", (0.0, 0.0), 14.203125),
        ("booth", (1.0, 3.0), 0.0),
        ("booth", (0.0, 0.0), 74.0),
        ("matyas", (1.0, 1.0), 0.04),
        ("three_hump_camel", (1.0, 1.0), 2.0 - 1.05 + 1 / 6 + 2.0),
        ("goldstein_price", (0.0, -1.0), 3.0),
        ("goldstein_price", (0.0, 0.0), 600.0),
        ("levy_n13", (1.0, 1.0), 0.0),
        ("branin", (0.0, 0.0), 55.602112642270262),
        ("bukin_n6", (-10.0, 1.0), 0.0),
        ("bukin_n6", (-10.0, 0.0), 100.0),
        ("easom", (math.pi, math.pi), -1.0),
        ("ravine", (0.0, 0.0), 0.0),
        ("plateau", (0.3, 0.0), 0.5),
        ("monkey_saddle", (1.0, 1.0), -0.5),
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
    best = [point for point in LANDSCAPES[surface].points() if point.is_global]
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


@pytest.mark.parametrize("surface", sorted(PUBLISHED))
def test_values_equal_an_independent_implementation(surface):
    published = getattr(pytest.importorskip("benchmark_functions"), PUBLISHED[surface])
    try:
        reference = published(n_dimensions=2)
    except TypeError:
        reference = published()
    for x, y in sample(surface, 300):
        ours = LANDSCAPES[surface].value(x, y)
        assert ours == pytest.approx(reference([x, y]), rel=1e-9, abs=1e-9), f"{surface} at ({x}, {y})"


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
    formula_of = sympy.lambdify((x, y), derivatives, [{"DiracDelta": lambda _: 0}, "mpmath"])
    scale = slope_scale(surface, {})
    for place in sample(surface, 40, seed=3):
        value, *gradient = LANDSCAPES[surface].value_and_gradient(*place.tolist(), LANDSCAPES[surface].values({}))
        exact = [float(number) for number in formula_of(*map(mpmath.mpf, place.tolist()))]
        assert value == pytest.approx(exact[0], rel=1e-11, abs=1e-13 * scale)
        assert gradient == pytest.approx(exact[1:3], rel=1e-10, abs=1e-12 * scale)
        curvature = LANDSCAPES[surface].hessian_at(*place.tolist())
        assert curvature == pytest.approx(exact[3:], rel=1e-10, abs=1e-12 * max(map(abs, exact[3:])))
