"""Transpiled surfaces, run by node, equal the engine's."""

import math
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

import engine
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from ravine.stage import assets, units
from tools.node import in_node

FAR = [(1e3, -2e3), (-1e8, 3.0), (1e300, 1e300), (math.nan, 0.5), (math.inf, -math.inf), (0.0, -0.0), (-0.0, 0.0)]


def places(landscape):
    """Random places in and around the picture, starts, places on kinks, and places that are not finite."""
    random = np.random.default_rng(11)
    (x0, x1), (y0, y1) = landscape.domain
    inside = np.column_stack([random.uniform(x0, x1, 30), random.uniform(y0, y1, 30)])
    kinks = [(1.0, 0.01), (-10.0, 1.0), (47.0, 0.0), (math.pi, 2.0)]
    return [*map(tuple, inside.tolist()), *(8.0 * inside[:8]).tolist(), *landscape.starts, *kinks, *FAR]


def settings(landscape):
    """Parameters in declared order: the defaults, and each at a low and at a high value."""
    yield landscape.values({})
    for parameter in landscape.parameters:
        if parameter.name == "size":
            continue  # it would add megabytes and no new case
        stops = parameter.stops()
        yield landscape.values({parameter.name: stops[len(stops) // 5]})
        yield landscape.values({parameter.name: stops[-1]})


@cache
def cases(key):
    """Arguments for surface ``key``: ``(x, y, parameters)``."""
    return [(x, y, p) for p in settings(LANDSCAPES[key]) for x, y in places(LANDSCAPES[key])]


@pytest.fixture(scope="module")
def browser():
    """Results in JavaScript: ``{surface: [[f, gx, gy, fxx, fxy, fyy]]}``, in the order of :func:`cases`."""
    requests = []
    for key, unit in LANDSCAPES.items():
        arguments = [(x, y, units.surface_numbers(unit, p)) for x, y, p in cases(key)]
        requests.append(
            (units.surface_text(unit), [(n, case) for case in arguments for n in ("valueAndGradient", "hessian")])
        )
    return {key: np.array(found).reshape(-1, 6) for key, found in zip(LANDSCAPES, in_node(requests), strict=True)}


def compiled(key, x, y, p):
    """Value, gradient and second derivatives from the engine."""
    landscape = LANDSCAPES[key]
    seen = engine.trace(landscape, p, OPTIMIZERS["gd"], {}, (x, y), 0)
    return [seen.loss[0], *seen.gradient[0], *engine.hessians(landscape, p, [(x, y)])[0]]


def same(computed, expected):
    """Equal to the last bit: NaN is NaN, and zeros have the same sign."""
    zeros = expected == 0.0
    return np.array_equal(computed, expected, equal_nan=True) and np.array_equal(
        np.signbit(computed[zeros]), np.signbit(expected[zeros])
    )


@pytest.mark.parametrize("key", sorted(LANDSCAPES))
def test_the_browser_computes_what_the_engine_computes(browser, key):
    computed, expected = browser[key], np.array([compiled(key, *case) for case in cases(key)])
    # Like the engine, use NaN for second derivatives at points that are not finite.
    with np.errstate(invalid="ignore"):
        x, y = (0.0 * np.array([case[axis] for case in cases(key)]) for axis in (0, 1))
    computed[:, 3:] += (x + y)[:, None]
    assert same(computed, expected), (
        "a slice, or a race that is dragged, would differ from the settled one in its last bits"
    )


def swallows(x, y, p):
    try:
        return x / y, 0.0, 0.0
    except ZeroDivisionError:
        return 0.0, 0.0, 0.0


def test_a_unit_that_cannot_be_transpiled_affects_no_other(monkeypatch, caplog):
    spoilt = {"good": LANDSCAPES["bowl"], "bad": replace(LANDSCAPES["bowl"], value_and_gradient=swallows)}
    monkeypatch.setattr(units, "LANDSCAPES", spoilt)
    monkeypatch.setattr(
        units, "OPTIMIZERS", {"bad": replace(OPTIMIZERS["gd"], update=swallows), "gd": OPTIMIZERS["gd"]}
    )
    units.rules_text.cache_clear()
    try:
        assert {name for name in assets._units() if name in ("good.js", "bad.js")} == {"good.js"}
        assert "bad: {" not in units.rules_text()
        assert "gd: {" in units.rules_text()
    finally:
        units.rules_text.cache_clear()
    assert "No slice through bad" in caplog.text
    assert "No live race of bad" in caplog.text
