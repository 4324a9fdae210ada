"""Zooming and moving the map: wheel, keyboard, dragging, two fingers, and what is drawn deep in a zoom."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from experiments import Scenario, encode
from experiments.view import View
from ravine.words import Words

from .controls import pinch
from .stage import PHONE, Stage, scene

pytestmark = pytest.mark.browser

AXES = "player.graphs.contour._fullLayout"
# The grid that is drawn was sampled for the ranges in sight, with a margin.
SAMPLED = f"""(([from, to], x) => to - from < 0.9 * argument && x[0] <= from && x.at(-1) >= to
    && x.at(-1) - x[0] < 2 * (to - from))({AXES}.xaxis.range, player.graphs.contour.data[0].x)"""


def ranges(stage: Stage) -> list[float]:
    return stage.js(f"[...{AXES}.xaxis.range, ...{AXES}.yaxis.range]")


def wheel(stage: Stage, turn: float, *, zooms: bool) -> None:
    if zooms:
        stage.page.keyboard.down("Control")
    stage.page.mouse.wheel(0, turn)
    if zooms:
        stage.page.keyboard.up("Control")


def labels(stage: Stage, axis: str) -> list[str]:
    return stage.page.locator(f".rv-contour .{axis}tick text").all_text_contents()


def test_the_wheel_scrolls_the_page_and_zooms_with_ctrl_and_dragging_with_shift_moves_the_map(show):
    stage, words = show(encode(Scenario("himmelblau", optimizers={"gd": {}}, steps=60), View(three=False))), Words("en")
    page, home, start = stage.page, ranges(stage), stage.js("player.header.start")
    window = page.viewport_size
    page.set_viewport_size({**window, "height": 500})
    at = stage.tick_pixel(2.0, 2.0)
    page.mouse.move(*at)
    wheel(stage, 60, zooms=False)
    stage.until("document.querySelector('[data-testid=\"stMain\"]').scrollTop > 0")
    expect(page.locator(".rv-zoom-hint")).to_have_text(words("stage-zoom-hint", name="Ctrl"))
    assert ranges(stage) == home, "a plain wheel scrolls the page"
    at = stage.tick_pixel(2.0, 2.0)
    page.mouse.move(*at)
    for _ in range(3):
        wheel(stage, -100, zooms=True)
    stage.until(SAMPLED, home[1] - home[0])
    assert stage.tick_pixel(2.0, 2.0) == pytest.approx(at, abs=5), "what was under the pointer has left it"
    closer = ranges(stage)
    for button, shift in (("left", True), ("middle", False)):
        page.mouse.move(*at)
        if shift:
            page.keyboard.down("Shift")
        page.mouse.down(button=button)
        page.mouse.move(at[0] + 40, at[1] + 24, steps=3)
        page.mouse.up(button=button)
        page.keyboard.up("Shift")
        stage.until(SAMPLED, home[1] - home[0])
    share = 80 / stage.js(f"{AXES}.xaxis._length")
    moved = ranges(stage)
    assert moved[0] == pytest.approx(closer[0] - share * (closer[1] - closer[0]), rel=0.02)
    assert moved[1] - moved[0] == pytest.approx(closer[1] - closer[0])
    assert stage.js("player.header.start") == start, "a gesture has moved the start"
    page.locator(".rv-contour .rv-box").focus()
    page.keyboard.press("ArrowRight")
    stage.until(f"{AXES}.xaxis.range[0] > argument", moved[0])
    page.keyboard.press("0")
    stage.until(f"{AXES}.xaxis.range[0] === argument", home[0])
    page.set_viewport_size(window)


def test_two_fingers_zoom_the_map_and_not_the_page(show):
    stage = show(scene(View(three=False)), **PHONE)
    page = stage.page
    page.locator(".rv-contour").scroll_into_view_if_needed()
    stage.frames(3)
    home, start = ranges(stage), stage.js("player.header.start")
    x, y = stage.tick_pixel(0.0, 0.0)
    pinch(page, x, y, 60, 140)  # both fingers at once: no double click
    stage.frames()
    stage.until(SAMPLED, home[1] - home[0])
    now = ranges(stage)
    assert (now[1] - now[0]) / (home[1] - home[0]) == pytest.approx(60 / 140, rel=0.05)
    assert page.evaluate("visualViewport.scale") == 1
    assert stage.js("player.header.start") == start


@pytest.mark.parametrize(
    ("surface", "place"),
    [("rosenbrock", (0.5, 0.25)), ("six_hump_camel", (0.08984201, -0.7126564)), ("saddle", (0.0, 0.0))],
)
def test_deep_in_a_zoom_there_are_lines_and_ticks_that_can_be_told_apart(show, surface, place):
    query = encode(Scenario(surface, optimizers={"gd": {}}, steps=20), View(three=False))
    for half in (1e-3, 1e-6):
        zoom = ",".join(repr(c + side) for c in place for side in (-half, half))
        stage = show(f"{query}&zoom={zoom}")
        stage.until(SAMPLED, 3 * half)
        assert stage.js("player.graphs.contour.data[0].contours.end") >= 5
        for axis in "xy":
            texts = labels(stage, axis)
            assert len(texts) >= 2
            assert len(set(texts)) == len(texts), f"ticks read {texts}"
            boxes = stage.js(
                "[...root.querySelectorAll(`.rv-contour .${argument}tick text`)].map((e) => e.getBoundingClientRect())"
                ".map(({ left, right, top, bottom }) => [left, right, top, bottom])",
                axis,
            )
            for a, b in pairwise(boxes):
                assert a[1] <= b[0] or b[1] <= a[0] or a[3] <= b[2] or b[3] <= a[2], f"labels overlap: {texts}"


LINES = "player.graphs.contour.querySelectorAll('.contourlevel path').length"


@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_seen_from_afar_many_wells_are_a_picture_and_the_page_goes_on(show, locale):
    """Plotly would draw 20,000 specks, for which the page would stand still for 40 s; the map says what it shows."""
    stage = show(scene(surface="ackley", optimizers={"adam": {"lr": 0.1}}), locale=locale)
    farther = stage.page.locator(".rv-contour .rv-zoom button").nth(1)
    said = Words(locale[:2]).stage()["map-mean"].partition("{width}")[0].strip()
    means = stage.page.locator(".rv-contour .annotation").get_by_text(said)
    expect(means).to_have_count(0)
    for clicks in (3, 2):
        low, _ = stage.js("player.graphs.contour.data[0].x.slice(0, 2)")
        for _ in range(clicks):
            farther.click()
        stage.until("player.graphs.contour.data[0].x[0] < argument", 2 * low)
        expect(means).to_have_count(1)
        assert stage.js(LINES) < 2500
        assert stage.js("player.graphs.contour.data[0].contours.end") >= 10, "the map is empty"
