"""The page as a visitor meets it: the real server, a real browser."""

import re
from urllib.parse import parse_qsl, urlsplit

import numpy as np
import pytest

from experiments import Scenario, decode, encode, run
from experiments.permalink import decode_view
from experiments.view import View
from landscapes import LANDSCAPES
from ravine.words import Words

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}


def scene(view=None, **fields):
    """A link to a race of one or two optimizers."""
    scenario = Scenario(**({"surface": "himmelblau", "optimizers": {"gd": {"lr": 0.01}, "adam": {"lr": 0.1}}} | fields))
    return encode(scenario, view or View(three=False))


def test_the_page_draws(visit):
    stage = visit()
    assert stage.page.locator("tr[data-run]").count() == 4
    for graph in ("contour", "loss"):
        assert stage.js(f"player.graphs.{graph}.querySelectorAll('.main-svg').length > 0")
    inked = stage.js(
        """[...root.querySelectorAll('.rv-canvas')].map((canvas) => {
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            return data.some((value) => value > 0);
        })"""
    )
    assert inked == [True, True], "no path is drawn over the plots"
    stage.until("player.graphs.three.querySelector('canvas')")


def test_a_first_visit_plays_once_by_itself_and_stops_at_the_end(visit):
    stage = visit(scene(steps=20), autoplay=True)
    stage.page.locator(".rv-select").select_option("4")
    stage.until("player.step > 2")
    stage.until("!player.playing && player.step === 20")


def test_nothing_moves_for_those_who_prefer_less_motion(visit):
    stage = visit(scene())
    assert stage.js("player.playing") is False
    step = stage.js("player.step")
    assert step == stage.js("player.header.steps"), "the whole race is shown instead"
    stage.page.wait_for_timeout(400)
    assert stage.js("player.step") == step


def test_play_moves_and_keys_step(visit):
    stage = visit(scene())
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
    assert stage.page.locator(".rv-counter").inner_text().replace(" ", "").startswith("1/")
    stage.page.keyboard.press("End")
    assert stage.js("player.step") == stage.js("player.header.steps")
    stage.page.keyboard.press("Home")
    stage.page.keyboard.press("Space")
    stage.until("player.step > 1")
    stage.page.keyboard.press("Space")
    assert stage.js("player.playing") is False


def test_the_path_bends_while_a_rate_is_dragged_and_nothing_else_jumps(visit):
    stage = visit(scene(View(three=True)))
    stage.until("player.graphs.three._fullLayout && player.graphs.three.querySelector('canvas')")
    stage.js("Plotly.relayout(player.graphs.contour, {'xaxis.range': [-4, 1], 'yaxis.range': [-5, 0]})")
    stage.js("Plotly.relayout(player.graphs.three, {'scene.camera.eye': {x: 0.4, y: 2, z: 1}})")
    stage.js("player.seek(17)")
    before = stage.path("gd")
    adam = stage.path("adam")
    stage.drag_rate("gd", 0.2, release=False)
    stage.until("player.header.draft")
    during = stage.path("gd")
    assert not np.array_equal(before[1:], during[1:]), "the path does not follow the hand"
    assert stage.js("player.step") == 17
    stage.page.mouse.up()
    stage.until("!player.header.draft")
    assert np.array_equal(stage.path("adam"), adam), "the other optimizer's path moved"
    assert stage.js("player.step") == 17, "playback lost its step"
    assert stage.js("player.graphs.contour._fullLayout.xaxis.range") == [-4, 1], "the zoom jumped back"
    assert stage.js("player.graphs.three._fullLayout.scene.camera.eye.y") == 2, "the camera jumped back"


def test_a_dragged_rate_reaches_the_address_and_the_engine(visit):
    stage = visit(scene())
    stage.drag_rate("gd", 0.4)
    stage.page.wait_for_url(lambda url: "gd.lr=0.01&" not in url and "gd.lr" in url)
    stage.until("!player.header.draft")
    scenario, problems = decode(urlsplit(stage.page.url).query)
    assert not problems
    assert np.array_equal(stage.path("gd"), run(scenario)["gd"].path.astype(np.float32))
    shown = float(stage.row("gd").locator(".rv-field").input_value())
    assert shown == pytest.approx(scenario.optimizers["gd"]["lr"], rel=1e-6)


def test_an_exact_rate_can_be_typed_and_a_wrong_one_is_refused(visit):
    stage = visit(scene())
    field = stage.row("adam").locator(".rv-field")
    field.fill("0.01234567")
    field.press("Enter")
    stage.until("player.runs.find((run) => run.key === 'adam').lr.value === 0.01234567")
    field.fill("-3")
    field.press("Tab")
    assert float(field.input_value()) == pytest.approx(0.01234567, rel=1e-3)
    assert "adam.lr=0.01234567" in stage.query()


