"""Operate the page as a visitor would: sliders by keys, fields by typing, the start by a tap, a map by two fingers."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as LateError

from declare import Parameter
from experiments import Scenario
from experiments.racers import optimizer_of
from landscapes import LANDSCAPES
from ravine.words import Words

from .stage import Stage

DOUBLE = 400  # ms after which a second tap is one of its own


@contextmanager
def late(seen: str) -> Iterator[None]:
    """Fail with what a person would see instead of with what was waited for."""
    try:
        yield
    except LateError as error:
        raise AssertionError(seen) from error


def changes(home: Scenario, answer: Scenario) -> Iterator[tuple[str, Any, Any, Parameter | None]]:
    """What ``answer`` differs in from ``home``: ``(control, value before, value, declared parameter)``."""
    if home.start != answer.start:
        yield "start", home.start, answer.start, None
    for name in ("steps", "batch"):
        if getattr(home, name) != getattr(answer, name):
            yield name, getattr(home, name), getattr(answer, name), None
    for key, (schedule, _) in answer.schedules.items():
        if key not in home.schedules:
            yield f"{key}.schedule", None, schedule, None
    for parameter in LANDSCAPES[home.surface].parameters:
        before, value = (one.surface_parameters[parameter.name] for one in (home, answer))
        if value != before:
            yield f"surface.{parameter.name}", before, value, parameter
    for key, values in answer.optimizers.items():
        for parameter in optimizer_of(key).hyperparameters:
            before, value = home.optimizers[key][parameter.name], values[parameter.name]
            if value != before:
                yield f"{key}.{parameter.name}", before, value, parameter


def operate(stage: Stage, control: str, before, value, parameter: Parameter | None) -> None:
    """Set ``control`` as a visitor would."""
    page, name = stage.page, re.sub("^surface[.]", "s.", control)
    widget = page.locator(f".st-key-{re.sub('[^A-Za-z0-9_-]', '-', control)}")
    if control == "start":
        move_start(stage, value)
    elif control == "batch":
        page.locator(".rv-batch .rv-field").fill(str(value))
        page.locator(".rv-batch .rv-field").press("Enter")
    elif control.endswith(".schedule"):
        widget.locator("input").click()
        page.get_by_role("option", name=Words(stage.js("root.lang")).schedule(value), exact=True).click()
    elif control.endswith(".lr"):
        field = stage.row(control.partition(".")[0]).locator(".rv-field")
        field.fill(f"{value:g}")
        field.press("Enter")
    elif parameter is None:
        type_in(stage, widget.locator("input"), before, value)
    elif parameter.scale == "switch":
        widget.locator("label").first.click()
    else:
        widget.get_by_role("slider").focus()
        for press in presses(parameter, before, value):
            page.keyboard.press(press)
    if control != "start":
        with late(f"the race does not take {value} for {control}"):
            stage.until(
                "((set) => set === argument[1] || Math.abs(Number(set) - argument[1]) <= 1e-9 * Math.abs(argument[1]))"
                "(new URLSearchParams(player.header.query).get(argument[0]))",
                [name, value],
            )


def type_in(stage: Stage, field: Locator, before: int, steps: int) -> None:
    """Enter the number of steps, once the field shows the number ``before``: nobody selects what is about to change."""
    expect(field, "the field for steps does not show those of the race").to_have_value(str(before))
    field.fill(str(steps))
    field.press("Enter")


def move_start(stage: Stage, place: tuple[float, float]) -> None:
    """A click or a tap on the map; no pixel is exactly at zero, so there the arrow keys go on."""
    page = stage.page
    stage.js("player.graphs.contour.scrollIntoView({ block: 'center' })")
    page.wait_for_timeout(DOUBLE)
    tap = page.touchscreen.tap if stage.js("matchMedia('(pointer: coarse)').matches") else page.mouse.click
    tap(*stage.tick_pixel(*place))
    near = "Math.max(...player.header.start.map((value, axis) => Math.abs(value - argument[axis]))) < 0.1"
    with late(f"a tap on the map at {place} does not bring the ring there"):
        stage.until(near, place)
    for axis, (down, up) in enumerate((("ArrowLeft", "ArrowRight"), ("ArrowDown", "ArrowUp"))):
        if place[axis] == 0 and (value := stage.js("player.header.start[argument]", axis)):
            page.locator(".rv-handle").press(down if value > 0 else up)
            with late("the arrow keys do not bring the ring to zero exactly"):
                stage.until("player.header.start[argument] === 0", axis)


def presses(parameter: Parameter, before: float, value: float) -> list[str]:
    """Keys that lead a slider from one value to another, as few as there are: the race is run after each."""
    if value == parameter.bounds[0] or value == parameter.bounds[1]:
        return ["Home" if value == parameter.bounds[0] else "End"]
    if parameter.scale == "linear":
        low, high = parameter.bounds
        steps, page = round((value - before) * 100 / (high - low)), 10
    else:
        stops = sorted({*parameter.stops(), before})
        steps, page = stops.index(value) - stops.index(before), len(stops)
    pages, rest = divmod(abs(steps), page)
    return ["PageUp" if steps > 0 else "PageDown"] * pages + ["ArrowRight" if steps > 0 else "ArrowLeft"] * rest


def pinch(page: Page, x: float, y: float, apart: float, to: float) -> None:
    """Spread two fingers about a point from one distance to another."""
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *places: float) -> None:
        points = [{"x": place, "y": y, "id": finger} for finger, place in enumerate(places)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", x - apart / 2, x + apart / 2)
    for part in (0.25, 0.5, 0.75, 1.0):
        half = (apart + part * (to - apart)) / 2
        touch("touchMove", x - half, x + half)
    touch("touchEnd")
    session.detach()
