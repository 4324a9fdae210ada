"""Every lesson in a browser, in both languages, on a desk (then as narrow as a phone) and a phone: it can be done."""

import re
from time import monotonic

import pytest
from playwright.sync_api import expect

from experiments import encode
from lessons import LESSONS, Try, text
from ravine.words import Words

from .axe import barriers
from .controls import changes, late, operate
from .reading import listen, misread
from .stage import PHONE, Stage

pytestmark = pytest.mark.browser
DESK = {"viewport": {"width": 1300, "height": 950}}
NARROW = {"width": 390, "height": 950}
LATE = 20_000  # ms
# Each lesson is walked through in one language on one device, its neighbour in the other language on the other one.
WALKS = [
    pytest.param(key, *(("ko", "desk"), ("en", "phone"))[number % 2], id=f"{key}-{('ko-desk', 'en-phone')[number % 2]}")
    for number, key in enumerate(LESSONS)
]
DEVICES = {"desk": DESK, "phone": PHONE}
CUT_OFF = """[...document.querySelectorAll('.st-key-lesson .katex, .st-key-lesson .katex-display')]
    .filter((formula) => formula.scrollWidth > formula.clientWidth + 8 && formula.clientWidth)
    .map((formula) => formula.querySelector('annotation').textContent)"""


def wait_for(stage: Stage, key: str, language: str) -> None:
    """Until the lesson ``key`` is open and its race is on the stage."""
    with late(f"{key}: the lesson does not open"):
        stage.page.get_by_role("heading", name=text(key, language).title, exact=True).wait_for()
        stage.page.wait_for_selector(".ravine[data-ready]")
        stage.until("new URLSearchParams(player.link?.frame.link).get('l') === argument", key)
        stage.until("root.lang === argument", language)
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
    stage.page.locator(".rv-play").click()
    with late(f"{key}: the play button does not set the race going"):
        stage.until("player.playing || player.step < player.header.steps")
    stage.js("player.pause()")


def predict(stage: Stage, key: str, choice: int, words: Words) -> None:
    """Answer the question with its option number ``choice``."""
    question, said, page = LESSONS[key].question, text(key, words.language), stage.page
    page.get_by_test_id("stRadioGroup").locator("label").nth(choice).click()
    right = question.truth(LESSONS[key].races)
    chosen = question.options[choice] == right
    verdict = words("lesson-right") if chosen else words("lesson-other", truth=said.options[right])
    asked = page.locator(".st-key-lesson-tasks")
    expect(asked, f"{key}: no verdict on the prediction").to_contain_text(verdict, timeout=LATE)
    expect(asked, f"{key}: no explanation").to_contain_text(said.answer.split("$")[0][:25].strip())
    opened = LESSONS[key].scenes[question.scene]
    with late(f"{key}: what was predicted is not run"):
        stage.until("player.header.query === argument", encode(opened.scenario, opened.view))


def read(stage: Stage, key: str, words: Words) -> None:
    """Nothing untranslated, and on a phone's width nothing cut off."""
    wrong = misread(stage.page, words.language)
    assert not wrong, f"{key}: the page in '{words.language}' says {wrong}"
    width = stage.page.viewport_size
    stage.page.set_viewport_size(NARROW)
    with late(f"{key}: the stage stays as wide as it was when the window becomes narrow"):
        stage.until("root.clientWidth < 390")
    until = monotonic() + LATE / 1000
    while (wide := stage.overflow()) > 0 and monotonic() < until:
        stage.frames()  # the plots follow the window one after the other
    assert wide <= 0, f"{key}: at 390 pixels the page scrolls sideways by {wide}"
    cut = stage.page.evaluate(CUT_OFF)
    assert not cut, f"{key}: at 390 pixels these formulas are cut off: {cut}"
    stage.page.set_viewport_size(width)
    if width["width"] > NARROW["width"]:
        stage.until("root.clientWidth > 390")


@pytest.fixture
def open_lesson(visit, address):
    """A lesson on a new page."""

    def opened(language: str, key: str = next(iter(LESSONS)), **options) -> Stage:
        stage = visit(f"lang={language}", **options)
        listen(stage.page)
        stage.page.goto(f"{address}/lessons?l={key}&lang={language}")
        wait_for(stage, key, language)
        return stage

    return opened


