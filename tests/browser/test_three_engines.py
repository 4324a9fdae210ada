"""The page in Firefox and in WebKit: it draws, plays, bends, opens links and has lessons, as in Chromium."""

import io
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PIL import Image

from experiments import Scenario, encode, run
from experiments.view import View
from lessons import text
from ravine.words import Words
from tests.support.engines import ENTER, Engine, firefox, webkit

from .prediction import TOLD, beginning
from .stage import Stage

pytestmark = pytest.mark.browser
RACE = Scenario("himmelblau", optimizers={"gd": {"lr": 0.01}, "adam": {"lr": 0.1}}, steps=120)
LINK = encode(RACE, View(three=False)) + "&lang=en&play=0"
KEY = "too_large"  # a lesson whose first task is a rate of 0.1
LESSON = (f"l={KEY}&lang=en", "lessons")
ROOT = "((root, player) => BODY)(document.querySelector('.ravine'), document.querySelector('.ravine')?.player)"
READY = "!!root?.hasAttribute('data-ready') && !!player.header && player.settled && !player.live"
CENTRE = """((box) => [box.x + box.width / 2, box.y + box.height / 2])(
    document.querySelector(argument).getBoundingClientRect())"""


class Page:
    """The app's page in a browser."""

    def __init__(self, engine: Engine, address: str) -> None:
        self.engine, self.address, self.shown = engine, address, ("", "")

    def show(self, query: str, at: str = "") -> None:
        """Have a link's race on the page: opened, or as the test before has left it where that changed nothing."""
        if self.shown != (query, at):
            self.engine.open(f"{self.address}/{at}?{query}")
        self.shown = query, at
        self.until(READY)

    def js(self, body: str, argument: object = None) -> object:
        return self.engine.js(ROOT.replace("BODY", body), argument)

    def until(self, body: str, argument: object = None) -> None:
        self.engine.until(ROOT.replace("BODY", body), argument)

    def centre(self, selector: str) -> tuple[float, float]:
        self.engine.js("document.querySelector(argument).scrollIntoView({ block: 'center' })", selector)
        x, y = self.engine.js(CENTRE, selector)
        return x, y

    def path(self, key: str) -> np.ndarray:
        flat = self.js("Array.from(player.runs.find((run) => run.key === argument).path)", key)
        return np.array(flat, dtype=np.float64).reshape(-1, 2)


@pytest.fixture(scope="module", params=[firefox, webkit], ids=["firefox", "webkit"])
def page(request, address: str, tmp_path_factory) -> Iterator[Page]:
    begin: Callable = request.param
    with begin(tmp_path_factory.mktemp(begin.__name__)) as engine:
        if engine is None:
            pytest.skip(f"{begin.__name__} is not installed, or what drives it")
        engine.resize(1366, 900)
        yield Page(engine, address)


def test_a_link_opens_and_the_page_is_drawn(page):
    page.show(LINK)
    for key, wanted in run(RACE).items():
        np.testing.assert_array_equal(page.path(key), wanted.path)
    x, y = page.centre(".rv-contour")
    shot = np.asarray(Image.open(io.BytesIO(page.engine.screenshot())).convert("RGB"))
    map_ = shot[int(y) - 150 : int(y) + 150, int(x) - 150 : int(x) + 150].reshape(-1, 3)
    assert len(np.unique(map_, axis=0)) > 100, "the map is blank"


def test_play_moves_the_heads_and_pause_stops_them(page):
    page.show(LINK)
    page.js("player.seek(0)")
    page.engine.click(*page.centre(".rv-play"))
    page.until("player.step > 3")
    page.engine.click(*page.centre(".rv-play"))
    page.until("!player.playing")
    assert 3 <= page.js("player.step") <= RACE.steps  # it stops at a whole one


def test_a_dragged_rate_bends_the_path_and_is_undone(page):
    page.show(LINK)
    before = page.path("gd")
    x, y = page.centre('tr[data-run="gd"] .rv-slider')
    page.engine.drag((x, y), (x + 40, y), release=False)
    page.until("player.live && !player.runs.find((run) => run.key === 'gd').pending")
    assert not np.array_equal(page.path("gd")[:50], before[:50])
    page.engine.perform({"type": "pointer", "id": "mouse", "actions": [{"type": "pointerUp", "button": 0}]})
    page.until("!player.live && player.settled")
    rate = page.js("player.runs.find((run) => run.key === 'gd').lr.value")
    settled = run(Scenario("himmelblau", optimizers={**RACE.optimizers, "gd": {"lr": rate}}, steps=120))["gd"]
    np.testing.assert_array_equal(page.path("gd"), settled.path)

    shows = "player.settled && player.runs.find((run) => run.key === 'gd').lr.value === argument"
    page.engine.click(*page.centre('.ravine-step[data-by="-1"]'))
    page.until(shows, 0.01)
    np.testing.assert_array_equal(page.path("gd"), before)
    page.engine.js("history.forward()")
    page.until(shows, rate)
    page.engine.js("history.back()")
    page.until(shows, 0.01)
    np.testing.assert_array_equal(page.path("gd"), before)


def test_nothing_in_the_sidebar_is_cut(page):
    page.show(LINK)
    cut = page.engine.js(
        """[...document.querySelectorAll('[data-testid="stSidebar"] input:not([type="range"])')]
            .filter((field) => field.offsetParent && field.scrollWidth > field.clientWidth)
            .map((field) => `${field.getAttribute('aria-label')}: ${field.value}`)"""
    )
    assert cut == []


def test_a_lessons_task_is_done_and_its_question_answered(page):
    page.show(*LESSON)
    page.engine.js("document.querySelector('tr[data-run=\"gd\"] .rv-field').select()")
    for key in ("0", ".", "1", ENTER):
        page.engine.press(key)
    tasks = "document.querySelectorAll('.st-key-lesson-tasks p')[1]?.innerText.includes(argument)"
    page.engine.until(tasks, Words("en")("lesson-done"))
    page.engine.click(*page.centre("[data-testid=stRadioGroup] label"))
    page.engine.until(
        f"((told) => told?.checkVisibility() && told.innerText.includes(argument))(document.querySelector({TOLD!r}))",
        beginning(text(KEY, "en").answer),
    )


def test_the_console_shows_no_error(page):
    """After everything above. WebKit's driver tells nothing of its console."""
    page.show(*LESSON)
    assert getattr(page.engine, "errors", []) == []


NO_WEBGL = """const get = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
    return kind.includes("webgl") ? null : get.call(this, kind, ...rest);
};"""


def test_without_webgl_the_surface_is_painted_and_can_be_turned(address, open_context):
    context = open_context()
    context.add_init_script(NO_WEBGL)
    opened = context.new_page()
    opened.goto(f"{address}/?{encode(RACE, View())}")
    stage = Stage(opened)
    painted = stage.page.locator(".rv-three .rv-painted")
    painted.wait_for()
    colours = """(canvas) => new Set(new Uint32Array(
        canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size"""
    stage.page.wait_for_function(f"({colours})(document.querySelector('.rv-painted')) > 100")
    assert "webgl" not in stage.root.inner_text().lower()
    before = painted.evaluate("(canvas) => canvas.toDataURL()")
    box = painted.bounding_box()
    stage.page.mouse.move(box["x"] + 100, box["y"] + 100)
    stage.page.mouse.down()
    stage.page.mouse.move(box["x"] + 180, box["y"] + 110, steps=4)
    stage.page.mouse.up()
    stage.page.wait_for_function("(before) => document.querySelector('.rv-painted').toDataURL() !== before", arg=before)
    context.close()
