"""Measure the stage as a visitor experiences it: dragging a learning rate, playback, first plot; and Plotly frames.

    python -m benchmarks.stage

Real server, real Chromium, 2-D page. Timings do not affect the exit code, because they also depend on the machine.
"""

import gzip
import os
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser

from benchmarks import _batches, _browser, frames_app
from benchmarks.rows import Row
from experiments import Race, Scenario, encode, run
from experiments.suggested_rate import suggest
from experiments.view import View
from optimizers import OPTIMIZERS
from ravine.stage import units
from ravine.stage.assets import FRONTEND, folders
from ravine.stage.bundle import bare
from ravine.stage.payload.build import build, surface_part, words_part
from ravine.words import Words
from tools.chromium import chromium
from tools.server import ROOT, free_port, serving

POINTS = 200 * 8  # steps x optimizers of the dragged race
LONG = 2000  # steps of a long race
FAR = 200.0  # ms of additional latency on a bad line
DRAGGED = "adam"  # diverges at none of these rates, so that every change is a complete run
COPIES = 1.2  # times what eight different rules take
GHOST_START = (1.5, 2.0)  # of the race behind
RATES = (frames_app.RATES[0], frames_app.RATES[-1])
SECONDS = {"drag": 5.0, "play": 4.0}
PRESSES, VISITS = 8, 3
MEDIAN_MS, LONG_MS, UPDATES, FPS, FIRST_S, EVEN, MAPS = 20, 25, 55, 55, 4.0, 0.15, 15
ADDED_KB = 40
# The stage's modules for racing in the browser.
RACING = (
    *("player/drag.js", "player/brush.js", "protocol/browser-engine.js", "protocol/live-race.js"),
    *("protocol/live-scene.js", "protocol/race-request.js", "protocol/compare.js", "protocol/verdict.js"),
    *("engine/engine.js", "engine/beside.js", "engine/terrain.js"),
)
STARTS_WITHIN = 60  # seconds


def line(name: str, figure: float, unit: str, frames: str = "", *, key: str = "", **bound: float) -> Row:
    return Row(key and f"stage-{key}", name, figure, unit, others=frames, **bound)


def scenario(count: int, steps: int) -> Scenario:
    """Rosenbrock with the dragged optimizer first, at rates at which no optimizer diverges."""
    keys = [DRAGGED, *(key for key in OPTIMIZERS if key != DRAGGED)][:count]
    return suggest(Scenario("rosenbrock", optimizers={key: {} for key in keys}, steps=steps))


def copies(race: Scenario) -> Scenario:
    """As many racers as ``race`` has, all of the dragged rule, at slightly different rates."""
    keys = [DRAGGED, *(f"{DRAGGED}~{number}" for number in range(2, len(race.optimizers) + 1))]
    rate = race.optimizers[DRAGGED]["lr"]
    return replace(race, optimizers={key: {"lr": rate * (1 + place / 100)} for place, key in enumerate(keys)})


@contextmanager
def frames_page() -> Iterator[str]:
    """Serve the frames page with ``streamlit run``; yields its address."""
    port = free_port()
    script = str(Path(frames_app.__file__).relative_to(ROOT))
    options = ["--server.address", "127.0.0.1", "--server.port", str(port)]
    # From the repository's root, so that both pages use the same server settings.
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", script, *options], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    try:
        _answers(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def _answers(address: str) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=2).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


def measure_page(browser: Browser, url: str, *, stage: bool) -> tuple[_browser.Changes, list[float], float]:
    """Changes of the rate, frames per second, ms to the first plot, of the stage or of the frames page."""
    # The first visit warms up the server; the measured page is a fresh one.
    _browser.visit(browser, url).context.close()
    first = _browser.first_plot(browser, url, VISITS)
    page = _browser.visit(browser, url)
    page.wait_for_timeout(1000)
    fps = _browser.play(page, _browser.PLAY_STAGE if stage else _browser.PLAY_FRAMES, SECONDS["play"])
    changes = _browser.drag(page, DRAGGED, RATES, SECONDS["drag"]) if stage else _browser.press_keys(page, PRESSES)
    page.context.close()
    return changes, fps, first


