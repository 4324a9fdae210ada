"""What a page fetches before its first race, how much is sent, and what becomes of it when something does not come."""

import numpy as np
import pytest
from playwright.sync_api import Page, Request, Route, expect

from experiments.view import View

from .stage import Stage, scene

pytestmark = pytest.mark.browser
RUN = "[...document.scripts].filter(({ src }) => src.includes('/ravine/plotly/')).length"


def test_the_stage_is_two_scripts_and_a_sheet_the_engine_one_script_and_plotly_runs_once(visit):
    stage = visit(scene(View(three=True)))
    stage.until("player.graphs.three.querySelector('canvas') && player.racing")
    fetched = stage.js("performance.getEntriesByType('resource').map(({ name }) => name)")
    names = sorted({url.rpartition("/")[2] for url in fetched if "/ravine/stage/" in url})
    assert names == ["early.js", "engine.js", "stage.css", "stage.js"]
    assert stage.page.evaluate(RUN) == 1
    assert stage.page.locator(".js-plotly-plot").count() == stage.root.locator(".js-plotly-plot").count() == 3


# The page's hint, the tag that it is run by, the stage's own: a bad line may lose any of them, and later ones too.
@pytest.mark.parametrize(("wanted", "lost"), [("plotly/*", 1), ("plotly/*", 4), ("stage/*/stage.js", 2)])
def test_what_does_not_come_at_first_is_asked_for_again(browser, address, wanted, lost):
    page = browser.new_page()
    asked: list[str] = []

    def first_lost(route) -> None:
        asked.append(route.request.url)
        route.abort() if len(asked) <= lost else route.continue_()

    page.route(f"**/ravine/{wanted}*", first_lost)
    page.goto(f"{address}/?{scene()}")
    stage = Stage(page)
    assert len(asked) > lost
    assert stage.page.evaluate(RUN) == 1
    page.close()


def test_plotly_runs_without_the_page_s_hint_too(browser, address):
    page = browser.new_page()
    page.route("**/early.js", lambda route: route.abort())
    page.goto(f"{address}/?{scene()}")
    stage = Stage(page)
    assert stage.page.evaluate(RUN) == 1
    page.close()


def test_the_sidebar_is_folded_though_the_page_s_script_comes_after_it(open_context, address):
    context = open_context(viewport={"width": 820, "height": 1180})
    page = context.new_page()
    held: list[Route] = []
    page.route("**/early.js", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it is given
    page.goto(f"{address}/?{scene()}", wait_until="commit")
    sidebar = page.get_by_test_id("stSidebar")
    expect(sidebar).to_be_in_viewport()
    for route in held:
        route.continue_()
    expect(sidebar).not_to_be_in_viewport()
    Stage(page).idle()
    context.close()


@pytest.mark.parametrize("late", ["early", "adapter"])
def test_a_first_visit_asks_for_its_race_once(open_context, address, late):
    context = open_context()
    page = context.new_page()
    asked = races_asked_for(page)
    held: list[Route] = []
    page.route(f"**/{late}*.js", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it is given
    page.goto(f"{address}/?{scene()}", wait_until="commit")
    if late == "early":
        page.wait_for_selector(".ravine[data-ready]")
    else:
        page.wait_for_selector(".st-key-stage", state="attached")
    for route in held:
        route.continue_()
    Stage(page).idle()
    context.close()
    assert held, "the page has no such script"
    assert len(asked) == 1, "the race is sent twice, a tenth of all that a first visit is sent"


# What the browser has kept, with another name for its first part: the one that it says it holds is missing.
SPOIL = """(() => {
    const text = localStorage['ravine-parts'], at = text.indexOf('\\n\\n');
    const id = text.split('\\n')[1].split(',')[0];
    localStorage['ravine-parts'] = text.slice(0, at) + text.slice(at).replaceAll(id, '-'.repeat(id.length));
})()"""


def test_the_next_visit_is_sent_what_it_lacks(open_context, address):
    context = open_context()
    page = context.new_page()
    page.goto(f"{address}/?{scene()}")
    first = Stage(page)
    first.until("localStorage['ravine-parts']")
    path = first.path("adam")
    page.close()
    for lost, sizes in [("", [30_000]), (SPOIL, [30_000, 1_000_000])]:
        page = context.new_page()
        page.goto(f"{address}/healthz")
        page.evaluate(lost or "null")
        asked = races_asked_for(page)
        page.goto(f"{address}/?{scene()}")
        stage = Stage(page)
        assert np.array_equal(stage.path("adam"), path)
        got = [len(request.response().body()) for request in asked]
        assert len(got) == len(sizes)
        assert all(size < most for size, most in zip(got, sizes, strict=True)), got
        stage.until("localStorage['ravine-parts']")
        page.close()
    context.close()


def races_asked_for(page: Page) -> list[Request]:
    """The requests of ``page`` for a race, as they come."""
    asked: list[Request] = []
    page.on("request", lambda request: request.url.endswith("/ravine/race") and asked.append(request))
    return asked
