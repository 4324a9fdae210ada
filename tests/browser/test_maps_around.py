"""Around a map: waiting and calling it off, the ways between the pages, every window and a finger."""

import pytest
from playwright.sync_api import TimeoutError as LateError

from experiments import encode
from experiments.view import View
from ravine.words import Words

from .axe import barriers
from .controls import pinch
from .maps import AXES, MAP, PLACE, RACE, SMALL, WHOLE, ZOOM, maps
from .stage import PHONE

pytestmark = pytest.mark.browser
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


def test_what_takes_long_says_so_and_can_be_called_off(visit):
    words = Words("en")
    stage = maps(visit, View(map="rate"), autoplay=False)
    page = stage.page
    stage.until("root.querySelector('.rv-rate-map')?.sweep?.whole")
    page.evaluate(HOLD)
    page.get_by_role("radio", name=words("stage-maps-plane")).check(force=True)
    stop = page.get_by_role("button", name=words("stage-maps-cancel"))
    stop.wait_for()
    stage.until(f"({MAP})?.held?.content && !({MAP}).held.whole")
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
    # The address is the new page's before the page is.
    stage.until("location.pathname.endsWith('lessons') && player.link?.frame.place")
    stage.idle()
    page.locator(".st-key-heading").get_by_role("link", name=words("page-maps")).click()
    stage.until("location.pathname.endsWith('maps') && player.link?.frame.maps")
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
  const outside = [...root.querySelectorAll(".rv-transport > *")].some(
    (part) => part.getBoundingClientRect().right > bar.right);
  if (outside) wrong.push("a button of the play bar lies outside");
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


def stands(stage, beside: bool, window: str) -> None:
    """Wait until nothing is wrong: the browser may load what draws links after what draws the stage."""
    try:
        stage.until(f"{WRONG} === ''", beside)
    except LateError:
        pytest.fail(f"{window}: {stage.js(WRONG, beside)}")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_map_stands_large_in_every_window(visit, language):
    stage = maps(
        visit, View(map="plane", map_of="momentum", **SMALL), language, viewport={"width": 1440, "height": 900}
    )
    stage.until(WHOLE)
    for width, height in ((1440, 900), (1920, 1080), (1366, 768), (1024, 768), (900, 768)):
        stage.resize(width, height)
        stands(stage, width > 1000, f"{width} x {height}")
    phone = maps(visit, View(map="basins", **SMALL), language, **PHONE)
    phone.until(WHOLE)
    stands(phone, False, "a phone")
    more, line = "root.querySelector('.rv-more:last-child')", "root.querySelector('.rv-toggles')"
    phone.until(f"{more}.hidden === ({line}.scrollWidth - {line}.clientWidth < 2)")
    assert barriers(phone.page, "light", within=".rv-maps") == []
    # A tap makes the cell the race; one finger scrolls the page.
    cell = ["gd", 64, 100]
    phone.page.locator(".rv-field-box").scroll_into_view_if_needed()
    phone.page.touchscreen.tap(*phone.js(PLACE, cell))
    phone.until(
        "player.settled && JSON.stringify(player.header.start) === JSON.stringify(argument)", phone.js(AXES, cell)
    )
    assert not phone.js("player.live")
    # Two fingers zoom the map, and neither the page nor the race.
    ends = f"(({{ x }}) => [x.values[0], x.values[127]])(({MAP}).held.content.axes)"
    whole, start = phone.js(ends), phone.js("player.header.start")
    pinch(phone.page, *phone.js(PLACE, cell), 60, 120)
    phone.until(f"{ZOOM} && {WHOLE}")
    low, high = phone.js(ends)
    assert (high - low) / (whole[1] - whole[0]) == pytest.approx(0.5, rel=0.05)
    assert phone.page.evaluate("visualViewport.scale") == 1
    assert phone.js("player.header.start") == start
