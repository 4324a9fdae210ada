"""The page of maps: the race of the playground at another address, beside which the stage draws a map."""

from urllib.parse import parse_qsl

import pytest
from streamlit.util import calc_hash

from ravine.session import link_options
from ravine.views.panels import share
from ravine.words import Words
from tests.app.test_steps import PLAYGROUND, asked, links, turn
from tests.support.pages import LESSON, open_page, run
from tests.support.payload import header, sent

MAPS = calc_hash("maps")
SAY = Words("en")
RACE = "s=bowl&o=momentum,adam&adam.lr=0.2&steps=77&map=plane&map_x=momentum&lang=en"


def test_the_stage_is_told_and_the_link_holds_race_and_map():
    app = open_page(RACE, MAPS)
    assert sent(app)["frame"]["maps"] is True
    assert header(app)["view"]["map"] == "plane"
    assert "s=bowl" in header(app)["query"]
    assert header(app)["view"]["three"], "the link keeps what gives its room to the map"
    assert set(links(app)) == {SAY("page-playground"), SAY("page-lessons")}
    app.text_input(key="steps").set_value("33").run()
    assert (asked(app)["steps"], asked(app)["map"]) == ("33", "plane")
    assert header(app)["steps"] == 33


@pytest.mark.parametrize("way", [(MAPS, PLAYGROUND), (PLAYGROUND, MAPS)])
def test_playground_and_maps_show_one_race_and_lessons_lead_back_to_it(way):
    first, second = way
    name = {PLAYGROUND: "page-playground", MAPS: "page-maps"}
    app = open_page(RACE, first)
    race = header(app)["query"]
    turn(app, second, links(app)[SAY(name[second])])
    assert header(app)["query"] == race
    app.text_input(key="steps").set_value("40").run()
    changed = header(run(app))["query"]
    turn(app, LESSON, links(app)[SAY("page-lessons")])
    for page in way:
        turn(app, page, links(app)[SAY(name[page])])
        assert header(app)["query"] == changed
        turn(app, LESSON, links(app)[SAY("page-lessons")])


def test_what_a_teacher_hides_is_hidden_and_a_locked_page_leads_nowhere():
    app = open_page(f"{RACE}&hide=board,heading", MAPS)
    assert {"board", "heading"} <= set(sent(app)["frame"]["hide"])
    assert not links(app)
    app = open_page(f"{RACE}&lock=1", MAPS)
    assert not links(app)
    assert "pages" in sent(app)["frame"]["hide"], "nor does the link below the map"


def test_each_page_offers_to_hide_the_parts_that_it_has():
    for page, elsewhere in share.ELSEWHERE.items():
        parts = link_options.parts_but(elsewhere)
        assert not set(elsewhere) - set(link_options.PARTS), page
        assert {"board", "heading", "transport"} <= set(parts)
    on_maps = link_options.parts_but(link_options.NOT_ON_MAPS)
    assert not {"three", "slice", "inspector", "text"} & set(on_maps)


def test_an_unusable_map_in_a_link_is_told_and_left_out():
    app = open_page("s=bowl&o=adam&map=moon&lang=en", MAPS)
    assert header(app)["view"]["map"] == "rate"
    assert app.get("text"), "a sentence says so"
    assert dict(parse_qsl(header(app)["query"])).get("map") in (None, "rate")
