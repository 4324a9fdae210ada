"""The page under its Content-Security-Policy: everything works, and what the policy forbids is not done."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

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
    page.get_by_role("button", name=words("stage-take"), exact=True).click()
    page.get_by_role("tab", name=words("stage-take-picture"), exact=True).click()
    with page.expect_download() as saved:
        page.get_by_role("button", name=words("stage-take-picture-save")).click()
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


@pytest.fixture
def course(address, tmp_path):
    """Address of a course's page, of another site, with the app in a frame."""
    (tmp_path / "index.html").write_text(f'<iframe src="{address}/?embed=true" width="1200" height="900"></iframe>')
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=tmp_path)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


def test_another_site_s_page_shows_the_app_in_a_frame_and_can_ask_it_for_nothing(browser, address, course):
    page = browser.new_page()
    page.goto(course)
    page.frame_locator("iframe").locator(".ravine[data-ready]").wait_for(timeout=60_000)
    with page.expect_response(f"{address}/ravine/race") as race:
        page.evaluate(
            "(to) => void fetch(to, { method: 'POST', mode: 'no-cors', body: '{}' })", f"{address}/ravine/race"
        )
    assert race.value.status == 403
    opened = page.evaluate(
        """(to) => new Promise((done) => {
            const socket = new WebSocket(to);
            socket.onopen = () => done(true);
            socket.onerror = () => done(false);
        })""",
        f"{address.replace('http', 'ws')}/_stcore/stream",
    )
    page.close()
    assert not opened
