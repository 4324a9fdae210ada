"""The offline page: saved through the dialog, opened from a disk without a network, and dragged as in the app."""

import json
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from experiments import Scenario, encode, run
from experiments.view import View
from ravine.stage.offline import page as offline_page
from ravine.words import Words
from tests.support.engines import Engine, firefox, webkit
from tests.support.payload import unpack

from .axe import ALL, AXE, FOUND
from .stage import PHONE, Stage

pytestmark = pytest.mark.browser
EN = Words("en")
RACE = Scenario("himmelblau", optimizers={"gd": {"lr": 0.01}, "adam": {"lr": 0.1}}, start=(-1.0, -2.0), steps=120)
BATCHES = Scenario("sine_fit", {"size": 64.0}, {"gd": {"lr": 0.05}, "adam": {"lr": 0.05}}, steps=60, batch=8, seed=3)


@pytest.fixture(scope="module")
def disk(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("disk")


@pytest.fixture(scope="module")
def written(disk: Path) -> Callable[..., str]:
    """Address of a page that Python has written to the disk."""

    def write(scenario: Scenario, view: View | None = None, language: str = "en") -> str:
        file = disk / f"{scenario.surface}-{language}.html"
        file.write_bytes(offline_page(scenario, view, language, site="https://ravine.example"))
        return file.as_uri()

    return write


@pytest.fixture
def opened(open_context) -> Iterator[Callable[..., Page]]:
    """Open an address without a network; whatever asks for one fails the test."""
    contexts, asked = [], []

    def open_page(address: str, **options) -> Page:
        context = open_context(**options)
        contexts.append(context)
        context.set_offline(True)
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not [url for url in asked if not url.startswith(("file:", "blob:", "data:"))]


def answer(address: str, query: str, **change) -> dict[str, np.ndarray]:
    """Paths by racer of what the server makes of a changed link."""
    body = json.dumps({"query": query, "lang": "en", "change": change}).encode()
    headers = {"Content-Type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(f"{address}/ravine/race", body, headers)) as got:
        header, arrays = unpack(got.read())
    return {each["key"]: arrays[each["part"]]["path"] for each in header["runs"]}


def dragged(stage: Stage, key: str = "gd") -> float:
    """The rate of a racer once this browser has run all of its race."""
    stage.until("player.live && player.runs.every((run) => !run.pending)")
    return stage.js("player.runs.find((run) => run.key === argument).lr.value", key)


def numbers(stage: Stage, key: str) -> list[str]:
    """Loss, distance and slope on the board."""
    return stage.row(key).locator(".rv-number").all_inner_texts()


def test_a_page_is_saved_by_the_dialog_and_lives_without_a_network(show, opened, address, disk):
    link = encode(RACE, View())
    stage = show(link)
    served = numbers(stage, "gd"), numbers(stage, "adam")
    stage.page.locator(".st-key-take button").click()
    stage.page.get_by_role("tab", name=EN("stage-take-offline"), exact=True).click()
    save = stage.page.get_by_role("button", name=EN("stage-take-offline-save"))
    expect(save).to_be_enabled()
    said = stage.page.locator(".rv-take-panel:visible .rv-take-size").inner_text()
    with stage.page.expect_download() as download:
        save.click()
    file = disk / download.value.suggested_filename
    download.value.save_as(file)
    stage.page.keyboard.press("Escape")
    assert file.name == "ravine-himmelblau.html"
    size = file.stat().st_size
    assert said == f"{size / 1000:.0f} KB" or said == f"{size / 1000:.1f} KB", "the size was not exact"

    away = Stage(opened(file.as_uri()))
    assert away.page.title() == EN("stage-take-offline-title", name="Himmelblau")
    assert "/?s=himmelblau" in away.page.locator(".rv-live-link a").get_attribute("href")
    away.until("player.step === player.header.steps")
    assert (numbers(away, "gd"), numbers(away, "adam")) == served
    for key, wanted in run(RACE).items():
        np.testing.assert_array_equal(away.path(key), wanted.path)
    plays(away)
    bends(away, address, link)
    zooms(away)


def plays(stage: Stage) -> None:
    """The race plays, is scrubbed, and reads."""
    page = stage.page
    for word in ("copy-link", "take", "sweep", "curvature"):
        assert page.locator(f"[data-toggle={word}]:visible, [data-label={word}]:visible").count() == 0, word
    assert page.locator(".rv-dots").count() == 0, "a menu of what only the app can do"
    assert not page.locator(".rv-restore").is_visible()
    page.locator(".rv-seek").press("Home")
    stage.until("player.step === 0")
    page.locator(".rv-play").click()
    stage.until("player.step > 5")
    page.locator(".rv-step").fill("60")
    page.locator(".rv-step").press("Enter")
    stage.until("player.step === 60")
    adam = run(RACE)["adam"]
    assert float(numbers(stage, "adam")[0]) == pytest.approx(adam.loss[60], rel=1e-3)
    box = page.locator(".rv-contour .rv-graph").bounding_box()
    x, y = stage.js(
        """(({ xaxis, yaxis }) => [xaxis._offset + xaxis.l2p(argument[0]), yaxis._offset + yaxis.l2p(argument[1])])(
            player.graphs.contour._fullLayout)""",
        adam.path[60].tolist(),
    )
    page.mouse.move(box["x"] + x + 1, box["y"] + y + 1)
    expect(page.locator(".rv-tip")).to_contain_text("Adam")
    page.mouse.move(5, 5)


def bends(stage: Stage, address: str, link: str) -> None:
    """What is dragged is what the server would answer, to the last bit; all of it can be put back."""
    page, before = stage.page, {key: stage.path(key) for key in ("gd", "adam")}
    stage.drag_rate("gd", 0.55)
    rate = dragged(stage)
    assert rate != 0.01
    served = answer(address, link, **{"gd.lr": rate})
    np.testing.assert_array_equal(stage.path("gd"), served["gd"])
    assert not np.array_equal(stage.path("gd"), before["gd"])
    slider = stage.row("adam").locator(".rv-slider")
    for _ in range(3):
        slider.press("ArrowRight")
    stage.until("player.runs[1].lr.value !== 0.1")
    other = dragged(stage, "adam")
    served = answer(address, link, **{"gd.lr": rate, "adam.lr": other})
    for key in ("gd", "adam"):  # the second drag has built on the first
        np.testing.assert_array_equal(stage.path(key), served[key])
    handle = page.locator(".rv-handle").bounding_box()
    middle = handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 40, middle[1] - 30, steps=6)
    page.mouse.up()
    stage.until("player.header.start[0] !== argument", RACE.start[0])
    dragged(stage)
    start = stage.js("player.header.start")
    served = answer(address, link, **{"gd.lr": rate, "adam.lr": other, "start": start})
    for key in ("gd", "adam"):
        np.testing.assert_array_equal(stage.path(key), served[key])
    verdicts = page.locator(".rv-chip").all_inner_texts()
    assert "" not in verdicts
    page.get_by_role("button", name=EN("stage-restore")).click()
    stage.until("!player.live")
    for key in ("gd", "adam"):
        np.testing.assert_array_equal(stage.path(key), before[key])
    assert stage.row("gd").locator(".rv-field").input_value() == "0.01"
    expect(page.locator(".rv-restore")).to_be_hidden()


RANGE = "player.graphs.ARGUMENT._fullLayout.xaxis.range"


def zooms(stage: Stage) -> None:
    """A box, the buttons and a double click zoom; a plain click gives another start."""
    page, start = stage.page, stage.js("player.header.start")
    for plot in ("contour", "loss"):
        seen = RANGE.replace("ARGUMENT", plot)
        whole = stage.js(seen)
        area = page.locator(f".rv-{plot} .rv-graph").bounding_box()
        x, y = area["x"] + area["width"] * 0.45, area["y"] + area["height"] * 0.3
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 70, y + 50, steps=4)
        expect(page.locator(".rv-zoom-box")).to_be_visible()
        page.mouse.up()
        expect(page.locator(".rv-zoom-box")).to_have_count(0)
        stage.until(f"{seen}[1] - {seen}[0] < 0.8 * (argument[1] - argument[0])", whole)
        page.mouse.dblclick(x, y)
        stage.until(f"Math.abs({seen}[1] - argument[1]) < 1e-9 * Math.abs(argument[1])", whole)
        page.locator(f".rv-{plot} .rv-zoom button").first.click()
        stage.until(f"{seen}[1] < argument[1]", whole)
        page.locator(f".rv-{plot} .rv-zoom button").last.click()
        stage.until(f"Math.abs({seen}[1] - argument[1]) < 1e-9 * Math.abs(argument[1])", whole)
    assert stage.js("player.header.start") == start, "a double click has moved the start"


