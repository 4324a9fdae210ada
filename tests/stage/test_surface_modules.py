"""Transpiled surfaces, run by node, equal the engine's."""

import math
from dataclasses import replace

import numpy as np

import engine
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from ravine.stage import assets, units
from tests.reference.browser_bits import same
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


# All places for one choice of parameters in one call, because data surfaces have hundreds of numbers as parameters. The
# module imports itself, under the name that tools.node gives it.
EVERYWHERE = """
import * as unit from "./unit%d.js";
const both = (x, y, p) => [...unit.valueAndGradient(x, y, p), ...unit.hessian(x, y, p)];
export const everywhere = (places, p) => places.map(([x, y]) => both(x, y, p));
"""


def compiled(landscape, at, p):
    """Value, gradient and second derivatives from the engine, (n, 6)."""
    return np.column_stack([*engine.visit(landscape, p, at), engine.hessians(landscape, p, at)])


def test_the_browser_computes_what_the_engine_computes():
    requests = [
        (
            units.surface_text(landscape) + EVERYWHERE % k,
            [("everywhere", (places(landscape), units.surface_numbers(landscape, p))) for p in settings(landscape)],
        )
        for k, landscape in enumerate(LANDSCAPES.values())
    ]
    wrong = []
    for landscape, answers in zip(LANDSCAPES.values(), in_node(requests), strict=True):
        at = np.array(places(landscape))
        for p, computed in zip(settings(landscape), np.array(answers), strict=True):
            # Like the engine, use NaN for second derivatives at points that are not finite.
            with np.errstate(invalid="ignore"):
                computed[:, 3:] += 0.0 * at[:, :1] + 0.0 * at[:, 1:]
            if not same(computed.ravel(), compiled(landscape, at, p)):
                wrong.append(f"{landscape.key} {p}")
    assert not wrong, "a slice, or a race that is dragged, would differ from the settled one in its last bits"


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
