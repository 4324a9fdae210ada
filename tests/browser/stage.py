"""The stage as tests handle it: the way a visitor does, and the numbers behind what is drawn."""

import io
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
from PIL import Image
from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as LateError

from experiments import Scenario, encode
from experiments.view import View
from lessons import LESSONS
from ravine.session.address import race_of
from ravine.session.session import LESSONS_PAGE

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
# What the test before has scrolled, focused or, on a phone, opened over the page is as on a new one.
FRESH = """() => {
    const over = '[data-testid="stSidebarCollapseButton"] button[aria-expanded="true"]';
    if (innerWidth < 768) document.querySelector(over)?.click();
    document.activeElement?.blur();
    document.querySelector('[data-testid="stMain"]').scrollTop = 0;
}"""
# A race on the same surface would keep the zooms. The buttons are there once a plot has been drawn, and may be hidden.
WHOLE = "document.querySelectorAll('.rv-zoom button:last-child').forEach((button) => button.click())"
# What a page that does not come shows, to find the reason.
STATE = """() => {
    const { player } = document.querySelector('.ravine') ?? {};
    const { at, place, entries = [] } = JSON.parse(sessionStorage['ravine-steps'] ?? '{}');
    return JSON.stringify({
        address: location.href, shown: player?.header?.query, settled: player?.settled, waiting: player?.waiting,
        script: document.querySelector('.stApp')?.dataset.testScriptState, state: history.state, at, place,
        steps: entries.slice(-4),
    });
}"""
# The sidebar stands where a window of this width has it, folded in a narrow one (page/sidebar.js), and no longer moves.
STANDING = """!!document.querySelector('[data-testid="stExpandSidebarButton"]') === (innerWidth < 1100)
    && !document.querySelector('[data-testid="stSidebar"]').getAnimations().length"""
DRAWN = """!!document.querySelector('.stApp[data-test-script-state="notRunning"]')"""
SCOPE = "([argument]) => { const root = document.querySelector('.ravine'), player = root?.player; return BODY; }"


