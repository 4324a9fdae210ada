"""Surfaces over data: losses of samples, their mean, minima, and the data sets."""

import math

import mpmath
import numpy as np
import pytest
import scipy.optimize
import sympy

import engine
from experiments.surface_data import choices, ground, points
from landscapes import DATA_SETS, LANDSCAPES, DataLandscape, Samples
from tests.support.surfaces import precisely

OVER_DATA = sorted(key for key, landscape in LANDSCAPES.items() if isinstance(landscape, DataLandscape))
WITH_MODEL = [key for key in OVER_DATA if LANDSCAPES[key].predict]
SIDE = mpmath.mpf("1e-20")
DRAWN = (
    [-0.5716338676484584, 0.3804463103952397, 0.025951043634216343],
    [-0.12392576847980485, 1.5908614108031687, 0.1399842755303094],
)

# Formulas from textbooks, independent of the files under test.
MODELS = {
    "linear_regression": "w1*a + w2",
    "logistic_regression": "1/(1 + exp(-w1*a - w2))",
    "product": "w1*w2*a",
    "relu_neuron": "Max(0, w1*a + w2)",
    "sine_fit": "sin(w1*a + w2)",
    "tanh_neuron": "tanh(w1*a + w2)",
}


def places(count, seed=5):
    random = np.random.default_rng(seed)
    return random.uniform(-2.5, 2.5, (count, 4)).tolist()


def test_every_model_of_the_page_is_compared_with_its_textbook():
    assert set(MODELS) == set(WITH_MODEL)


