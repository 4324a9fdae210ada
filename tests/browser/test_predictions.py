"""Every lesson's question in a browser that plays runs: the predicted run is seen, and then the answer."""

import pytest
from playwright.sync_api import expect

from experiments import encode
from lessons import LESSONS, text

from .controls import late
from .stage import PHONE, Stage
from .test_lessons import LATE, TOLD, beginning, lead_through, renewed_after_failure

pytestmark = pytest.mark.browser
# A visitor who does not mind motion, on a desk and a phone: each page is led through all lessons.
SEEN = [
    pytest.param(key, options, language, id=f"{key}-{name}")
    for name, options, language in (
        ("desk", {"viewport": {"width": 1366, "height": 768}}, "en"),
        ("phone", PHONE, "ko"),
    )
    for key in LESSONS
]
# Four times as quick as any speed that can be chosen, so that a run takes 0.6 s.
FASTEST = """((speed) => {
    speed.append(new Option("", 16, true, true));
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


@pytest.fixture(scope="module")
def moving() -> dict[str, Stage]:
    """Open pages on which runs are played, by language."""
    return {}


@pytest.fixture
def lead_moving(address, open_context, moving, errors, request):
    """A page on which runs are played, led to a lesson that has not been answered; new after a failure."""

    def opened(key: str, options: dict, language: str) -> Stage:
        return lead_through(moving, language, address, key, language, lambda: open_context(autoplay=True, **options))

    with renewed_after_failure(moving, errors, request):
        yield opened


@pytest.mark.parametrize(("key", "options", "language"), SEEN)
def test_the_predicted_run_is_seen_and_then_the_answer(lead_moving, key, options, language):
    stage, lesson = lead_moving(key, options, language), LESSONS[key]
    page, told = stage.page, stage.page.locator(TOLD)
    said = text(key, language)
    answer = beginning(said.answer)
    assert answer not in " ".join(page.locator(".st-key-lesson").inner_text().split()), (
        "the answer is on the page before it is asked for"
    )
    plays = "transport" in lesson.panels
    if plays:
        stage.js(FASTEST)
    opened = lesson.scenes[lesson.question.scene]
    page.evaluate(WATCH, encode(opened.scenario, opened.view))
    page.get_by_test_id("stRadioGroup").locator("label").first.click()
    with late(f"{key}: what was predicted is not run"):
        stage.until("player.header.query === argument", encode(opened.scenario, opened.view))
    expect(told, f"{key}: no answer after the run").to_be_visible(timeout=3 * LATE)
    expect(told).to_contain_text(answer)
    expect(page.locator(".st-key-lesson-answer")).to_have_attribute("aria-live", "polite")
    seen = page.evaluate("cancelAnimationFrame(window.seen.frame), window.seen")
    if plays:
        shares = seen["shares"]
        assert shares, f"{key}: the predicted run is not played"
        assert seen["early"] == 0, f"{key}: the answer is read while the run is still played"
        assert min(shares) > 0.95, f"{key}: the map is not in the window while the run is played"
    with late(f"{key}: the answer is out of sight"):
        page.wait_for_function(
            "(told) => { const { top } = document.querySelector(told).getBoundingClientRect();"
            " return top >= 0 && top < innerHeight - 40; }",
            arg=TOLD,
        )
    assert page.evaluate("document.querySelectorAll('.rv-covered').length") == 0
