"""Races that the browser keeps, and the ghost: one of them behind the present race."""

import json
from math import log10
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from experiments import decode
from experiments.view import View
from lessons import text
from ravine.words import Words

from .axe import barriers
from .reading import word
from .stage import PHONE, scene

pytestmark = pytest.mark.browser
DRAWER = ".rv-kept"
KEPT = "JSON.parse(localStorage.getItem('ravine-kept')).kept[0]"
HEADS = "[...root.querySelectorAll('.rv-contour .rv-ghost-head')].map(({ dataset }) => dataset.run)"
# Opacity of what is drawn on a plot around the last point of a ghost, which is no point of the present race.
INK = """((box, { x, y }) => {
    const canvas = box.querySelector('canvas:not([hidden])'), ratio = canvas.width / canvas.clientWidth;
    const pixels = canvas.getContext('2d').getImageData(x * ratio - 4, y * ratio - 4, 9, 9).data;
    return pixels.filter((value, i) => i % 4 === 3 && value).length;
})(root.querySelector(argument[0]), argument[1])"""
# Pixel of a place on a plot, in its own coordinates.
PIXEL = """(({ xaxis, yaxis }, x, y) => ({ x: xaxis._offset + xaxis.l2p(x), y: yaxis._offset + yaxis.l2p(y) }))(
    player.graphs[argument[0]]._fullLayout, argument[1], argument[2])"""


def ink(stage, plot: str, x: float, y: float) -> int:
    """How many pixels the canvas over ``plot`` has drawn around a place."""
    return stage.js(INK, [f".rv-{plot} .rv-box", stage.js(PIXEL, [plot, x, y])])


def count(page: Page) -> str:
    """The number beside the button that shows what is kept."""
    drawn = "(p) => getComputedStyle(p, '::after').content.replace(/[^0-9]/g, '')"
    return page.locator(".st-key-kept p").evaluate(drawn)


def keep(stage) -> None:
    before = stage.page.locator(f"{DRAWER} li").count()
    stage.page.locator(".st-key-keep button").click()
    expect(stage.page.locator(f"{DRAWER} li")).to_have_count(before + 1)


BEFORE = {"surface": "rosenbrock", "optimizers": {"gd": {"lr": 0.0005}}, "start": (-1.5, 2.5), "steps": 60}
AFTER = {**BEFORE, "surface_parameters": {"b": 20.0}, "start": (1.5, 2.5)}


def test_a_kept_race_stands_behind_the_next_one_until_it_is_taken_away(visit):
    stage = visit(scene(View(three=True), **BEFORE) + "&lang=en")
    page = stage.page
    stage.idle()
    assert count(page) == ""
    kept, path = stage.query(), stage.path("gd")
    losses = stage.js("Array.from(player.runs[0].losses)")
    keep(stage)
    drawer = page.locator(DRAWER)
    expect(drawer).to_be_visible()  # the first race shows where it has gone
    expect(page.get_by_text(word(page, "kept-done", name="Rosenbrock · Gradient descent")).first).to_be_visible()
    assert drawer.locator("img").evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 100
    page.keyboard.press("Escape")
    page.locator(".st-key-keep button").click()
    known = word(page, "kept-known", name="Rosenbrock · Gradient descent")
    expect(drawer.locator(".rv-kept-said")).to_have_text(known)
    expect(drawer.locator("li")).to_have_count(1)
    ghost = drawer.locator(".rv-kept-ghost")
    ghost.click()
    expect(ghost).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(page.locator(".st-key-kept button")).to_be_focused()

    # Another parameter of the surface and another start: both races are drawn, each in its place.
    stage.lead(scene(View(three=True), **AFTER) + "&lang=en")
    stage.until(f"({HEADS}).join() === 'ghost gd'")
    middle = path[20]
    stage.frames()
    assert ink(stage, "contour", *middle)
    assert ink(stage, "contour", *stage.path("gd")[20])
    assert ink(stage, "loss", 20, log10(losses[20]))
    line = page.locator(".rv-ghost")
    expect(line).to_contain_text(word(page, "ghost-of", name="Rosenbrock · Gradient descent"))
    expect(line).to_contain_text(word(page, "ghost-elsewhere"))
    stage.until("player.graphs.three.data?.filter(({ mode }) => mode === 'lines').length === 2")
    assert stage.js("player.runs.map(({ key }) => key)") == ["gd"], "a ghost is no racer"

    # A drag leaves it where it is; so does a reload.
    stage.drag_rate("gd", 0.2)
    stage.idle()
    assert ink(stage, "contour", *middle)
    page.reload()
    stage.idle()
    stage.until(f"({HEADS}).join() === 'ghost gd'")
    assert count(page) == "1"

    second_race_and_its_name(stage)
    open_and_back(stage, kept)
    removed_and_put_back(stage)

    # Another tab changes the list.
    other = page.context.new_page()
    other.goto(page.url.partition("?")[0] + "_stcore/health")
    other.evaluate("localStorage.removeItem('ravine-kept')")
    stage.until("!document.documentElement.dataset.kept")