@pytest.mark.parametrize("surface", sorted(MODELS))
def test_model_and_loss_of_a_sample_equal_the_textbook(surface):
    w1, w2, a, b = sympy.symbols("w1 w2 a b", real=True)
    model = sympy.sympify(MODELS[surface], locals={"w1": w1, "w2": w2, "a": a})
    loss = -b * sympy.log(model) - (1 - b) * sympy.log(1 - model) if surface.startswith("log") else (model - b) ** 2
    textbook = sympy.lambdify((w1, w2, a, b), [model, loss], "mpmath")
    for *at, wanted in places(30):
        target = float(wanted > 0) if surface.startswith("log") else wanted
        model_there, loss_there = textbook(*map(mpmath.mpf, (*at, target)))
        assert LANDSCAPES[surface].predict(*at) == pytest.approx(float(model_there), rel=1e-13, abs=1e-15)
        assert LANDSCAPES[surface].sample(*at, target)[0] == pytest.approx(float(loss_there), rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("surface", OVER_DATA)
def test_gradient_and_hessian_of_a_sample_match_its_loss(surface):
    landscape = LANDSCAPES[surface]
    sample = precisely(landscape.sample)
    with mpmath.workdps(60):
        for w1, w2, a, b in places(25):
            x, y = mpmath.mpf(w1), mpmath.mpf(w2)
            after, before = sample(x + SIDE, y, a, b), sample(x - SIDE, y, a, b)
            above, below = sample(x, y + SIDE, a, b), sample(x, y - SIDE, a, b)
            slopes = [float(p - q) / float(2 * SIDE) for p, q in ((after[0], before[0]), (above[0], below[0]))]
            assert list(landscape.sample(w1, w2, a, b)[1:]) == pytest.approx(slopes, rel=1e-11, abs=1e-13)
            curves = [float((after[k] - before[k]) / (2 * SIDE)) for k in (1, 2)]
            curves.append(float((above[2] - below[2]) / (2 * SIDE)))
            scale = max(map(abs, curves))
            assert list(landscape.sample_hessian(w1, w2, a, b)) == pytest.approx(curves, rel=1e-10, abs=1e-10 * scale)


@pytest.mark.parametrize("surface", OVER_DATA)
def test_the_surface_is_the_mean_of_its_samples(surface):
    landscape = LANDSCAPES[surface]
    x, y = np.array([0.3, -1.2, 2.0]), np.array([-0.7, 1.1, 0.4])
    value, gx, gy = landscape.each(x, y)
    assert value.shape == (256, 3)
    assert landscape.value(x, y) == pytest.approx(value.mean(axis=0), rel=1e-12)
    for ours, mean in zip(landscape.gradient(x, y), (gx.mean(axis=0), gy.mean(axis=0)), strict=True):
        assert ours == pytest.approx(mean, rel=1e-11, abs=1e-13)
    data = landscape.samples()
    one = [landscape.sample_hessian(0.3, -0.7, float(a), float(b)) for a, b in zip(data.a, data.b, strict=True)]
    assert landscape.hessian_at(0.3, -0.7) == pytest.approx(np.mean(one, axis=0), rel=1e-11, abs=1e-13)


@pytest.mark.parametrize("surface", OVER_DATA)
def test_compiled_losses_and_critical_points_equal_python(surface):
    landscape = LANDSCAPES[surface]
    p = landscape.values({})
    at = np.random.default_rng(3).uniform(-2.0, 2.0, (130, 2))
    loss, gradient = engine.visit(landscape, p, at)
    seen, curves = gradient.T, engine.hessians(landscape, p, at).T
    assert np.array_equal(loss, landscape.value(*at.T))
    assert np.array_equal(seen, landscape.gradient(*at.T))
    assert np.array_equal(curves, landscape.hessian_at(*at.T))
    fresh = landscape.on(Samples(*(getattr(landscape.samples(), c) for c in "ab"))) if landscape.predict else landscape
    values = fresh.values({})
    compiled = points(fresh, values)
    fresh._found.clear()
    plain = fresh.points()
    assert compiled == plain, "the points on the page are not those of the notebook"


def test_far_arguments_and_nan_give_a_result():
    landscape = LANDSCAPES["sine_fit"]
    far = np.array([[3e5, 1.0], [np.nan, 0.0], [np.inf, 0.0], [1.0, 2.0]])
    loss, gradient = engine.visit(landscape, landscape.values({}), far)
    data = landscape.samples()
    exact = [landscape.sample(3e5, 1.0, float(a), float(b)) for a, b in zip(data.a, data.b, strict=True)]
    assert (loss[0], *gradient[0]) == pytest.approx(np.mean(exact, axis=0), rel=1e-12), "beyond vecmath's reach"
    assert np.isnan(loss[1:3]).all()
    assert loss[3] == pytest.approx(landscape.value(1.0, 2.0))


@pytest.mark.parametrize("given", [{}, {"feature_offset": 5.0, "feature_scale": 0.1}, {"outliers": 0.2, "size": 17.0}])
def test_the_line_is_the_least_squares_line(given):
    landscape = LANDSCAPES["linear_regression"]
    data = landscape.samples(**given)
    exact, *_ = np.linalg.lstsq(np.column_stack([data.a, np.ones(len(data))]), data.b)
    (point,) = landscape.points(**given)
    assert (point.x, point.y) == pytest.approx(exact, rel=1e-9, abs=1e-11)


@pytest.mark.parametrize("surface", ["logistic_regression", "sine_fit", "tanh_neuron", "scattered_wells"])
def test_minima_agree_with_scipy(surface):
    landscape = LANDSCAPES[surface]
    minima = [c for c in landscape.points() if c.kind == "minimum"]
    assert minima
    for point in minima:
        found = scipy.optimize.minimize(
            lambda w: landscape.value(*map(float, w)),
            (point.x + 0.02, point.y - 0.02),
            jac=lambda w: np.array(landscape.gradient(*map(float, w))),
            options={"gtol": 1e-10},
        )
        assert (point.x, point.y) == pytest.approx(found.x, abs=1e-6), f"{surface}: the star is not in the valley"


def test_best_fits_of_the_product_lie_along_a_valley():
    landscape = LANDSCAPES["product"]
    data = landscape.samples()
    best = (data.a * data.b).sum() / (data.a**2).sum()
    for w1 in (-2.0, 0.7, 1.5):
        assert landscape.gradient(w1, best / w1) == pytest.approx((0.0, 0.0), abs=1e-12)


def test_the_wells_are_equally_deep_and_one_is_sharp():
    landscape = LANDSCAPES["scattered_wells"]
    sharp, flat = sorted((c for c in landscape.points() if c.kind == "minimum"), key=lambda c: c.x)
    assert sharp.value == pytest.approx(flat.value, rel=0.005), "the story says that both are equally deep"
    curvature = [landscape.hessian_at(c.x, c.y)[0] for c in (sharp, flat)]
    assert curvature[0] > 3 * curvature[1]


# ── Data sets ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_cars_give_the_published_line():
    """R 4.5, ?cars: lm(dist ~ speed) is -17.5791 + 3.9324 speed; means 15.4 and 42.98; 50 rows."""
    data = DATA_SETS["cars"].samples
    assert (len(data), data.a.mean(), data.b.mean()) == (50, pytest.approx(15.4), pytest.approx(42.98))
    raw = {"input_center": 0.0, "input_scale": 1.0, "target_center": 0.0, "target_scale": 1.0}
    landscape = ground("linear_regression", "cars")
    assert landscape.minima[0] == pytest.approx((0.8068949, 0.0), abs=1e-7), "the published correlation"
    (line,) = landscape.critical_points(**raw)["minimum"]
    assert line == pytest.approx((3.932409, -17.579095), abs=1e-6)


def test_the_o_rings_give_the_published_odds():
    """Dalal, Fowlkes & Hoadley (1989) and many since: logit p = 15.0429 - 0.2322 temperature."""
    landscape = ground("logistic_regression", "challenger")
    data = DATA_SETS["challenger"].samples
    assert (len(data), data.b.sum()) == (23, 7)
    (point,) = landscape.points()
    slope = point.x / data.a.std()
    assert slope == pytest.approx(-0.2322, abs=5e-5)
    assert point.y - slope * data.a.mean() == pytest.approx(15.0429, abs=5e-4)


@pytest.mark.parametrize("surface", OVER_DATA)
def test_real_data_fit_the_picture(surface):
    for data in filter(None, choices(surface)):
        landscape = ground(surface, data)
        (x0, x1), (y0, y1) = landscape.domain
        for point in points(landscape, landscape.values({})):
            assert x0 < point.x < x1
            assert y0 < point.y < y1
        assert all(p.accepts(p.default) and p.default in p.stops() for p in landscape.parameters)
        assert "c_x" in landscape.formula, "what is done to the data stands in the formula"


def test_data_of_a_seed_never_change():
    """PCG64's raw words: the same with every NumPy. A changed number here is a changed link."""
    data = LANDSCAPES["linear_regression"].samples()
    assert data.a[:3] == pytest.approx(DRAWN[0], abs=1e-12)
    assert data.b[:3] == pytest.approx(DRAWN[1], abs=1e-12)
    larger = LANDSCAPES["linear_regression"].samples(size=1000.0)
    assert np.array_equal(larger.a[:256], data.a), "a larger data set begins with the smaller one"
    assert not np.array_equal(LANDSCAPES["linear_regression"].samples(data_seed=2.0).a, data.a)


def test_noise_outliers_and_scale_have_their_declared_effect():
    samples = LANDSCAPES["linear_regression"].samples

    def off(**given):
        data = samples(size=4096.0, **given)
        return data.b - (1.5 * data.a + 0.5)

    assert np.abs(off(noise=0.0)).max() < 1e-12
    assert off(noise=0.5).std() == pytest.approx(0.5, rel=0.04)
    assert np.mean(off(noise=0.0, outliers=0.2) > 3.9) == pytest.approx(0.2, abs=0.02)
    assert np.ptp(samples(feature_scale=2.0).a) == pytest.approx(2 * np.ptp(samples().a))
    clean = LANDSCAPES["logistic_regression"].samples(noise=0.0)
    assert np.array_equal(clean.b, 2.0 * clean.a - 0.5 > 0)
    assert [c for c in LANDSCAPES["logistic_regression"].points(noise=0.0) if c.kind == "minimum"] == []
    many = LANDSCAPES["logistic_regression"].samples(size=4096.0)
    odds = 1 / (1 + np.exp(0.5 - 2.0 * many.a))
    assert many.b.mean() == pytest.approx(odds.mean(), abs=0.03)


def test_scaling_the_inputs_changes_the_condition_number():
    landscape = LANDSCAPES["linear_regression"]

    def condition(**given):
        xx, xy, yy = landscape.hessian_at(0.0, 0.0, **given)
        low, high = np.linalg.eigvalsh([[xx, xy], [xy, yy]])
        return high / low

    assert condition() < 2
    assert condition(feature_scale=10.0) > 50
    assert condition(feature_offset=5.0) > 100


def test_data_that_cannot_be_used_are_refused():
    landscape = LANDSCAPES["linear_regression"]
    with pytest.raises(ValueError, match="every input is the same"):
        landscape.on(Samples(np.ones(5), np.arange(5.0)))
    with pytest.raises(ValueError, match="targets must be 0 and 1"):
        LANDSCAPES["logistic_regression"].on(Samples(np.arange(3.0), np.arange(3.0)))
    with pytest.raises(ValueError, match="read-only"):
        landscape.samples().a[0] = 3.0
    assert math.isfinite(landscape.value(0.0, 0.0))
