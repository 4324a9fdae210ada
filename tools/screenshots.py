"""Take the READMEs' pictures of the real app in both languages, and their film: ``make screenshots``."""

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, FloatRect, Page

from experiments import Scenario, encode
from experiments.view import View
from ravine.words import LANGUAGES
from tools.chromium import chromium
from tools.server import ROOT, serving
from tools.taking import Film, film, open_page

TARGET = ROOT / "docs" / "screenshots"
STAGE, WINDOW = ".ravine", ""
MARGIN = 14  # pixels
# At the top of both READMEs, made by the app itself.
RACE = "race.gif"
TOLD = Film("gif", "640x360", 8, ("map", "three", "loss"), "light")
BARE = "hide=sidebar,inspector,rules,many"


def without_comment(gif: bytes, text: str) -> bytes:
    """``gif`` without the comment that holds ``text``: the app writes its own address into it, here this machine's."""
    begin = gif.rfind(b"\x21\xfe", 0, gif.index(text.encode()))
    end = begin + 2
    while gif[end]:
        end += gif[end] + 1
    return gif[:begin] + gif[end + 1 :]


@dataclass(frozen=True)
class Shot:
    """One picture.

    Attributes:
        path: path of the page with its query.
        step: step at which the race is paused.
        size: size of the window in pixels.
        part: selector of the part to take; empty: the whole window.
        settles: milliseconds until everything is drawn; software GL takes seconds for the first surface.
    """

    path: str
    step: int
    size: tuple[int, int] = (1000, 1300)
    part: str = STAGE
    settles: int = 2000


def race(scenario: Scenario, view: View, more: str = BARE) -> str:
    """The playground's address of a race."""
    return f"?{encode(scenario, view)}&{more}"


TOO_LARGE = Scenario(
    "bowl", {"condition_number": 20.0}, {"gd": {"lr": 0.105}, "momentum": {"lr": 0.02}, "adam": {"lr": 0.1}}, steps=30
)
OVERSHOOTS = Scenario("rosenbrock", optimizers={"gd": {"lr": 0.0018}}, start=(-1.2, 1.0), steps=60)
BATCHES = Scenario("linear_regression", optimizers={"gd": {"lr": 0.1}, "adam": {"lr": 0.3}}, steps=60, batch=8, seed=3)
RATES = {"gd": 0.01, "momentum": 0.01, "rmsprop": 0.05, "adam": 0.3}
BASINS = Scenario("himmelblau", optimizers={key: {"lr": rate} for key, rate in RATES.items()}, steps=200)
SHOTS = {
    "race": Shot("", 275, (1300, 862), WINDOW, 8000),
    "limit": Shot(race(TOO_LARGE, View(three=False, curvature=True)), 6),
    "slice": Shot(race(OVERSHOOTS, View(three=False, slice="gradient", slice_of="gd")), 0),
    "batch": Shot(race(BATCHES, View(three=False, cloud=True), f"{BARE},board"), 6, (1080, 1300)),
    "maps": Shot(f"maps?{encode(BASINS, View(map='basins', map_of='momentum'))}", 200, (1300, 930), WINDOW, 12_000),
    "lesson": Shot("lessons?l=momentum", 8, (1280, 1000), WINDOW),
}


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    directory = set()
    with serving() as address, chromium() as browser:
        for name, shot in SHOTS.items():
            for language in LANGUAGES:
                path = TARGET / f"{name}.{language}.png"
                path.write_bytes(small(take(browser, address, shot, language)))
                directory.add(path)
                tell(path)
        page = open_page(browser, f"{address}/?lang=en", 120_000, viewport={"width": 1300, "height": 950})
        made, _ = film(page, TOLD)
        (TARGET / RACE).write_bytes(without_comment(made.read_bytes(), address))
        tell(TARGET / RACE)
    for old in set(TARGET.glob("*.png")) - directory:
        old.unlink()


def tell(path: Path) -> None:
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1024:.0f} KB", flush=True)


def take(browser: Browser, address: str, shot: Shot, language: str) -> bytes:
    """The screenshot as Chromium returns it, a PNG."""
    width, height = shot.size
    page = browser.new_context(
        viewport={"width": width, "height": height}, locale=language, color_scheme="light", reduced_motion="reduce"
    ).new_page()
    try:
        page.goto(f"{address}/{shot.path}")
        page.wait_for_selector(".ravine[data-ready]", timeout=120_000)
        page.evaluate("step => document.querySelector('.ravine').player.seek(step)", shot.step)
        page.wait_for_timeout(shot.settles)
        return page.screenshot(clip=around(page, shot.part) if shot.part else None)
    finally:
        page.context.close()


def around(page: Page, part: str) -> FloatRect:
    """Bounding box of ``part`` with a margin."""
    box = page.locator(part).bounding_box()
    assert box
    size = {"width": box["width"] + 2 * MARGIN, "height": box["height"] + 2 * MARGIN}
    return {"x": box["x"] - MARGIN, "y": box["y"] - MARGIN, **size}


def small(png: bytes) -> bytes:
    """The same picture in 256 colours: a third of the size, without a visible difference."""
    written = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(256).save(written, "PNG", optimize=True)
    return written.getvalue()


if __name__ == "__main__":
    main()