class Stage:
    """The stage on an open page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.locator(".ravine")
        page.wait_for_selector(".ravine[data-ready]", timeout=60_000)

    def js(self, body: str, argument: Any = None) -> Any:
        """Value of ``body``, an expression over ``root``, ``player`` and ``argument``."""
        return self.page.evaluate(SCOPE.replace("BODY", body), [argument])

    def until(self, body: str, argument: Any = None, *, timeout: int = 60_000) -> None:
        """Wait until ``body`` holds; while Streamlit mounts the stage again, without a race yet, nothing does."""
        body = f"root?.player?.header && ({body})"
        self.page.wait_for_function(SCOPE.replace("BODY", body), arg=[argument], timeout=timeout)

    def idle(self) -> None:
        """Wait until the page has been drawn for all that was done."""
        # Both at once: a session confirms a change while its run still draws the rest of the page.
        self.until(f"player.settled && !player.live && {DRAWN}")

    def lead(self, query: str, at: str = "") -> None:
        """Show the link ``query`` of the page ``at`` this path here, with the race at its end."""
        scenario, view = race_at(query, at)
        # Until Streamlit has drawn where Back has led to, what is pushed would be an answer to what was done before.
        self.page.wait_for_selector('.stApp[data-test-script-state="notRunning"]')
        if self.js("new URLSearchParams(player.header.query).get('s')") == scenario.surface:
            self.page.evaluate(WHOLE)
        self.page.evaluate(FRESH)
        lead(self.page, f"/{at}?{query}")
        wanted = encode(scenario, view)
        try:
            self.until("player.header.query === argument", wanted)
        except LateError as error:
            raise AssertionError(f"the page shows {self.page.evaluate(STATE)} instead of {wanted}") from error
        self.idle()
        self.js("(player.pause(), player.seek(1e9))")

    def frames(self, count: int = 10) -> None:
        """Let the page draw ``count`` frames."""
        self.page.evaluate("async (count) => { while (count--) await new Promise(requestAnimationFrame); }", count)

    def resize(self, width: int, height: int) -> None:
        """Make the window so large, and wait until sidebar and stage have followed."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.until(STANDING)
        self.frames(3)

    def until_raced(self, key: str) -> None:
        """Wait until the browser has run all of the race of ``key`` with the rate at which its slider is held."""
        self.until(
            """player.live && ((run, field) => !run.pending && run.lr.value === Number(field.value))(
                player.runs.find(({ key }) => key === argument),
                root.querySelector(`tr[data-run="${argument}"] .rv-field`))""",
            key,
        )

    def row(self, key: str) -> Locator:
        return self.page.locator(f'tr[data-run="{key}"]')

    def query(self) -> str:
        return self.js("player.header.query")

    def path(self, key: str) -> np.ndarray:
        """The path drawn for ``key``: float64 ``(n + 1, 2)``."""
        flat = self.js("Array.from(player.runs.find((run) => run.key === argument).path)", key)
        return np.array(flat, dtype=np.float64).reshape(-1, 2)

    def tick_pixel(self, x: float, y: float) -> tuple[float, float]:
        """Where the printed axis labels of the contour say ``(x, y)`` is, in page pixels."""
        labels = self.js(
            """['x', 'y'].map((axis) => [...root.querySelectorAll(`.rv-contour .${axis}tick text`)].map((label) => {
                const box = label.getBoundingClientRect();
                const value = Number(label.textContent.replace('−', '-'));
                return [value, axis === 'x' ? box.x + box.width / 2 : box.y + box.height / 2];
            }))"""
        )
        fits = [np.polyfit(*np.array(axis).T, 1) for axis in labels]
        return float(np.polyval(fits[0], x)), float(np.polyval(fits[1], y))

    def colour_at(self, x: float, y: float) -> tuple[int, int, int]:
        """Colour of the page at a pixel."""
        shot = self.page.screenshot(clip={"x": round(x), "y": round(y), "width": 1, "height": 1})
        return Image.open(io.BytesIO(shot)).convert("RGB").getpixel((0, 0))  # type: ignore[return-value]

    def type_rate(self, key: str, rate: str) -> None:
        """Type a rate into the field of ``key`` and press Enter."""
        field = self.row(key).locator(".rv-field")
        field.fill(rate)
        field.press("Enter")

    def drag_rate(self, key: str, share: float, *, release: bool = True) -> None:
        """Drag the slider of ``key`` to ``share`` of its length, in small moves."""
        box = self.row(key).locator(".rv-slider").bounding_box()
        assert box
        middle = box["y"] + box["height"] / 2
        place = float(self.row(key).locator(".rv-slider").evaluate("s => (s.value - s.min) / (s.max - s.min)"))
        # The thumb is 16 px wide and moves between the slider's ends less its own width.
        spot = lambda part: box["x"] + 8 + part * (box["width"] - 16)  # noqa: E731
        self.page.mouse.move(spot(place), middle)
        self.page.mouse.down()
        self.page.mouse.move(spot(share), middle, steps=12)
        if release:
            self.page.mouse.up()

    def overflow(self) -> int:
        """By how many pixels the page, or what scrolls up and down in it, is wider than its window."""
        return self.page.evaluate(
            """Math.max(
                document.documentElement.scrollWidth - innerWidth,
                ...[...document.querySelectorAll('[data-testid="stMain"], .stApp')]
                    .map((part) => part.scrollWidth - part.clientWidth),
            )"""
        )


def lead(page: Page, link: str) -> None:
    """Lead an open page to another link, as the browser's back button does: an eighth of what opening it costs."""
    page.evaluate("(to) => { history.pushState({}, '', to); dispatchEvent(new PopStateEvent('popstate')); }", link)


def race_at(query: str, at: str = "") -> tuple[Scenario, View]:
    """The race that the page ``at`` this path begins with when its link is ``query``."""
    if at == LESSONS_PAGE:
        lesson = LESSONS[dict(parse_qsl(query))["l"]]
        opened = lesson.scenes[lesson.first]
        return opened.scenario, opened.view
    scenario, view, _ = race_of(query)
    return scenario, view


def scene(view=None, **fields):
    """A link to a race of one or two optimizers."""
    scenario = Scenario(**({"surface": "himmelblau", "optimizers": {"gd": {"lr": 0.01}, "adam": {"lr": 0.1}}} | fields))
    return encode(scenario, view or View(three=False))
