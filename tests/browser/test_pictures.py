"""Pictures of a race, taken through the dialog: each file is decoded."""

import io
import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from experiments import Scenario, encode
from experiments.view import View
from optimizers import OPTIMIZERS

from .axe import barriers
from .reading import word
from .stage import PHONE

pytestmark = pytest.mark.browser

RACE = Scenario("himmelblau", optimizers={"gd": {"lr": 0.01}, "adam": {"lr": 0.1}}, steps=60, start=(-0.5, -4.5))
TAB, PANEL = "#rv-take-tab-picture", "#rv-take-panel-picture"
SVG = "{http://www.w3.org/2000/svg}"


def opened(page: Page) -> None:
    page.locator(".st-key-take button").click()
    page.locator(TAB).click()


def choose(page: Page, *, size: str = "", tick: str = "", untick: str = "", **choices: str) -> None:
    """Set fields of the group by their values: ``format="svg"``; several boxes are separated by blanks."""
    panel = page.locator(PANEL)
    if size:
        panel.locator("select").select_option(size)
    for value in choices.values():
        panel.locator(f"label:has(input[type=radio][value={value}])").click()
    for values, on in ((tick, True), (untick, False)):
        for value in values.split():
            panel.locator(f"input[type=checkbox][value={value}]").set_checked(on)


def taken(page: Page) -> tuple[str, bytes]:
    """Name and bytes of the picture that the group offers now; what it says of it before is what is saved."""
    button = page.locator(f"{PANEL} .rv-take-make")
    expect(page.locator(f"{PANEL} .rv-take-size")).not_to_have_text(word(page, "take-picture-making"))
    expect(button).to_be_enabled()
    said = page.locator(f"{PANEL} .rv-take-size").inner_text()
    with page.expect_download() as coming:
        button.click()
    download = coming.value
    content = Path(download.path()).read_bytes()
    amount, unit = re.search(r"([\d.]+) (KB|MB)", said).groups()  # type: ignore[union-attr]
    assert float(amount) * {"KB": 1e3, "MB": 1e6}[unit] == pytest.approx(len(content), rel=0.06)
    return download.suggested_filename, content


def png(page: Page, **fields: str) -> Image.Image:
    choose(page, format="png", **fields)
    name, content = taken(page)
    assert name == "ravine-himmelblau.png"
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def svg(page: Page, **fields: str) -> tuple[bytes, list[str]]:
    """An SVG and its texts."""
    choose(page, format="svg", **fields)
    name, content = taken(page)
    assert name.endswith(".svg")
    tree = ElementTree.fromstring(content)
    return content, ["".join(text.itertext()) for text in tree.iter(f"{SVG}text")]


def colours(image: Image.Image) -> set[tuple[int, int, int]]:
    return {tuple(colour) for colour in np.asarray(image.convert("RGB")).reshape(-1, 3)[::3].tolist()}


def rgb(key: str) -> tuple[int, int, int]:
    return tuple(bytes.fromhex(OPTIMIZERS[key].color.removeprefix("#")))  # type: ignore[return-value]


def background(image: Image.Image) -> tuple[int, int, int]:
    return image.convert("RGB").getpixel((2, 2))  # type: ignore[return-value]


def test_each_size_theme_and_choice_is_in_the_file(visit):
    stage = visit(encode(RACE, View(three=True)) + "&lang=en")
    page = stage.page
    stage.js("player.seek(25)")
    opened(page)
    slide = png(page, size="slide")
    assert slide.size == (1920, 1080)
    assert {rgb("gd"), rgb("adam")} <= colours(slide)
    assert slide.info["Title"] == "Himmelblau"
    assert "step=25" in slide.info["Source"]
    # The right half holds the 3-D plot and the losses.
    assert len(colours(slide.crop((1100, 100, 1920, 560)))) > 500
    assert png(page, size="square").size == (1080, 1080)
    printed = png(page, size="print")
    assert printed.width == 2126
    assert printed.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    single, double = png(page, size="page"), png(page, size="page-2")
    assert double.width == 2 * single.width
    assert abs(double.height - 2 * single.height) <= 1

    light, dark = png(page, size="page", colours="light"), png(page, size="page", colours="dark")
    assert light.size == dark.size
    assert (background(light), background(dark)) == ((255, 255, 255), (20, 21, 26))
    assert rgb("adam") in colours(dark)

    content, texts = svg(page, colours="light")
    assert len(content) < 1_000_000
    for text in ("Himmelblau", "step 25 / 60", "Gradient descent", "Adam", "loss"):
        assert text in texts
    assert any("lr = 0.1" in text for text in texts)
    assert any("s=himmelblau" in text for text in texts)
    shown = page.context.new_page()
    shown.set_content(f"<body style='margin:0'>{content.decode().partition('?>')[2]}")
    box = shown.locator("svg").bounding_box()
    assert box
    drawn = Image.open(io.BytesIO(shown.screenshot(clip=box)))
    shown.close()
    # As vectors and as pixels it is the same picture.
    both = [np.asarray(image.convert("RGB").resize((200, 120)), dtype=float) for image in (drawn, light)]
    assert np.abs(both[0] - both[1]).mean() < 6
    assert {rgb("gd"), rgb("adam")} <= colours(drawn)

    whole = len(content)
    content, texts = svg(page, untick="three legend caption")
    assert len(content) < whole / 2
    assert not {"Himmelblau", "Adam"} & set(texts)
    choose(page, untick="map loss")
    expect(page.get_by_text(word(page, "take-picture-none"))).to_be_visible()
    expect(page.locator(f"{PANEL} .rv-take-make")).to_be_disabled()
    choose(page, tick="map loss")
    taken(page)


def test_a_zoom_is_in_the_picture_and_so_are_korean_words_on_a_phone(visit):
    link = encode(RACE, View(three=False, arrow=True)) + "&lang=ko&step=30&zoom=2.6,3.4,1.6,2.4"
    stage = visit(link, **PHONE)
    page = stage.page
    stage.until("player.graphs.contour._fullLayout.xaxis.range[0] > 2")
    opened(page)
    assert stage.overflow() == 0
    assert barriers(page, "light", within="dialog.rv-take") == []
    assert barriers(page, "dark", within="dialog.rv-take") == []
    page.emulate_media(color_scheme="light")
    _, texts = svg(page, untick="loss")
    assert {"3", "2", "힘멜블라우"} <= set(texts)
    assert not {"−5", "0"} & set(texts)
    assert any(text.startswith("스텝 30") for text in texts)
    closer = png(page, size="page", untick="legend caption")
    page.keyboard.press("Escape")
    stage.js("root.querySelector('.rv-contour .rv-zoom button:last-child').click()")
    stage.until("player.graphs.contour._fullLayout.xaxis.range[0] < 0")
    opened(page)
    far = png(page)
    assert far.size == closer.size
    assert far.tobytes() != closer.tobytes()
    assert rgb("adam") in colours(far)