def test_a_click_on_the_map_sets_the_start_everywhere(visit):
    stage = visit(scene())
    target = (-2.0, 3.0)
    stage.page.mouse.click(*stage.tick_pixel(*target))
    stage.until("Math.abs(player.header.start[0] + 2) < 0.1")
    start = stage.js("player.header.start")
    assert start == pytest.approx(target, abs=0.06), "the start is not where the click was"
    assert stage.path("gd")[0] == pytest.approx(start, rel=1e-6)
    stage.page.wait_for_url(lambda url: decode(urlsplit(url).query)[0].start == tuple(start))
    field = stage.page.get_by_role("spinbutton", name=Words("en")("start-x"))
    stage.page.wait_for_function(
        "([input, value]) => Math.abs(input.value - value) < 1e-3", arg=[field.element_handle(), start[0]]
    )


def test_the_start_can_be_dragged_live_and_moved_by_keys(visit):
    stage = visit(scene())
    handle = stage.page.locator(".rv-handle")
    box = handle.bounding_box()
    stage.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    stage.page.mouse.down()
    stage.page.mouse.move(*stage.tick_pixel(1.0, 1.0), steps=10)
    stage.until("player.header.draft && Math.abs(player.header.start[0] - 1) < 0.3")
    stage.page.mouse.up()
    stage.until("!player.header.draft && Math.abs(player.header.start[0] - 1) < 0.1")
    before = stage.js("player.header.start")
    handle.focus()
    stage.page.keyboard.press("ArrowRight")
    stage.until("player.header.start[0] > argument + 0.05", before[0])
    assert stage.js("player.header.start[0]") == pytest.approx(before[0] + 0.1, abs=1e-6)


def test_a_copied_link_shows_somebody_else_the_same_bits(visit):
    stage = visit()
    stage.drag_rate("adam", 0.55)
    stage.page.mouse.click(*stage.tick_pixel(-1.0, 2.0))
    stage.until("Math.abs(player.header.start[0] + 1) < 0.1")
    stage.page.get_by_role("button", name=Words("en")("stage-copy-link")).click()
    stage.page.wait_for_function("navigator.clipboard.readText().then((text) => text.includes('adam.lr'))")
    link = stage.page.evaluate("navigator.clipboard.readText()")
    other = visit(urlsplit(link).query)
    assert other.query() == stage.query()
    for key in decode(stage.query())[0].optimizers:
        assert other.path(key).tobytes() == stage.path(key).tobytes(), f"{key} takes another path for the friend"
    parts = "player.header.runs.map((run) => run.part)"
    assert other.js(parts) == stage.js(parts)


def test_the_browser_s_back_button_undoes(visit):
    stage = visit(scene())
    before = stage.query()
    stage.drag_rate("gd", 0.7)
    stage.page.wait_for_url(lambda url: "steps=200" in url)
    stage.until("!player.header.draft && player.header.query !== argument", before)
    changed = stage.query()
    stage.drag_rate("gd", 0.3)
    stage.until("!player.header.draft && player.header.query !== argument", changed)
    stage.page.go_back()
    stage.until("player.header.query === argument", changed)


def test_a_canvas_pixel_lies_where_the_axes_say(visit):
    """The head of a run, painted on the canvas, is where Plotly's printed labels put its weights."""
    stage = visit(scene(View(three=False, marks=False), optimizers={"adam": {"lr": 0.1}}, start=(-1.0, 4.0), steps=12))
    stage.js("player.seek(12)")
    stage.page.wait_for_timeout(200)
    x, y = stage.tick_pixel(*map(float, stage.path("adam")[-1]))
    # The head is a ring of the optimizer's colour, with light in the middle.
    colour = np.array(stage.colour_at(x + 4, y), dtype=float)
    vermillion = np.array([0xD5, 0x5E, 0x00], dtype=float)
    assert np.abs(colour - vermillion).max() < 40, f"at the head's place the page is {colour}"


def test_the_board_turns_an_optimizer_off_and_the_link_says_so(visit):
    stage = visit(scene())
    toggle = stage.row("gd").locator(".rv-toggle")
    toggle.click()
    assert toggle.get_attribute("aria-pressed") == "false"
    stage.page.wait_for_url(re.compile("off=gd"))
    stage.until("player.header.view.off.join() === 'gd'")
    toggle.click()
    stage.page.wait_for_url(lambda url: "off=" not in url)


@pytest.mark.parametrize(
    ("toggle", "field"),
    [("log-loss", "loss"), ("log-height", "height"), ("gradient", "arrow"), ("marks", "marks"), ("three", "three")],
)
def test_every_view_switch_acts_and_is_in_the_link(visit, toggle, field):
    stage = visit(scene())
    before = stage.js("player.header.view[argument]", field)
    stage.page.locator(f'[data-toggle="{toggle}"]').click()
    stage.until("player.header.view[argument[0]] !== argument[1]", [field, before])
    chosen = stage.js("player.header.view[argument]", field)
    stage.page.wait_for_url(lambda url: getattr(decode_view(urlsplit(url).query)[0], field) == chosen)
    other = visit(urlsplit(stage.page.url).query)
    assert other.js("player.header.view[argument]", field) == stage.js("player.header.view[argument]", field)


