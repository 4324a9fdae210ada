"""The race as a visitor handles it: the real server, a real browser."""

import re
from urllib.parse import urlsplit

import numpy as np
import pytest
from playwright.sync_api import expect

from experiments import Scenario, decode, encode, run
from experiments.view import View
from ravine.words import Words

from .stage import scene

pytestmark = pytest.mark.browser


def test_the_page_draws(visit):
    stage = visit()
    assert stage.page.locator("tr[data-run]").count() == 4
    for graph in ("contour", "loss"):
        assert stage.js(f"player.graphs.{graph}.querySelectorAll('.main-svg').length > 0")
    inked = stage.js(
        """['.rv-contour', '.rv-loss'].map((plot) => [...root.querySelectorAll(`${plot} canvas`)].some((canvas) => {
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            return data.some((value) => value > 0);
        }))"""
    )
    assert inked == [True, True], "no path is drawn over the plots"
    stage.until("player.graphs.three.querySelector('canvas')")


def test_a_first_visit_plays_once_by_itself_and_stops_at_the_end(visit):
    stage = visit(scene(steps=20), autoplay=True)
    stage.page.get_by_label("Speed").select_option("4")
    stage.until("player.step > 2")
    stage.until("!player.playing && player.step === 20")


def test_nothing_moves_for_those_who_prefer_less_motion(show):
    stage = show(scene())
    assert stage.js("player.playing") is False
    step = stage.js("player.step")
    assert step == stage.js("player.header.steps"), "the whole race is shown instead"
    stage.frames(25)
    assert stage.js("player.step") == step


def test_play_moves_and_keys_step(show):
    stage = show(scene())
    stage.page.locator(".rv-seek").focus()
    stage.page.keyboard.press("Home")
    assert stage.js("player.step") == 0
    stage.page.locator(".rv-play").click()
    stage.until("player.step > 3")
    stage.page.locator(".rv-play").click()
    assert stage.js("player.playing") is False
    stage.page.locator(".rv-board").click(position={"x": 5, "y": 5})
    stage.page.keyboard.press("Home")
    for expected in (1, 2):
        stage.page.keyboard.press("ArrowRight")
        assert stage.js("player.step") == expected
    stage.page.keyboard.press("ArrowLeft")
    assert stage.js("player.step") == 1
    assert stage.page.locator(".rv-step").input_value() == "1"
    stage.page.keyboard.press("End")
    assert stage.js("player.step") == stage.js("player.header.steps")
    stage.page.keyboard.press("Home")
    stage.page.keyboard.press("Space")
    stage.until("player.step > 1")
    stage.page.keyboard.press("Space")
    assert stage.js("player.playing") is False


@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_the_step_clock_can_be_typed_into(show, locale):
    stage, words = show(scene(steps=300), locale=locale), Words(locale[:2])
    clock = stage.page.get_by_label(words("stage-step-exact", high="300"))
    note = stage.page.locator(".rv-counter .rv-note")
    stands = "[player.playing, player.step]"
    stage.js("(player.seek(0), 0)")
    stage.page.locator(".rv-transport .rv-select").select_option("1/s")
    stage.page.locator(".rv-play").click()
    clock.click()
    clock.press("1")
    stage.until("player.step >= 1")
    clock.press("7")
    expect(clock, "what is being typed is overwritten while the race plays").to_have_value("17")
    clock.press("Enter")
    assert stage.js(stands) == [False, 17]
    clock.press("ArrowUp")
    assert stage.js(stands) == [False, 18]
    clock.fill("200")
    clock.press("Escape")
    expect(clock, "Escape does not give back the step").to_have_value("18")
    expect(note).to_have_text("")
    beyond = words("stage-step-beyond", value="9,999", high="300", step="300")
    unreadable = words("stage-step-unreadable", value="abc", high="300", step="300")
    for typed, step, sentence in (("9,999", 300, beyond), ("abc", 300, unreadable), ("１２.0", 12, "")):
        clock.fill(typed)
        clock.press("Tab")  # as on phones, whose keyboards have no Enter for numbers
        assert stage.js(stands) == [False, step]
        expect(clock).to_have_value(str(step))
        expect(note).to_have_text(sentence)


