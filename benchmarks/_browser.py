"""Browser actions of ``benchmarks.stage`` on both pages: change a rate, play, wait for the first plot."""

import statistics
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page

WINDOW: dict[str, Any] = {"viewport": {"width": 1300, "height": 950}, "locale": "en-US", "reduced_motion": "reduce"}
PATIENCE = 30_000  # ms, far longer than anything measured here

# Runs before the page's own scripts. `first` is the time since navigation start, as every page's clock counts.
HOOKS = """
window.bench = { pressed: 0, first: 0 };
bench.drawn = (done) => requestAnimationFrame(() => requestAnimationFrame(done));
addEventListener("ravine:painted", ({ detail }) => { bench.first ||= detail.at; }, true);
addEventListener("keydown", () => { bench.pressed = performance.now(); }, true);
bench.figure = () => {
  const graph = document.querySelector(".js-plotly-plot");
  return graph?.querySelector(".contourlayer path, .contour path") ? graph._fullLayout?.meta?.lr : undefined;
};
const look = () => {
  if (bench.figure() !== undefined) bench.drawn((at) => { bench.first ||= at; });
  else if (!bench.first) requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""

# Each value occurs once, so that a painted rate identifies its input event. Rates have the slider's three digits.
DRAG = """
async ([key, low, high, ms]) => {
  const root = document.querySelector(".ravine");
  const slider = root.querySelector(`tr[data-run="${key}"] .rv-slider`);
  const put = new Map(), painted = new Map();
  const see = ({ detail }) => {
    const rate = detail.live && detail.rates[key];
    if (put.has(rate) && !painted.has(rate)) painted.set(rate, detail.at);
  };
  root.addEventListener("ravine:painted", see);
  const began = performance.now();
  await new Promise((done) => {
    const move = () => {
      const now = performance.now();
      if (now - began > ms) return done();
      const share = 1 - Math.abs((2 * (now - began)) / ms - 1);
      let rate = Number((low * (high / low) ** share).toPrecision(3));
      while (put.has(rate)) rate = Number((rate * 1.01).toPrecision(3));
      put.set(rate, now);
      slider.value = String(Math.log10(rate));
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      requestAnimationFrame(move);
    };
    requestAnimationFrame(move);
  });
  await new Promise((done) => setTimeout(done, 300));
  root.removeEventListener("ravine:painted", see);
  return [...painted].map(([rate, at]) => ({ took: at - put.get(rate), during: at <= began + ms }));
}
"""

RELEASE = """
(key) => new Promise((done, failed) => {
  const root = document.querySelector(".ravine"), began = performance.now();
  root.addEventListener("ravine:painted", ({ detail }) => {
    if (!detail.live) done(detail.at - began);
  });
  setTimeout(() => failed(new Error("the server does not answer")), 20000);
  const slider = root.querySelector(`tr[data-run="${key}"] .rv-slider`);
  slider.dispatchEvent(new Event("change", { bubbles: true }));
})
"""

# Counts the frames in which the contour plot shows a new step: heads are elements, trails a canvas.
PLAY_STAGE = """
async (ms) => {
  const root = document.querySelector(".ravine"), { player } = root, contour = root.querySelector(".rv-contour");
  const { prototype } = CanvasRenderingContext2D, { stroke } = prototype;
  const newest = { heads: null, trails: null }, before = { ...newest }, frames = { heads: 0, trails: 0 };
  const heads = new MutationObserver((moves) => {
    if (moves.some(({ target }) => target.matches(".rv-head"))) newest.heads = player.step;
  });
  heads.observe(contour.querySelector(".rv-heads"), { attributes: true, subtree: true });
  prototype.stroke = function (...path) {
    if (contour.contains(this.canvas)) newest.trails = player.step;
    return stroke.apply(this, path);
  };
  player.seek(0);
  player.play();
  const began = performance.now();
  await new Promise((done) => {
    const count = (now) => {
      for (const kind in frames) if (newest[kind] !== before[kind]) frames[kind] += 1;
      Object.assign(before, newest);
      if (now - began < ms && player.playing) requestAnimationFrame(count); else done();
    };
    requestAnimationFrame(count);
  });
  const seconds = (performance.now() - began) / 1000;
  prototype.stroke = stroke;
  heads.disconnect();
  player.pause();
  return [frames.heads / seconds, frames.trails / seconds];
}
"""

# The whole animation, or as much of it as fits into the time: 100 frames take at least 1.7 s.
PLAY_FRAMES = """
async (ms) => {
  const graph = document.querySelector(".js-plotly-plot");
  const times = [];
  graph.on("plotly_animatingframe", () => times.push(performance.now()));
  graph.querySelector(".updatemenu-button").dispatchEvent(new MouseEvent("click", { bubbles: true }));
  const ended = new Promise((done) => graph.on("plotly_animated", done));
  await Promise.race([ended, new Promise((done) => setTimeout(done, ms))]);
  return [times.length > 1 ? (1000 * (times.length - 1)) / (times.at(-1) - times[0]) : 0];
}
"""

CHANGED = """
(old) => new Promise((done, failed) => {
  const until = performance.now() + 20000;
  const look = () => {
    if (performance.now() > until) failed(new Error("no new figure"));
    else if ([old, undefined].includes(bench.figure())) requestAnimationFrame(look);
    else bench.drawn((at) => done(at - bench.pressed));
  };
  look();
})
"""


@dataclass(frozen=True)
class Changes:
    """Cost of changing the learning rate.

    Attributes:
        ms: time from input to paint, of each change that was painted.
        kb: data received; for all changes of a drag together, otherwise for each change.
        rate: changes painted per second; 0 unless they were made as fast as possible.
        release: ms from the drag's end until the server's race is painted; 0 without a drag.
    """

    ms: list[float]
    kb: float
    rate: float = 0
    release: float = 0


class Traffic:
    """Counter of the bytes that a page receives from now on, by websocket and requests."""

    def __init__(self, page: Page) -> None:
        self.bytes = 0
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.webSocketFrameReceived", self._add)
        session.on("Network.loadingFinished", self._add_request)

    def _add(self, event: dict[str, Any]) -> None:
        frame = event["response"]
        # Chromium reports binary frames as base64; Streamlit sends only binary ones.
        self.bytes += len(frame["payloadData"]) * 3 // 4 if frame["opcode"] == 2 else len(frame["payloadData"])

    def _add_request(self, event: dict[str, Any]) -> None:
        self.bytes += int(event["encodedDataLength"])


def visit(browser: Browser, url: str) -> Page:
    """Open a page in a fresh context and wait until its first plot is painted."""
    page = browser.new_context(**WINDOW).new_page()
    page.set_default_timeout(PATIENCE)
    page.add_init_script(HOOKS)
    page.goto(url, wait_until="commit")
    page.wait_for_function("() => window.bench?.first")
    return page


def haunt(page: Page, query: str) -> None:
    """Show the race of ``query`` as the ghost, as a visitor's choice is found again after a reload."""
    page.evaluate("(query) => sessionStorage.setItem('ravine-ghost', JSON.stringify({ name: 'before', query }))", query)
    page.reload(wait_until="commit")
    page.wait_for_function("() => document.querySelector('.ravine .rv-ghost-head')")


