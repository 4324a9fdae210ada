"""No part of the pages has a serious barrier; lessons are looked at in test_lessons, where they are walked through."""

import pytest
from playwright.sync_api import Page

from ravine.words import Words

from .axe import barriers, faint
from .controls import lead

pytestmark = pytest.mark.browser


def looked_at(page: Page, first: str, then: str) -> list[str]:
    """What is wrong in two sets of colours; the page keeps the second, for to change them costs as much as to look."""
    return barriers(page, first) + faint(page, then)


def test_playground_gallery_and_share_dialog_have_no_serious_barrier(visit):
    page, words = visit("lang=en").page, Words("en")
    found = {"playground": looked_at(page, "light", "dark")}
    page.get_by_text(words("rules"), exact=True).click()
    page.locator(".katex-display").first.wait_for()
    found["its formulas"] = looked_at(page, "dark", "light")
    page.get_by_role("button", name=words("surface")).click()
    page.get_by_role("dialog").wait_for()
    found["gallery"] = looked_at(page, "light", "dark")
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="hidden")
    page.locator(".st-key-share button").click()
    page.get_by_role("dialog").get_by_text(words("share-code")).wait_for()
    found["share dialog"] = looked_at(page, "dark", "light")
    assert not any(found.values()), {part: told for part, told in found.items() if told}


def test_a_phone_has_no_serious_barrier(visit):
    """Where it is narrow, formulas and tables of the inspector scroll."""
    stage = visit("lang=ko", viewport={"width": 390, "height": 844})
    found = {"playground": looked_at(stage.page, "light", "dark")}
    lead(stage.page, "/lessons?l=adam&lang=ko")
    stage.until("new URLSearchParams(player.link?.frame.link).get('l') === 'adam'")
    stage.idle()
    found["a lesson with an inspector"] = looked_at(stage.page, "dark", "light")
    assert not any(found.values()), {part: told for part, told in found.items() if told}
