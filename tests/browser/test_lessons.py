"""Every lesson in a browser, in both languages, on a desk (then as narrow as a phone) and a phone: it can be done.

Its question is answered on both: the predicted run is seen, and then the answer.
"""

import re
from collections.abc import Callable, Sequence
from itertools import cycle
from time import monotonic
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, expect

from experiments import encode
from lessons import LESSONS, Try, text
from ravine.words import Words

from .axe import DRAWN, barriers
from .controls import changes, late, operate
from .prediction import TOLD, beginning, seen
from .reading import listen, misread
from .stage import PHONE, Stage, lead

pytestmark = pytest.mark.browser
DESK = {"viewport": {"width": 1366, "height": 768}}
NARROW = {"width": 390, "height": 950}
LATE = 20_000  # ms
# Pages that are led from lesson to lesson, each in one language: words that a lesson does not show stay as they are;
# the one on which the language is changed shows a single lesson. A guest's tests leave tasks done behind them: where
# lessons are walked through, all are open, and the visitor does not mind motion.
WALKED = {"desk": (DESK, "ko"), "phone": (PHONE, "en")}
PAGES = {**WALKED, "guest": (DESK, "en"), "translated": (DESK, "en")}
# Each lesson is walked through on one page and looked at on the other one, its neighbour the other way round.
WALKS = [
    pytest.param(key, *pages, id=f"{key}-{pages[0]}")
    for key, pages in zip(LESSONS, cycle([("desk", "phone"), ("phone", "desk")]), strict=False)
]
CUT_OFF = """[...document.querySelectorAll('.st-key-lesson .katex, .st-key-lesson .katex-display')]
    .filter((formula) => formula.scrollWidth > formula.clientWidth + 8 && formula.clientWidth)
    .map((formula) => formula.querySelector('annotation').textContent)"""


def lead_through(
    kept: dict[str, Stage], name: str, address: str, key: str, language: str, begin: Callable[[], BrowserContext]
) -> Stage:
    """The page ``name`` of ``kept``, in a context that ``begin`` opens if there is none yet, led to the lesson."""
    target = f"{address}/lessons?l={key}&lang={language}"
    if name not in kept:
        page = begin().new_page()
        listen(page)
        page.goto(target)
        kept[name] = Stage(page)
    else:
        lead(kept[name].page, target)
    wait_for(kept[name], key, language)
    return kept[name]


def wait_for(stage: Stage, key: str, language: str) -> None:
    """Until the lesson ``key`` is open and its race is on the stage."""
    with late(f"{key}: the lesson does not open"):
        stage.page.locator(".st-key-lesson h1").get_by_text(text(key, language).title, exact=True).wait_for()
        stage.until(
            "root.dataset.ready !== undefined && root.lang === argument[1]"
            " && new URLSearchParams(player.link?.frame.link).get('l') === argument[0]",
            [key, language],
        )
    stage.idle()


def begin(stage: Stage, key: str, scene: str, shown: str, words: Words) -> None:
    """Have ``scene`` of lesson ``key`` on the stage from its beginning, when ``shown`` was there."""
    opened, page = LESSONS[key].scenes[scene], stage.page
    wanted = encode(opened.scenario, opened.view)
    stage.idle()
    if stage.query() == wanted:
        return
    again = page.get_by_role("button", name=words("lesson-again"))
    if scene == shown and again.is_visible():
        again.click()
    elif scene != shown:
        page.locator(".st-key-lesson-scenes").get_by_text(text(key, words.language).scenes[scene], exact=True).click()
    with late(f"{key}: the scene '{scene}' does not come back as it was"):
        stage.until("player.header.query === argument", wanted)
    stage.idle()
    assert stage.query() == wanted, f"{key}: '{scene}' does not stay as it was at its beginning"


