"""What a visitor enters beside the stage stays, though answers to what was done before are still on their way."""

from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Locator, expect

from ravine.views.digits import exact
from ravine.words import Words

from .controls import late
from .line import Line
from .stage import Stage, scene

pytestmark = pytest.mark.browser
LESSON = ("l=too_small", "lessons")
NOISY = scene(surface="himmelblau", gradient_noise=0.1, seed=7, steps=300)


@pytest.fixture(scope="module")
def wired(address, open_context) -> Iterator[tuple[Stage, Line]]:
    """A page and its websocket, for all of these tests."""
    context = open_context()
    page = context.new_page()
    line = Line(page)
    page.goto(f"{address}/?lang=en")
    stage = Stage(page)
    stage.idle()
    yield stage, line
    context.close()


@pytest.fixture
def open_page(wired) -> Callable[..., tuple[Stage, Line]]:
    def opened(query: str, at: str = "") -> tuple[Stage, Line]:
        stage, line = wired
        line.release()
        stage.lead(f"{query}&lang=en", at)
        return stage, line

    return opened


def field(stage: Stage, key: str) -> Locator:
    return stage.page.locator(f".st-key-{key} input")


def enter(stage: Stage, key: str, value: str) -> None:
    field(stage, key).fill(value)
    field(stage, key).press("Enter")


def raced(stage: Stage) -> dict[str, str]:
    return dict(parse_qsl(stage.query()))


def set_rate(stage: Stage, value: str) -> None:
    """Something that is done on the stage: with it the browser reports the values of all widgets."""
    rate = stage.row("gd").locator(".rv-field")
    rate.fill(value)
    rate.press("Enter")
    with late(f"the rate {value} is not raced with"):
        stage.until("new URLSearchParams(player.header.query).get('gd.lr') === argument", value)
    stage.idle()


def set_steps_and_reset(stage: Stage, line: Line) -> None:
    """The scene is begun again, which sets the number of steps; the answer is on its way."""
    enter(stage, "steps", "200")
    stage.until("player.header.steps === 200")
    stage.idle()
    line.hold()
    stage.page.locator(".st-key-lesson-again button").click()
    line.until_answered()


def test_steps_entered_while_a_scene_begins_again_stay(open_page):
    stage, line = open_page(*LESSON)
    set_steps_and_reset(stage, line)
    enter(stage, "steps", "321")
    line.until_answered(2)
    line.release()
    stage.until("player.header.steps === 321")
    expect(field(stage, "steps"), "the field jumps back from the number that was entered").to_have_value("321")
    set_rate(stage, "0.02")
    assert raced(stage)["steps"] == "321", "a change on the stage undoes the number of steps that was entered"
    expect(field(stage, "steps")).to_have_value("321")


def test_steps_are_typed_on_when_a_scene_begins_again_meanwhile(open_page):
    stage, line = open_page(*LESSON)
    set_steps_and_reset(stage, line)
    field(stage, "steps").fill("321")
    line.release()
    stage.until("player.header.steps === 100")
    stage.idle()
    expect(field(stage, "steps"), "what is being typed is overwritten").to_have_value("321")
    expect(field(stage, "steps"), "the field being typed in loses the focus").to_be_focused()
    stage.page.keyboard.press("Enter")
    with late("the number of steps that was entered is not raced"):
        stage.until("player.header.steps === 321")


def test_a_change_on_the_stage_does_not_undo_a_reset_on_its_way(open_page):
    stage, line = open_page(*LESSON)
    set_steps_and_reset(stage, line)
    rate = stage.row("gd").locator(".rv-field")
    rate.fill("0.02")
    rate.press("Enter")
    line.until_answered(2)
    line.release()
    stage.until("player.header.query.includes('gd.lr=0.02')")
    stage.idle()
    assert raced(stage)["steps"] == "100", "a change on the stage undoes that the scene was begun again"
    expect(field(stage, "steps")).to_have_value("100")


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [("steps", "321", "321"), ("seed", "5", "5"), ("start-x", "1.5", "1.5"), ("start-y", "-2", "-2")],
)
def test_a_number_entered_while_the_start_moves_stays_and_so_does_the_start(open_page, key, value, shown):
    stage, line = open_page(NOISY)
    expect(field(stage, "start-x")).to_be_visible()
    stage.page.locator(".rv-handle").focus()
    before = stage.js("player.header.start")
    line.hold()
    stage.page.keyboard.press("ArrowRight")
    line.until_answered()
    enter(stage, key, value)
    line.until_answered(2)
    line.release()
    name = {"start-x": "start", "start-y": "start"}.get(key, key)
    with late(f"the {key} that was entered is not raced"):
        stage.until(f"new URLSearchParams(player.header.query).get('{name}').split(',').some((n) => n == {value})")
    stage.idle()
    expect(field(stage, key), "the field jumps back from the number that was entered").to_have_value(shown)
    x, y = map(float, raced(stage)["start"].split(","))
    assert key == "start-x" or x > before[0], "the start jumps back to where it was before it was moved"
    assert key == "start-y" or y == before[1]
    expect(field(stage, "start-x"), "the field shows another start than the stage").to_have_value(exact(x))
    expect(field(stage, "start-y"), "the field shows another start than the stage").to_have_value(exact(y))


