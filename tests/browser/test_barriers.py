"""axe-core on every page, in both themes: nothing that it calls serious or critical."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from lessons import LESSONS, text
from ravine.words import Words

from .stage import Stage

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
SETTLED = 500  # ms until wide formulas have got their place among the stops of the Tab key


def barriers(page: Page) -> list[str]:
    """What keeps somebody from using the page as it stands, in light colours and in dark ones."""
    if not page.evaluate("'axe' in window"):
        # Not as a script of the page: its content security policy takes none from elsewhere.
        page.evaluate(AXE.read_text("utf-8"))
    page.wait_for_timeout(SETTLED)
    found = violations(page, "{ resultTypes: ['violations'] }")
    # Of all that axe looks at, only colours differ from theme to theme.
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("() => getComputedStyle(document.querySelector('.stApp')).colorScheme === 'dark'")
    page.wait_for_timeout(SETTLED)
    found += violations(page, "{ runOnly: ['color-contrast', 'link-in-text-block'] }")
    page.emulate_media(color_scheme="light")
    return found


def violations(page: Page, options: str) -> list[str]:
    """The serious and critical ones, each with its place."""
    return [
        f"{one['help']}: {node['target']}"
        for one in page.evaluate(f"axe.run({options})")["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


@pytest.mark.timeout(400)
def test_no_lesson_has_a_serious_barrier(visit, address):
    stage = visit("lang=ko")
    page, words = stage.page, Words("ko")
    page.goto(f"{address}/lessons?lang=ko")
    found = {}
    for number, key in enumerate(LESSONS):
        page.get_by_role("heading", name=text(key, "ko").title, exact=True).wait_for()
        stage.until("new URLSearchParams(player.header.frame.link).get('l') === argument", key)
        found[key] = barriers(page)
        if number + 1 < len(LESSONS):
            page.locator(".st-key-lesson-ways a").filter(has_text=words("lesson-after")).click()
    assert not any(found.values()), {key: told for key, told in found.items() if told}


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