@pytest.fixture(scope="module")
def lead_to(address, open_context):
    """A page a device and language, led from lesson to lesson by its address."""
    stages: dict[tuple[str, str], Stage] = {}

    def lead(key: str, language: str, device: str) -> Stage:
        target = f"{address}/lessons?l={key}&lang={language}"
        if (device, language) not in stages:
            page = open_context(**DEVICES[device]).new_page()
            listen(page)
            page.goto(target)
            stages[device, language] = Stage(page)
        else:
            stages[device, language].page.evaluate(
                "(to) => { history.pushState({}, '', to); dispatchEvent(new PopStateEvent('popstate')); }", target
            )
        wait_for(stages[device, language], key, language)
        return stages[device, language]

    return lead


@pytest.mark.parametrize(("key", "language", "device"), WALKS)
def test_a_lesson_can_be_walked_through(lead_to, key, language, device):
    stage, words, lesson = lead_to(key, language, device), Words(language), LESSONS[key]
    assert not (found := barriers(stage.page)), f"{key}: {found}"
    stage.page.evaluate("window.drawn.clear()")  # axe draws the letters of icons' names
    shown = lesson.first
    for task in lesson.tries:
        shown = do(stage, key, task, shown, words)
    if "transport" in lesson.panels:
        play(stage, key)
    predict(stage, key, list(LESSONS).index(key) % len(lesson.question.options), words)
    read(stage, key, words)
    other = "en" if language == "ko" else "ko"
    read(lead_to(key, other, device), key, Words(other))


def test_next_leads_to_the_next_lesson_and_what_is_done_outlasts_a_reload(open_lesson):
    stage, words = open_lesson("en"), Words("en")
    first, second, third = list(LESSONS)[:3]
    for key, following in ((first, second), (second, third)):
        predict(stage, key, 0, words)
        stage.page.locator(".st-key-lesson-ways a").filter(has_text=words("lesson-after")).click()
        wait_for(stage, following, "en")
    stage.page.reload()
    marks = stage.page.locator("[class*=st-key-contents-] a").filter(has_text=re.compile(r"· 1/\d"))
    expect(marks, "after a reload the table of contents has forgotten what is done").to_have_count(2)


def test_another_language_keeps_all_else(open_lesson):
    """The switch acts in place: race, scene, answer, ticks and the step on the stage stay as they are."""
    key = "too_large"
    stage = open_lesson("en", key)
    do(stage, key, LESSONS[key].tries[0], LESSONS[key].first, Words("en"))
    predict(stage, key, 0, Words("en"))
    do(stage, key, LESSONS[key].tries[1], LESSONS[key].question.scene, Words("en"))
    stage.js("player.seek(7)")
    before = stage.query()
    for language, name in (("ko", "한국어"), ("en", "English")):
        stage.page.get_by_text(name, exact=True).click()
        wait_for(stage, key, language)
        words, told = Words(language), stage.page.locator(".st-key-lesson-tasks")
        assert stage.query() == before, "another language, another race"
        assert stage.js("player.step") == 7, "another language, another step"
        expect(told.get_by_text(words("lesson-done"), exact=True)).to_have_count(2)
        expect(told).to_contain_text(text(key, language).answer[:25])
        wrong = misread(stage.page, language)
        assert not wrong, f"the page in '{language}' still says {wrong}"


def test_back_and_forward_lead_through_the_lessons(open_lesson):
    stage = open_lesson("en")
    keys = list(LESSONS)[:2]
    page = stage.page
    wait_for(stage, keys[0], "en")
    page.locator(".st-key-lesson-ways a").filter(has_text=text(keys[1], "en").title).click()
    wait_for(stage, keys[1], "en")
    assert page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollTop") == 0
    page.go_back()
    wait_for(stage, keys[0], "en")
    page.go_forward()
    wait_for(stage, keys[1], "en")


def test_keys_in_quick_succession_leave_the_stage_standing(open_lesson):
    """Streamlit mounts components anew when reruns overtake each other; the stage keeps its step and its zoom."""
    stage = open_lesson("en", "momentum")
    page = stage.page
    stage.js("player.seek(17)")
    page.evaluate("document.querySelector('.ravine').marked = true")
    slider = page.locator(".st-key-momentum-momentum").get_by_role("slider")
    for key in ["ArrowRight"] * 4 + ["ArrowLeft"] * 4:
        slider.focus()
        page.keyboard.press(key)
        page.wait_for_timeout(90)
    stage.until("root.marked && player.step === 17 && player.header.query.includes('momentum.momentum=0.9&')")
