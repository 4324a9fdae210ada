"""The page of maps: its cells come, are previewed, become the race to the last bit; zooms are steps of the visit."""

import random

import pytest

from experiments import Scenario, encode
from experiments.view import View
from ravine.words import Words

from .axe import barriers
from .stage import PHONE, Stage

pytestmark = pytest.mark.browser

RACE = Scenario(
    "rosenbrock",
    optimizers={"gd": {"lr": 0.0005}, "momentum": {"lr": 0.0005, "momentum": 0.8}, "adam": {"lr": 0.1}},
    start=(-1.2, 1.0),
    steps=60,
)
SMALL = {"map_size": "128"}
MAP = "root.querySelector('.rv-grid-map:not([hidden])')"
WHOLE = f"({MAP})?.held?.whole && ({MAP}).fresh && ({MAP}).view"
# The cell in row and column of the argument: its number of the column that is named.
CELL = f"""((content, [racer, row, column]) => {{
  const grid = content.grids.get(racer);
  const cell = row * grid.width + column;
  return Object.fromEntries(Object.entries(grid.columns).map(([name, values]) => [name, values[cell]]));
}})(({MAP}).held.content, argument)"""
PLACE = f"""(({{ view }}, box, [, row, column]) =>
  [box.left + view.bx + view.mx * column, box.top + view.by + view.my * row]
)({MAP}, ({MAP}).querySelector('.rv-field-box').getBoundingClientRect(), argument)"""
AXES = f"((axes, [, row, column]) => [axes.x.values[column], axes.y.values[row]])(({MAP}).held.content.axes, argument)"
LAST = "((run) => run.losses[run.losses.length - 1])(player.runs.find(({ key }) => key === argument))"
SHOWN = "new URLSearchParams(location.search).get(argument)"
ZOOM = "new URLSearchParams(location.search).get('map_zoom')"
# Of each answer what follows the coarse cells never comes, until `release`.
HOLD = """() => {
  const { fetch } = window;
  Object.assign(window, { asked: 0, ended: 0, held: true });
  window.fetch = async (...request) => {
    const answer = await fetch(...request);
    if (!String(request[0]).endsWith("/ravine/map")) return answer;
    window.asked += 1;
    request[1].signal.addEventListener("abort", () => (window.ended += 1));
    if (!window.held) return answer;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const fine = new TextDecoder("latin1").decode(bytes).search(/\\{"racer": "\\w+", "stride": [12],/);
    const progress = new TextEncoder().encode('{"share": 0.25, "left": 42}\\n');
    return new Response(new ReadableStream({
      start(out) {
        out.enqueue(bytes.slice(0, fine));
        out.enqueue(progress);
      },
    }));
  };
}"""


def maps(visit, view: View, language: str = "en", race: Scenario = RACE, **options) -> Stage:
    return visit(f"{encode(race, view)}&lang={language}", at="maps", **options)


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


def test_a_cell_of_a_plane_is_previewed_and_is_the_race_of_its_click(visit):
    words = Words("en")
    view = View(map="plane", map_of="momentum", map_x="lr", map_y="momentum", **SMALL)
    stage = maps(visit, view, autoplay=False)
    page = stage.page
    stage.until(WHOLE)
    assert stage.js("[...root.querySelectorAll('.rv-three, .rv-sweep, .rv-slice')].every((part) => !part.offsetParent)")
    chance = random.Random(7)
    cells = [["momentum", chance.randrange(8, 120), chance.randrange(8, 60)] for _ in range(2)]
    for cell in cells:
        before = stage.js(LAST, "momentum")
        wanted, values = stage.js(CELL, cell), stage.js(AXES, cell)
        page.mouse.move(*stage.js(PLACE, cell))
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
    stage.until("!location.pathname.endsWith('maps')")
    stage.idle()
    assert stage.js(LAST, "momentum") == last
    stage.until("root.querySelector('.rv-three').offsetParent")
    page.go_back()
    stage.until(f"location.pathname.endsWith('maps') && {WHOLE}")


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


def test_what_takes_long_says_so_and_can_be_called_off(visit):
    words = Words("en")
    stage = maps(visit, View(map="rate"), autoplay=False)
    page = stage.page
    stage.until("root.querySelector('.rv-rate-map')?.sweep?.whole")
    page.evaluate(HOLD)
    page.get_by_role("radio", name=words("stage-maps-plane")).check(force=True)
    stop = page.get_by_role("button", name=words("stage-maps-cancel"))
    stop.wait_for()
    stage.until(f"({MAP})?.held.content && !({MAP}).held.whole")
    bar = page.get_by_role("progressbar", name=words("stage-maps-progress"))
    stage.until("root.querySelector('.rv-maps-bar').getAttribute('aria-valuenow') === '25'")
    assert bar.is_visible()
    assert words("stage-maps-seconds", share=25, seconds=42) in page.locator(".rv-maps-progress").inner_text()
    asked = page.evaluate("window.asked")
    stop.click()
    resume = page.get_by_role("button", name=words("stage-maps-resume"))
    resume.wait_for()
    assert page.evaluate("[window.asked, window.ended]") == [asked, 1]
    assert stage.js(f"({MAP}).held.content.grids.get('gd').known") > 0, "what has come stays"
    page.evaluate("window.held = false")
    resume.click()
    stage.until(WHOLE)
    stop.wait_for(state="hidden")


