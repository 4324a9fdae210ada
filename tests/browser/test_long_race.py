"""A race that takes long: what it costs is said before it is run, and the visitor decides."""

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from .axe import barriers
from .stage import Stage, lead, scene

pytestmark = pytest.mark.browser
STEPS, FEWER = 9000, 1000
WORDS = {"run": "Run it all the same", "steps": "Take 1,000 steps", "cancel": "Cancel"}
OFFER = {"text": "9,000 steps take about 40 s.", "ask": True, "seconds": 40.0, "steps": FEWER, "words": WORDS}
PROGRESS = {"text": "About 20 s left.", "share": 0.42, "ahead": None, "words": WORDS}


def lines(*values: dict) -> bytes:
    return b"".join(json.dumps(value).encode() + b"\n" for value in values)


def answer(route: Route) -> None:
    """As a server does that asks before it runs more than ``FEWER`` steps."""
    asked = route.request.post_data_json
    if asked.get("patient"):
        payload = route.fetch().body()
        body = lines(PROGRESS, {"bytes": len(payload)}) + payload
    elif f"steps={STEPS}" in asked["query"] and "steps" not in asked.get("change", {}):
        body = lines(OFFER)
    else:
        route.continue_()
        return
    route.fulfill(status=202, content_type="application/x-ndjson", body=body)


@pytest.fixture
def page(open_context: Callable) -> Iterator[Page]:
    """A page whose server asks before a race of ``STEPS`` steps."""
    context = open_context()
    opened = context.new_page()
    opened.route("**/ravine/race", answer)
    yield opened
    context.close()


def button(page: Page, key: str):
    return page.locator(".ravine").get_by_role("button", name=WORDS[key], exact=True)


def test_who_opens_a_link_to_a_long_race_can_take_fewer_steps(page, address):
    page.goto(f"{address}/?{scene(steps=STEPS)}")
    expect(page.get_by_role("status").get_by_text(OFFER["text"])).to_be_attached(timeout=60_000)
    expect(page.locator(".rv-play")).to_be_hidden()
    button(page, "steps").click()
    stage = Stage(page)
    stage.idle()
    assert stage.js("[player.header.steps, player.waiting]") == [FEWER, None]
    expect(page.get_by_label("Steps", exact=True)).to_have_value(str(FEWER))
    expect(button(page, "steps")).to_be_hidden()
    assert f"steps={FEWER}" in page.url


def test_whoever_comes_back_is_asked_too_and_no_race_is_drawn_early(page, address):
    page.goto(f"{address}/?{scene(steps=FEWER)}")
    Stage(page).until("localStorage['ravine-stage']")
    page.goto(f"{address}/?{scene(steps=STEPS)}")
    expect(button(page, "run")).to_be_visible(timeout=60_000)
    assert page.locator(".rv-first").count() == 0
    assert page.locator(".ravine[data-ready]").count() == 0


def test_the_race_before_stays_until_the_long_one_has_been_run_all_the_same(page, address):
    page.goto(f"{address}/?{scene(steps=FEWER)}")
    stage = Stage(page)
    stage.idle()
    lead(page, f"/?{scene(steps=STEPS)}")
    expect(button(page, "run")).to_be_visible()
    assert stage.js("[player.header.steps, player.waiting.kind, player.settled]") == [FEWER, "ask", False]
    for scheme in ("light", "dark"):
        assert barriers(page, scheme, within=".rv-contour") == []
    button(page, "run").focus()
    page.keyboard.press("Enter")
    stage.until("player.settled && !player.waiting")
    assert stage.js("player.header.steps") == STEPS
    assert stage.js("document.activeElement === root.querySelector('.rv-contour')"), "the focus is lost"


def test_who_gives_up_is_asked_again_and_can_take_fewer_steps_on_a_surface_that_is_not_shown_yet(page, address):
    page.goto(f"{address}/?{scene(surface='bowl', steps=FEWER)}")
    stage = Stage(page)
    stage.idle()
    page.route("**/ravine/race", lambda route: None if route.request.post_data_json.get("patient") else answer(route))
    lead(page, f"/?{scene(steps=STEPS)}")
    button(page, "run").click()
    expect(page.get_by_role("progressbar", name=OFFER["text"])).to_be_visible()
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/ravine/race")):
        button(page, "cancel").click()
    expect(button(page, "run")).to_be_visible()
    expect(button(page, "steps")).to_be_focused()
    assert stage.js("[player.header.steps, player.waiting.kind]") == [FEWER, "ask"]
    button(page, "steps").click()
    stage.until("player.header.query.includes('s=himmelblau')")
    stage.idle()
    assert stage.js("[player.header.steps, player.waiting]") == [FEWER, None]
    assert "s=himmelblau" in page.url
    assert f"steps={FEWER}" in page.url
