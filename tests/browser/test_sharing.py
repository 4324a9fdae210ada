"""The address, the link, and what the page takes from where."""

import re
from urllib.parse import urlsplit

import pytest

from experiments import decode
from experiments.permalink import decode_view
from ravine.words import Words

from .stage import scene

pytestmark = pytest.mark.browser


def test_a_copied_link_shows_somebody_else_the_same_bits(show):
    stage = show()
    stage.drag_rate("adam", 0.55)
    stage.page.mouse.click(*stage.tick_pixel(-1.0, 2.0))
    stage.until("Math.abs(player.header.start[0] + 1) < 0.1")
    stage.page.get_by_role("button", name=Words("en")("stage-copy-link")).click()
    stage.page.wait_for_function("() => navigator.clipboard.readText().then((text) => text.includes('adam.lr'))")
    link = stage.page.evaluate("navigator.clipboard.readText()")
    other = show(urlsplit(link).query)
    assert other.query() == stage.query()
    for key in decode(stage.query())[0].optimizers:
        assert other.path(key).tobytes() == stage.path(key).tobytes(), f"{key} takes another path for the friend"
    parts = "player.header.runs.map((run) => run.part)"
    assert other.js(parts) == stage.js(parts)


def test_the_browser_s_back_button_undoes(show):
    stage = show(scene())
    before = stage.query()
    stage.drag_rate("gd", 0.7)
    stage.page.wait_for_url(lambda url: "steps=200" in url)
    stage.until("player.settled && player.header.query !== argument", before)
    changed = stage.query()
    stage.drag_rate("gd", 0.3)
    stage.until("player.settled && player.header.query !== argument", changed)
    stage.page.go_back()
    stage.until("player.header.query === argument", changed)


def test_the_board_turns_an_optimizer_off_and_the_link_says_so(show):
    stage = show(scene())
    toggle = stage.row("gd").locator(".rv-toggle")
    toggle.click()
    assert toggle.get_attribute("aria-pressed") == "false"
    stage.page.wait_for_url(re.compile("off=gd"))
    stage.until("player.header.view.off.join() === 'gd'")
    toggle.click()
    stage.page.wait_for_url(lambda url: "off=" not in url)


@pytest.mark.parametrize(
    ("toggle", "field"),
    [("log-loss", "loss"), ("log-height", "height"), ("gradient", "arrow"), ("marks", "marks"), ("three", "three")],
)
def test_every_view_switch_acts_and_is_in_the_link(show, toggle, field):
    stage = show(scene())
    before = stage.js("player.header.view[argument]", field)
    stage.page.locator(f'[data-toggle="{toggle}"]').click()
    stage.until("player.header.view[argument[0]] !== argument[1]", [field, before])
    chosen = stage.js("player.header.view[argument]", field)
    stage.page.wait_for_url(lambda url: getattr(decode_view(urlsplit(url).query)[0], field) == chosen)
    other = show(urlsplit(stage.page.url).query)
    assert other.js("player.header.view[argument]", field) == stage.js("player.header.view[argument]", field)


def test_a_bad_link_is_explained_as_plain_text(show):
    stage = show("s=bowl&o=adam&adam.lr=99&evil=<img src=x onerror=alert(1)>")
    assert stage.page.get_by_text("evil = <img").is_visible()
    assert stage.page.locator("img[src='x']").count() == 0
    assert stage.js("player.header.query").startswith("s=bowl")


def test_plotly_and_the_stage_are_kept_by_the_browser(show, address):
    stage = show(scene())
    assets = stage.js("player.link.assets")
    for path in (assets["plotly"], assets["stage"]):
        answer = stage.page.request.get(f"{address}/{path}")
        assert answer.ok
        assert "immutable" in answer.headers["cache-control"]
    assert stage.page.request.get(f"{address}/{assets['stage']}nothing.js").status == 404


def test_the_page_asks_no_other_host(show, address):
    stage = show(scene())
    hosts = {urlsplit(url).netloc for url in stage.js("performance.getEntriesByType('resource').map((e) => e.name)")}
    assert hosts <= {urlsplit(address).netloc, ""}, hosts
