"""Make a contact sheet of all surfaces from the real stage and the gallery, in both themes: ``make sheet``."""

import io
from typing import Any

from PIL import Image, ImageDraw
from playwright.sync_api import Page

from experiments import Scenario, encode
from experiments.view import View
from ravine.gallery.files import ORDER, PIXELS, THEMES, read
from tools.chromium import chromium
from tools.server import ROOT, serving

TARGET = ROOT / "build" / "sheet"
WINDOW: dict[str, Any] = {"viewport": {"width": 1300, "height": 950}, "locale": "en-US", "reduced_motion": "reduce"}
COLUMNS, WIDE, HIGH, TITLE = 4, 560, 440, 22
PAPER = {"light": ("#FFFFFF", "#23252B"), "dark": ("#14151A", "#E8E9ED")}


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with serving() as address, chromium() as browser:
        for theme in THEMES:
            page = browser.new_context(**WINDOW, color_scheme=theme).new_page()
            sheet = together(theme, {key: (small(key, theme), stage(page, address, key)) for key in ORDER})
            page.context.close()
            path = TARGET / f"{theme}.png"
            sheet.save(path)
            print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1024:.0f} KB")


def small(key: str, theme: str) -> Image.Image:
    """The gallery's thumbnail at half size, as on a card."""
    content = read(f"{key}-{theme}.png")
    assert content
    image = Image.open(io.BytesIO(content.body)).convert("RGB")
    image.thumbnail((PIXELS // 2, PIXELS // 2))
    return image


def stage(page: Page, address: str, key: str) -> Image.Image:
    """The contour plot with its colour bar on the real page, without a race."""
    page.goto(f"{address}/?{encode(Scenario(key, optimizers={}), View(three=False))}")
    page.wait_for_selector(".ravine[data-ready]", timeout=60_000)
    page.wait_for_function(
        "key => document.querySelector('.ravine').player.header.query.startsWith(`s=${key}`)", arg=key
    )
    page.wait_for_timeout(300)
    return Image.open(io.BytesIO(page.locator(".rv-contour").screenshot())).convert("RGB")


def together(theme: str, pictures: dict[str, tuple[Image.Image, Image.Image]]) -> Image.Image:
    """All pictures on one sheet, with names."""
    paper, ink = PAPER[theme]
    rows = -(-len(pictures) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * WIDE, rows * HIGH), paper)
    draw = ImageDraw.Draw(sheet)
    for k, (key, (thumbnail, shot)) in enumerate(pictures.items()):
        left, top = k % COLUMNS * WIDE + 8, k // COLUMNS * HIGH
        draw.text((left, top + 4), key, fill=ink)
        sheet.paste(thumbnail, (left, top + TITLE))
        shot.thumbnail((WIDE - PIXELS // 2 - 24, HIGH - TITLE - 8))
        sheet.paste(shot, (left + PIXELS // 2 + 8, top + TITLE))
    return sheet


if __name__ == "__main__":
    main()
