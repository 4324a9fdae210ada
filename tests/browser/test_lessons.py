"""Every lesson in a real browser: it opens, plays, lets itself be done, in both languages, on a desk and a phone."""

import re
from pathlib import Path

import pytest

from declare import Parameter
from landscapes import LANDSCAPES
from lessons import LESSONS, Lesson, text
from optimizers import OPTIMIZERS
from ravine.words import Words

from .stage import Stage
from .test_looks import PHONE

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
# Typeset formulas, code and what only a screen reader is told hold no prose.
READABLE = """() => {
    const copy = document.querySelector('[data-testid="stMain"]').cloneNode(true);
    for (const part of copy.querySelectorAll('.katex, code, svg, style, .rv-hidden')) part.remove();
    return copy.textContent;
}"""
# Eight English words in a row are a sentence; names of optimizers in a row are fewer.
LATIN = re.compile(r"(?:[A-Za-z']+[ ,]+){7}[A-Za-z']+")
HANGUL = re.compile("[\u3131-\ud7a3]{2}")


def changes(lesson: Lesson):
    """What the answer to the first task differs in from its scene: ``(control, value, declared parameter)``."""
    task = lesson.tries[0]
    home, answer = lesson.scenes[task.scene or lesson.first].scenario, task.answer
    if home.start != answer.start:
        yield "start", answer.start, None
    for name in ("steps", "batch"):
        if getattr(home, name) != getattr(answer, name):
            yield name, getattr(answer, name), None
    for key, (schedule, _) in answer.schedules.items():
        if key not in home.schedules:
            yield f"{key}.schedule", schedule, None
    for parameter in LANDSCAPES[home.surface].parameters:
        value = answer.surface_parameters[parameter.name]
        if value != home.surface_parameters[parameter.name]:
            yield f"surface.{parameter.name}", value, parameter
    for key, values in answer.optimizers.items():
        for parameter in OPTIMIZERS[key].hyperparameters:
            if values[parameter.name] != home.optimizers[key][parameter.name]:
                yield f"{key}.{parameter.name}", values[parameter.name], parameter


def operate(stage: Stage, control: str, value, parameter: Parameter | None, before: float) -> None:
    """Set ``control`` as a visitor would."""
    page = stage.page
    widget = page.locator(f".st-key-{re.sub('[^A-Za-z0-9_-]', '-', control)}")
    if control == "start":
        page.mouse.click(*stage.tick_pixel(*value))
    elif control == "batch":
        page.locator(".rv-batch .rv-field").fill(str(value))
        page.locator(".rv-batch .rv-field").press("Enter")
    elif control.endswith(".schedule"):
        widget.locator("input").click()
        page.get_by_role("option", name=Words(stage.js("root.lang")).schedule(value), exact=True).click()
    elif control.endswith(".lr"):
        field = stage.row(control.partition(".")[0]).locator(".rv-field")
        field.fill(f"{value:g}")
        field.press("Enter")
    elif parameter is None:
        widget.locator("input").fill(str(value))
        widget.locator("input").press("Enter")
    elif parameter.scale == "switch":
        widget.locator("label").first.click()
    else:
        widget.get_by_role("slider").focus()
        for press in presses(parameter, before, value):
            page.keyboard.press(press)


def presses(parameter: Parameter, before: float, value: float) -> list[str]:
    """Arrow keys that lead a slider from one value to another."""
    if parameter.scale == "linear":
        low, high = parameter.bounds
        steps = round((value - before) * 100 / (high - low))
    else:
        stops = sorted({*parameter.stops(), before})
        steps = stops.index(value) - stops.index(before)
    return ["ArrowRight" if steps > 0 else "ArrowLeft"] * abs(steps)


def value_of(lesson: Lesson, control: str) -> float:
    """What ``control`` stands at when the first task's scene opens."""
    scenario = lesson.scenes[lesson.tries[0].scene or lesson.first].scenario
    owner, _, name = control.partition(".")
    return (scenario.surface_parameters if owner == "surface" else scenario.optimizers.get(owner, {})).get(name, 0.0)


def wait_for(stage: Stage, title: str) -> None:
    """Until the lesson ``title`` is open and its race is on the stage."""
    stage.page.get_by_role("heading", name=title, exact=True).wait_for()
    stage.page.wait_for_selector(".ravine[data-ready]")