def second_race_and_its_name(stage):
    """It is called by what differs, under a name that can be changed."""
    page, drawer = stage.page, stage.page.locator(DRAWER)
    # It is kept as it is now, though the session has not heard of the new rate yet.
    stage.type_rate("gd", "0.0007")
    keep(stage)
    assert decode(page.evaluate(KEPT)["query"])[0].optimizers["gd"]["lr"] == 0.0007
    expect(drawer).to_be_hidden()
    page.locator(".st-key-kept button").click()
    names = drawer.locator("textarea")
    assert names.evaluate_all("(fields) => fields.map(({ value }) => value)") == [
        f"Rosenbrock · Gradient descent · {Words('en').parameter('b', 'rosenbrock')} = 20",
        "Rosenbrock · Gradient descent",
    ]
    names.last.fill("before <b>all</b>")
    names.last.press("Enter")
    expect(page.locator(".rv-ghost")).to_contain_text(word(page, "ghost-of", name="before <b>all</b>"))


def open_and_back(stage, kept):
    """To open a race is a step that the browser's back button undoes."""
    page, drawer, line = stage.page, stage.page.locator(DRAWER), stage.page.locator(".rv-ghost")
    here = stage.query()
    drawer.locator(".rv-kept-open").last.click()
    stage.until("player.header.query === argument", kept)
    stage.idle()
    expect(line).not_to_contain_text(word(page, "ghost-elsewhere"))
    page.go_back()
    stage.until("player.header.query === argument", here)
    stage.idle()


def removed_and_put_back(stage):
    """What a slip of the hand has removed is there again, in its place; the page itself takes the ghost away."""
    page, drawer, line = stage.page, stage.page.locator(DRAWER), stage.page.locator(".rv-ghost")
    drawer.get_by_role("button", name=word(page, "kept-remove", name="before <b>all</b>")).click()
    expect(drawer.locator("li")).to_have_count(1)
    expect(line).to_be_hidden()
    stage.until(f"!({HEADS}).length")
    back = drawer.get_by_role("button", name=word(page, "kept-put-back"))
    expect(back).to_be_focused()
    back.click()
    expect(drawer.locator("textarea").last).to_have_value("before <b>all</b>")
    assert not barriers(page, "light", within=DRAWER)
    drawer.locator(".rv-kept-ghost").last.click()
    stage.until(f"({HEADS}).join() === 'ghost gd'")
    page.keyboard.press("Escape")
    page.get_by_role("button", name=word(page, "ghost-away")).click()
    stage.until(f"!({HEADS}).length")
    expect(line).to_be_hidden()


def stored(name: str, query: str) -> dict:
    return {"name": name, "query": query, "picture": "", "when": 0}


def what_cannot_be_kept(stage):
    """A race on the visitor's own table, and any race where the browser stores nothing: a sentence says so."""
    page = stage.page
    drawer, said = page.locator(DRAWER), page.locator(".rv-kept-said")
    stage.js("player.link.race.file = 'csv-0'")
    page.locator(".st-key-keep button").click()
    expect(said).to_have_text(word(page, "kept-table"))
    stage.js("player.link.race.file = ''")
    drawer.locator("header button").click()
    page.evaluate(
        """() => { window.store = Storage.prototype.setItem;
        Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }; }"""
    )
    page.locator(".st-key-keep button").click()
    expect(said).to_have_text(word(page, "kept-refused"))
    expect(drawer.locator("li")).to_have_count(0)
    page.evaluate("() => { Storage.prototype.setItem = window.store; }")