def test_the_path_bends_while_a_rate_is_dragged_and_nothing_else_jumps(show):
    stage = show(scene(View(three=True)))
    stage.until("player.graphs.three._fullLayout && player.graphs.three.querySelector('canvas')")
    stage.js("Plotly.relayout(player.graphs.contour, {'xaxis.range': [-4, 1], 'yaxis.range': [-5, 0]})")
    stage.js("Plotly.relayout(player.graphs.three, {'scene.camera.eye': {x: 0.4, y: 2, z: 1}})")
    stage.js("player.seek(17)")
    before = stage.path("gd")
    adam = stage.path("adam")
    stage.drag_rate("gd", 0.2, release=False)
    stage.until("player.live")
    during = stage.path("gd")
    assert not np.array_equal(before[1:], during[1:]), "the path does not follow the hand"
    assert stage.js("player.step") == 17
    stage.page.mouse.up()
    stage.until("!player.live")
    assert np.array_equal(stage.path("adam"), adam), "the other optimizer's path moved"
    assert stage.js("player.step") == 17, "playback lost its step"
    assert stage.js("player.graphs.contour._fullLayout.xaxis.range") == [-4, 1], "the zoom jumped back"
    assert stage.js("player.graphs.three._fullLayout.scene.camera.eye.y") == 2, "the camera jumped back"


def test_a_dragged_rate_reaches_the_address_and_the_engine(show):
    stage = show(scene())
    stage.drag_rate("gd", 0.4)
    stage.page.wait_for_url(lambda url: "gd.lr=0.01&" not in url and "gd.lr" in url)
    stage.until("!player.live")
    scenario, problems = decode(urlsplit(stage.page.url).query)
    assert not problems
    assert np.array_equal(stage.path("gd"), run(scenario)["gd"].path)
    shown = float(stage.row("gd").locator(".rv-field").input_value())
    assert shown == pytest.approx(scenario.optimizers["gd"]["lr"], rel=1e-6)


def test_an_exact_rate_can_be_typed_and_the_nearest_to_a_wrong_one_is_used(show):
    stage = show(scene())
    words = Words("en")
    stage.type_rate("adam", "0.01234567")
    stage.until("player.runs.find((run) => run.key === 'adam').lr.value === 0.01234567")
    row = stage.row("adam")
    field, note = row.locator(".rv-field"), row.locator(".rv-note")
    field.fill("fast")
    field.press("Tab")
    expect(note).to_have_text(
        words("stage-typed-unreadable", value="fast", low="1e-5", high="10", to=field.input_value())
    )
    assert float(field.input_value()) == pytest.approx(0.01234567, rel=1e-3)
    assert "adam.lr=0.01234567" in stage.query()
    field.fill("-3")
    field.press("Tab")
    expect(note).to_have_text(words("stage-typed-beyond", value="-3", low="1e-5", high="10", to="1e-5"))
    expect(note).to_be_visible()
    stage.until("player.runs.find((run) => run.key === 'adam').lr.value === 1e-5")
    field.focus()
    expect(note).to_have_text("")


def test_a_click_on_the_map_sets_the_start_everywhere(show):
    stage = show(scene())
    target = (-2.0, 3.0)
    stage.page.mouse.click(*stage.tick_pixel(*target))
    stage.until("Math.abs(player.header.start[0] + 2) < 0.1")
    start = stage.js("player.header.start")
    assert start == pytest.approx(target, abs=0.06), "the start is not where the click was"
    assert stage.path("gd")[0] == pytest.approx(start, rel=1e-6)
    stage.page.wait_for_url(lambda url: decode(urlsplit(url).query)[0].start == tuple(start))
    field = stage.page.get_by_role("textbox", name=Words("en")("start-on", axis="x"))
    stage.page.wait_for_function(
        "([input, value]) => Math.abs(input.value - value) < 1e-3", arg=[field.element_handle(), start[0]]
    )


