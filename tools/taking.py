"""Take a race away as a visitor does, through the dialog, for tests, benchmarks and screenshots."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

LONGEST = 300_000  # ms that a film may take on a busy machine


@dataclass(frozen=True)
class Film:
    """What is chosen in the dialog.

    Attributes:
        format: ``mp4``, ``webm`` or ``gif``.
        size: of an option, ``1280x720``.
        seconds: of an option.
        panels: ``map``, ``three``, ``loss``; empty: as they are.
        look: ``light`` or ``dark``; empty: as it is.
    """

    format: str
    size: str
    seconds: int
    panels: tuple[str, ...] = ()
    look: str = ""


def open_page(browser: Browser, address: str, patience: float, **options: Any) -> Page:
    """A new visitor's page, when its race is there."""
    page = browser.new_context(**options).new_page()
    page.goto(address)
    page.wait_for_selector("[data-testid=stMain] .ravine[data-ready]", timeout=patience)
    return page


def open_group(page: Page, key: str) -> Locator:
    """The dialog's group, with the dialog opened if it is not."""
    if not page.locator("dialog.rv-take[open]").count():
        page.locator(".st-key-take button").click()
    page.locator(f"#rv-take-tab-{key}").click()
    return page.locator(f"#rv-take-panel-{key}")


def saved(page: Page, press: Locator) -> tuple[Path, float]:
    """The file that a button gives, and the seconds from the click until it was there."""
    began = time.perf_counter()
    with page.expect_download(timeout=LONGEST) as download:
        press.click()
    path = download.value.path()
    return path, time.perf_counter() - began


def shown(page: Page, key: str, change: Callable[[Locator], None] = lambda group: None) -> tuple[Path, float]:
    """A file that a group has ready to be saved, and the seconds from the group's opening, or a change, until then."""
    group = open_group(page, key)
    save = group.locator("button.rv-take-make").first
    expect(save).to_be_enabled(timeout=LONGEST)
    began = time.perf_counter()
    change(group)
    expect(save).to_be_enabled(timeout=LONGEST)
    ready = time.perf_counter() - began
    path, took = saved(page, save)
    return path, ready + took


def choose(group: Locator, wanted: Film) -> None:
    """Set the fields of the group ``film``."""
    pick(group, wanted.format)
    group.locator("select").first.select_option(wanted.size)
    pick(group, str(wanted.seconds))
    if wanted.look:
        pick(group, wanted.look)
    if wanted.panels:
        for box in group.locator(".rv-take-ticks").first.locator("input").all():
            box.set_checked(box.get_attribute("value") in wanted.panels)


def pick(group: Locator, value: str) -> None:
    """One of a few."""
    group.locator(f"input[type=radio][value='{value}']").check()


def film(page: Page, wanted: Film) -> tuple[Path, float]:
    """The file of a film, and the seconds from the click until it was there."""
    group = open_group(page, "film")
    choose(group, wanted)
    return saved(page, group.locator("button.rv-take-make"))