def full_drawer(page: Page, file: Path):
    """One race is kept already; of sixty in a file one has no room, nor has the race that is shown."""
    many = [stored(str(x), scene(surface="bowl", start=(x / 100, 0.5))) for x in range(60)]
    file.write_text(json.dumps({"version": 1, "kept": many}))
    drawer, said = page.locator(DRAWER), page.locator(".rv-kept-said")
    drawer.locator("input[type=file]").set_input_files(file)
    expect(said).to_have_text(word(page, "kept-part", count=59, other=1))
    drawer.locator("header button").click()
    page.locator(".st-key-keep button").click()
    expect(said).to_have_text(word(page, "kept-most", count=60))
    expect(drawer.locator("li")).to_have_count(60)


def test_a_file_takes_kept_races_elsewhere_and_a_wrong_one_harms_nothing(visit, tmp_path: Path):
    stage = visit(f"{scene()}&lang=ko", locale="ko-KR", **PHONE)
    page = stage.page
    stage.idle()
    drawer, said = page.locator(DRAWER), page.locator(".rv-kept-said")
    page.locator(".st-key-kept button").click()
    expect(drawer.get_by_text(word(page, "kept-none"))).to_be_visible()
    drawer.locator("header button").click()
    what_cannot_be_kept(stage)
    box = drawer.bounding_box()
    size = page.viewport_size
    assert box
    assert size
    assert (box["width"], box["height"]) == (size["width"], size["height"])
    upload = drawer.locator("input[type=file]")
    wrong = {
        "kept-unreadable": ["no JSON", '{"kept": 3}', '{"version": 1}'],
        "kept-large": ["[" + " " * 5_000_001],
    }
    for sentence, texts in wrong.items():
        for number, content in enumerate(texts):
            file = tmp_path / f"{sentence}-{number}.json"
            file.write_text(content)
            upload.set_input_files(file)
            expect(said).to_have_text(word(page, sentence))
    assert page.evaluate("localStorage.getItem('ravine-kept')") is None

    markup = "<img src=x onerror='document.title=1'>"
    races = [
        stored(markup, scene(surface="bowl") + "&lock=1&hide=share,heading"),
        stored("evil", "javascript:alert(1)"),
        stored("late", scene(surface="matyas")) | {"picture": "https://elsewhere.example/a.png"},
    ]
    good = tmp_path / "ravine-kept.json"
    good.write_text(json.dumps({"version": 1, "kept": races}))
    upload.set_input_files(good)
    expect(said).to_have_text(word(page, "kept-part", count=1, other=2))
    expect(drawer.locator("textarea")).to_have_value(markup)
    assert not drawer.locator("img[src*=elsewhere], img[src='x']").count()
    assert not barriers(page, "dark", within=DRAWER)

    # Saved and added again, nothing is new.
    with page.expect_download() as saving:
        drawer.get_by_role("button", name=word(page, "kept-save")).click()
    assert saving.value.suggested_filename == "ravine-kept.json"
    saved = tmp_path / "saved.json"
    saving.value.save_as(saved)
    assert [race["name"] for race in json.loads(saved.read_text())["kept"]] == [markup]
    upload.set_input_files(saved)
    expect(said).to_have_text(word(page, "kept-same"))

    full_drawer(page, good)

    # A race from a file opens in the visitor's language, locks nothing, and the sheet over the page is gone.
    drawer.locator(".rv-kept-open").first.click()
    expect(drawer).to_be_hidden()
    stage.until("new URLSearchParams(player.header.query).get('s') === 'bowl'")
    stage.idle()
    assert stage.js("player.header.lang") == "ko"
    assert decode(stage.query())[0].surface == "bowl"
    expect(page.locator(".st-key-take")).to_be_visible()
    assert stage.overflow() <= 0


def test_a_lesson_draws_the_race_that_it_compares_with(show):
    stage = show()
    stage.page.evaluate("sessionStorage.removeItem('ravine-ghost')")
    stage.lead("l=mini_batches&lang=en", "lessons")
    line = stage.page.locator(".rv-ghost")
    expect(line).to_be_hidden()
    stage.page.locator(".st-key-lesson-question label").nth(2).click()
    expect(line).to_contain_text(text("mini_batches", "en").scenes["main"])
    stage.until("root.querySelector('.rv-contour .rv-ghost-head')")
    stage.page.get_by_role("button", name=word(stage.page, "ghost-away")).click()
    expect(line).to_be_hidden()
