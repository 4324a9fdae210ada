"""What every surface declares about itself must be so."""

import math

import numpy as np
import pytest

from landscapes import LANDSCAPES

SURFACES = sorted(LANDSCAPES)


def settings(surface):
    """Defaults, and every parameter once at a low and once at a high value of its range."""
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


def hessian(surface, x, y, parameters, h=1e-5):
    gradient = LANDSCAPES[surface].gradient
    columns = [
        np.subtract(gradient(x + dx, y + dy, **parameters), gradient(x - dx, y - dy, **parameters)) / (2 * h)
        for dx, dy in ((h, 0.0), (0.0, h))
    ]
    return np.array(columns)


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
        low, high = np.linalg.eigvalsh(hessian(surface, point.x, point.y, parameters))
        kind = "minimum" if low > 0 else "maximum" if high < 0 else "saddle"
        assert kind == point.kind, f"{surface} {parameters}: {point} is marked {point.kind} but is a {kind}"


@pytest.mark.parametrize(("surface", "parameters"), CASES)
def test_no_place_in_the_picture_is_lower_than_the_lowest_minimum(surface, parameters):
    landscape = LANDSCAPES[surface]
    lowest = [point for point in landscape.points(**parameters) if point.is_global]
    if not lowest:
        assert not [point for point in landscape.points(**parameters) if point.kind == "minimum"]
        return
    found = float(landscape.value(*sample(surface, 20_000).T, **parameters).min())
    slack = 1e-9 * max(1.0, abs(lowest[0].value))
    assert found >= lowest[0].value - slack, f"{surface} {parameters}: the star is not at the lowest point"


@pytest.mark.parametrize("surface", SURFACES)
def test_every_minimum_in_the_picture_is_declared(surface):
    """Newton's method from 400 places finds no minimum or saddle that is not marked."""
    landscape = LANDSCAPES[surface]
    (x0, x1), (y0, y1) = landscape.domain
    declared = np.array([(p.x, p.y) for p in landscape.points()])
    for place in sample(surface, 400):
        w = np.array(place)
        for _ in range(60):
            curve = hessian(surface, *w, {})
            if abs(np.linalg.det(curve)) < 1e-12:
                break
            w = w - np.linalg.solve(curve, landscape.gradient(*w))
            if not np.isfinite(w).all() or np.abs(w).max() > 1e3:
                break
        inside = x0 < w[0] < x1 and y0 < w[1] < y1
        if inside and math.hypot(*landscape.gradient(*w)) < 1e-9 * slope_scale(surface, {}):
            nearest = np.hypot(*(declared - w).T).min()
            assert nearest < 1e-3, f"{surface}: a flat point at {w} is not marked on the picture"


@pytest.mark.parametrize("surface", SURFACES)
def test_starts_lie_in_the_picture(surface):
    landscape = LANDSCAPES[surface]
    (x0, x1), (y0, y1) = landscape.domain
    assert landscape.starts
    assert all(x0 <= x <= x1 and y0 <= y <= y1 for x, y in landscape.starts)


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
    ],
)
def test_values_from_the_literature(surface, point, value):
    assert LANDSCAPES[surface].value(*point) == pytest.approx(value, rel=1e-12)
