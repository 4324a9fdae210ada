"""The race of a returning visitor: there before Streamlit is, as it will be, where it will be, and in working order."""

import io
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Route

from .stage import Stage, scene

pytestmark = pytest.mark.browser
EARLY = ".rv-first .ravine"
# Each race as it is painted: whether Streamlit had no place for it yet, where it stands, what it is.
WATCH = """
window.seen = [];
addEventListener("ravine:painted", ({ target }) => {
    const { x, y, width, height } = target.getBoundingClientRect();
    const place = [x, y, width, height];
    window.seen.push([!!target.closest(".rv-first"), place, { ...target.player.header, parts: null }]);
}, true);
"""


KINDS = {
    "desk": {"viewport": {"width": 1300, "height": 950}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
}


@pytest.fixture(scope="module")
def regulars(browser, address) -> Iterator[Callable[[str], tuple[BrowserContext, dict[str, str]]]]:
    """Browsers that have been here before, by their kind, and what they have stored of it."""
    opened: dict[str, tuple[BrowserContext, dict[str, str]]] = {}

    def open_kind(kind: str) -> tuple[BrowserContext, dict[str, str]]:
        if kind not in opened:
            context = browser.new_context(locale="ko-KR", color_scheme="dark", reduced_motion="reduce", **KINDS[kind])
            page = context.new_page()
            page.goto(f"{address}/?{scene()}")
            Stage(page).until("localStorage['ravine-stage']")
            opened[kind] = context, page.evaluate("({ ...localStorage })")
            page.close()
        return opened[kind]

    yield open_kind
    for context, _ in opened.values():
        context.close()


@pytest.fixture(params=list(KINDS))
def regular(request, regulars, address) -> Iterator[BrowserContext]:
    """A browser that has been here before, once."""
    context, stored = regulars(request.param)
    yield context
    for page in context.pages:
        page.close()
    context.unroute_all()
    page = context.new_page()
    page.goto(f"{address}/healthz")
    page.evaluate("(stored) => { localStorage.clear(); Object.assign(localStorage, stored); }", stored)
    page.close()


def waiting(context: BrowserContext, url: str, *, lost: str = "nothing", window=None) -> tuple[Page, list[Route]]:
    """A page on which Streamlit waits for its server until the routes are continued; file ``lost`` never comes."""
    page = context.new_page()
    if window:
        page.set_viewport_size(window)
    page.route(f"**/{lost}", lambda route: route.abort())
    page.add_init_script(WATCH)
    held: list[Route] = []
    page.route("**/_stcore/host-config*", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it is given
    page.goto(url)
    return page, held


def release(page: Page, held: list[Route]) -> None:
    page.route("**/_stcore/host-config*", lambda route: route.continue_())  # the newest route comes first
    while held:
        held.pop().continue_()


def arrive(page: Page, held: list[Route]) -> None:
    release(page, held)
    page.wait_for_selector("[data-testid=stMain] .ravine[data-ready]")


def test_whoever_comes_back_sees_the_race_where_it_will_stand(regular, address):
    page, held = waiting(regular, f"{address}/?{scene()}")
    page.wait_for_selector(f"{EARLY}[data-ready]")
    page.wait_for_selector(".rv-line:not([hidden])")  # that the page is on its way: it covers nothing of the race
    early = in_sight(page)
    arrive(page, held)
    stage = Stage(page)
    stage.until("player.settled")
    stage.idle()
    seen = page.evaluate("window.seen")
    assert [one[0] for one in seen] == [True], "the race is sent twice: the page's own is another"
    box = stage.js("(({ x, y, width, height }) => [x, y, width, height])(root.getBoundingClientRect())")
    assert box == seen[0][1], "the race jumps when the page takes it"
    assert page.locator(".ravine").count() == 1
    assert page.locator(".rv-first").count() == 0
    assert changed(early, in_sight(page)) < 0.01


def test_what_is_done_before_the_page_is_there_is_not_lost(regular, address):
    page, held = waiting(regular, f"{address}/?{scene()}")
    page.wait_for_selector(f"{EARLY}[data-ready]")
    stage = Stage(page)
    before = stage.path("adam")
    stage.row("adam").locator(".rv-slider").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    rate = stage.js("root.querySelector('tr[data-run=adam] .rv-slider').value")
    arrive(page, held)
    stage.until("!player.live && player.settled")
    assert stage.path("adam").tolist() != before.tolist()
    assert stage.js("root.querySelector('tr[data-run=adam] .rv-slider').value") == rate
    assert stage.js("document.activeElement === root.querySelector('tr[data-run=adam] .rv-slider')")
    chosen = stage.js("player.header.runs.find(({ key }) => key === 'adam').lr.value")
    page.wait_for_url(lambda url: f"adam.lr={chosen:g}" in url)


REMOUNT = """async () => {
    const adapter = performance.getEntriesByType('resource').map(({ name }) => name)
        .find((name) => /adapter[^/]*[.]js/.test(name));
    const { default: stage } = await import(adapter);
    const mounted = (place) => stage({ data: null, parentElement: place, setStateValue() {} });
    const [first, second, third] = [1, 2, 3].map(() => document.body.appendChild(document.createElement('div')));
    let clean = mounted(first);
    const field = first.firstElementChild.appendChild(document.createElement('input'));
    field.focus();
    first.remove(); // as React does, before it says so
    clean();
    clean = mounted(second);
    const kept = document.activeElement === field;
    field.blur();
    await new Promise((done) => setTimeout(done, 700));
    second.remove();
    clean();
    mounted(third)();
    return [kept, document.activeElement === document.body];
}"""


@pytest.mark.parametrize("regular", ["desk"], indirect=True)
def test_a_slider_keeps_the_keyboard_when_streamlit_mounts_the_stage_again(regular, address):
    page = regular.new_page()
    page.goto(f"{address}/?{scene()}")
    Stage(page).idle()
    kept, free = page.evaluate(REMOUNT)
    assert kept, "who moves a slider with the arrow keys has to look for it again"
    assert free, "what was left long ago takes the keyboard back"


@pytest.mark.parametrize("regular", ["desk"], indirect=True)
@pytest.mark.parametrize("late", ["adapter", "BidiComponent"])
def test_a_stage_that_comes_long_after_the_rest_of_the_page_takes_the_race(regular, address, late):
    code: list[Route] = []
    regular.route(f"**/{late}*.js", lambda route: code.append(route))  # noqa: PLW0108 - Playwright marks what it is given
    page, held = waiting(regular, f"{address}/?{scene()}")
    page.wait_for_selector(f"{EARLY}[data-ready]")
    page.locator("tr[data-run=adam] .rv-slider").focus()
    page.keyboard.press("ArrowRight")
    release(page, held)
    page.wait_for_selector('.stApp[data-test-script-state="notRunning"] .stMain .stElementContainer')
    page.wait_for_timeout(3000)
    assert page.locator(EARLY).is_visible(), "the race is taken away though its place is being prepared"
    for route in code:
        route.continue_()
    Stage(page).until("!root.closest('.rv-first') && !player.live && player.settled")


@pytest.mark.parametrize("regular", ["desk"], indirect=True)
def test_a_link_that_cannot_be_used_as_it_is_waits_for_the_page(regular, address):
    with regular.expect_event("response", lambda answer: answer.url.endswith("/ravine/race")):
        page, held = waiting(regular, f"{address}/?{scene()}&adam.lr=99")
    arrive(page, held)
    assert [one[0] for one in page.evaluate("window.seen")] == [False]


@pytest.mark.parametrize("regular", ["desk"], indirect=True)
@pytest.mark.parametrize("query", ["hide=heading", "play=0", "embed=true"])
def test_a_page_that_looks_another_way_is_waited_for(regular, address, query):
    page, held = waiting(regular, f"{address}/?{scene()}&{query}")
    arrive(page, held)
    assert page.evaluate("window.seen")[0][0] is False


@pytest.mark.parametrize("regular", ["desk"], indirect=True)
def test_another_window_is_not_known(regular, address):
    page, held = waiting(regular, f"{address}/?{scene()}", window={"width": 900, "height": 700})
    arrive(page, held)
    assert page.evaluate("window.seen")[0][0] is False


@pytest.mark.parametrize("regular", ["desk"], indirect=True)
def test_another_page_takes_the_stage_and_shows_it_its_own_way(regular, address):
    page, held = waiting(regular, f"{address}/?{scene()}")
    page.wait_for_selector(f"{EARLY}[data-ready]")
    page.evaluate("history.replaceState(null, '', 'lessons')")
    arrive(page, held)
    stage = Stage(page)
    stage.until("player.link.frame.place")
    assert stage.root.locator(".rv-board").is_hidden()  # this lesson shows none
    assert page.locator(".rv-first").count() == 0


@pytest.mark.parametrize("regular", ["desk"], indirect=True)
def test_a_page_on_which_no_stage_comes_is_not_covered(regular, address):
    page, held = waiting(regular, f"{address}/?{scene()}", lost="adapter.js")
    page.wait_for_selector(f"{EARLY}[data-ready]")
    release(page, held)
    page.locator(".rv-first").wait_for(state="detached")
    assert page.locator(".ravine").count() == 0


def in_sight(page: Page) -> bytes:
    """Picture of what the window shows of the stage."""
    box, window = page.locator(".ravine").bounding_box(), page.viewport_size
    assert box
    assert window
    return page.screenshot(clip={**box, "height": min(box["height"], window["height"] - box["y"])})


def changed(before: bytes, after: bytes) -> float:
    """Share of pixels that differ by more than a shade."""
    one, other = (np.asarray(Image.open(io.BytesIO(shot)).convert("L"), dtype=int) for shot in (before, after))
    assert one.shape == other.shape
    return float((abs(one - other) > 24).mean())
