"""The stability limit on the slider, and the best setting at one click."""

import numpy as np
import pytest

from experiments import Scenario, encode, run
from experiments.curvature import best_setting, limits
from experiments.view import View
from ravine.words import Words

pytestmark = pytest.mark.browser

PLACE = """(row) => {
    const slider = row.querySelector('.rv-slider').getBoundingClientRect();
    const mark = row.querySelector('.rv-limit i').getBoundingClientRect();
    return (mark.left - slider.left - 8) / (slider.width - 16);
}"""
BEYOND = "document.querySelector('.rv-above') !== null"


def test_the_limit_is_a_mark_that_moves_with_the_point(visit):
    scenario = Scenario("himmelblau", optimizers={"gd": {"lr": 0.005}, "lion": {}}, steps=60)
    stage = visit(encode(scenario, View(three=False, curvature=True)))
    row, limit = stage.row("gd"), limits(run(scenario), "gd")
    assert stage.row("lion").locator(".rv-limit").is_hidden(), "no theory, no mark"
    places = []
    for step in (0, 20, 60):
        stage.js("player.seek(argument)", step)
        told = Words("en")("stage-limit-below", limit="").strip()
        row.get_by_text(f"{told} {limit[step]:.3g}").wait_for()
        places.append(row.evaluate(PLACE))
        # The slider is logarithmic from 1e-5 to 10.
        assert places[-1] == pytest.approx((np.log10(limit[step]) + 5) / 6, abs=0.01)
    assert np.ptp(places) > 0.01, "it stands still"
    assert stage.page.evaluate(BEYOND) is False
    stage.drag_rate("gd", 0.9)
    stage.page.wait_for_function(BEYOND)
    above = Words("en")("stage-limit-above", limit="").strip()
    assert above in row.locator(".rv-slider").get_attribute("aria-valuetext")
    assert row.locator(".rv-limit-text").inner_text().startswith(above)


def test_one_click_sets_the_best_rate_and_momentum(visit):
    scenario = Scenario("bowl", optimizers={"momentum": {"lr": 0.01}})
    best = best_setting(scenario, "momentum")
    stage = visit(encode(scenario, View(three=False)))
    told = ", ".join(f"{value:.3g}" for value in best.values())
    stage.page.get_by_role("button", name=Words("en")("best-rate-momentum", values=told)).click()
    stage.until("player.header.query.includes(argument)", f"momentum.lr={best['lr']!r}")
    stage.until("player.header.query.includes(argument)", f"momentum.momentum={best['momentum']!r}")
    stage.page.get_by_text(Words("en")("best-is-set", values=told)).wait_for()