def test_the_pages_show_one_race_and_a_hidden_part_stays_hidden(visit):
    words = Words("en")
    stage = visit(f"{encode(RACE, View())}&hide=board&lang=en")
    page = stage.page
    stage.idle()
    race = stage.query()
    stage.type_rate("adam", "0.25") if stage.row("adam").is_visible() else stage.js("0")
    link = page.locator(".st-key-heading").get_by_role("link", name=words("page-maps"))
    link.click()
    stage.until("location.pathname.endsWith('maps') && root.querySelector('.rv-maps').offsetParent")
    stage.idle()
    assert stage.query() == race
    assert not page.locator(".rv-board").is_visible()
    page.locator(".st-key-heading").get_by_role("link", name=words("page-lessons")).click()
    stage.until("location.pathname.endsWith('lessons')")
    stage.idle()
    page.locator(".st-key-heading").get_by_role("link", name=words("page-maps")).click()
    stage.until("location.pathname.endsWith('maps')")
    stage.idle()
    assert stage.query() == race
    for _ in range(2):
        page.go_back()
        stage.idle()
    stage.until("location.pathname.endsWith('maps')")
    page.go_back()
    stage.until("!location.pathname.endsWith('maps') && root.querySelector('.rv-three').offsetParent")
    assert stage.query() == race

    alone = visit(f"{encode(RACE, View())}&lock=1&lang=en", at="maps")
    alone.idle()
    assert not alone.page.locator(".st-key-heading a, .rv-maps-open").filter(visible=True).count()


# What is wrong with the page in this window: with so much of it, the play bar is in sight beside the map.
WRONG = """((beside) => {
  const box = (part) => root.querySelector(part).getBoundingClientRect();
  const [field, bar, contour] = [box(".rv-field-box"), box(".rv-transport"), box(".rv-contour .rv-box")];
  const wrong = [];
  if (field.width < 300 || field.height < 300) wrong.push(`the map is ${field.width} x ${field.height}`);
  if (beside && (bar.bottom > innerHeight || field.bottom > innerHeight)) wrong.push("map or play bar lie below");
  if (beside && contour.left < field.right) wrong.push("the contour is not beside the map");
  if (!beside && contour.top < field.bottom) wrong.push("the map is not first");
  const links = [...document.querySelectorAll(".st-key-heading a")];
  if (links.length !== 2 || links.some((link) => link.offsetTop !== links[0].offsetTop || !link.offsetWidth))
    wrong.push("the ways to the other pages do not stand in one line");
  const main = document.querySelector('[data-testid="stMain"]');
  const wide = Math.max(document.documentElement.scrollWidth - innerWidth, main.scrollWidth - main.clientWidth);
  if (wide > 0) wrong.push(`the page is ${wide} px too wide`);
  return wrong.join(", ");
})(argument)"""


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_map_stands_large_in_every_window(visit, language):
    stage = maps(
        visit, View(map="plane", map_of="momentum", **SMALL), language, viewport={"width": 1440, "height": 900}
    )
    stage.until(WHOLE)
    for width, height, beside in ((1440, 900, True), (1920, 1080, True), (1366, 768, True), (1024, 768, False)):
        stage.page.set_viewport_size({"width": width, "height": height})
        try:
            stage.until(f"{WRONG} === ''", beside, timeout=8000)
        except Exception:
            pytest.fail(f"{width} x {height}: {stage.js(WRONG, beside)}")
    phone = maps(visit, View(map="basins", **SMALL), language, **PHONE)
    phone.until(WHOLE)
    assert phone.js(WRONG, False) == ""
    assert barriers(phone.page, "light", within=".rv-maps") == []
    # A tap makes the cell the race; one finger scrolls the page.
    cell = ["gd", 64, 100]
    phone.page.locator(".rv-field-box").scroll_into_view_if_needed()
    phone.page.touchscreen.tap(*phone.js(PLACE, cell))
    phone.until(
        "player.settled && JSON.stringify(player.header.start) === JSON.stringify(argument)", phone.js(AXES, cell)
    )
    assert not phone.js("player.live")
