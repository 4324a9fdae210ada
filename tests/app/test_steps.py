"""Addresses as steps of a visit: what writes one, and what a page is left with."""

from urllib.parse import parse_qsl

import pytest
from streamlit.util import calc_hash

from ravine.words import Words
from tests.support.pages import LESSON, open_page, run
from tests.support.payload import header

PLAYGROUND = calc_hash("")
SAY = Words("en")


def turn(app, page, query):
    """Follow a link to another page of the app."""
    app.query_params.clear()
    for key, value in parse_qsl(query):
        app.query_params[key] = value
    app._page_hash = page
    return run(app)


def links(app):
    return {one.proto.label: one.proto.query_string for one in app.get("page_link")}


def asked(app):
    return {key: value[0] if isinstance(value, list) else value for key, value in app.query_params.items()}


@pytest.mark.parametrize("query", ["", "s=bowl&o=adam&adam.lr=0.2&steps=77&arrow=1&lang=en", "o=gd&hide=board&lang=en"])
def test_the_links_of_both_pages_lead_back_to_what_was_left(query):
    app = open_page(query)
    race = header(app)["query"]
    turn(app, LESSON, links(app)[SAY("page-lessons")])
    turn(
        app,
        LESSON,
        next(one.proto.query_string for one in app.get("page_link") if "l=momentum" in one.proto.query_string),
    )
    app.select_slider(key="momentum.momentum").set_value(0.5).run()
    lesson, scene = header(app)["query"], asked(app)
    assert lesson != race
    turn(app, PLAYGROUND, links(app)[SAY("page-playground")])
    assert header(app)["query"] == race
    assert asked(app).get("hide") == dict(parse_qsl(query)).get("hide")
    turn(app, LESSON, links(app)[SAY("page-lessons")])
    assert header(app)["query"] == lesson
    assert asked(app)["l"] == scene["l"]


def test_what_changes_nothing_writes_no_address():
    app = open_page("s=bowl&o=gd")
    app.text_input(key="steps").set_value("nonsense").run()
    assert asked(app) == {"s": "bowl", "o": "gd"}, "a word about what was typed is no step"
    app.text_input(key="steps").set_value("77").run()
    assert asked(app)["steps"] == "77"


def test_an_address_without_language_is_shown_in_the_browser_s_after_another_was_chosen():
    app = open_page("")
    app.segmented_control(key="language").set_value("ko").run()
    assert asked(app)["lang"] == "ko"
    turn(app, PLAYGROUND, "")
    assert header(app)["lang"] == "en", "undo of the choice leaves it chosen"
