"""A server that answers late: what was done on the stage does not undo what was done after it."""

import re

import pytest

from experiments import encode
from lessons import LESSONS, text

pytestmark = pytest.mark.browser
KEY, SCENE = "gradient", "hill"  # one optimizer on one surface, as in the first scene


class Line:
    """The websocket of a page; while ``held`` the page hears nothing from the server."""

    def __init__(self, page) -> None:
        self.held = False
        self.sent = 0
        self._waiting: list = []
        page.route_web_socket(re.compile("_stcore/stream"), self._open)

    def release(self) -> None:
        self.held = False
        for page, message in self._waiting:
            page.send(message)
        self._waiting.clear()

    def _open(self, page) -> None:
        server = page.connect_to_server()

        def up(message) -> None:
            self.sent += 1
            server.send(message)

        def down(message) -> None:
            if self.held:
                self._waiting.append((page, message))
            else:
                page.send(message)

        page.on_message(up)
        server.on_message(down)


def test_a_rate_that_is_sent_again_does_not_reach_the_scene_opened_since(visit, address):
    stage = visit("lang=en")
    page, line = stage.page, Line(stage.page)
    page.goto(f"{address}/lessons?l={KEY}&lang=en")
    page.wait_for_selector(".ravine[data-ready]")
    stage.until("new URLSearchParams(player.link?.frame.link).get('l') === argument", KEY)
    stage.idle()
    line.held = True
    field = stage.row("gd").locator(".rv-field")
    field.fill("0.0123")
    field.press("Enter")
    page.locator(".st-key-lesson-scenes").get_by_text(text(KEY, "en").scenes[SCENE], exact=True).click()
    page.wait_for_timeout(500)
    sent = line.sent
    while line.sent == sent:
        page.wait_for_timeout(100)  # till the stage, still unanswered, asks again
    page.wait_for_timeout(1000)
    line.release()
    opened = LESSONS[KEY].scenes[SCENE]
    stage.until("player.settled")
    stage.idle()
    page.wait_for_timeout(500)
    assert stage.query() == encode(opened.scenario, opened.view)
