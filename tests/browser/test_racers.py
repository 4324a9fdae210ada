"""The same optimizer several times: copied, set apart, moved, fanned out and removed on the board."""

import numpy as np
import pytest
from playwright.sync_api import expect

from experiments import Scenario, decode, encode, run
from experiments.racer_looks import look_of
from experiments.view import View
from ravine.words import Words

from .axe import barriers
from .controls import late
from .stage import PHONE, Stage, scene

pytestmark = pytest.mark.browser
WORDS = Words("en")


def racers(stage: Stage) -> list[str]:
    return stage.js("player.runs.map(({ key }) => key)")


def names(stage: Stage) -> dict[str, str]:
    rows = stage.page.locator("tr[data-run]").all()
    return {row.get_attribute("data-run") or "": row.locator(".rv-name").inner_text() for row in rows}


def choose(stage: Stage, key: str, item: str) -> None:
    """Choose an item of the menu of row ``key``."""
    stage.row(key).locator(".rv-dots").click()
    stage.page.get_by_role("menuitem", name=WORDS(f"stage-racer-{item}"), exact=True).click()


def raced(stage: Stage, *keys: str) -> None:
    """Wait until exactly these racers are on the board, in this order."""
    with late(f"the board does not come to show {keys}, but {racers(stage)}"):
        stage.until("String(player.runs.map(({ key }) => key)) === argument", ",".join(keys))
    stage.idle()


def test_a_copy_is_set_apart_and_both_paths_are_true(show):
    stage = show(scene())
    choose(stage, "adam", "copy")
    raced(stage, "gd", "adam", "adam~2")
    assert names(stage)["adam~2"] == "Adam 2"
    assert np.array_equal(stage.path("adam"), stage.path("adam~2")), "a copy begins with the same settings"
    expect(stage.row("adam").locator(".rv-dots"), "the focus is lost").to_be_focused()
    before = stage.path("adam")
    stage.drag_rate("adam~2", 0.9, release=False)
    stage.until_raced("adam~2")
    assert not np.array_equal(before, stage.path("adam~2")), "the copy's path does not follow the hand"
    assert np.array_equal(before, stage.path("adam")), "the path of the racer that was copied moved too"
    stage.page.mouse.up()
    stage.until("!player.live")
    scenario, _ = decode(stage.query())
    race = run(scenario)
    assert [*race] == ["gd", "adam", "adam~2"]
    for key in race:
        assert np.array_equal(stage.path(key), race[key].path), key
    assert names(stage)["adam"] == "Adam, lr 0.1"
    # While a rate is dragged, the name that tells it from the other says the one under the hand.
    stage.drag_rate("adam~2", 0.3, release=False)
    stage.until_raced("adam~2")
    rate = stage.row("adam~2").locator(".rv-field").input_value()
    expect(stage.row("adam~2").locator(".rv-name")).to_have_text(f"Adam, lr {rate}")
    stage.page.mouse.up()
    stage.idle()
    assert names(stage)["adam~2"] == f"Adam, lr {rate}"
    head = stage.page.locator(".rv-contour .rv-head[data-run='adam~2']")
    expect(head).to_have_text("2")
    assert stage.js("player.runs[2].color") == look_of("adam~2").color


def test_adam_stands_beside_itself_without_bias_correction(show):
    stage = show(scene(optimizers={"adam": {"lr": 0.1}}))
    page = stage.page
    choose(stage, "adam", "copy")
    raced(stage, "adam", "adam~2")
    choose(stage, "adam~2", "settings")
    settings = page.locator(".st-key-settings-of")
    with late("the sidebar does not show the copy's settings"):
        expect(settings.get_by_role("combobox")).to_have_value("Adam 2")
    page.get_by_text(WORDS.parameter("without_bias_correction", "adam"), exact=True).click()
    stage.until("player.runs[1].values.without_bias_correction === 1")
    stage.idle()
    assert [*names(stage).values()] == ["Adam", "Adam, without bias correction"]
    assert not np.array_equal(stage.path("adam"), stage.path("adam~2"))


def test_racers_are_moved_and_removed_by_keyboard_and_a_rule_goes_with_all_its_copies(show):
    stage = show(scene(optimizers={"gd": {"lr": 0.01}, "adam": {"lr": 0.1}, "adam~2": {"lr": 0.2}}))
    page = stage.page
    more = stage.row("adam~2").locator(".rv-dots")
    more.focus()
    page.keyboard.press("Enter")
    menu = page.get_by_role("menu")
    expect(menu.get_by_role("menuitem", name=WORDS("stage-racer-copy"))).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(menu.get_by_role("menuitem", name=WORDS("stage-racer-up"))).to_be_focused()
    assert barriers(page, "light", within=".rv-menu") == []
    page.keyboard.press("Enter")
    raced(stage, "gd", "adam~2", "adam")
    expect(more).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(more).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    expect(menu.get_by_role("menuitem", name=WORDS("stage-racer-remove"))).to_be_focused()
    page.keyboard.press("Enter")
    raced(stage, "gd", "adam")
    assert names(stage)["adam"] == "Adam"
    # Removed and copied at once: what is on its way is not lost.
    choose(stage, "adam", "copy")
    choose(stage, "gd", "remove")
    raced(stage, "adam", "adam~2")
    pill = page.get_by_test_id("stButtonGroup").get_by_role("button", name="Adam", exact=True)
    pill.click()
    raced(stage)
    pill.click()
    raced(stage, "adam")


