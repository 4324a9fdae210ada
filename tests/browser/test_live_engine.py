"""The engine in the page: beside it for long races, without a server, and where it cannot be had."""

import numpy as np
import pytest

from experiments import Scenario, decode, encode, run
from experiments.view import View
from ravine.stage import assets
from ravine.stage.units import RULES

from .stage import Stage, scene

pytestmark = pytest.mark.browser
FLAT = View(three=False)
# A page without Streamlit: the player, a payload, and nobody who listens.
ALONE = """
async ([app, stage, plotly, query]) => {
  const root = document.createElement("div");
  root.style.width = "1200px";
  document.body.replaceChildren(root);
  const sheet = document.createElement("link");
  Object.assign(sheet, { rel: "stylesheet", href: new URL("stage.css", stage).href });
  document.head.append(sheet);
  const { openStage } = await import(stage);
  const player = openStage(root, { app, plotly, emit: null });
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(`${app}ravine/race`, { method: "POST", headers, body: JSON.stringify({ query }) });
  player.take(new Uint8Array(await answer.arrayBuffer()));
}
"""


def alone(page, address: str, query: str) -> Stage:
    """The player on a bare page of the server."""
    page.goto(f"{address}/healthz")
    named = assets.addresses()
    stage, plotly = (f"{address}/{named[name]}" for name in ("stage", "plotly"))
    page.evaluate(ALONE, [f"{address}/", stage, plotly, query])
    return Stage(page)


def test_a_page_without_a_server_races_by_itself(address, browser):
    page = browser.new_page(viewport={"width": 1300, "height": 950}, reduced_motion="reduce")
    stage = alone(page, address, scene())
    stage.until("player.racing")
    page.route("**/*", lambda route: route.abort())  # from here on there is nobody
    before = stage.path("gd")
    stage.drag_rate("gd", 0.2)
    stage.until("player.live")
    rate = stage.js("player.runs[0].lr.value")
    shown = stage.path("gd")
    assert not np.array_equal(before, shown), "the path does not follow the hand"
    stage.type_rate("gd", "0.003")
    stage.until("player.runs[0].lr.value === 0.003")
    fields = {"surface": "himmelblau", "optimizers": {"gd": {"lr": 0.003}, "adam": {"lr": 0.1}}}
    assert np.array_equal(stage.path("gd"), run(Scenario(**fields))["gd"].path), "a typed rate is another race"
    assert rate != 0.003
    stage.page.locator(".rv-contour").click(position={"x": 200, "y": 200})
    stage.until("player.header.start[0] !== argument", Scenario(**fields).start[0])
    assert not stage.row("gd").locator(".rv-chip").evaluate("chip => chip.matches('.rv-pending')")
    page.context.close()


def test_a_long_race_is_run_beside_the_page(show):
    data = Scenario("sine_fit", {"size": 4096.0}, {"gd": {"lr": 0.05}, "adam": {"lr": 0.05}}, steps=3000)
    stage = show(encode(data, FLAT))
    stage.until("player.racing")
    stage.row("gd").scroll_into_view_if_needed()
    stage.drag_rate("gd", 0.4, release=False)
    # A preview first, then all of it.
    stage.until("player.live && player.runs[0].stride === 1 && player.runs[0].steps === 3000", timeout=60_000)
    assert any("worker.js" in worker.url for worker in stage.page.workers), "the page itself computes it"
    rate = stage.js("player.runs[0].lr.value")
    path = stage.path("gd")
    stage.page.mouse.up()
    stage.until("!player.live", timeout=60_000)
    assert rate == stage.js("player.runs[0].lr.value")
    assert np.array_equal(path, stage.path("gd")), "the race beside the page is another one"


def test_where_a_rule_cannot_be_had_the_server_is_asked(visit, browser, address):
    context = browser.new_context(viewport={"width": 1300, "height": 950}, reduced_motion="reduce")
    page = context.new_page()
    page.route(f"**/{RULES}", lambda route: route.abort())
    page.goto(f"{address}/?{scene()}")
    stage = Stage(page)
    before, link = stage.path("gd"), page.url
    stage.drag_rate("gd", 0.2, release=False)
    stage.until("player.header.query !== argument", scene())
    assert not stage.js("player.racing")
    assert not np.array_equal(before, stage.path("gd")), "the path does not follow the hand"
    assert page.url == link, "the address follows what is only held"
    page.mouse.up()
    stage.until("player.settled")
    assert f"gd.lr={stage.js('player.runs[0].lr.value'):g}" in page.url
    context.close()


def test_a_browser_that_computes_otherwise_is_told_of_once(browser, address):
    """The server's race is the one that is shown; the difference goes to the console, once."""
    context = browser.new_context(viewport={"width": 1300, "height": 950}, reduced_motion="reduce")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: message.text.startswith("ravine:") and said.append(message.text))

    def spoil(route):
        text = route.fetch().text()
        assert "return [(w - (lr * g)), state];" in text
        route.fulfill(
            body=text.replace("return [(w - (lr * g)), state];", "return [(w - (lr * g)) * (1 + 2 ** -52), state];"),
            content_type="text/javascript",
        )

    page.route(f"**/{RULES}", spoil)
    page.goto(f"{address}/?{scene()}")
    stage = Stage(page)
    stage.until("player.racing")
    for share in (0.2, 0.25):
        stage.drag_rate("gd", share)
        stage.idle()
        rate = stage.js("player.runs[0].lr.value")
        scenario, _ = decode(stage.query())
        assert scenario.optimizers["gd"]["lr"] == rate
        assert np.array_equal(stage.path("gd"), run(scenario)["gd"].path), "what is shown is not the server's race"
    assert len(said) == 1, said
    assert "gd, path at step 1" in said[0]
    context.close()