def test_the_board_tells_loss_distance_and_verdict_in_words(visit):
    stage = visit(scene())
    entry = run(decode(stage.query())[0])["adam"]
    said = stage.row("adam").inner_text()
    assert Words("en").verdict(entry.verdict)["text"] in stage.row("adam").locator(".rv-chip").inner_text()
    shown = float(stage.row("adam").locator(".rv-col-loss").inner_text().replace("−", "-"))
    assert shown == pytest.approx(entry.loss[-1], rel=2e-3, abs=1e-12), said
    stage.row("adam").locator(".rv-chip").focus()
    tip = stage.page.locator(".rv-tip")
    assert Words("en").verdict(entry.verdict)["criterion"] in tip.inner_text()


def test_a_path_under_the_pointer_tells_its_numbers(visit):
    stage = visit(scene(optimizers={"adam": {"lr": 0.1}}, start=(-1.0, 4.0), steps=12))
    path = stage.path("adam")
    stage.page.mouse.move(*stage.tick_pixel(*map(float, path[5])))
    tip = stage.page.locator(".rv-tip")
    tip.wait_for(state="visible")
    said = tip.inner_text()
    assert re.search(r"Adam[\s\S]*\b5\b", said), said


def test_a_diverged_run_ends_and_says_where(visit):
    stage = visit(
        encode(Scenario("rosenbrock", optimizers={"gd": {"lr": 0.5}, "adam": {"lr": 0.05}}), View(three=False))
    )
    step = run(decode(stage.query())[0])["gd"].verdict.step
    assert str(step) in stage.row("gd").locator(".rv-chip").inner_text()
    assert len(stage.path("gd")) == step + 1


def test_another_surface_is_drawn_with_rates_that_suit_it(visit):
    stage = visit()
    stage.page.get_by_role("combobox").first.click()
    stage.page.get_by_role("option", name=Words("en").surface("rastrigin")).click()
    stage.until("player.header.query.startsWith('s=rastrigin')")
    assert stage.js("player.header.start") == list(LANDSCAPES["rastrigin"].starts[0])
    assert all(kind != "diverged" for kind in stage.js("player.header.runs.map((run) => run.verdict.kind)"))


def test_the_browser_s_language_is_korean(visit):
    stage = visit(locale="ko-KR")
    words = Words("ko")
    assert stage.page.get_by_text(words("app-tagline")).is_visible()
    assert stage.js("root.lang") == "ko"
    assert stage.page.get_by_role("button", name=words("stage-copy-link")).is_visible()
    stage.page.get_by_text("English", exact=True).click()
    stage.until("root.lang === 'en'")
    assert dict(parse_qsl(urlsplit(stage.page.url).query))["lang"] == "en"


def test_switching_the_language_keeps_the_race(visit):
    stage = visit(scene())
    before = stage.query()
    stage.page.get_by_text("한국어", exact=True).click()
    stage.until("root.lang === 'ko'")
    assert stage.query() == before


def test_dark_is_dark_on_every_plot(visit):
    stage = visit(scene(), color_scheme="dark")
    box = stage.root.bounding_box()
    assert max(stage.colour_at(box["x"] + 2, box["y"] + 2)) < 60
    x, y = stage.tick_pixel(3.0, 2.0)
    assert sum(stage.colour_at(x + 14, y + 14)) / 3 < 110, "a minimum is not dark in the dark theme"


@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_a_phone_shows_it_all_without_sideways_scrolling(visit, locale):
    stage = visit(locale=locale, **PHONE)
    assert stage.overflow() <= 0
    width = stage.page.viewport_size["width"]
    for part in (".rv-contour", ".rv-board", ".rv-loss", ".rv-three", ".rv-transport", ".rv-toolbar"):
        box = stage.page.locator(part).bounding_box()
        assert box, f"{part} is not there"
        assert 0 <= box["x"] <= box["x"] + box["width"] <= width, f"{part} is cut off"


def test_a_tap_on_a_phone_sets_the_start(visit):
    stage = visit(scene(), **PHONE)
    stage.page.locator(".rv-contour").scroll_into_view_if_needed()
    stage.page.touchscreen.tap(*stage.tick_pixel(-2.0, 3.0))
    stage.until("Math.abs(player.header.start[0] + 2) < 0.2")


def test_a_bad_link_is_explained_as_plain_text(visit):
    stage = visit("s=bowl&o=adam&adam.lr=99&evil=<img src=x onerror=alert(1)>")
    assert stage.page.get_by_text("evil = <img").is_visible()
    assert stage.page.locator("img[src='x']").count() == 0
    assert stage.js("player.header.query").startswith("s=bowl")


def test_plotly_and_the_stage_are_kept_by_the_browser(visit, address):
    stage = visit(scene())
    assets = stage.js("player.header.assets")
    for path in (assets["plotly"], f"{assets['stage']}player.js"):
        answer = stage.page.request.get(f"{address}/{path}")
        assert answer.ok
        assert "immutable" in answer.headers["cache-control"]
    assert stage.page.request.get(f"{address}/{assets['stage']}nothing.js").status == 404


def test_the_page_asks_no_other_host(visit, address):
    stage = visit(scene())
    hosts = {urlsplit(url).netloc for url in stage.js("performance.getEntriesByType('resource').map((e) => e.name)")}
    assert hosts <= {urlsplit(address).netloc, ""}, hosts
