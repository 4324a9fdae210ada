"""No part of the pages has a serious barrier; lessons are looked at in test_lessons, where they are walked through."""

import pytest

from ravine.words import Words

from .axe import barriers
from .stage import Stage

pytestmark = pytest.mark.browser


def test_playground_gallery_and_share_dialog_have_no_serious_barrier(visit):
    page, words = visit("lang=en").page, Words("en")
    found = {"playground": barriers(page)}
    page.get_by_text(words("rules"), exact=True).click()
    page.locator(".katex-display").first.wait_for()
    found["its formulas"] = barriers(page)
    page.get_by_role("button", name=words("surface")).click()
    page.get_by_role("dialog").wait_for()
    found["gallery"] = barriers(page)
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="hidden")
    page.locator(".st-key-share button").click()
    page.get_by_role("dialog").get_by_text(words("share-code")).wait_for()
    found["share dialog"] = barriers(page)
    assert not any(found.values()), {part: told for part, told in found.items() if told}


def test_a_phone_has_no_serious_barrier(visit, address):
    """Where it is narrow, formulas and tables of the inspector scroll."""
    page = visit("lang=ko", viewport={"width": 390, "height": 844}).page
    found = {"playground": barriers(page)}
    page.goto(f"{address}/lessons?l=adam&lang=ko")
    Stage(page)
    found["a lesson with an inspector"] = barriers(page)
    assert not any(found.values()), {part: told for part, told in found.items() if told}