@pytest.mark.parametrize("key", ["start-x", "start-y", "steps"])
def test_a_number_is_typed_on_when_controls_appear_above(open_page, key):
    """Full batches need no seed and no switches; smaller ones have them, above the start."""
    stage, line = open_page(scene(surface="linear_regression", optimizers={"gd": {"lr": 0.01}}))
    expect(field(stage, key)).to_be_visible()
    line.hold()
    stage.page.locator(".rv-batch .rv-field").fill("8")
    stage.page.locator(".rv-batch .rv-field").press("Enter")
    line.until_answered()
    before = field(stage, key).input_value()
    field(stage, key).fill("321")
    line.release()
    expect(field(stage, "seed")).to_be_visible()
    stage.idle()
    expect(field(stage, key), "what is being typed is lost").to_have_value("321")
    expect(field(stage, key), "the field being typed in loses the focus").to_be_focused()
    field(stage, key).fill(before)  # or the next test would begin with what is entered here


def test_a_parameter_is_typed_exactly_and_back_undoes_it(open_page):
    stage, _ = open_page(scene(optimizers={"adam": {"lr": 0.1}}))
    typed, slider = field(stage, "adam-beta2-typed"), field(stage, "adam-beta2")
    home = raced(stage)["adam.beta2"]
    enter(stage, "adam-beta2-typed", "0,9955")
    with late("the value that was typed is not raced with"):
        stage.until("player.header.query.includes('adam.beta2=0.9955&')")
    stage.idle()
    expect(typed).to_have_value("0.9955")
    expect(slider, "the slider shows another value than the field").to_have_attribute("aria-valuetext", "0.9955")
    enter(stage, "adam-beta2-typed", "7")
    note = stage.page.get_by_role("status").filter(has_text=Words("en").parameter("beta2", "adam"))
    expect(note, "the range is not said").to_contain_text("outside 0 to 0.")
    stage.until("!player.header.query.includes('adam.beta2=0.9955&')")
    stage.idle()
    for value in ("0.9955", home):
        stage.page.go_back()
        with late(f"Back does not bring {value} back"):
            stage.until("new URLSearchParams(player.header.query).get('adam.beta2') === argument", value)
        stage.idle()
        expect(typed).to_have_value(value)
    expect(note).to_have_count(0)
    slider.focus()
    slider.press("ArrowLeft")
    with late("the slider does not move the race"):
        stage.until("new URLSearchParams(player.header.query).get('adam.beta2') !== argument", home)
    stage.idle()
    expect(typed, "the field does not follow the slider").to_have_value(raced(stage)["adam.beta2"])


def test_cells_pasted_from_a_spreadsheet_are_raced_on(open_page):
    stage, _ = open_page(scene(surface="linear_regression", optimizers={"gd": {"lr": 0.01}}))
    page, words = stage.page, Words("en")
    page.get_by_role("combobox", name=words("data-set")).click()
    page.get_by_role("option", name=words("data-csv")).click()
    page.evaluate("navigator.clipboard.writeText('height\\tweight\\n1,5\\t50\\n1,6\\t58\\n1,7\\t66\\n')")
    cells = page.get_by_role("textbox", name=words("paste"))
    cells.focus()
    page.keyboard.press("Control+V")
    with late("the cells are not read"):
        stage.until("player.header.samples.size === 3")
    stage.idle()
    expect(cells, "the browser sends the cells with whatever is done").to_have_value("")
    assert page.get_by_role("combobox", name=words("column-x")).input_value() == "height"
