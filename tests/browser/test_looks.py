"""Languages, themes and small screens."""

from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect

from experiments import Scenario, encode
from experiments.view import View
from ravine.words import Words

from .reading import misread
from .stage import PHONE, scene

pytestmark = pytest.mark.browser


def test_the_browser_s_language_is_korean(visit):
    stage = visit(locale="ko-KR")
    words = Words("ko")
    assert stage.page.get_by_text(words("app-tagline")).is_visible()
    assert stage.js("root.lang") == "ko"
    assert stage.page.get_by_role("button", name=words("stage-copy-link")).is_visible()
    stage.page.get_by_text("English", exact=True).click()
    stage.until("root.lang === 'en'")
    assert dict(parse_qsl(urlsplit(stage.page.url).query))["lang"] == "en"


def test_switching_the_language_keeps_the_race(show):
    stage = show(scene())
    before = stage.query()
    stage.page.get_by_text("한국어", exact=True).click()
    stage.until("root.lang === 'ko'")
    assert stage.query() == before


def test_another_language_keeps_who_races(show):
    """The browser names optimizers in the language that it shows; that is no choice of the page's other language."""
    show("s=rosenbrock&o=adam&lang=en")
    for language in ("ko", "en", "ko"):
        stage = show(f"s=rosenbrock&o=gd&lang={language}")
        stage.type_rate("gd", "0.0123")
        stage.until("player.header.query.includes('.lr=0.0123')")
        stage.idle()
        assert parse_qs(stage.query()).get("o") == ["gd"], "a change of the rate takes away who races"
        chosen = stage.page.locator(".st-key-optimizers [aria-pressed=true]")
        expect(chosen).to_have_text(Words(language).optimizer("gd"))


def test_another_language_says_all_of_the_page_in_its_words(show):
    """What has been chosen, too: of these widgets the browser reports the words that it shows."""
    stage = show("s=linear_regression&o=adam,gd&batch=16&inspect=gd&lang=en")
    page, words = stage.page, Words("en")
    settings = page.get_by_role("combobox", name=words("settings-of"))
    settings.scroll_into_view_if_needed()
    stage.frames(2)  # a list that is open closes when the page scrolls
    settings.click()
    page.locator("[role=option]").get_by_text(words.optimizer("gd"), exact=True).click()
    stage.idle()
    for language, name in (("ko", "한국어"), ("en", "English")):
        page.get_by_text(name, exact=True).click()
        stage.until("root.lang === argument", language)
        stage.idle()
        words = Words(language)
        for widget in ("inspect", "settings-of"):
            expect(page.get_by_role("combobox", name=words(widget))).to_have_value(words.optimizer("gd"))
        assert not (wrong := misread(page, language)), f"the page in '{language}' says {wrong}"


def test_dark_is_dark_on_every_plot(visit):
    stage = visit(scene(), color_scheme="dark")
    box = stage.root.bounding_box()
    assert max(stage.colour_at(box["x"] + 2, box["y"] + 2)) < 60
    x, y = stage.tick_pixel(3.0, 2.0)
    assert sum(stage.colour_at(x + 14, y + 14)) / 3 < 110, "a minimum is not dark in the dark theme"


@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_a_phone_shows_it_all_without_sideways_scrolling(show, locale):
    stage = show(locale=locale, **PHONE)
    assert stage.overflow() <= 0
    width = stage.page.viewport_size["width"]
    for part in (".rv-contour", ".rv-board", ".rv-loss", ".rv-three", ".rv-transport", ".rv-toolbar"):
        box = stage.page.locator(part).bounding_box()
        assert box, f"{part} is not there"
        assert 0 <= box["x"] <= box["x"] + box["width"] <= width, f"{part} is cut off"


def test_what_a_link_leaves_out_leaves_the_rest_its_place_on_a_phone(show):
    stage = show("hide=loss", **PHONE)
    assert stage.overflow() <= 0
    for part in (".rv-contour", ".rv-board", ".rv-three", ".rv-transport"):
        assert stage.page.locator(part).bounding_box()["width"] > 300, f"{part} is squeezed"


@pytest.mark.parametrize("plot", ["contour", "loss"])
def test_on_a_phone_no_button_lies_over_a_picture(show, plot):
    stage = show(scene(), **PHONE)
    graph = "player.graphs[argument]"
    top = stage.js(f"{graph}.getBoundingClientRect().y + {graph}._fullLayout._size.t", plot)
    buttons = [button.bounding_box() for button in stage.page.locator(f".rv-{plot} .rv-zoom button:visible").all()]
    assert len(buttons) == 3
    assert all(button["y"] + button["height"] <= top for button in buttons)


def test_a_tap_on_a_phone_sets_the_start(show):
    stage = show(scene(), **PHONE)
    stage.page.locator(".rv-contour").scroll_into_view_if_needed()
    stage.page.touchscreen.tap(*stage.tick_pixel(-2.0, 3.0))
    stage.until("Math.abs(player.header.start[0] + 2) < 0.2")


@pytest.mark.parametrize("path", ["", "maps", "lessons"])
def test_without_a_heading_nothing_lies_over_the_stage_s_tools(visit, path):
    stage = visit("lang=en&hide=heading", at=path)
    stage.idle()
    covered = stage.page.locator(".rv-toolbar .rv-button:visible").evaluate_all(
        """buttons => buttons.filter((button) => {
            const { x, y, width, height } = button.getBoundingClientRect();
            return !button.contains(document.elementFromPoint(x + width / 2, y + height / 2));
        }).map((button) => button.title || button.textContent)"""
    )
    assert covered == [], "a click on these goes to something that lies over them"


# Numbered minima, steps of four digits, and a run that diverges.
LONG_RACE = Scenario(
    "himmelblau", optimizers={"gd": {"lr": 0.00003}, "adam": {"lr": 0.0007}, "momentum": {"lr": 0.5}}, steps=10_000
)


@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_headings_verdicts_and_limits_are_shown_whole_and_a_row_keeps_its_height(show, locale):
    stage = show(encode(LONG_RACE, View(three=False)), locale=locale)
    window = stage.page.viewport_size
    for width in (390, 768, 1024, 1099, 1180, 1280, 1366, 1440, 1920):
        stage.resize(width, window["height"])
        heights = []
        for step in (3, 1e9):
            stage.js("(player.seek(argument), 0)", step)
            expect(stage.row("gd").locator(".rv-chip-when")).to_be_visible(visible=step == 3)
            rows = stage.page.locator(".rv-board tbody tr")
            heights.append(rows.evaluate_all("rows => rows.map((row) => row.getBoundingClientRect().height)"))
            cut = stage.page.locator(".rv-board thead th, .rv-chip, .rv-chip *, .rv-limit-text").evaluate_all(
                "parts => parts.filter((part) => part.clientWidth && part.scrollWidth > part.clientWidth + 1)"
                ".map((part) => part.textContent)"
            )
            assert not cut, f"cut off at {width} px: {cut}"
        assert heights[0] == pytest.approx(heights[1], abs=0.6), f"at {width} px the page jumps as the race ends"
    stage.page.set_viewport_size(window)