def first_plot(browser: Browser, url: str, times: int) -> float:
    """Median ms from the start of the navigation to the first plot, each time in a fresh context."""
    durations = []
    for _ in range(times):
        page = visit(browser, url)
        durations.append(page.evaluate("() => bench.first"))
        page.context.close()
    return statistics.median(durations)


def delay(page: Page, ms: float) -> None:
    """Delay all requests of the page by ``ms`` from now on."""
    conditions = {"offline": False, "latency": ms, "downloadThroughput": -1, "uploadThroughput": -1}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", conditions)


def drag(page: Page, key: str, rates: tuple[float, float], seconds: float) -> Changes:
    """Drag the stage's slider of ``key`` there and back at 60 Hz, and let go."""
    page.wait_for_function("() => document.querySelector('.ravine').player.racing")
    page.wait_for_timeout(500)
    traffic = Traffic(page)
    seen = page.evaluate(DRAG, [key, *rates, 1000 * seconds])
    kb = traffic.bytes / 1024
    release = page.evaluate(RELEASE, key)
    return Changes([one["took"] for one in seen], kb, sum(one["during"] for one in seen) / seconds, release)


def press_keys(page: Page, times: int) -> Changes:
    """Change the frames page's rate ``times`` times with a key, each time after the previous change is painted."""
    traffic = Traffic(page)
    thumb = page.get_by_role("slider")
    thumb.focus()
    taken = []
    for _ in range(times):
        old = page.evaluate("() => bench.figure()")
        page.keyboard.press("ArrowLeft")
        taken.append(page.evaluate(CHANGED, old))
        page.wait_for_timeout(200)
    return Changes(taken, traffic.bytes / 1024 / times)


def play(page: Page, script: str, seconds: float) -> list[float]:
    """Frames per second of playback in which heads moved; on the stage also those in which trails grew."""
    return page.evaluate(script, 1000 * seconds)