def measure_drag(
    browser: Browser, address: str, race: Scenario, *, late: float = 0, ghost: Scenario | None = None
) -> _browser.Changes:
    """A drag on a fresh page with ``late`` ms of additional latency, or with a kept race behind the present one."""
    page = _browser.visit(browser, f"{address}/?{encode(race, View(three=False))}")
    if ghost:
        _browser.haunt(page, encode(ghost))
    page.wait_for_timeout(1000)
    if late:
        _browser.delay(page, late)
    changes = _browser.drag(page, DRAGGED, RATES, SECONDS["drag"])
    page.context.close()
    return changes


def interaction() -> list[Row]:
    """Rows about the drag, playback and the first plot."""
    count = min(8, len(OPTIMIZERS))
    race = scenario(count, POINTS // count)
    print(f"{race.steps} steps x {count} optimizers on {race.surface} (200 x 8 = {POINTS} points), {DRAGGED} dragged")
    print("Chromium with software GL and CPU painting, for both pages\n")
    query = encode(race, View(three=False))
    with chromium() as browser:
        with serving() as address:
            ours, fps, first = measure_page(browser, f"{address}/?{query}", stage=True)
            far = measure_drag(browser, address, race, late=FAR)
            long = measure_drag(browser, address, scenario(count, LONG))
            # The same work twice in one run: eight rules, and eight racers of one rule.
            rules, same = (measure_drag(browser, address, one) for one in (race, copies(race)))
            behind = measure_drag(browser, address, race, ghost=replace(race, start=GHOST_START))
            maps = _batches.updates(browser, address, SECONDS["play"])
        with frames_page() as address:
            theirs, their_fps, their_first = measure_page(browser, f"{address}/?{query}", stage=False)
    if not all(changes.ms for changes in (ours, far, long, rules, same, behind)):
        raise RuntimeError("no change was painted during a drag")
    median, their_median = statistics.median(ours.ms), statistics.median(theirs.ms)
    of_rules, of_copies = statistics.median(rules.ms), statistics.median(same.ms)
    lines = [
        line("input -> painted, median", median, "ms", f"{their_median:,.0f} ms", key="change", at_most=MEDIAN_MS),
        line("  frames page, stage = 1", their_median / median, "×", key="frames-ratio"),
        line("  95 of 100 within", float(np.percentile(ours.ms, 95)), "ms", f"{max(theirs.ms):,.0f} ms (all)"),
        line(
            "updates while dragged", ours.rate, "/s", f"{1000 / their_median:.1f} /s", key="updates", at_least=UPDATES
        ),
        line(
            f"  {count} copies of one rule", of_copies, "ms", f"{of_rules:.1f} ms: {count} rules", key="change-copies"
        ),
        line("    copies / rules", of_copies / of_rules, "×", key="copies-ratio", at_most=COPIES),
        line("  before a ghost of as many", statistics.median(behind.ms), "ms", key="change-ghost"),
        line("received during the drag", ours.kb, "KB", f"{theirs.kb:,.0f} KB each", key="received", at_most=0),
        line(
            f"  {FAR:.0f} ms of latency, median", statistics.median(far.ms), "ms", key="change-far", at_most=MEDIAN_MS
        ),
        line("  updates there", far.rate, "/s"),
        line(f"  {LONG:,} steps, median", statistics.median(long.ms), "ms", key="change-long", at_most=LONG_MS),
        line("  updates there", long.rate, "/s"),
        line("release -> server's race shown", ours.release, "ms"),
        line(f"  {FAR:.0f} ms of latency", far.release, "ms"),
        line("playback, heads moved", fps[0], "fps", f"{their_fps[0]:.1f} fps", key="fps", at_least=FPS),
        line("  trails grown", fps[1], "fps", "none drawn"),
        line("batch landscape (N 256, batch 16)", maps["updates"], "/s", "none drawn", key="batches", at_least=MAPS),
        line(
            f"first plot, median of {VISITS}",
            first / 1000,
            "s",
            f"{their_first / 1000:.1f} s",
            key="first",
            at_most=FIRST_S,
        ),
    ]
    print(f"{'':58}{'stage':>14}{'bound':>10}{'ratio':>7}  {'':15}{'st.plotly_chart'}")
    print(*lines, sep="\n")
    return lines


def payload(race: Race) -> int:
    """Size in bytes of the payload of ``race`` for a browser that holds the words and the surface."""
    parts = race.scenario.surface, tuple(race.scenario.surface_parameters.values())
    have = {words_part("en").id, surface_part(*parts, "en").id}
    return len(build(race, View(three=False), Words("en"), have=have))


def trails(race: Race) -> int:
    """Bytes if every step were a frame with the path so far, in Plotly's format (base64 of float64)."""
    return sum(int((2 * 4 * -(-8 * np.arange(1, len(one.path) + 1) // 3)).sum()) for one in race.values())


def growth() -> list[Row]:
    """Lines about how much is sent for more steps and more optimizers."""
    most = min(8, len(OPTIMIZERS))
    print(f"\n{'KB for the whole race':22}{'stage':>12}{'B/step x opt.':>16}{'moving heads':>16}{'growing trails':>18}")
    sizes: dict[tuple[int, int], int] = {}
    for steps, count in ((200, 1), (2000, 1), (200, most), (2000, most)):
        race = run(scenario(count, steps))
        sizes[steps, count] = size = payload(race)
        heads = len(frames_app.figure(race).to_json())
        kbs = f"{size / (steps * count):16.1f}{heads / 1024:16,.0f}{trails(race) / 1024:18,.0f}"
        print(f"{f'{steps:5,} steps x {count}':22}{size / 1024:12,.1f}{kbs}")
    # The header (link, verdicts, labels) does not depend on the number of steps: the difference shows the growth.
    each = [(sizes[2000, count] - sizes[200, count]) / (1800 * count) for count in (1, most)]
    fixed = [sizes[200, count] / 1024 - 200 * count * one / 1024 for count, one in zip((1, most), each, strict=True)]
    print(
        f"stage: {each[0]:.1f} B a step with one optimizer, {each[1]:.1f} B a step and optimizer with {most};"
        f" and whatever the steps, {fixed[0]:.1f} and {fixed[1]:.1f} KB"
    )
    uneven = 100 * abs(each[1] / each[0] - 1)
    return [line("growth, off linear", uneven, "%", key="growth", at_most=100 * EVEN)]


def added() -> list[Row]:
    """Bytes that racing in the browser adds to the page: modules of units and engine, and its part of the stage."""
    fetched = {name: asset for group in folders().values() for name, asset in group.items()}
    own = [fetched[name].body for name in (units.LIBRARY, units.RULES, "engine.js", "worker.js")]
    stage = "".join(bare((FRONTEND / name).read_text("utf-8")) for name in RACING).encode()
    size = sum(len(gzip.compress(body, 9)) for body in [*own, stage]) / 1024
    return [line("what racing in the browser adds, compressed", size, "KB", key="added", at_most=ADDED_KB)]


def measure() -> list[Row]:
    """Print everything; the figures and their bounds."""
    began = time.monotonic()
    before = os.getloadavg()[0]
    lines = [*interaction(), *growth(), *added()]
    load = f"load {before:.1f} before, {os.getloadavg()[0]:.1f} after, on {os.cpu_count()} cores"
    print(*lines[-2:], sep="\n")
    print(f"{time.monotonic() - began:.0f} s; {load}\n")
    return lines


def main() -> None:
    """Print everything, and at the end which bounds hold."""
    lines = measure()
    for verdict in ("holds", "does not hold"):
        names = [line.name for line in lines if line.verdict == verdict]
        if names:
            print(f"{verdict}: {'; '.join(names)}")


if __name__ == "__main__":
    main()
