"""The learning-rate sweep: its curves come coarsely first, marks follow the sliders, a click loads a rate."""

import pytest

from experiments import Scenario, encode
from experiments.view import View
from ravine.words import Words

from .axe import barriers

pytestmark = pytest.mark.browser

RACE = Scenario("rosenbrock", optimizers={"gd": {"lr": 0.0005}, "adam": {"lr": 0.1}}, start=(-1.2, 1.0), steps=60)
# The page's requests for maps are counted, and of each answer what follows the coarse cells is held until `release`.
HOLD = """() => {
  const { fetch } = window;
  Object.assign(window, { asked: 0, plain: fetch });
  window.fetch = async (...request) => {
    const answer = await fetch(...request);
    if (!String(request[0]).endsWith("/ravine/map")) return answer;
    window.asked += 1;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const fine = new TextDecoder("latin1").decode(bytes).search(/\\{"racer": "\\w+", "stride": 2,/);
    return new Response(new ReadableStream({
      start(out) {
        out.enqueue(bytes.slice(0, fine));
        window.release = () => { out.enqueue(bytes.slice(fine)); out.close(); };
      },
    }));
  };
}"""
KNOWN = "root.querySelector('.rv-sweep').sweep?.curves.get('gd')?.known.filter(Boolean).length"
MARK = "root.querySelector('.rv-sweep').marks.find(({ key }) => key === 'gd')"
LOSS = "((run) => run.losses[run.losses.length - 1])(player.runs.find(({ key }) => key === 'gd'))"
# Where in the window the curve of gradient descent has this cell.
PLACE = """(({ view, sweep }, box) => {
  const { rates, final } = sweep.curves.get("gd");
  return [box.left + view.bx + view.mx * Math.log10(rates[argument]),
    box.top + view.by + view.my * Math.log10(final[argument])];
})(root.querySelector(".rv-sweep"), root.querySelector(".rv-sweep-box").getBoundingClientRect())"""


def test_a_sweep_comes_coarsely_first_follows_the_sliders_and_loads_a_clicked_rate(show):
    words = Words("en")
    stage = show(encode(RACE, View(three=False)))
    page = stage.page
    page.evaluate(HOLD)
    page.get_by_role("button", name=words("stage-sweep"), exact=True).click()
    stage.until(f"{KNOWN} === 31")
    assert page.locator(".rv-sweep-note").inner_text() == words("stage-sweep-loading")
    page.evaluate("window.release()")
    stage.until(f"{KNOWN} === 121 && root.querySelector('.rv-sweep').sweep.whole")
    page.locator(".rv-sweep-note").wait_for(state="hidden")

    # The mark is at the slider's rate, and at the loss of the run that this browser makes meanwhile.
    stage.row("gd").scroll_into_view_if_needed()
    stage.drag_rate("gd", 0.42, release=False)
    stage.until(f"player.live && Math.abs({MARK}.x - Math.log10(0.0005)) > 0.1")
    stage.until(f"Math.abs({MARK}.y - Math.log10({LOSS})) < 1e-9")
    page.mouse.up()
    stage.until("player.settled && !player.live")

    box = page.locator(".rv-sweep-box")
    box.scroll_into_view_if_needed()
    page.mouse.click(*stage.js(PLACE, 40))
    stage.until("player.settled && !player.live && Math.abs(Math.log10(player.runs[0].lr.value) + 3) < 1e-9")
    rate, curve = stage.js(
        "((c) => [c.rates[40], c.final[40]])(root.querySelector('.rv-sweep').sweep.curves.get('gd'))"
    )
    assert stage.js("player.runs[0].lr.value") == rate
    assert stage.js(LOSS) == curve, "what the curve says is what comes of it, to the last bit"
    assert page.evaluate("window.asked") == 1, "the curves do not depend on the rates of the race"

    # Another objective is drawn at once, and is in the link; another start is another sweep.
    page.get_by_label(words("stage-sweep-of")).select_option("steps")
    stage.until("new URLSearchParams(location.search).get('sweep') === 'steps' || player.header.view.sweep === 'steps'")
    page.locator(".rv-sweep-target").wait_for()
    assert page.evaluate("window.asked") == 1
    page.evaluate("window.fetch = window.plain")
    assert barriers(page, "light", within=".rv-sweep") == []
    assert barriers(page, "dark", within=".rv-sweep") == []
    page.emulate_media(color_scheme="light")


def test_a_link_shows_the_sweep_in_its_language(show):
    stage = show(f"{encode(RACE, View(three=False, sweep='best'))}&lang=ko")
    stage.until("root.querySelector('.rv-sweep').sweep?.whole")
    words = Words("ko")
    assert stage.page.get_by_label(words("stage-sweep-of")).input_value() == "best"
    rows = stage.page.locator(".rv-sweep-list li")
    stage.until("[...root.querySelectorAll('.rv-sweep-list li > span')].every(({ textContent }) => textContent)")
    assert len(rows.all()) == 2
    assert words("stage-sweep-yours", rate="5e-4", value="").strip() in rows.nth(0).inner_text()


RANGE = "root.querySelector('.rv-sweep').marks?.find(({ key }) => key === 'gd')"
TESTED = "player.runs.find(({ key }) => key === 'gd')"
# Where in the window the range test of gradient descent has this step.
STEP = """(({ view }, box, { rates, losses }) => [box.left + view.bx + view.mx * Math.log10(rates[argument]),
    box.top + view.by + view.my * Math.log10(losses[argument])])(root.querySelector(".rv-sweep"),
  root.querySelector(".rv-sweep-box").getBoundingClientRect(), player.runs.find(({ key }) => key === "gd"))"""


def test_a_range_test_starts_in_the_strip_and_its_rate_is_taken_without_it(show):
    words = Words("en")
    stage = show(encode(RACE, View(three=False, sweep="range")))
    page = stage.page
    note = page.locator(".rv-sweep-note")
    assert note.inner_text() == words("stage-range-none")
    page.get_by_role("button", name=words("stage-range-do")).click()
    stage.until(f"player.settled && {TESTED}.rates && !root.querySelector('.rv-bare')")
    note.wait_for(state="hidden")
    rates = stage.js(f"[...{TESTED}.rates]")
    assert rates[1] == pytest.approx(5e-7)
    assert rates[-1] / rates[-2] == pytest.approx(rates[2] / rates[1]), "it rises by one ratio"

    # A click chooses the nearest tested rate and changes nothing yet; the button takes it and ends the test.
    box = page.locator(".rv-sweep-box")
    box.scroll_into_view_if_needed()
    stage.idle()
    page.mouse.click(*stage.js(STEP, 30))
    stage.until(f"{RANGE}.limit === Math.log10({TESTED}.rates[30])")
    assert stage.js("player.runs[0].schedule?.key") == "range_test"
    row = page.locator(".rv-sweep-list:visible li").first
    assert barriers(page, "light", within=".rv-sweep") == []
    row.get_by_role("button").click()
    stage.until("player.settled && !player.runs[0].schedule")
    assert stage.js("player.runs[0].lr.value") == float(f"{rates[30]:.3g}"), "what the button says"
    assert stage.js("player.runs[1].schedule?.key") == "range_test", "the other racer goes on testing"
