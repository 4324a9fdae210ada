"""The gallery of surfaces, by keyboard and by touch."""

import re

import pytest
from playwright.sync_api import expect

from landscapes import LANDSCAPES
from ravine.words import Words

from .stage import PHONE, scene

pytestmark = pytest.mark.browser


def test_a_surface_is_found_and_chosen_by_keyboard(show):
    words = Words("en")
    stage = show(scene())
    page, dialog = stage.page, stage.page.get_by_role("dialog")
    opener = page.get_by_role("button", name=words("surface"))
    opener.focus()
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    expect(dialog.locator(".rg-card")).to_have_count(len(LANDSCAPES))
    expect(dialog.locator("[aria-current]")).to_have_attribute("data-key", "himmelblau")
    page.keyboard.type("levy")
    expect(dialog.get_by_role("status")).to_have_text(words("gallery-found", count=1))
    page.keyboard.press("Control+A")
    page.keyboard.type(words("surface-family-convex")[:4])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    convex = [key for key in sorted(LANDSCAPES) if LANDSCAPES[key].family == "convex"]
    expect(dialog.locator(".rg-card:focus")).to_have_attribute("data-key", convex[1])
    expect(dialog.locator("footer")).to_contain_text(words.of("surface", convex[1], "story"))
    expect(dialog.locator(".rg-formula .katex")).to_be_visible()
    picture = dialog.locator(f"[data-key={convex[1]}] img")
    assert picture.evaluate("async (image) => (await image.decode(), image.naturalWidth)") == 240
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    stage.until(f"player.header.query.startsWith('s={convex[1]}')")
    assert stage.js("player.header.start") == list(LANDSCAPES[convex[1]].starts[0])
    assert all(kind != "diverged" for kind in stage.js("player.header.runs.map((run) => run.verdict.kind)"))
    expect(opener).to_have_accessible_name(re.compile(words.surface(convex[1])))


def test_a_surface_is_chosen_by_touch(show):
    stage = show(scene(), **PHONE)
    page, dialog = stage.page, stage.page.get_by_role("dialog")
    page.get_by_test_id("stExpandSidebarButton").tap()
    page.get_by_role("button", name=Words("en")("surface")).tap()
    cards = dialog.locator(".rg-card")
    expect(cards.first).to_be_visible()
    assert stage.overflow() <= 0
    spots = [cards.nth(k).bounding_box() for k in range(3)]
    assert spots[0]["y"] == spots[1]["y"] < spots[2]["y"], "not two columns"
    assert all(spot["x"] >= 0 and spot["x"] + spot["width"] <= 390 for spot in spots)
    dialog.get_by_role("button", name=Words("en").surface("saddle"), exact=True).tap()
    stage.until("player.header.query.startsWith('s=saddle')")
