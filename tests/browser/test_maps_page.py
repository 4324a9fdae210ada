"""The page of maps: its cells come, are previewed, become the race to the last bit; zooms are steps of the visit."""

import random

import pytest
from playwright.sync_api import Page, Route

from experiments import Scenario, encode
from experiments.view import View
from ravine.words import Words

from .axe import barriers
from .maps import AXES, CELL, LAST, MAP, PLACE, RACE, SHOWN, SMALL, WHOLE, ZOOM, maps
from .stage import Stage

pytestmark = pytest.mark.browser


def before_its_engine(address: str, page: Page, view: View) -> tuple[Stage, list[Route]]:
    """The page of maps, which cannot run races until the routes are continued."""
    held: list[Route] = []
    page.route("**/engine.js", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it is given
    page.goto(f"{address}/maps?{encode(RACE, view)}&lang=en")
    return Stage(page), held


def take_a_cell_by_keys(stage: Stage) -> None:
    """A screen reader hears the cell, and Enter makes it the race."""
    page = stage.page
    box = page.locator(".rv-field-box")
    box.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("ArrowUp")
    cell = ["momentum", 65, 54]
    stage.until("root.querySelector('.rv-grid-map [role=status].rv-hidden').textContent.length > 0")
    page.keyboard.press("Enter")
    stage.until("player.settled && player.runs[1].values.lr === argument", stage.js(AXES, cell)[0])
    assert stage.js(LAST, "momentum") == stage.js(CELL, cell)["final"]
    page.keyboard.press("Escape")


def zoom_to_the_finest(stage: Stage) -> None:
    """A million millionth of a rate: its cells still differ."""
    page = stage.page
    rate = 0.0012345678
    deep = f"{rate!r},{rate * (1 + 1e-12)!r},0.5,{0.5 + 1e-12!r}"
    stage.idle()
    page.evaluate(
        """(zoom) => {
          const query = new URLSearchParams(location.search);
          query.set("map_zoom", zoom);
          history.pushState({}, "", `?${query}`);
          dispatchEvent(new PopStateEvent("popstate"));
        }""",
        deep,
    )
    stage.until(f"{SHOWN} && {WHOLE} && ({MAP}).held.content.axes.x.values[0] === 0.0012345678", "map_zoom")
    values = stage.js(f"[...({MAP}).held.content.axes.x.values]")
    assert len(set(values)) > 100
    stage.idle()
    page.locator(".rv-field-box").focus()
    page.keyboard.press("0")
    stage.until(f"!{SHOWN} && {WHOLE}", "map_zoom")


def test_a_cell_of_a_plane_is_previewed_and_is_the_race_of_its_click(address, open_context):
    words = Words("en")
    view = View(map="plane", map_of="momentum", map_x="lr", map_y="momentum", **SMALL)
    stage, held = before_its_engine(address, open_context().new_page(), view)
    page = stage.page
    stage.until(WHOLE)
    assert stage.js("[...root.querySelectorAll('.rv-three, .rv-sweep, .rv-slice')].every((part) => !part.offsetParent)")
    chance = random.Random(7)
    cells = [["momentum", chance.randrange(8, 120), chance.randrange(8, 60)] for _ in range(2)]
    for cell in cells:
        before = stage.js(LAST, "momentum")
        wanted, values = stage.js(CELL, cell), stage.js(AXES, cell)
        page.mouse.move(*stage.js(PLACE, cell))
        if cell == cells[0]:  # the mouse rests there before the browser can run races
            stage.until("root.querySelector('.rv-maps-pointed')")
            assert not stage.js("player.live")
            for route in held:
                route.continue_()
        stage.until(
            "player.live && Object.is(((run) => run.losses[run.losses.length - 1])(player.runs[1]), argument)",
            wanted["final"],
        )
        stage.until("root.querySelector('.rv-maps-readout').textContent.includes(argument)", f"{values[1]:.3f}"[:4])
        page.mouse.move(5, 5)
        stage.until("!player.live")
        assert stage.js(LAST, "momentum") == before, "what is only pointed at is not made"
        page.mouse.click(*stage.js(PLACE, cell))
        stage.until("player.settled && player.runs[1].values.lr === argument", values[0])
        page.mouse.move(5, 5)
        stage.idle()
        assert stage.js("player.runs[1].values.momentum") == values[1]
        assert stage.js(LAST, "momentum") == wanted["final"], "a cell is the run that its click opens, to the last bit"
        shown = stage.row("momentum").locator(".rv-col-loss").inner_text().replace("−", "-")
        assert float(shown) == pytest.approx(wanted["final"], rel=1e-3)
    assert float(dict(stage.js("[...new URLSearchParams(location.search)]"))["momentum.momentum"]) == values[1]
    assert stage.js(f"({MAP}).held.whole"), "the map does not depend on what it varies"

    # The mark follows a slider; the facts say which cell that is.
    yours = page.locator(".rv-maps-facts li").nth(1)
    told = yours.inner_text()
    stage.row("momentum").scroll_into_view_if_needed()
    stage.drag_rate("momentum", 0.2, release=False)
    stage.until("root.querySelector('.rv-maps-facts li:nth-child(2)').textContent !== argument", told)
    page.mouse.up()
    stage.idle()

    take_a_cell_by_keys(stage)
    assert barriers(page, "light", within=".rv-maps") == []
    assert barriers(page, "dark", within=".rv-maps") == []
    page.emulate_media(color_scheme="light")
    last = stage.js(LAST, "momentum")
    page.get_by_role("link", name=words("stage-maps-open")).click()
    stage.until("player.link && !player.link.frame.maps")  # the address is the playground's before the page is
    stage.idle()
    assert stage.js(LAST, "momentum") == last
    stage.until("root.querySelector('.rv-three').offsetParent")
    page.go_back()
    stage.until(f"location.pathname.endsWith('maps') && {WHOLE}")
    page.context.close()


def test_a_zoom_is_in_the_link_and_back_leads_out_of_it(visit):
    words = Words("en")
    stage = maps(visit, View(map="plane", map_of="momentum", **SMALL), autoplay=False)
    page = stage.page
    stage.until(WHOLE)
    ends = f"((axes) => [axes.x.values[0], axes.x.values[127]])(({MAP}).held.content.axes)"
    whole = stage.js(ends)
    page.locator(".rv-maps").get_by_role("button", name=words("stage-zoom-in")).click()
    stage.until(f"{SHOWN} && {WHOLE}", "map_zoom")
    first, link = stage.js(ends), stage.js(SHOWN, "map_zoom")
    assert whole[0] < first[0] < first[1] < whole[1]
    assert [float(end) for end in link.split(",")[:2]] == first

    # A box is shown from edge to edge; each zoom is a step of the visit, and has a place in the way back.
    left, top = stage.js(PLACE, ["momentum", 100, 20])
    right, bottom = stage.js(PLACE, ["momentum", 40, 90])
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, bottom, steps=5)
    page.mouse.up()
    page.mouse.move(5, 5)
    stage.until(f"{ZOOM} !== argument && {WHOLE}", link)
    second = stage.js(ends)
    assert first[0] < second[0] < second[1] < first[1]
    assert page.locator(".rv-maps-crumbs button").count() == 3
    stage.idle()
    page.reload()
    stage = Stage(page)
    stage.until(WHOLE)
    assert stage.js(ends) == second, "a reload shows the same part"
    page.go_back()
    stage.until(f"{WHOLE} && JSON.stringify({ends}) === JSON.stringify(argument)", first)
    assert stage.js(SHOWN, "map_zoom") == link
    stage.idle()
    page.locator(".rv-maps-crumbs button").first.click()
    stage.until(f"{WHOLE} && JSON.stringify({ends}) === JSON.stringify(argument)", whole)
    stage.until(f"!{SHOWN}", "map_zoom")

    # With Ctrl and the wheel about the pointer.
    stage.idle()
    page.mouse.move(*stage.js(PLACE, ["momentum", 64, 40]))
    page.keyboard.down("Control")
    page.mouse.wheel(0, -60)
    page.keyboard.up("Control")
    page.mouse.move(5, 5)
    stage.until(f"{ZOOM} && {WHOLE}")
    wheeled = stage.js(ends)
    assert whole[0] < wheeled[0] < wheeled[1] < whole[1]

    zoom_to_the_finest(stage)


