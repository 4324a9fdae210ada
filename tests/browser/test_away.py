"""A connection's words: a first load, a lost and a slow connection speak the visitor's language, and nothing is lost.

Streamlit's own words are in English alone: no page shows one in another language, and no name for screen readers has
the LaTeX of a label.
"""

import re

import pytest
from playwright.sync_api import expect

from experiments import Scenario, encode
from ravine.words import LANGUAGES, Words

from .line import NEXT_FRAME, Line
from .stage import Stage

pytestmark = pytest.mark.browser
QUERY = encode(Scenario("bowl", optimizers={"gd": {"lr": 0.05}, "adam": {}}, steps=40))
# Names for screen readers and texts of the page that are not the stage's.
NAMES = """() => [...document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')]
    .filter((element) => element.checkVisibility())
    .flatMap((element) => ['aria-label', 'title', 'placeholder', 'alt'].map((name) => element.getAttribute(name)))
    .filter(Boolean)"""
TEXTS = """() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
    for (let text = texts.nextNode(); text; text = texts.nextNode())
        if (text.parentElement.checkVisibility() && !text.parentElement.closest('script, style, noscript'))
            found.push(text.nodeValue.trim());
    return found.filter(Boolean);
}"""
ENGLISH = re.compile(
    r"(Help|Upload|Open|Close|Increment|Decrement|Main menu|Sidebar|(Collapse|Expand) sidebar|Rerun|Print|Stop|Theme|"
    r"Clear( value| all)?|Choose (an option|options)|Add files|file upload|Light|Dark|System|Record screen)|"
    r"(Help for|Skip to|Remove|Press Enter|Running|Connect).*|.*( per file|files are not allowed).*"
)
LATEX = re.compile(r"\$|\\[a-z]|\^\{")


def foreign(page, language):
    """What the page says in another language than its own, and names with LaTeX."""
    names = page.evaluate(NAMES)
    wrong = [name for name in names if LATEX.search(name)]
    if language != "en":
        wrong += [text for text in names + page.evaluate(TEXTS) if ENGLISH.fullmatch(text)]
    return wrong


def until_silent(page, language):
    """Wait until nothing of that is said any more."""
    for _ in range(300):
        if not foreign(page, language):
            return
        page.evaluate(NEXT_FRAME)
    assert foreign(page, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_set_while_the_connection_is_lost_is_in_the_address_when_it_is_back(open_context, address, language):
    say = Words(language)
    page = open_context().new_page()
    line = Line(page)
    page.goto(f"{address}/?{QUERY}&lang={language}")
    stage = Stage(page)
    stage.idle()
    said = page.locator(".rv-line")
    expect(said).to_be_hidden()
    line.cut()
    expect(said).to_have_text(say("streamlit-line-lost"), timeout=20_000)
    expect(said).to_have_attribute("role", "status")
    stage.type_rate("gd", "0.0123")
    stage.until("player.header.query.includes('gd.lr=0.0123') || player.live")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert "0.0123" not in page.url
    line.join()
    page.wait_for_url(re.compile(r"gd\.lr=0\.0123&"), timeout=60_000)
    stage.idle()
    expect(stage.row("gd").locator(".rv-field")).to_have_value("0.0123")
    expect(said).to_be_hidden(timeout=20_000)
    page.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_first_load_over_a_slow_line_says_what_is_going_on(open_context, address, language):
    say = Words(language)
    page = open_context(locale={"en": "en-GB", "ko": "ko-KR"}[language]).new_page()
    line = Line(page)
    line.cut()
    page.goto(f"{address}/?{QUERY}")
    said = page.locator(".rv-line")
    expect(said).to_have_text(say("streamlit-line-first"), timeout=20_000)
    assert page.evaluate("document.documentElement.lang") == language
    assert foreign(page, language) == []
    line.join()
    Stage(page).idle()
    expect(said).to_be_hidden(timeout=20_000)
    page.context.close()


def test_a_slow_answer_is_said(open_context, address):
    page = open_context().new_page()
    line = Line(page)
    page.goto(f"{address}/?{QUERY}&lang=ko")
    stage = Stage(page)
    stage.idle()
    line.hold()
    stage.type_rate("gd", "0.0123")
    expect(page.locator(".rv-line")).to_have_text(Words("ko")("streamlit-line-slow"), timeout=20_000)
    line.release()
    expect(page.locator(".rv-line")).to_be_hidden(timeout=20_000)
    page.context.close()


def test_switching_the_language_leaves_no_old_word(open_context, address):
    page = open_context().new_page()
    page.goto(f"{address}/?s=linear_regression&o=adam&data=csv&steps=20&lang=en")
    stage = Stage(page)
    stage.idle()
    until_silent(page, "en")
    page.get_by_text("한국어", exact=True).click()
    stage.until("player.header.lang === 'ko'")
    stage.idle()
    until_silent(page, "ko")
    menu = page.get_by_test_id("stMainMenu").get_by_role("button")
    expect(menu).to_have_accessible_name(Words("ko")("streamlit-main-menu"))
    menu.click()
    # To record the screen is forbidden to the page: it is not offered.
    expect(page.get_by_role("menuitem").filter(visible=True)).to_have_text([Words("ko")("streamlit-print")])
    until_silent(page, "ko")
    page.keyboard.press("Escape")
    upload = page.get_by_test_id("stFileUploader")
    expect(upload.get_by_text(Words("ko")("streamlit-upload"))).to_be_visible()
    page.get_by_text("English", exact=True).click()
    stage.until("player.header.lang === 'en'")
    expect(menu).to_have_accessible_name(Words("en")("streamlit-main-menu"))
    expect(upload.get_by_text(Words("en")("streamlit-upload"))).to_be_visible()
    page.context.close()


def test_lessons_gallery_and_sharing_have_no_foreign_word(open_context, address):
    page = open_context().new_page()
    page.goto(f"{address}/lessons?l=momentum&lang=ko")
    stage = Stage(page)
    stage.idle()
    until_silent(page, "ko")
    page.goto(f"{address}/?{QUERY}&lang=ko")
    stage = Stage(page)
    stage.idle()
    page.locator(".st-key-share button").click()
    page.get_by_role("dialog").get_by_text(Words("ko")("share-code")).wait_for()
    until_silent(page, "ko")
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="hidden")
    page.get_by_role("button", name=Words("ko")("surface")).click()
    page.get_by_role("dialog").wait_for()
    until_silent(page, "ko")
    page.context.close()
