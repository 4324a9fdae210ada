"""The page under its Content-Security-Policy: everything works, and what the policy forbids is not done."""

import pytest

from experiments.view import View
from ravine.words import Words

from .conftest import FAILURES
from .stage import scene

pytestmark = pytest.mark.browser


def test_all_that_the_page_does_is_allowed(visit):
    # The console is watched in every browser test; this one does what might need more than the policy gives.
    stage = visit(scene(View(three=True), optimizers={"gd": {"lr": 0.01}, "adam": {"lr": 0.1}}))
    page, words = stage.page, Words("en")
    page.get_by_text(words("rules"), exact=True).click()
    page.locator(".katex").first.wait_for()
    stage.js("player.graphs.three.scrollIntoView()")
    stage.until("player.graphs.three.querySelector('canvas')")
    stage.drag_rate("adam", 0.6)
    stage.until("!player.live && player.settled")
    with page.expect_download() as saved:
        page.get_by_role("button", name=words("stage-save-picture")).click()
    assert saved.value.path().read_bytes().startswith(b"\x89PNG")


def test_no_inline_script_runs_and_the_console_says_so(browser, address):
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    told = page.evaluate(
        """() => new Promise((done) => {
            addEventListener('securitypolicyviolation', (event) => done([event.effectiveDirective, window.stolen]));
            const script = document.createElement('script');
            script.textContent = 'window.stolen = 1';
            document.head.append(script);
        })"""
    )
    page.close()
    assert told == ["script-src-elem", None]
    assert any(FAILURES.search(text) for text in said), "the other tests would not notice"
