"""Watch the run that a lesson's reader has predicted: it is played in the window, and then the answer can be read."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import expect

from experiments import encode
from lessons import LESSONS, text

from .controls import late
from .stage import Stage

TOLD = "[class*=st-key-lesson-told-]"
# The highest speed, and four seconds in one: a run takes 0.6 s.
FASTEST = """((speed) => {
    const frame = (window.realFrame ??= window.requestAnimationFrame.bind(window));
    window.requestAnimationFrame = (run) => frame((now) => run(4 * now));
    speed.value = "4";
    speed.dispatchEvent(new Event("change"));
})(root.querySelector(".rv-select"))"""
# From now on, how much of the map was in the window whenever the stage was painted while the run was played, and
# whether anybody could read the answer then.
WATCH = """((query) => {
    window.seen = { shares: [], early: 0 };
    const note = () => {
        const { player } = document.querySelector('.ravine') ?? {};
        const told = document.querySelector('[class*=st-key-lesson-told-]');
        if (told && player?.playing && player.header.query === query) {
            const { top, bottom } = document.querySelector('.rv-contour').getBoundingClientRect();
            window.seen.shares.push((Math.min(bottom, innerHeight) - Math.max(top, 0)) / (bottom - top));
            if (told.checkVisibility()) window.seen.early += 1;
        }
        window.seen.frame = requestAnimationFrame(note);
    };
    cancelAnimationFrame(window.seen.frame);
    note();
})"""
IN_SIGHT = """(told) => {
    const { top } = document.querySelector(told).getBoundingClientRect();
    return top >= 0 && top < innerHeight - 40;
}"""


@contextmanager
def seen(stage: Stage, key: str) -> Iterator[None]:
    """The run that is predicted meanwhile is played in the window, and only then the answer can be read, there too."""
    page, opened = stage.page, LESSONS[key].scenes[LESSONS[key].question.scene]
    answer = beginning(text(key, stage.js("root.lang")).answer)
    before = " ".join(page.locator(".st-key-lesson").inner_text().split())
    assert answer not in before, f"{key}: the answer is on the page before it is asked for"
    plays = "transport" in LESSONS[key].panels
    if plays:
        stage.js(FASTEST)
    page.evaluate(WATCH, encode(opened.scenario, opened.view))
    yield
    expect(page.locator(".st-key-lesson-answer")).to_have_attribute("aria-live", "polite")
    noted = page.evaluate("cancelAnimationFrame(window.seen.frame), window.seen")
    if plays:
        assert noted["shares"], f"{key}: the predicted run is not played"
        assert noted["early"] == 0, f"{key}: the answer is read while the run is still played"
        assert min(noted["shares"]) > 0.95, f"{key}: the map is not in the window while the run is played"
    with late(f"{key}: the answer is out of sight"):
        page.wait_for_function(IN_SIGHT, arg=TOLD)
    assert page.evaluate("document.querySelectorAll('.rv-covered').length") == 0


def beginning(answer: str) -> str:
    """What ``answer`` begins with, as the page says it: of its first part without a formula that is a phrase."""
    parts = re.sub(r"\s+", " ", answer.replace("*", "")).split("$")[::2]
    return next(part for part in parts if len(part) > 15)[:25].strip()