@pytest.fixture
def open_lesson(visit, address):
    """The first lesson on a new page."""

    def opened(language: str, **options) -> Stage:
        stage = visit(f"lang={language}", **options)
        stage.page.goto(f"{address}/lessons?lang={language}")
        stage.page.wait_for_selector(".ravine[data-ready]")
        return stage

    return opened


@pytest.mark.timeout(300)
def test_every_lesson_can_be_done_with_its_own_controls(open_lesson):
    stage = open_lesson("ko")
    words, page = Words("ko"), stage.page
    for key, lesson in LESSONS.items():
        said = text(key, "ko")
        wait_for(stage, said.title)
        stage.until("player.header.frame.link.includes(argument)", f"l={key}")
        read = page.evaluate(READABLE)
        assert not LATIN.search(read), f"{key}: {LATIN.search(read)}"
        for control, value, parameter in changes(lesson):
            operate(stage, control, value, parameter, value_of(lesson, control))
        page.get_by_text(words("lesson-done"), exact=True).first.wait_for(timeout=20_000)
        if "transport" in lesson.panels:
            page.locator(".rv-play").click()
            stage.until("player.playing || player.step < player.header.steps")
            stage.js("player.pause()")
        if key != list(LESSONS)[-1]:
            page.locator(".st-key-lesson-ways a").filter(has_text=words("lesson-after")).click()


@pytest.mark.timeout(300)
def test_every_lesson_on_a_phone(open_lesson):
    stage = open_lesson("en", **PHONE)
    words, page = Words("en"), stage.page
    for key in LESSONS:
        said = text(key, "en")
        wait_for(stage, said.title)
        stage.until("player.header.frame.link.includes(argument)", f"l={key}")
        assert stage.overflow() <= 0, f"{key} is wider than the phone"
        read = page.evaluate(READABLE)
        assert not HANGUL.search(read), f"{key}: {HANGUL.search(read)}"
        assert "MissingWord" not in read
        page.get_by_test_id("stRadioGroup").locator("label").first.tap()
        page.get_by_text(re.compile(f"^({re.escape(words('lesson-right'))}|{'It went otherwise'})")).first.wait_for()
        if key != list(LESSONS)[-1]:
            page.locator(".st-key-lesson-ways a").filter(has_text=words("lesson-after")).tap()


def test_back_and_forward_lead_through_the_lessons(open_lesson):
    stage = open_lesson("en")
    titles = [text(key, "en").title for key in list(LESSONS)[:2]]
    page = stage.page
    wait_for(stage, titles[0])
    page.locator(".st-key-lesson-ways a").filter(has_text=titles[1]).click()
    wait_for(stage, titles[1])
    assert page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollTop") == 0
    page.go_back()
    wait_for(stage, titles[0])
    page.go_forward()
    wait_for(stage, titles[1])


def test_keys_in_quick_succession_leave_the_stage_standing(open_lesson, address):
    """Streamlit mounts components anew when reruns overtake each other; the stage keeps its step and its zoom."""
    stage = open_lesson("en")
    page = stage.page
    page.goto(f"{address}/lessons?l=momentum&lang=en")
    Stage(page)
    stage.js("player.seek(17)")
    page.evaluate("document.querySelector('.ravine').marked = true")
    slider = page.locator(".st-key-momentum-momentum").get_by_role("slider")
    for key in ["ArrowRight"] * 4 + ["ArrowLeft"] * 4:
        slider.focus()
        page.keyboard.press(key)
        page.wait_for_timeout(90)
    stage.until("root.marked && player.step === 17 && player.header.query.includes('momentum.momentum=0.9&')")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_barrier(visit, address, scheme):
    stage = visit("lang=ko", color_scheme=scheme)
    for path in ("", f"lessons?l={next(iter(LESSONS))}&lang=ko"):
        if path:
            stage.page.goto(f"{address}/{path}")
            stage.page.wait_for_selector(".ravine[data-ready]")
        # Not as a script of the page: its content security policy takes none from elsewhere.
        stage.page.evaluate(AXE.read_text("utf-8"))
        found = stage.page.evaluate("axe.run({ resultTypes: ['violations'] })")
        serious = [
            (one["id"], [node["target"] for node in one["nodes"]])
            for one in found["violations"]
            if one["impact"] in ("serious", "critical")
        ]
        assert serious == [], path
