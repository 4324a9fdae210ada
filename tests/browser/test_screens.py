"""Tablets, laptops, phones, projectors: what is in sight together, how large letters are, where the sidebar folds."""

import pytest
from playwright.sync_api import expect

from ravine.words import Words

from .controls import late
from .stage import PHONE, scene

pytestmark = pytest.mark.browser
WORDS = Words("en")
# Width and height of a window, and how many rows of the board are in sight with map and play bar.
WINDOWS = {
    "teacher's laptop": (1366, 768, 4),
    "small laptop": (1300, 800, 4),
    "wide and low": (1280, 720, 3),
    "tablet on its side": (1024, 768, 4),
    "larger tablet on its side": (1180, 820, 4),
    "larger tablet upright": (820, 1180, 4),
    "tablet upright": (768, 1024, 4),
    "desk": (1440, 900, 4),
    "large": (1920, 1080, 4),
}
# What is wrong with the stage in this window.
WRONG = """((rows) => {
    const box = (part) => root.querySelector(part).getBoundingClientRect();
    const wrong = [];
    const below = (name, { bottom }) =>
        bottom > innerHeight && wrong.push(`${name} ends ${bottom - innerHeight} px below`);
    below("the play bar", box(".rv-transport"));
    below("the board", [...root.querySelectorAll("tbody tr")][rows - 1].getBoundingClientRect());
    const map = box(".rv-contour .rv-box");
    if (map.width < 300 || map.height < 300) wrong.push(`the map is ${map.width} x ${map.height}`);
    for (const part of [".rv-three", ".rv-loss", ".rv-board", ".rv-transport"]) {
        const { left, right, width } = box(part);
        if (width < 290 || left < 0 || right > innerWidth) wrong.push(`${part} goes from ${left} to ${right}`);
    }
    if (box(".rv-toolbar").height > 60) wrong.push("the switches stand in two lines");
    const main = document.querySelector('[data-testid="stMain"]');
    const wide = Math.max(document.documentElement.scrollWidth - innerWidth, main.scrollWidth - main.clientWidth);
    if (wide > 0) wrong.push(`the page is ${wide} px too wide`);
    return wrong.join(", ");
})(argument)"""
# So it stays: on the way from one size to another all may be in sight for a moment.
LASTING = """new Promise((done) => {
    const look = (frames) => {
        if ((WRONG) !== '' || !frames) done((WRONG) === '');
        else requestAnimationFrame(() => look(frames - 1));
    };
    look(20);
})"""
# Nothing of what opens the sidebar or the menu lies over the name of the page.
UNCOVERED = """((name) => [...document.querySelectorAll('[data-testid="stHeader"] button')].every((button) => {
    const [a, b] = [button.getBoundingClientRect(), name.getBoundingClientRect()];
    return a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
}))(document.querySelector("h1 span"))"""
# What slides or grows instead of being where it belongs; colours may fade.
MOVES = """[...document.querySelectorAll("*")].flatMap((part) => {
    const { transitionProperty, transitionDuration } = getComputedStyle(part);
    const seconds = transitionDuration.split(", ").map(parseFloat);
    return transitionProperty.split(", ")
        .filter((name, nth) => seconds[nth % seconds.length] > 0.01 && !/color|opacity|border/.test(name))
        .map((name) => `${part.dataset.testid ?? part.className}: ${name}`);
})"""
FONT = "parseFloat(getComputedStyle(root.querySelector(argument)).fontSize)"


def test_map_play_bar_and_board_are_in_sight_together_in_every_window(visit):
    stage = visit("lang=en", viewport={"width": 1440, "height": 900})
    stage.idle()
    letters = stage.js(FONT, ".rv-contour .xtick text")
    assert stage.page.evaluate(MOVES) == [], "these move although the visitor prefers reduced motion"
    for name, (width, height, rows) in WINDOWS.items():
        with late(f"{name}, {width} px: the sidebar is open where there is no room for it, or folded where there is"):
            stage.resize(width, height)
        try:
            stage.until(LASTING.replace("WRONG", WRONG), rows, timeout=30_000)
        except Exception:
            pytest.fail(f"{name}, {width} x {height}: {stage.js(WRONG, rows)}")
        assert stage.js(UNCOVERED), f"{name}: a button lies over the page's name"
    with late("on a large screen letters are no larger than on a desk"):
        stage.until(f"{FONT} > 1.15 * {letters}", ".rv-contour .xtick text")


def test_a_projector_has_large_letters_and_full_screen_leaves_no_empty_band(visit):
    stage = visit("lang=en&projector=1", viewport={"width": 1920, "height": 1080})
    stage.idle()
    sizes = {
        part: stage.js(FONT, part) for part in (".xtick text", ".ytick text", "tbody td", ".rv-chip", ".rv-counter")
    }
    assert min(sizes.values()) >= 20, f"letters too small for the back row: {sizes}"
    assert sizes["tbody td"] >= 22
    stage.page.get_by_role("button", name=WORDS("stage-full-screen")).click()
    fills = """document.fullscreenElement === root && root.scrollHeight <= innerHeight
        && root.querySelector(".rv-board").getBoundingClientRect().bottom > innerHeight - 30
        && root.querySelector(".rv-contour .rv-box").clientHeight >= 250"""
    for pressed in ((), ("three",), ("slice",), ("three",)):
        for switch in pressed:
            stage.page.locator(f"[data-toggle={switch}]").click()
        with late(
            f"in full screen, after {pressed}, the window is not filled: {stage.js('root.scrollHeight')} px of 1080"
        ):
            stage.until(fills, timeout=8000)


def test_on_a_phone_the_sidebar_is_folded_after_a_choice_and_on_the_next_visit(visit):
    stage = visit(f"{scene()}&lang=en", **PHONE)
    page = stage.page
    sidebar = page.locator('[data-testid="stSidebar"]')
    opens = page.get_by_role("button", name=WORDS("streamlit-expand-sidebar"), exact=True)
    folded = lambda truth: expect(sidebar).to_have_attribute("data-collapsed", str(truth).lower())  # noqa: E731
    stage.idle()
    folded(True)
    assert stage.js(UNCOVERED)
    opens.click()
    small = page.evaluate(
        """[...document.querySelectorAll("input, select, textarea")].filter(({ type }) => type !== "range")
            .filter((field) => parseFloat(getComputedStyle(field).fontSize) < 16)
            .map((field) => field.getAttribute("aria-label") ?? field.className)"""
    )
    assert not small, f"a phone zooms into these fields: {small}"
    page.locator(".st-key-optimizers").get_by_role("button", name=Words("en").optimizer("momentum"), exact=True).click()
    stage.until("player.header.query.includes('momentum')")
    folded(False)
    ready = page.locator(".ravine-fold")
    box = ready.bounding_box()
    assert box["y"] + box["height"] <= 844, "the way back is in sight without scrolling"
    ready.click()
    folded(True)
    expect(opens).to_be_focused()
    opens.click()
    page.get_by_role("button", name=WORDS("surface")).click()
    page.locator('.rg-card[data-key="bowl"]').click()
    stage.until("player.header.query.includes('bowl')")
    folded(True)
    opens.click()
    folded(False)
    page.reload()
    page.wait_for_selector(".ravine[data-ready]")
    folded(True)