def do(stage: Stage, key: str, task: Try, shown: str, words: Words) -> str:
    """Bring about what ``task`` asks for; the scene that it was done in."""
    lesson = LESSONS[key]
    scene = task.scene or lesson.first
    begin(stage, key, scene, shown, words)
    for change in changes(lesson.scenes[scene].scenario, task.answer):
        operate(stage, *change)
        stage.idle()
    row = stage.page.locator(".st-key-lesson-tasks p").nth(1 + lesson.tries.index(task))
    untold = f"{key}: '{text(key, words.language).tries[task.key]}' was done with its controls and is not ticked"
    expect(row, untold).to_contain_text(words("lesson-done"), timeout=LATE)
    return scene


def play(stage: Stage, key: str) -> None:
    stage.js("(player.pause(), player.seek(0))")
    stage.page.locator(".rv-play").click()
    with late(f"{key}: the play button does not set the race going"):
        stage.until("player.step > 0")
    stage.js("player.pause()")


def predict(stage: Stage, key: str, choice: int, words: Words) -> None:
    """Answer the question with its option number ``choice``."""
    question, said, page = LESSONS[key].question, text(key, words.language), stage.page
    page.get_by_test_id("stRadioGroup").locator("label").nth(choice).click()
    right = question.truth(LESSONS[key].races)
    chosen = question.options[choice] == right
    verdict = words("lesson-right") if chosen else words("lesson-other", truth=said.options[right])
    told = page.locator(TOLD)
    expect(told, f"{key}: no verdict on the prediction").to_contain_text(verdict, timeout=LATE)
    expect(told, f"{key}: no explanation").to_contain_text(beginning(said.answer))
    expect(told, f"{key}: the answer stays hidden").to_be_visible(timeout=LATE)
    opened = LESSONS[key].scenes[question.scene]
    with late(f"{key}: what was predicted is not run"):
        stage.until("player.header.query === argument", encode(opened.scenario, opened.view))


def read(stage: Stage, key: str, words: Words) -> None:
    """Nothing untranslated."""
    wrong = misread(stage.page, words.language)
    assert not wrong, f"{key}: the page in '{words.language}' says {wrong}"


def resize(stage: Stage, key: str, size: dict[str, int]) -> None:
    """Make the window as large as ``size``, and wait until the stage has followed."""
    page, followed = stage.page, f"{'>' if size['width'] > NARROW['width'] else '<'} {NARROW['width']}"
    if page.viewport_size["width"] != size["width"]:
        page.set_viewport_size(size)
    with late(f"{key}: in a window of {size['width']} pixels the stage is not {followed} wide"):
        stage.until(f"root.clientWidth {followed}")


def fit(stage: Stage, key: str) -> None:
    """On a phone's width, to which a wider window shrinks and stays so, nothing cut off."""
    resize(stage, key, NARROW)
    until = monotonic() + LATE / 1000
    while (wide := stage.overflow()) > 0 and monotonic() < until:
        stage.frames()  # the plots follow the window one after the other
    assert wide <= 0, f"{key}: at 390 pixels the page scrolls sideways by {wide}"
    cut = stage.page.evaluate(CUT_OFF)
    assert not cut, f"{key}: at 390 pixels these formulas are cut off: {cut}"


def prepared(lead_to, key: str, name: str, rules: Sequence[str] = ()) -> tuple[Stage, Words]:
    """The page ``name`` as the lesson begins there, and its words: all can read it, as far as ``rules`` go."""
    (options, language), number = PAGES[name], list(LESSONS).index(key)
    stage, words = lead_to(key, name), Words(language)
    resize(stage, key, options["viewport"])
    read(stage, key, words)
    found = barriers(stage.page, colours(number, name), rules)
    assert not found, f"{key}: {found}"
    stage.page.evaluate("window.drawn.clear()")  # axe draws the letters of icons' names
    return stage, words