def test_a_fan_spreads_rates_over_a_chosen_range(show):
    stage = show(scene(optimizers={"gd": {"lr": 0.01}, "adam": {"lr": 0.1}}))
    page = stage.page
    choose(stage, "adam", "fan")
    go = page.get_by_role("button", name=WORDS("stage-fan-go"))
    first, last = (page.get_by_label(WORDS(f"stage-fan-{end}"), exact=True) for end in ("from", "to"))
    expect(first).to_have_value("0.01")
    last.fill("20")
    expect(page.locator(".rv-fan-values")).to_have_text(
        WORDS("stage-fan-refused", low="1e-5", high="10"),
    )
    expect(go).to_be_disabled()
    first.fill("1e-3")
    last.fill("10")
    expect(page.locator(".rv-fan-values")).to_have_text("0.001 · 0.01 · 0.1 · 1 · 10")
    page.keyboard.press("Enter")
    stage.until("player.runs.length === 6")
    stage.idle()
    fan = racers(stage)[1:]
    assert fan[2] == "adam"
    assert stage.js("player.runs.slice(1).map(({ lr }) => lr.value)") == [0.001, 0.01, 0.1, 1, 10]
    race = run(decode(stage.query())[0])
    assert all(np.array_equal(stage.path(key), race[key].path, equal_nan=True) for key in fan)
    assert [*names(stage).values()][1:] == [f"Adam, lr {rate}" for rate in ("0.001", "0.01", "0.1", "1", "10")]


def test_on_a_phone_in_korean_a_racer_is_copied_and_nothing_overflows(show):
    words = Words("ko")
    two = {"adam": {"lr": 0.1}, "adam~2": {"lr": 0.1, "without_bias_correction": 1.0}}
    stage = show(scene(optimizers=two) + "&lang=ko", **PHONE)
    page = stage.page
    more = stage.row("adam").locator(".rv-dots")
    more.scroll_into_view_if_needed()
    assert more.bounding_box()["height"] >= 40
    more.tap()
    page.get_by_role("menuitem", name=words("stage-racer-fan")).tap()
    expect(page.get_by_role("button", name=words("stage-fan-go"))).to_be_in_viewport()
    page.get_by_label(words("stage-fan-of")).select_option(label=words.parameter("beta1", "adam"))
    expect(page.locator(".rv-fan-values")).to_have_text("0 · 0.6838 · 0.9 · 0.96838 · 0.99")
    page.get_by_role("button", name=words("stage-fan-go")).tap()
    stage.until("player.runs.length === 6")
    stage.idle()
    assert stage.overflow() <= 0


def test_no_more_than_the_bound_can_race(show):
    crowd = {f"gd~{number}": {"lr": 0.001 * number} for number in range(2, 30)}
    stage = show(scene(View(three=False), optimizers=crowd, surface="bowl"))
    choose(stage, "gd~2", "copy")
    stage.until("player.runs.length === 29")
    stage.row("gd~2").locator(".rv-dots").click()
    expect(stage.page.get_by_role("menuitem", name=WORDS("stage-racer-fan"))).to_be_disabled()
    expect(stage.page.get_by_role("menuitem", name=WORDS("stage-racer-copy"))).to_be_enabled()
    stage.page.keyboard.press("Escape")


def test_a_twin_and_an_average_have_no_menu_and_copies_of_their_racer_have_their_own(show):
    copy = "schedule_free_sgd~2"
    two = {"schedule_free_sgd": {"lr": 0.1}, copy: {"lr": 0.2}}
    data = Scenario("sine_fit", optimizers=two, batch=8, steps=60)
    stage = show(encode(data, View(three=False, versus=True)))
    keys = racers(stage)
    assert {copy, f"{copy}@full", f"{copy}@answer"} <= set(keys)
    for key in keys:
        expect(stage.row(key).locator(".rv-dots")).to_be_visible(visible="@" not in key)
    before = stage.path(f"{copy}@full")
    stage.until("player.racing")
    stage.row(copy).scroll_into_view_if_needed()
    stage.drag_rate(copy, 0.8, release=False)
    stage.until_raced(copy)
    assert not np.array_equal(before, stage.path(f"{copy}@full")), "the copy's twin does not follow its rate"
    stage.page.mouse.up()
    stage.idle()