def test_it_lives_in_a_sandboxed_frame_on_a_phone(written, opened, disk):
    """As a learning platform shows it: an origin of its own, no storage; dark, Korean, on batches."""
    source = written(BATCHES, View(fit=True, curvature=True, loss="linear"), "ko")
    page = disk / "platform.html"
    style = "border:0;width:100%;height:100vh"
    frame = f'<iframe sandbox="allow-scripts" src="{source}" style="{style}"></iframe>'
    page.write_text(f'<meta name="viewport" content="width=device-width"><body style="margin:0">{frame}')
    shown = opened(page.as_uri(), color_scheme="dark", **PHONE).frames[1]
    shown.wait_for_selector(".ravine[data-ready]")
    player = "document.querySelector('.ravine').player"
    assert shown.evaluate("document.documentElement.lang") == "ko"
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than a phone"
    assert shown.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 20, 26)"
    assert shown.locator(".rv-batch-line :is(select, button)").count() == 0
    expect(shown.locator("[data-toggle=curvature]")).to_be_visible()
    shown.locator('tr[data-run="gd"] .rv-slider').press("ArrowRight")
    field = shown.locator(".rv-batch .rv-field")
    field.fill("16")
    field.press("Enter")
    raced = f"() => {player}.header.samples.batch === 16 && {player}.live && {player}.runs.every((run) => !run.pending)"
    shown.wait_for_function(raced)
    rate = shown.evaluate(f"{player}.runs[0].lr.value")
    assert rate != 0.05
    path = np.array(shown.evaluate(f"Array.from({player}.runs[0].path)")).reshape(-1, 2)
    fields = {"optimizers": {"gd": {"lr": rate}, "adam": {"lr": 0.05}}, "steps": 60, "batch": 16, "seed": 3}
    np.testing.assert_array_equal(path, run(Scenario("sine_fit", {"size": 64.0}, **fields))["gd"].path)
    shown.locator(".rv-three").scroll_into_view_if_needed()
    expect(shown.locator(".rv-three canvas")).to_be_visible()


