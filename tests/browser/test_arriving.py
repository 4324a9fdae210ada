"""What a page fetches and runs before its first race, and what becomes of it when something does not come."""

import pytest

from experiments.view import View

from .stage import Stage, scene

pytestmark = pytest.mark.browser
RUN = "[...document.scripts].filter(({ src }) => src.includes('/ravine/plotly/')).length"


def test_the_stage_is_two_files_and_plotly_runs_once(visit):
    stage = visit(scene(View(three=True)))
    stage.until("player.graphs.three.querySelector('canvas')")
    fetched = stage.js("performance.getEntriesByType('resource').map(({ name }) => name)")
    assert sorted({url.rpartition("/")[2] for url in fetched if "/ravine/stage/" in url}) == ["early.js", "player.js"]
    assert stage.page.evaluate(RUN) == 1
    assert stage.page.locator(".js-plotly-plot").count() == stage.root.locator(".js-plotly-plot").count() == 3


def test_plotly_that_does_not_come_at_first_is_asked_for_again(browser, address):
    page = browser.new_page()
    asked: list[str] = []

    def first_lost(route) -> None:
        asked.append(route.request.url)
        route.abort() if len(asked) == 1 else route.continue_()

    page.route("**/ravine/plotly/**", first_lost)
    page.goto(f"{address}/?{scene()}")
    stage = Stage(page)
    assert len(asked) > 1
    assert stage.page.evaluate(RUN) == 1
    page.close()


def test_plotly_runs_without_the_page_s_hint_too(browser, address):
    page = browser.new_page()
    page.route("**/early.js", lambda route: route.abort())
    page.goto(f"{address}/?{scene()}")
    stage = Stage(page)
    assert stage.page.evaluate(RUN) == 1
    page.close()
