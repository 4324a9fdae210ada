"""The fair race on the page of maps: each racer's tuned rate with its result, and a click that makes it the race."""

import pytest

from experiments import Scenario, encode, fair_race
from experiments.maps.cells import lowest_known
from experiments.view import View
from ravine.words import Words

from .axe import barriers

pytestmark = pytest.mark.browser

RACE = Scenario("rosenbrock", optimizers={"gd": {"lr": 0.0005}, "adam": {"lr": 0.1}}, start=(-1.2, 1.0), steps=60)
VIEW = View(map="fair", fair_goal="final", fair_budget="16")
SAY = Words("en")


def test_tuned_rates_are_loaded_and_the_race_has_the_results_of_the_table(visit):
    found = fair_race(RACE, budget=16, objective="final")
    stage = visit(f"{encode(RACE, VIEW)}&lang=en", at="maps")
    page = stage.page
    stage.until("root.querySelector('.rv-fair')?.held?.whole")
    rows = page.locator(".rv-fair-tuned tbody tr")
    assert rows.count() == 2
    assert SAY("stage-fair-picture") in page.locator(".rv-fair").inner_text()

    # One racer's, then all.
    rows.nth(0).get_by_role("button").click()
    stage.until("player.settled && !player.live && player.runs[0].lr.value !== 0.0005")
    assert stage.js("player.runs[1].lr.value") == 0.1
    page.get_by_role("button", name=SAY("stage-fair-load-all")).click()
    stage.until("player.settled && !player.live && player.runs[1].lr.value !== 0.1")
    for at, racer in enumerate(("gd", "adam")):
        tuned = found.tuned[0, racer]
        assert stage.js(f"player.runs[{at}].lr.value") == tuned.settings["lr"]
        final = stage.js(f"((losses) => losses[losses.length - 1])(player.runs[{at}].losses)")
        assert final - lowest_known(RACE) == tuned.cost, "what the table says is what comes of it, to the last bit"
        assert rows.nth(at).get_by_role("button").is_disabled()
    assert barriers(page, "light", within=".rv-fair") == []
    assert barriers(page, "dark", within=".rv-fair") == []
    page.emulate_media(color_scheme="light")

    # Several surfaces have a profile, and the choice is in the link.
    page.get_by_label(SAY("stage-fair-on")).select_option("several")
    stage.until("root.querySelector('.rv-fair').held.whole && root.querySelector('.rv-fair').fresh")
    stage.until("root.querySelectorAll('.rv-fair-line').length === 2")
    stage.until("new URLSearchParams(location.search).get('fair_on') === 'several'")