def test_the_start_can_be_dragged_live_and_moved_by_keys(show):
    stage = show(scene())
    handle = stage.page.locator(".rv-handle")
    box = handle.bounding_box()
    stage.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    stage.page.mouse.down()
    stage.page.mouse.move(*stage.tick_pixel(1.0, 1.0), steps=10)
    stage.until("player.live && Math.abs(player.header.start[0] - 1) < 0.3")
    stage.page.mouse.up()
    stage.until("!player.live && Math.abs(player.header.start[0] - 1) < 0.1")
    before = stage.js("player.header.start")
    handle.focus()
    stage.page.keyboard.press("ArrowRight")
    stage.until("player.header.start[0] > argument + 0.05", before[0])
    assert stage.js("player.header.start[0]") == pytest.approx(before[0] + 0.1, abs=1e-6)


def test_a_canvas_pixel_lies_where_the_axes_say(show):
    """The head of a run, painted on the canvas, is where Plotly's printed labels put its weights."""
    stage = show(scene(View(three=False, marks=False), optimizers={"adam": {"lr": 0.1}}, start=(-1.0, 4.0), steps=12))
    stage.js("player.seek(12)")
    stage.frames(4)
    x, y = stage.tick_pixel(*map(float, stage.path("adam")[-1]))
    # The head is a ring of the optimizer's colour, two pixels wide, with light in the middle.
    around = [np.array(stage.colour_at(x + right, y), dtype=float) for right in (3, 4, 5)]
    vermillion = np.array([0xD5, 0x5E, 0x00], dtype=float)
    assert min(np.abs(colour - vermillion).max() for colour in around) < 40, f"beside the head's place: {around}"


def test_the_board_tells_loss_distance_and_verdict_in_words(show):
    stage = show(scene())
    entry = run(decode(stage.query())[0])["adam"]
    said = stage.row("adam").inner_text()
    assert Words("en").verdict(entry.verdict)["text"] in stage.row("adam").locator(".rv-chip").inner_text()
    shown = float(stage.row("adam").locator(".rv-col-loss").inner_text().replace("−", "-"))
    assert shown == pytest.approx(entry.loss[-1], rel=2e-3, abs=1e-12), said
    stage.row("adam").locator(".rv-chip").focus()
    tip = stage.page.locator(".rv-tip")
    assert Words("en").verdict(entry.verdict)["criterion"] in tip.inner_text()


def test_a_path_under_the_pointer_tells_its_numbers(show):
    stage = show(scene(optimizers={"adam": {"lr": 0.1}}, start=(-1.0, 4.0), steps=12))
    path = stage.path("adam")
    stage.page.mouse.move(*stage.tick_pixel(*map(float, path[5])))
    tip = stage.page.locator(".rv-tip")
    tip.wait_for(state="visible")
    said = tip.inner_text()
    assert re.search(r"Adam[\s\S]*\b5\b", said), said


def test_a_diverged_run_ends_and_says_where(show):
    stage = show(
        encode(Scenario("rosenbrock", optimizers={"gd": {"lr": 0.5}, "adam": {"lr": 0.05}}), View(three=False))
    )
    step = run(decode(stage.query())[0])["gd"].verdict.step
    assert str(step) in stage.row("gd").locator(".rv-chip").inner_text()
    assert len(stage.path("gd")) == step + 1


# How many labels the loss axis has at most, from the click until the chart has come to rest.
MOST_LABELS = """async () => {
    document.querySelector('.rv-loss .rv-zoom button:last-child').click();
    let most = 0;
    for (let frame = 0; frame < 30; frame += 1) {
        await new Promise(requestAnimationFrame);
        most = Math.max(most, document.querySelectorAll('.rv-loss .ytick').length);
    }
    return most;
}"""


def test_all_of_a_chart_that_a_diverged_run_leaves_is_shown_at_once(show):
    """Less than a decade and then ninety: Plotly would draw a thousand labels between, and stand still meanwhile."""
    rates = {"gd": {"lr": 0.003}, "momentum": {"lr": 0.01}, "adam": {}}
    stage = show(encode(Scenario("rosenbrock", optimizers=rates, start=(-2.0, 3.0), steps=60), View(three=False)))
    low, high = stage.js("player.graphs.loss._fullLayout.yaxis.range")
    assert high - low < 1
    assert stage.page.evaluate(MOST_LABELS) < 20
    low, high = stage.js("player.graphs.loss._fullLayout.yaxis.range")
    assert high - low > 50