def colours(number: int, name: str) -> Literal["light", "dark"]:
    """Those in which lesson ``number`` is looked at on a page: on the other one the others, and seldom changed."""
    return "light" if (number < len(LESSONS) // 2) == (name == "desk") else "dark"


@pytest.fixture(scope="module")
def kept() -> dict[str, Stage]:
    """The pages that are open."""
    return {}


@pytest.fixture
def lead_to(address, open_context, kept, errors, request):
    """One of :data:`PAGES`, led to a lesson by its address; after a failure the next test gets new ones."""

    def opened(key: str, name: str = "guest") -> Stage:
        options, language = PAGES[name]
        moving = name in WALKED
        return lead_through(kept, name, address, key, language, lambda: open_context(autoplay=moving, **options))

    failures = request.session.testsfailed
    yield opened
    if request.session.testsfailed > failures or errors:
        while kept:
            kept.popitem()[1].page.context.close()


@pytest.mark.parametrize(("key", "name", "other"), WALKS)
def test_a_lesson_can_be_walked_through(lead_to, key, name, other):
    stage, words = prepared(lead_to, key, name)
    lesson, number = LESSONS[key], list(LESSONS).index(key)
    with seen(stage, key):
        predict(stage, key, number % len(lesson.question.options), words)
    shown = lesson.question.scene
    for task in lesson.tries:
        shown = do(stage, key, task, shown, words)
    if "transport" in lesson.panels:
        play(stage, key)
    read(stage, key, words)
    fit(stage, key)
    stage, words = prepared(lead_to, key, other, DRAWN)
    if other == "phone":
        fit(stage, key)
    with seen(stage, key):
        predict(stage, key, (number + 1) % len(lesson.question.options), words)


def test_next_back_and_forward_lead_through_the_lessons_and_what_is_done_outlasts_a_reload(lead_to):
    first, second, third = list(LESSONS)[:3]
    stage, words = lead_to(first), Words("en")
    page = stage.page
    for key, following in ((first, second), (second, third)):
        predict(stage, key, 0, words)
        page.locator(".st-key-lesson-ways a").filter(has_text=words("lesson-after")).click()
        wait_for(stage, following, "en")
        assert page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollTop") == 0
    page.go_back()
    wait_for(stage, second, "en")
    page.go_forward()
    wait_for(stage, third, "en")
    contents = page.locator("[class*=st-key-contents-] a")
    told = contents.all_inner_texts()
    assert all(re.search(r"· 1/\d", entry) for entry in told[:2]), f"two questions are answered: {told}"
    page.reload()
    expect(contents, "after a reload the table of contents has forgotten what is done").to_have_text(told)


def test_another_language_keeps_all_else(lead_to):
    """The switch acts in place: race, scene, answer, ticks and the step on the stage stay as they are."""
    key = "too_large"
    stage = lead_to(key, "translated")
    do(stage, key, LESSONS[key].tries[0], LESSONS[key].first, Words("en"))
    predict(stage, key, 0, Words("en"))
    do(stage, key, LESSONS[key].tries[1], LESSONS[key].question.scene, Words("en"))
    stage.js("player.seek(7)")
    before = stage.query()
    for language, name in (("ko", "한국어"), ("en", "English")):
        stage.page.get_by_text(name, exact=True).click()
        wait_for(stage, key, language)
        words, told = Words(language), stage.page.locator(".st-key-lesson")
        assert stage.query() == before, "another language, another race"
        assert stage.js("player.step") == 7, "another language, another step"
        expect(told.get_by_text(words("lesson-done"), exact=True)).to_have_count(2)
        expect(told.locator(TOLD)).to_contain_text(beginning(text(key, language).answer))
        wrong = misread(stage.page, language)
        assert not wrong, f"the page in '{language}' still says {wrong}"


def test_keys_in_quick_succession_leave_the_stage_standing(lead_to):
    """Streamlit mounts components anew when reruns overtake each other; the stage keeps its step and its zoom."""
    stage = lead_to("momentum")
    page = stage.page
    stage.js("player.seek(17)")
    page.evaluate("document.querySelector('.ravine').marked = true")
    slider = page.locator(".st-key-momentum-momentum").get_by_role("slider")
    for key in ["ArrowRight"] * 4 + ["ArrowLeft"] * 4:
        slider.focus()
        page.keyboard.press(key)
        page.wait_for_timeout(90)
    stage.until("root.marked && player.step === 17 && player.header.query.includes('momentum.momentum=0.9&')")