def test_basins_stand_beside_each_other_and_a_click_sets_the_start(visit):
    race = Scenario("himmelblau", optimizers={"gd": {"lr": 0.01}, "momentum": {"lr": 0.01}}, steps=80)
    words = Words("ko")
    stage = maps(visit, View(map="basins", **SMALL), "ko", race, autoplay=False)
    page = stage.page
    stage.until(WHOLE)
    assert page.get_by_role("radio", name=words("stage-maps-basins")).is_checked()
    smalls = page.locator(".rv-maps-small")
    assert smalls.count() == 2
    assert smalls.nth(0).get_attribute("aria-pressed") == "true"
    assert "%" in smalls.nth(1).inner_text()
    smalls.nth(1).click()
    stage.until(f"{SHOWN} === 'momentum'", "map_of")
    stage.idle()

    cell = ["momentum", 30, 90]
    ended, start = stage.js(CELL, cell)["ended"], stage.js(AXES, cell)
    page.mouse.click(*stage.js(PLACE, cell))
    stage.until("player.settled && JSON.stringify(player.header.start) === JSON.stringify(argument)", start)
    page.mouse.move(5, 5)
    stage.idle()
    minimum = stage.js(f"({MAP}).held.content.head.minima[argument - 1]", ended)
    end = stage.path("momentum")[-1]
    assert max(abs(end - minimum)) < 0.1, "the race ends in the minimum that its cell has the colour of"
    assert barriers(page, "light", within=".rv-maps") == []

    # Another kind by the keyboard: four words, of which one is chosen.
    page.get_by_role("radio", name=words("stage-maps-basins")).focus()
    page.keyboard.press("ArrowLeft")
    stage.until(f"{SHOWN} === 'plane' && {WHOLE}", "map")
    page.keyboard.press("ArrowLeft")
    stage.until("root.querySelector('.rv-rate-map')?.sweep?.whole")
    rate = stage.js("root.querySelector('.rv-rate-map').sweep.curves.get('gd').rates[60]")
    final = stage.js("root.querySelector('.rv-rate-map').sweep.curves.get('gd').final[60]")
    page.mouse.click(
        *stage.js(
            """(({ view }, box) => [box.left + view.bx + view.mx * Math.log10(argument[0]),
                box.top + view.by + view.my * Math.log10(argument[1])])(
              root.querySelector('.rv-rate-map'), root.querySelector('.rv-sweep-box').getBoundingClientRect())""",
            [rate, final],
        )
    )
    stage.until("player.settled && player.runs.some(({ lr }) => lr.value === argument)", rate)
