"""Undo, redo and the browser's own Back and Forward: one sequence of steps."""

from collections.abc import Callable
from itertools import cycle
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Locator, expect

from experiments import Scenario, encode
from experiments.view import View
from ravine.session.session import LESSONS_PAGE, PLAYGROUND
from ravine.words import Words

from .controls import late
from .stage import Stage, scene

pytestmark = pytest.mark.browser
SAY = Words("en")
# What the page shows: where it is, and the race's payload, whose parts are named by their contents.
SHOWN = """((header) => JSON.stringify([location.pathname, root.querySelector(".rv-maps").hidden,
    header.query, header.lang, header.surface, header.runs, header.view, header.samples, header.curvature,
    header.inspect]))(player.header)"""
RACE = Scenario("himmelblau", optimizers={"gd": {"lr": 0.01}, "adam": {"lr": 0.1}}, steps=100)


def type_in(stage: Stage, place: str, text: str) -> None:
    field = stage.page.locator(f"{place} input").first
    field.fill(text)
    field.press("Enter")


def choose_surface(stage: Stage, key: str) -> None:
    page = stage.page
    page.get_by_role("button", name=SAY("surface")).click()
    page.get_by_role("dialog").locator(f"[data-key={key}]").click()


def choose_schedule(stage: Stage) -> None:
    stage.page.locator(".st-key-gd-schedule input").click()
    stage.page.get_by_role("option", name=SAY.schedule("cosine"), exact=True).click()


def way_to(stage: Stage, page: str) -> Locator:
    """The heading's link to another page."""
    return stage.page.locator(".st-key-heading").get_by_role("link", name=SAY(f"page-{page}"))


def other_page(stage: Stage) -> None:
    """From the playground to the lessons, and back."""
    way_to(stage, LESSONS_PAGE if stage.js("location.pathname === '/'") else PLAYGROUND).click()


def drag_rate(stage: Stage) -> None:
    stage.row("gd").scroll_into_view_if_needed()
    stage.drag_rate("gd", 0.6)


CHANGES: dict[str, Callable[[Stage], None]] = {
    "surface": lambda stage: choose_surface(stage, "linear_regression"),
    "parameter": lambda stage: type_in(stage, ".st-key-surface-noise-typed", "0.75"),
    "racer": lambda stage: stage.page.locator(".st-key-optimizers").get_by_text(SAY.optimizer("rmsprop")).click(),
    "rate": drag_rate,
    "start": lambda stage: type_in(stage, ".st-key-start-x", "-0.5"),
    "steps": lambda stage: type_in(stage, ".st-key-steps", "120"),
    "view": lambda stage: stage.page.locator('[data-toggle="gradient"]').click(),
    "batch": lambda stage: type_in(stage, ".rv-batch", "8"),
    "schedule": choose_schedule,
    "maps": lambda stage: way_to(stage, "maps").click(),
    "kind of map": lambda stage: stage.page.get_by_role("radio", name=SAY("stage-maps-basins")).check(force=True),
    "playground": lambda stage: way_to(stage, "playground").click(),
    "lesson": other_page,
    "back": other_page,
}


def settled(stage: Stage) -> str:
    # A link changes the address before the script has begun to draw its page, whose heading has no link to itself.
    shown = stage.js("location.pathname.slice(1)") or PLAYGROUND
    expect(way_to(stage, shown)).to_have_count(0)
    stage.idle()
    return stage.js(SHOWN)


def held(stage: Stage) -> list[int]:
    return stage.page.evaluate(
        "(({ at, entries }) => [at, entries.length])(JSON.parse(sessionStorage['ravine-steps']))"
    )


def undo_button(stage: Stage) -> Locator:
    return stage.page.get_by_role("button", name=SAY("undo"), exact=True)


def redo_button(stage: Stage) -> Locator:
    return stage.page.get_by_role("button", name=SAY("redo"), exact=True)


def lead_through(stage: Stage, pictures: list[str], way: str, act: Callable[[], object]) -> None:
    for number, picture in enumerate(pictures):
        act()
        with late(f"{way}, time {number + 1}: not the bytes that were there before"):
            stage.until(f"{SHOWN} === argument", picture)
        assert settled(stage) == picture


def in_turn(stage: Stage, pictures: list[str], ways: dict[str, Callable[[], object]]) -> None:
    """Lead through ``pictures``, to each by the next of the ``ways``."""
    for picture, (way, act) in zip(pictures, cycle(ways.items()), strict=False):
        lead_through(stage, [picture], way, act)


