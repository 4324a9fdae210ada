"""The address, the link, and what the page takes from where."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect

from experiments import decode
from experiments.permalink import decode_view
from experiments.view import View
from ravine.words import Words

from .stage import scene

pytestmark = pytest.mark.browser

# Pixels from the dialog's code down to the element, however far the dialog is scrolled.
BELOW_CODE = """(element) => element.getBoundingClientRect().top
    - element.closest('[data-testid="stDialog"]').querySelector("img").getBoundingClientRect().top"""


def test_a_copied_link_shows_somebody_else_the_same_bits(show):
    stage = show()
    stage.drag_rate("adam", 0.55)
    stage.page.mouse.click(*stage.tick_pixel(-1.0, 2.0))
    stage.until("Math.abs(player.header.start[0] + 1) < 0.1")
    stage.page.get_by_role("button", name=Words("en")("stage-copy-link")).click()
    stage.page.wait_for_function("() => navigator.clipboard.readText().then((text) => text.includes('adam.lr'))")
    link = stage.page.evaluate("navigator.clipboard.readText()")
    other = show(urlsplit(link).query)
    assert other.query() == stage.query()
    for key in decode(stage.query())[0].optimizers:
        assert other.path(key).tobytes() == stage.path(key).tobytes(), f"{key} takes another path for the friend"
    parts = "player.header.runs.map((run) => run.part)"
    assert other.js(parts) == stage.js(parts)


# The picture: what the board and the clock say, where the maps look, where the camera stands.
PICTURE = """({
    step: player.step, playing: player.playing, query: player.header.query, lang: player.header.lang,
    speed: root.querySelector('.rv-transport .rv-select').value, clock: root.querySelector('.rv-step').value,
    looks: ['contour', 'loss'].map((plot) => {
        const { xaxis, yaxis } = player.graphs[plot]._fullLayout;
        return [...xaxis.range, ...yaxis.range];
    }),
    numbers: [...root.querySelectorAll('.rv-number, .rv-counter, .rv-chip-text')].map((e) => e.textContent),
})"""
CAMERA = "player.graphs.three._fullLayout?.scene?._scene?.getCamera()"


def camera(stage) -> list[float]:
    stage.until(f"!!{CAMERA}")
    view = stage.js(CAMERA)
    return [view[part][axis] for part in ("eye", "center", "up") for axis in "xyz"]


def test_a_link_to_exactly_this_opens_the_same_picture(show, visit):
    stage = show(scene(View(three=True), steps=100), locale="ko-KR")
    untouched = camera(stage)
    stage.js("(player.pause(), player.seek(17), 0)")
    stage.page.locator(".rv-transport .rv-select").select_option("1/s")
    near = {"xaxis.range": [-1.5, 3.25], "yaxis.range": [-2, 2.5]}
    stage.page.evaluate(
        "([near]) => Plotly.relayout(document.querySelector('.ravine').player.graphs.contour, near)", [near]
    )
    stage.page.locator(".rv-three").scroll_into_view_if_needed()
    box = stage.page.locator(".rv-three").bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    stage.page.mouse.move(*middle)
    stage.page.mouse.down()
    stage.page.mouse.move(middle[0] + 80, middle[1] - 30, steps=6)
    stage.page.mouse.up()
    stage.until(f"Math.hypot({CAMERA}.eye.x - argument[0], {CAMERA}.eye.y - argument[1]) > 0.1", untouched)
    stage.page.get_by_role("button", name=Words("ko")("stage-copy-link")).click()
    stage.page.wait_for_function("() => navigator.clipboard.readText().then((text) => text.includes('camera'))")
    link = urlsplit(stage.page.evaluate("navigator.clipboard.readText()")).query
    other = visit(link)  # English by its browser: the link says which language
    other.idle()
    assert camera(other) == pytest.approx(camera(stage), abs=1e-5)
    sent, opened = stage.js(PICTURE), other.js(PICTURE)
    assert (sent["step"], sent["playing"], sent["speed"], sent["lang"]) == (17, False, "1/s", "ko")
    assert sent["looks"][0] == [-1.5, 3.25, -2, 2.5]
    assert opened == sent
    assert other.js("player.header.runs.map((run) => run.part)") == stage.js(
        "player.header.runs.map((run) => run.part)"
    )
    other.page.keyboard.press("Escape")
    other.js("(player.play(), 0)")
    other.until("player.step > 17")


def test_a_link_of_a_stage_that_nobody_has_touched_says_no_more_than_its_step(show):
    stage = show(scene(View(three=True)))
    camera(stage)
    stage.js("(player.pause(), player.seek(3), 0)")
    stage.page.get_by_role("button", name=Words("en")("stage-copy-link")).click()
    stage.page.wait_for_function("() => navigator.clipboard.readText().then((text) => text.includes('step=3'))")
    link = urlsplit(stage.page.evaluate("navigator.clipboard.readText()")).query
    assert link == f"{stage.query()}&step=3&lang=en"


def test_paused_from_the_start_nothing_of_the_future_is_drawn(visit):
    stage = visit(f"{scene(View(three=True), steps=60)}&play=0", autoplay=True)
    stage.idle()
    lines = "player.graphs.three.data?.filter((trace) => trace.mode === 'lines').map((trace) => trace.x.length)"
    papers = """[...root.querySelectorAll('.rv-contour .rv-canvas, .rv-loss .rv-canvas')].map((canvas) => {
        const { width, height } = canvas;
        if (canvas.hidden || !width || !height) return 0;
        const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
        return data.filter((value, i) => i % 4 === 3 && value).length;
    }).reduce((sum, inked) => sum + inked)"""
    assert stage.js("[player.step, player.playing]") == [0, False]
    stage.until(f"({lines})?.every((points) => points === 1)")
    at_start = stage.js(papers)
    verdicts = stage.page.locator(".rv-chip")
    assert not any(verdict.is_visible() for verdict in verdicts.all())
    stage.js("(player.seek(20), 0)")
    stage.until(f"({lines})?.every((points) => points === 21)")
    part = stage.js(papers)
    assert part > at_start
    assert not verdicts.first.is_visible()
    stage.js("(player.seek(1e9), 0)")
    verdicts.first.wait_for(state="visible")
    stage.js("(player.seek(20), 0)")
    stage.until(f"({lines})?.every((points) => points === 61)")
    assert stage.js(papers) > part, "once it has been seen, the whole path is there again"


def test_a_teacher_ticks_what_the_link_asks_for_and_fills_the_screen_with_the_code(visit):
    words = Words("en")
    stage = visit(f"{scene()}&lang=en", color_scheme="dark")
    page = stage.page
    page.locator(".st-key-share button").click()
    link = page.locator('[data-testid="stDialog"] [data-testid="stCode"]').first
    page.get_by_text(words("share-paused")).click()
    expect(link).to_contain_text("play=0")
    page.get_by_text(words("share-projector")).click()
    expect(link).to_contain_text("projector=1")
    page.get_by_text(words("share-lock")).click()
    expect(link).to_contain_text("lock=1")
    lock = page.locator(".st-key-share-lock label")
    before = lock.evaluate(BELOW_CODE)
    page.locator('[data-testid="stDialog"] summary').click()
    # By keys: while the expander opens, a box moves away between a test's press and release of the mouse.
    for part in ("board", "menu", "rates"):
        page.locator(f".st-key-share-hide-{part} input").press("Space")
    expect(link).to_contain_text("hide=board,menu,rates")
    assert lock.evaluate(BELOW_CODE) == before, "a longer link pushes the boxes away from the pointer"
    for part in ("board", "menu", "rates"):
        page.locator(f".st-key-share-hide-{part} input").press("Space")
    expect(link).not_to_contain_text("hide=")
    page.locator(".st-key-share-hide-board input").press("Space")
    expect(link).to_contain_text("hide=board")
    page.get_by_text(words("share-lock")).click()
    expect(link).not_to_contain_text("lock=1")
    page.locator(".st-key-share-fill button").click()
    code = page.locator(".ravine-hall img")
    code.wait_for()
    size = page.viewport_size
    page.wait_for_function(
        "(least) => document.querySelector('.ravine-hall img').getBoundingClientRect().width === least",
        arg=min(size["width"], size["height"]),
    )
    box = code.bounding_box()
    assert stage.colour_at(box["x"] + 5, box["y"] + 5) == (255, 255, 255), "a white quiet zone on a dark page"
    assert stage.colour_at(2, size["height"] / 2) == (255, 255, 255)
    page.locator(".st-key-share-back button").click()
    expect(link).to_contain_text("projector=1")
    asked = dict(parse_qsl(urlsplit(link.inner_text()).query))
    assert {"hide": "board", "play": "0", "projector": "1"}.items() <= asked.items()
    assert "lock" not in asked


def test_the_browser_s_back_button_undoes(show):
    stage = show(scene())
    before = stage.query()
    stage.drag_rate("gd", 0.7)
    stage.page.wait_for_url(lambda url: "steps=200" in url)
    stage.until("player.settled && player.header.query !== argument", before)
    changed = stage.query()
    stage.drag_rate("gd", 0.3)
    stage.until("player.settled && player.header.query !== argument", changed)
    stage.page.go_back()
    stage.until("player.header.query === argument", changed)


def test_the_board_turns_an_optimizer_off_and_the_link_says_so(show):
    stage = show(scene())
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
def test_every_view_switch_acts_and_is_in_the_link(show, toggle, field):
    stage = show(scene())
    before = stage.js("player.header.view[argument]", field)
    stage.page.locator(f'[data-toggle="{toggle}"]').click()
    stage.until("player.header.view[argument[0]] !== argument[1]", [field, before])
    chosen = stage.js("player.header.view[argument]", field)
    stage.page.wait_for_url(lambda url: getattr(decode_view(urlsplit(url).query)[0], field) == chosen)
    other = show(urlsplit(stage.page.url).query)
    assert other.js("player.header.view[argument]", field) == stage.js("player.header.view[argument]", field)


def test_a_bad_link_is_explained_as_plain_text(show):
    stage = show("s=bowl&o=adam&adam.lr=99&evil=<img src=x onerror=alert(1)>")
    assert stage.page.get_by_text("evil = <img").is_visible()
    assert stage.page.locator("img[src='x']").count() == 0
    assert stage.js("player.header.query").startswith("s=bowl")


def test_plotly_and_the_stage_are_kept_by_the_browser(show, address):
    stage = show(scene())
    assets = stage.js("player.link.assets")
    for path in (assets["plotly"], assets["stage"]):
        answer = stage.page.request.get(f"{address}/{path}")
        assert answer.ok
        assert "immutable" in answer.headers["cache-control"]
    assert stage.page.request.get(f"{address}/{assets['stage']}nothing.js").status == 404


def test_the_page_asks_no_other_host(show, address):
    stage = show(scene())
    hosts = {urlsplit(url).netloc for url in stage.js("performance.getEntriesByType('resource').map((e) => e.name)")}
    assert hosts <= {urlsplit(address).netloc, ""}, hosts
