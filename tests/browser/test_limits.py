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


@pytest.mark.parametrize("language", ["en", "ko"])
def test_where_a_rule_cuts_rates_off_a_grey_mark_says_so_in_words_of_its_own(show, language):
    scenario = Scenario("rosenbrock", optimizers={"adafactor": {"lr": 0.3}, "gd": {"lr": 1e-3}}, steps=100)
    words = Words(language)
    stage = show(f"{encode(scenario, View(three=False))}&lang={language}")
    row = stage.row("adafactor")
    for step, key, limit in ((4, "clamp-to", "0.447"), (24, "clamp-above", "0.2"), (100, "clamp-above", "0.1")):
        stage.js("player.seek(argument)", step)
        row.get_by_text(words(f"stage-{key}", high=limit, limit=limit), exact=True).wait_for()
        place = row.evaluate(PLACE.replace(".rv-limit", ".rv-clamp.rv-from"))
        assert place == pytest.approx((np.log10(float(limit)) + 5) / 6, abs=0.01)
    assert words("stage-clamp-mark") in (row.locator(".rv-track").get_attribute("title") or "")
    assert stage.row("gd").locator(".rv-clamp.rv-from").is_hidden(), "nothing is cut off there"
    assert row.locator(".rv-limit").is_hidden(), "this is no limit of stability"


def test_under_a_falling_schedule_the_end_is_not_called_stable_where_the_beginning_runs_away(show):
    schedules = {"gd": ("cosine", {})}
    stage = show(encode(Scenario("bowl", optimizers={"gd": {"lr": 0.05}}, schedules=schedules, steps=200)))
    stage.js("player.seek(argument)", 200)
    row, words = stage.row("gd"), Words("en")
    row.get_by_text(words("stage-limit-below", limit="0.1"), exact=True).wait_for()
    assert words("stage-limit-scheduled") in (row.locator(".rv-track").get_attribute("title") or "")
    stage.drag_rate("gd", (np.log10(0.2) + 5) / 6)
    row.get_by_text(words("stage-limit-above", limit="0.1"), exact=True).wait_for()


def test_the_limit_is_a_mark_that_moves_and_the_best_setting_is_a_click_away(show):
    rates = {"momentum": {"lr": 0.01}, "rmsprop": {"lr": 0.005}, "lion": {}}
    scenario = Scenario("bowl", optimizers=rates, steps=60)
    stage = show(encode(scenario, View(three=False, curvature=True)))
    row, limit, words = stage.row("rmsprop"), limits(run(scenario), "rmsprop"), Words("en")
    assert stage.row("lion").locator(".rv-limit").is_hidden(), "no theory, no mark"
    places = []
    for step in (0, 20, 60):
        stage.js("player.seek(argument)", step)
        row.get_by_text(words("stage-limit-below", limit=f"{limit[step]:.3g}")).wait_for()
        places.append(row.evaluate(PLACE))
        # The slider is logarithmic from 1e-5 to 10.
        assert places[-1] == pytest.approx((np.log10(limit[step]) + 5) / 6, abs=0.01)
    assert np.ptp(places) > 0.01, "it stands still"

    assert stage.page.evaluate(BEYOND) is False
    # Its limit is the same everywhere here; an adaptive one would rise with the gradients of a run that leaves.
    stage.drag_rate("momentum", 0.9)
    row = stage.row("momentum")
    stage.page.wait_for_function(BEYOND)
    above = words("stage-limit-above", limit="").strip()
    assert above in (row.locator(".rv-slider").get_attribute("aria-valuetext") or "")
    assert row.locator(".rv-limit-text").inner_text().startswith(above)

    best = best_setting(scenario, "momentum") or {}
    told = ", ".join(f"{value:.3g}" for value in best.values())
    stage.page.get_by_role("button", name=words("best-rate-momentum", values=told)).click()
    for name, value in best.items():
        stage.until("player.header.query.includes(argument)", f"momentum.{name}={value!r}")
    stage.page.get_by_text(words("best-is-set", values=told)).wait_for()