def test_it_has_no_barriers_and_says_where_it_cannot_be_shown(written, opened, browser):
    source = written(RACE, View())
    for scheme in ("light", "dark"):
        stage = Stage(opened(source, color_scheme=scheme))
        stage.page.evaluate(AXE.read_text("utf-8"))
        assert stage.page.evaluate(FOUND, ["html", ALL]) == []
    old, bare = browser.new_context(), browser.new_context(java_script_enabled=False)
    old.add_init_script("delete globalThis.DecompressionStream")
    page = old.new_page()
    page.goto(source)
    expect(page.locator("#rv-unable")).to_contain_text(EN("offline-unable"))
    expect(page.locator("#rv-unable [lang=ko]")).to_be_visible()
    page = bare.new_page()
    page.goto(source)
    expect(page.locator("noscript p")).to_contain_text(EN("offline-scriptless"))
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.locator("h1")).to_have_text("Himmelblau")
    old.close()
    bare.close()


@pytest.mark.parametrize("engine", [firefox, webkit], ids=["firefox", "webkit"])
def test_it_lives_in_firefox_and_webkit(engine: Callable, written, tmp_path):
    with engine(tmp_path) as browser:
        if browser is None:
            pytest.skip(f"{engine.__name__} is not installed, or what drives it")
        lives(browser, written(RACE, View()))


def lives(browser: Engine, page: str) -> None:
    """The race is drawn from the page alone, and a dragged rate bends it."""
    root = "document.querySelector('.ravine')"
    browser.resize(1200, 900)
    browser.open(page)
    browser.until(f"!!{root}?.hasAttribute('data-ready')")
    path = f"Array.from({root}.player.runs[0].path)"
    np.testing.assert_array_equal(np.array(browser.js(path)).reshape(-1, 2), run(RACE)["gd"].path)
    slider = """((box) => [box.x, box.y + box.height / 2, box.width])(
        document.querySelector('tr[data-run="gd"] .rv-slider').getBoundingClientRect())"""
    browser.js("""document.querySelector('tr[data-run="gd"]').scrollIntoView({ block: 'center' })""")
    x, y, width = browser.js(slider)
    at = float(browser.js("((s) => (s.value - s.min) / (s.max - s.min))(document.querySelector('tr .rv-slider'))"))
    browser.drag((x + 8 + at * (width - 16), y), (x + 0.65 * width, y))
    # In one look: WebKit answers that the pointer has moved before the page has heard of all its moves.
    rate, bent = browser.js(f"""new Promise((done) => (function look() {{
        const {{ live, runs }} = {root}.player;
        if (live && !runs.some((run) => run.pending)) done([runs[0].lr.value, Array.from(runs[0].path)]);
        else requestAnimationFrame(look);
    }})())""")
    assert rate != 0.01
    wanted = run(Scenario("himmelblau", optimizers={"gd": {"lr": rate}}, start=(-1.0, -2.0), steps=120))["gd"].path
    np.testing.assert_array_equal(np.array(bent).reshape(-1, 2), wanted)