def test_every_change_is_a_step_that_buttons_keys_and_back_undo(visit):
    stage = visit(f"{encode(RACE, View(three=False))}&lang=en")
    page = stage.page
    pictures = [settled(stage)]
    expect(undo_button(stage)).to_have_attribute("aria-disabled", "true")
    for name, change in CHANGES.items():
        change(stage)
        with late(f"{name}: nothing changes"):
            stage.until(f"{SHOWN} !== argument", pictures[-1])
        stage.page.wait_for_function(
            "(at) => JSON.parse(sessionStorage['ravine-steps']).at === at", arg=len(pictures), timeout=60_000
        )
        pictures.append(settled(stage))
        assert held(stage) == [len(pictures) - 1, len(pictures)], f"{name} is not one step"
    assert pictures[-1] == pictures[-3], "the link back from the lesson leads to another race"
    page.evaluate("document.activeElement.blur()")
    before, after = pictures[-2::-1], pictures[1:]
    in_turn(
        stage,
        before,
        {
            "Ctrl+Z": lambda: page.keyboard.press("Control+z"),
            "Back": page.go_back,
            "the undo button": undo_button(stage).click,
        },
    )
    expect(undo_button(stage)).to_have_attribute("aria-disabled", "true")
    in_turn(stage, after, {"Forward": page.go_forward, "the redo button": redo_button(stage).click})
    expect(redo_button(stage)).to_have_attribute("aria-disabled", "true")
    for _ in after:
        page.keyboard.press("Control+z")
    with late("as many undos in a row do not lead to the first step"):
        stage.until(f"{SHOWN} === argument", pictures[0])
    assert settled(stage) == pictures[0]
    for _ in after:
        page.keyboard.press("Control+Shift+Z")
    with late("as many redos in a row do not lead to the last step"):
        stage.until(f"{SHOWN} === argument", after[-1])
    assert settled(stage) == after[-1]
    assert held(stage) == [len(CHANGES), len(CHANGES) + 1]

    for _ in range(4):
        page.keyboard.press("Control+z")
    with late("four undos in a row do not lead four steps back"):
        stage.until(f"{SHOWN} === argument", pictures[-5])
    assert settled(stage) == pictures[-5]
    expect(page.locator(".ravine-step-done")).to_have_text(SAY("undo.done"))
    page.reload()
    stage = Stage(page)
    assert settled(stage) == pictures[-5]
    lead_through(stage, [pictures[-6]], "the undo button after a reload", undo_button(stage).click)
    lead_through(stage, [pictures[-5]], "redo after a reload", lambda: page.keyboard.press("Control+Shift+Z"))
    type_in(stage, ".st-key-steps", "77")
    stage.until("player.header.steps === 77")
    stage.idle()
    expect(redo_button(stage)).to_have_attribute("aria-disabled", "true")
    lead_through(stage, [pictures[-5]], "undo of what was done after undo", undo_button(stage).click)


def test_undo_is_of_what_is_on_its_way_and_never_of_a_text(visit):
    stage = visit(f"{scene()}&lang=en")
    page = stage.page
    first = settled(stage)
    stage.drag_rate("gd", 0.6)
    page.keyboard.press("Control+z")
    stage.page.wait_for_function("() => JSON.parse(sessionStorage['ravine-steps']).entries.length === 2")
    with late("undo right after a drag does not undo the drag"):
        stage.until(f"{SHOWN} === argument", first)
    assert settled(stage) == first
    assert held(stage) == [0, 2]
    page.keyboard.press("Control+y")
    stage.until(f"{SHOWN} !== argument", first)
    second = settled(stage)

    stage.drag_rate("adam", 0.7, release=False)
    page.keyboard.press("Control+z")
    page.mouse.up()
    stage.until(f"player.settled && {SHOWN} !== argument", second)
    third = settled(stage)
    assert held(stage) == [2, 3], "a drag goes on though undo is asked for"

    field = page.locator(".st-key-steps input")
    field.fill("123")
    page.keyboard.press("Control+z")
    stage.frames()
    assert stage.js(SHOWN) == third
    field.fill("124")
    undo_button(stage).click()
    page.wait_for_function("() => JSON.parse(sessionStorage['ravine-steps']).entries.length === 4")
    with late("what was typed is not what the button undoes"):
        stage.until(f"player.settled && {SHOWN} === argument", third)
    assert settled(stage) == third
    stage.row("gd").locator(".rv-slider").focus()
    page.keyboard.press("Control+z")
    stage.until(f"{SHOWN} === argument", second)


def test_a_session_that_begins_with_a_lesson_finds_the_tab_s_race_and_a_page_without_heading_the_keys(visit):
    stage = visit(f"{scene()}&hide=heading&lang=en")
    page = stage.page
    first = settled(stage)
    stage.type_rate("gd", "0.02")
    stage.until(f"player.settled && {SHOWN} !== argument", first)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Control+z")
    stage.until(f"{SHOWN} === argument", first)
    stage.idle()
    page.evaluate("sessionStorage.clear()")

    stage = visit(f"{scene(steps=90)}&lang=en")
    page = stage.page
    race = settled(stage)
    other_page(stage)
    stage.until("location.pathname.endsWith(argument)", LESSONS_PAGE)
    stage.idle()
    page.reload()
    stage = Stage(page)
    stage.idle()
    assert "s" not in dict(parse_qsl(way_to(stage, "playground").get_attribute("href") or ""))
    other_page(stage)
    with late("the race is gone"):
        stage.until(f"{SHOWN} === argument", race)
    page.go_back()
    stage.until("location.pathname.endsWith(argument)", LESSONS_PAGE)
    stage.idle()


def test_beyond_what_the_browser_keeps_undo_and_forward_are_still_one_sequence(visit):
    stage = visit(f"{scene(steps=100)}&lang=en")
    page = stage.page
    query = "(i) => history.pushState({}, '', location.search.replace(/steps=\\d+/, `steps=${i}`))"
    for steps in range(1, 71):
        page.evaluate(query, steps)
    page.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
    stage.until("player.header.steps === 70")
    stage.idle()
    for _ in range(60):
        page.keyboard.press("Control+z")
    stage.until("player.header.steps === 10")
    stage.idle()
    for by, steps in ((1, 11), (1, 12), (-1, 11)):
        page.go_forward() if by > 0 else page.go_back()
        stage.until("player.header.steps === argument", steps)
        stage.idle()
    page.keyboard.press("Control+z")
    stage.until("player.header.steps === 10")
    for _ in range(60):
        page.keyboard.press("Control+y")
    stage.until("player.header.steps === 70")
