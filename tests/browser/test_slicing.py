"""The slice: where the next step lands on the surface, and why too large a rate overshoots."""

import numpy as np
import pytest

from experiments import Scenario, encode, run
from experiments.view import View
from landscapes import LANDSCAPES
from ravine.words import Words

pytestmark = pytest.mark.browser

RACE = Scenario("rosenbrock", optimizers={"adam": {"lr": 0.1}, "gd": {"lr": 0.0005}}, start=(-1.2, 1.0), steps=20)
STEP = 0


def seen(stage):
    """Value, slope, curvature, landing and its loss, from the picture that is drawn."""
    line = "root.querySelector('.rv-slice').picture"
    return stage.js(f"(({{line: l, landing: d}}) => [l.value, l.slope, l.curvature, d.at, d.loss])({line})")


def real(rate):
    """The same from Python."""
    path = run(Scenario("rosenbrock", optimizers={"gd": {"lr": rate}}, start=(-1.2, 1.0), steps=20))["gd"].path
    (x, y), after = path[STEP], path[STEP + 1]
    surface = LANDSCAPES["rosenbrock"]
    g = np.array(surface.gradient(x, y))
    d = -g / np.hypot(*g)
    fxx, fxy, fyy = surface.hessian_at(x, y)
    curvature = fxx * d[0] ** 2 + 2 * fxy * d[0] * d[1] + fyy * d[1] ** 2
    return [surface.value(x, y), g @ d, curvature, (after - path[STEP]) @ d, surface.value(*after)]


def test_a_slice_shows_the_step_of_the_race_and_follows_a_dragged_rate(show):
    stage = show(encode(RACE, View(three=False)))
    stage.page.get_by_role("button", name="Slice", exact=True).click()
    stage.page.get_by_label(Words("en")("stage-slice-of")).select_option("gd")
    stage.until("player.header.view.slice_of === 'gd'")
    stage.js("player.seek(argument)", STEP)
    stage.until("root.querySelector('.rv-slice-text').textContent.startsWith(argument)", f"From step {STEP} to")
    assert seen(stage) == pytest.approx(real(0.0005), rel=1e-6)

    stage.row("gd").scroll_into_view_if_needed()
    stage.drag_rate("gd", 0.39)
    stage.until("!player.live && player.runs[1].lr.value > 0.0015")
    rate = stage.js("player.runs[1].lr.value")
    wanted = real(rate)
    stage.until("Math.abs(root.querySelector('.rv-slice').picture.landing.at / argument - 1) < 1e-5", wanted[3])
    assert seen(stage) == pytest.approx(wanted, rel=1e-5)
    # What is said is what is so.
    said = stage.page.locator(".rv-slice-text")
    times = wanted[3] * wanted[2] / -wanted[1]
    told = r"/bottom/.test(text) && /([\d.]+) (?:times as far|of the way)/.exec(text)?.[1]"
    # The sentence comes a little later than the picture.
    stage.until(
        f"((text) => Math.abs(({told}) / argument - 1) < 6e-3)(root.querySelector('.rv-slice-text').textContent)", times
    )
    assert ("rises" in said.inner_text()) == (wanted[4] > wanted[0])
    assert "slice=gradient" in stage.query()
    assert "slice_of=gd" in stage.query()
