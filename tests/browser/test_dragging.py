"""What is dragged on the stage: the browser races it itself, and the server hears of it when it is let go."""

import tempfile
from urllib.parse import urlsplit

import numpy as np
import pytest

from experiments import decode, run
from tools.server import Server, free_port, start, wait

from .controls import late
from .stage import Stage, scene

pytestmark = pytest.mark.browser


@pytest.fixture
def racing(show):
    """Opens a race, when the browser has what it takes to race it."""

    def opened(*query) -> Stage:
        stage = show(*query)
        stage.until("player.racing")
        return stage

    return opened


def listen(stage) -> list[str]:
    """All that the page tells the server or asks of it from now on. Modules of its own are fetched when needed."""
    sent: list[str] = []
    session = stage.page.context.new_cdp_session(stage.page)
    session.send("Network.enable")
    session.on("Network.webSocketFrameSent", lambda _: sent.append("a message"))

    def requested(event: dict) -> None:
        if "/ravine/stage/" not in event["request"]["url"]:
            sent.append(event["request"]["url"])

    session.on("Network.requestWillBeSent", requested)
    return sent


def test_a_dragged_rate_bends_the_path_and_nothing_is_sent_before_it_is_let_go(racing):
    stage = racing(scene())
    before, adam = stage.path("gd"), stage.path("adam")
    sent = listen(stage)
    stage.drag_rate("gd", 0.2, release=False)
    stage.until_raced("gd")
    assert not np.array_equal(before, stage.path("gd")), "the path does not follow the hand"
    assert np.array_equal(adam, stage.path("adam")), "the other optimizer's path moved"
    assert not sent, f"while the slider is held the page sends {sent}"
    shown = stage.path("gd")
    stage.page.mouse.up()
    stage.until("!player.live")
    stage.page.wait_for_url(lambda url: "gd.lr=0.01&" not in url)
    scenario, _ = decode(urlsplit(stage.page.url).query)
    real = run(scenario)["gd"].path
    assert np.array_equal(stage.path("gd"), real)
    assert np.array_equal(shown, real), "what was shown before the slider was let go is another race"


def test_a_dragged_start_moves_everybody_and_nothing_is_sent_before_it_is_let_go(racing):
    stage = racing(scene())
    sent = listen(stage)
    box = stage.page.locator(".rv-handle").bounding_box()
    stage.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    stage.page.mouse.down()
    stage.page.mouse.move(*stage.tick_pixel(1.0, 1.0), steps=10)
    stage.until("player.live && Math.abs(player.header.start[0] - 1) < 0.1")
    start_at = stage.js("player.header.start")
    for key in ("gd", "adam"):
        assert stage.path(key)[0].tolist() == start_at, f"{key} starts elsewhere"
    assert not sent, f"while the start is held the page sends {sent}"
    stage.page.mouse.up()
    stage.until("!player.live")


def test_the_board_says_what_is_dragged(racing):
    stage = racing(scene())
    stage.drag_rate("gd", 0.2, release=False)
    stage.until_raced("gd")
    loss, row = stage.js("player.runs.find((run) => run.key === 'gd').losses.at(-1)"), stage.row("gd")
    told = "Number(root.querySelector('tr[data-run=gd] .rv-col-loss').innerText.replace('−', '-'))"
    with late(f"the board does not say {loss}"):
        stage.until(f"Math.abs({told} / argument - 1) < 2e-3", loss)
    rate = stage.js("player.runs.find((run) => run.key === 'gd').lr.value")
    assert float(row.locator(".rv-field").input_value()) == pytest.approx(rate, rel=1e-6)
    dimmed = row.locator(".rv-chip").evaluate("chip => chip.matches('.rv-pending')")
    assert dimmed == stage.js("player.runs.find((run) => run.key === 'gd').pending")
    stage.page.mouse.up()
    stage.until("!player.live")
    assert not row.locator(".rv-chip").evaluate("chip => chip.matches('.rv-pending') || chip.ariaBusy === 'true'")


def test_without_its_server_the_path_still_bends_and_the_rate_that_was_let_go_is_kept(browser):
    with tempfile.TemporaryFile("w+") as log:
        port = free_port()
        server = Server(f"http://127.0.0.1:{port}", log)
        process = start(port, log)
        context = browser.new_context(viewport={"width": 1300, "height": 950}, reduced_motion="reduce")
        try:
            wait(process, server)
            page = context.new_page()
            page.goto(f"{server.address}/?{scene()}")
            stage = Stage(page)
            stage.until("player.racing")
            before = stage.path("gd")
            process.terminate()
            process.wait(20)
            stage.drag_rate("gd", 0.2)
            stage.until("player.live")
            bent = stage.path("gd")
            assert not np.array_equal(before, bent), "the path does not follow the hand"
            rate = stage.js("player.runs.find((run) => run.key === 'gd').lr.value")
            process = start(port, log)
            wait(process, server)
            stage.until("!player.live && player.runs[0].lr.value === argument", rate, timeout=60_000)
            assert np.array_equal(stage.path("gd"), bent)
        finally:
            context.close()
            process.terminate()
            process.wait(20)
