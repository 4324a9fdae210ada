"""Take a race away: the dialog by keyboard and by touch, files that hold what was seen."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Download, Locator, Page, expect

from experiments import Scenario, decode, encode, program, run, to_csv
from experiments.permalink import decode_view
from experiments.view import View

from .axe import barriers
from .maps import WHOLE, maps
from .reading import word
from .stage import PHONE, scene

pytestmark = pytest.mark.browser

DIALOG = "dialog.rv-take"
RACE = Scenario("rosenbrock", optimizers={"newton": {}, "adam": {"lr": 0.05}}, steps=60, start=(-1.5, 2.5))
FOCUS = "document.activeElement.closest('dialog.rv-take') !== null"


def tab(page: Page, key: str) -> Locator:
    return page.locator(f"#rv-take-tab-{key}")


def saved(page: Page, button: Locator) -> Download:
    expect(button).to_be_enabled()
    with page.expect_download() as coming:
        button.click()
    return coming.value


def text_of(download: Download) -> str:
    return Path(download.path()).read_text("utf-8")


def test_by_keyboard_a_program_is_read_saved_and_run(visit, tmp_path):
    stage = visit(encode(RACE, View(three=False)) + "&lang=en")
    page, dialog = stage.page, stage.page.locator(DIALOG)
    stage.idle()
    address, step = page.url, stage.js("player.step")
    opener = page.locator(".st-key-take button")
    opener.focus()
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    expect(tab(page, "link")).to_be_focused()

    # The arrows lead from group to group; no key reaches the stage, Streamlit or the page's history.
    page.keyboard.press("ArrowDown")
    expect(tab(page, "program")).to_be_focused()
    expect(page.locator("#rv-take-panel-program")).to_be_visible()
    expect(page.locator("#rv-take-panel-link")).to_be_hidden()
    code = page.locator(".rv-take-code")
    expect(code).to_contain_text("Newton")
    expect(page.get_by_text(word(page, "take-program-numpy-only"))).to_be_visible()
    for key in ("r", "c", " "):
        page.keyboard.press(key)
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(f"{FOCUS} || document.activeElement === document.body")
    assert (page.url, stage.js("player.step"), stage.js("player.playing")) == (address, step, False)

    racer = dialog.get_by_label(word(page, "take-program-racer"), exact=True)
    assert [option.strip() for option in racer.locator("option").all_inner_texts()] == ["Newton's method", "Adam"]
    racer.select_option("adam")
    expect(code).to_contain_text("torch.optim.Adam")
    dialog.locator("label", has_text="NumPy").click()
    site = page.url.partition("?")[0]
    written = program(RACE, "adam", "numpy", site)
    expect(code).to_have_text(written, use_inner_text=True)
    download = saved(page, dialog.get_by_role("button", name=word(page, "take-program-save")))
    assert (download.suggested_filename, text_of(download)) == ("ravine-rosenbrock-adam.py", written)
    size = f"{len(written.encode()) / 1000:.1f} KB"
    expect(dialog.get_by_role("status")).to_have_text(
        word(page, "take-saved", name="ravine-rosenbrock-adam.py", size=size)
    )
    expect(dialog.locator(".rv-take-pair").first).to_contain_text(size)
    file = tmp_path / "taken.py"
    file.write_text(text_of(download) + "\nprint('losses', [x.hex() for x in losses])\n", "utf-8")
    printed = subprocess.run([sys.executable, "-I", file], capture_output=True, text=True, check=True).stdout
    losses = [float.fromhex(one) for one in json.loads(printed.partition("losses ")[2].replace("'", '"'))]
    assert np.allclose(losses, run(RACE)["adam"].result.loss, rtol=1e-12, atol=0.0)
    notebook = saved(page, dialog.get_by_role("button", name=word(page, "take-program-notebook")))
    assert json.loads(text_of(notebook))["nbformat"] == 4

    dialog.get_by_role("button", name=word(page, "take-copy"), exact=True).click()
    expect(dialog.get_by_role("status")).to_have_text(word(page, "take-copied"))
    assert page.evaluate("navigator.clipboard.readText()") == written
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()

    heading_in_one_line(stage)
    in_full_screen(stage)
    in_both_colours(stage)


def heading_in_one_line(stage) -> None:
    """Ways to other pages and what is done with a race, in windows of every width."""
    page = stage.page
    window = page.viewport_size
    assert window
    for width in (320, 390, 480, 768, 1024, 1200, 1280, 1440):
        stage.resize(width, window["height"])
        parts = page.locator(".st-key-heading > :is(:has(a), .st-key-keep, .st-key-kept, .st-key-take, .st-key-share)")
        page.wait_for_function(
            """(parts) => new Set(parts.filter(({ clientWidth }) => clientWidth).map((part) => {
                const { top, height } = part.getBoundingClientRect();
                return Math.round(top + height / 2);
            })).size === 1""",
            arg=parts.element_handles(),
        )
        expect(page.locator(".st-key-take")).to_be_visible()
    page.set_viewport_size(window)


def in_full_screen(stage) -> None:
    """The heading is not seen there: the toolbar opens the dialog, above everything."""
    page = stage.page
    take = page.locator('[data-tool="take"]')
    expect(take).to_be_hidden()
    page.locator('[data-tool="full-screen"]').click()
    expect(take).to_be_visible()
    take.click()
    close = page.locator(f"{DIALOG} header button")
    box = close.bounding_box()
    assert box
    on_top = "([x, y]) => document.elementFromPoint(x, y).closest('dialog.rv-take') !== null"
    assert page.evaluate(on_top, [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2])
    close.click()
    page.evaluate("document.exitFullscreen()")
    expect(take).to_be_hidden()


def in_both_colours(stage) -> None:
    page = stage.page
    page.locator(".st-key-take button").click()
    for key in ("link", "program", "data"):
        tab(page, key).click()
        expect(page.locator(f"#rv-take-panel-{key} button.rv-take-make").first).to_be_enabled()
        for scheme in ("light", "dark"):
            assert not barriers(page, scheme, within=DIALOG), f"{key} in {scheme} colours"
    page.emulate_media(color_scheme="light")
    page.keyboard.press("Escape")


def test_by_touch_on_a_phone_numbers_and_a_link_are_taken(visit):
    stage = visit(scene(View(three=False)) + "&lang=ko", **PHONE, locale="ko-KR")
    page, dialog = stage.page, stage.page.locator(DIALOG)
    stage.idle()
    assert stage.overflow() <= 0
    page.locator(".st-key-take button").tap()
    box = dialog.bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
    dialog.get_by_role("button", name=word(page, "take-link-copy")).tap()
    expect(dialog.get_by_role("status")).to_have_text(word(page, "copied"))
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == page.locator(f"{DIALOG} textarea").input_value()
    assert decode(link.partition("?")[2])[0] == decode(stage.query())[0]

    tab(page, "data").tap()
    download = saved(page, dialog.get_by_role("button", name="CSV"))
    race = decode(stage.query())[0]
    assert text_of(download) == to_csv(run(race), site=page.url.partition("?")[0])
    rows = csv.DictReader(io.StringIO(text_of(download).partition("\n")[2]))
    path = np.array([[float(row["w1"]), float(row["w2"])] for row in rows if row["racer"] == "adam"])
    assert path.tobytes() == stage.path("adam").tobytes(), "the file has other bits than the page"

    # The way to the code and the snippet leads through the page's own button.
    tab(page, "link").tap()
    dialog.get_by_role("button", name=word(page, "take-link-share")).tap()
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("dialog").locator(".ravine-code")).to_be_visible()
    page.keyboard.press("Escape")


def test_a_map_on_the_page_is_taken_with_the_link_that_opens_it(visit):
    view = View(map="plane", map_of="adam", map_x="lr", map_y="beta1", map_size="128", three=False)
    race = Scenario("bowl", optimizers={"adam": {"lr": 0.1}}, steps=20)
    stage = maps(visit, view, race=race)
    page, dialog = stage.page, stage.page.locator(DIALOG)
    stage.until(WHOLE)
    page.locator(".st-key-take button").click()
    tab(page, "data").click()
    link = text_of(saved(page, dialog.get_by_role("button", name="CSV"))).splitlines()[0].removeprefix("# ")
    assert link.startswith(page.url.partition("?")[0])
    assert decode(link.partition("?")[2])[0] == race
    assert decode_view(link.partition("?")[2])[0].map_y == "beta1"
