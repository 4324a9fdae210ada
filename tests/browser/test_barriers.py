"""No part of the pages has a serious barrier; lessons are looked at in test_lessons, where they are walked through."""

from typing import Literal

import pytest
from playwright.sync_api import Page

from ravine.words import Words

from .axe import DRAWN, barriers
from .stage import PHONE

pytestmark = pytest.mark.browser
DIALOG = "dialog[open], [role=dialog]"
Scheme = Literal["light", "dark"]


def in_both(page: Page, first: Scheme, then: Scheme, within: str = "html") -> list[str]:
    """What is wrong in two sets of colours; the page keeps the second ones: a change costs as much as a look."""
    return barriers(page, first, within=within) + barriers(page, then, DRAWN, within=within)


def test_playground_gallery_and_share_dialog_have_no_serious_barrier_nor_has_a_phone(show):
    page, words = show("").page, Words("en")
    found = {"playground": in_both(page, "light", "dark")}
    page.get_by_text(words("rules"), exact=True).click()
    page.locator(".katex-display").first.wait_for()
    found["its formulas"] = in_both(page, "dark", "light", ".st-key-rules")
    page.get_by_role("button", name=words("surface")).click()
    page.get_by_role("dialog").wait_for()
    found["gallery"] = in_both(page, "light", "dark", DIALOG)
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="hidden")
    page.locator(".st-key-share button").click()
    page.get_by_role("dialog").get_by_text(words("share-code")).wait_for()
    found["share dialog"] = in_both(page, "dark", "light", DIALOG)
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="hidden")
    page = show(locale="ko-KR", **PHONE).page
    found["playground on a phone"] = in_both(page, "dark", "light")
    assert not any(found.values()), {part: told for part, told in found.items() if told}
