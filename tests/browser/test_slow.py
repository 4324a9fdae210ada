"""A server that answers late: what was done on the stage does not undo what was done after it."""

import pytest

from experiments import encode
from lessons import LESSONS, text

from .line import Line
from .stage import Stage

pytestmark = pytest.mark.browser
KEY, SCENE, ANSWER = "gradient", "hill", "upper_left"  # one optimizer on one surface, as in the first scene


def test_a_rate_that_is_sent_again_does_not_reach_the_scene_opened_since(open_context, address):
    page = open_context().new_page()
    line = Line(page)
    page.goto(f"{address}/lessons?l={KEY}&lang=en&answer={ANSWER}")
    stage = Stage(page)
    stage.idle()
    line.hold()
    stage.type_rate("gd", "0.0123")
    page.locator(".st-key-lesson-scenes").get_by_text(text(KEY, "en").scenes[SCENE], exact=True).click()
    line.until_answered(2)
    line.until_sent()  # the stage, still unanswered, asks again
    line.until_answered(3)
    line.release()
    opened = LESSONS[KEY].scenes[SCENE]
    stage.until("player.header.query === argument", encode(opened.scenario, opened.view))
    stage.idle()
    assert stage.query() == encode(opened.scenario, opened.view)
    page.context.close()
