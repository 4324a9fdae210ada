"""The button that takes a race away: which pages have it, and what leaves it out."""

import pytest
from streamlit.util import calc_hash

from ravine.session import link_options
from ravine.words import LANGUAGES, Words
from tests.support.pages import LESSON, open_page
from tests.support.payload import sent


def takes(app):
    """Whether the page has the button and its stage knows; that these differ would be an error."""
    has = "take" not in sent(app)["frame"]["hide"]
    assert ("take" in {button.key for button in app.button}) == has
    return has


@pytest.mark.parametrize("page", ["", calc_hash("maps"), LESSON])
@pytest.mark.parametrize(("asked", "there"), [("", True), ("hide=take", False), ("hide=share", False)])
def test_the_button_is_there_unless_a_link_leaves_it_or_share_out(page, asked, there):
    assert takes(open_page(asked, page)) is there


def test_from_a_locked_lesson_the_race_can_be_taken():
    assert takes(open_page("l=mini_batches&lock=1", LESSON))


def test_an_embedded_page_has_no_heading_but_lets_its_race_be_taken():
    embedded = link_options.read({}, embedded=True)
    assert not embedded.shows("heading")
    assert embedded.shows("take")
    assert not link_options.read({"hide": "share"}, embedded=True).shows("take")


def test_the_button_stands_between_keep_and_share():
    keys = [button.key for button in open_page().button]
    assert [key for key in keys if key in ("keep", "kept", "take", "share")] == ["keep", "kept", "take", "share"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_button_speaks_the_visitor_s_language(language):
    assert open_page(f"lang={language}").button(key="take").label == Words(language)("stage-take")
