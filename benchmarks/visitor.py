"""Measure first and next visits over a 10 Mbit/s, 40 ms link, and where their bytes come from.

    python -m benchmarks.visitor

Real server, real Chromium, a simulated slow line between them. Time counts from entering the address until the race is
painted. Timings do not affect the exit code, because they also depend on the machine.
"""

import os
import statistics
import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext

from benchmarks._browser import PATIENCE, WINDOW
from benchmarks.link import slow_line
from benchmarks.rows import Row
from experiments import Scenario, encode
from experiments.view import View
from ravine.stage import assets
from tools.chromium import chromium
from tools.server import serving

BITS, LATENCY = 10_000_000, 0.04  # bits per second; round trip in seconds
VISITS = 3
SETTLED = 2000  # ms until nothing more arrives
BOUNDS = {"first visit": 6.0, "next visit": 2.0}  # seconds
# Short links: the page that the README's link opens, and a race without the 3-D plot.
PAGES = {"as opened": "", "2-D only": encode(Scenario("himmelblau"), View(three=False))}
FIRST = "addEventListener('ravine:painted', ({ detail }) => { window.first ??= detail.at; }, true);"


@dataclass
class Visit:
    """Seconds to the first painted race; bytes and requests by origin."""

    seconds: float = 0.0
    bytes: Counter[str] = field(default_factory=Counter)
    requests: Counter[str] = field(default_factory=Counter)
    slow: list[tuple[float, float, int, str]] = field(default_factory=list)


def origin(url: str) -> str:
    """Origin of a file, from its address."""
    if "/ravine/plotly/" in url:
        return "plotly.js"
    return "ours" if "/ravine/" in url or "/bidi-components/" in url else "Streamlit"


def visit(context: BrowserContext, url: str) -> Visit:
    """Open ``url`` in a new page of ``context``."""
    page = context.new_page()
    page.add_init_script(FIRST)
    wire = context.new_cdp_session(page)
    measured, names = Visit(), {}
    starts: dict[str, float] = {}

    def requested(event: dict[str, Any]) -> None:
        names[event["requestId"]] = event["request"]["url"]
        starts[event["requestId"]] = event["timestamp"]

    def finished(event: dict[str, Any]) -> None:
        url = names.get(event["requestId"], "")
        size = int(event["encodedDataLength"])
        if size > 0:  # otherwise it came from the browser's cache
            measured.bytes[origin(url)] += size
            measured.requests[origin(url)] += 1
        start = starts.get(event["requestId"], 0.0)
        measured.slow.append((start, event["timestamp"], size, url.rpartition("/")[2][:60]))

    def framed(event: dict[str, Any]) -> None:
        data = event["response"]
        measured.bytes["websocket"] += len(data["payloadData"]) * 3 // 4 if data["opcode"] == 2 else 0
        measured.requests["websocket"] += 1

    wire.on("Network.requestWillBeSent", requested)
    wire.on("Network.loadingFinished", finished)
    wire.on("Network.webSocketFrameReceived", framed)
    wire.send("Network.enable")
    page.goto(url, wait_until="commit")
    page.wait_for_function("() => window.first > 0", timeout=PATIENCE * 2)
    measured.seconds = page.evaluate("window.first") / 1000
    # The page stays open until its session has answered, and it has stored its visit.
    page.wait_for_selector("[data-testid=stMain] .ravine[data-ready]", timeout=PATIENCE)
    page.wait_for_timeout(SETTLED)
    page.close()
    return measured


def timed_visits(browser: Browser, url: str) -> dict[str, list[Visit]]:
    """First and next visits, each pair in a new browser profile."""
    timings: dict[str, list[Visit]] = {name: [] for name in BOUNDS}
    for _ in range(VISITS):
        context = browser.new_context(**WINDOW)
        for name in BOUNDS:
            timings[name].append(visit(context, url))
        context.close()
    return timings


def report(label: str, timings: dict[str, list[Visit]]) -> list[Row]:
    rows = []
    for name, visits in timings.items():
        seconds = statistics.median(one.seconds for one in visits)
        key = f"visitor-{name}-{label}".replace(" ", "-").lower()
        received = f"{visits[-1].bytes.total() / 1024:,.0f} KB received"
        rows.append(Row(key, f"{name}, page {label}", seconds, "s", at_most=BOUNDS[name], others=received))
        print(rows[-1])
        one = visits[-1]
        for whose in ("Streamlit", "plotly.js", "ours", "websocket"):
            print(f"{'':14}{whose:12}{one.bytes[whose] / 1024:8,.0f} KB in {one.requests[whose]} answers")
        print(f"{'':14}{'all':12}{one.bytes.total() / 1024:8,.0f} KB in {one.requests.total()} answers")
    return rows


def timeline(visited: Visit) -> None:
    """Print every file of a visit, in order, with seconds from the first request."""
    zero = min(start for start, *_ in visited.slow)
    for start, end, size, name in sorted(visited.slow):
        print(f"{start - zero:7.2f} {end - zero:7.2f} {size:9,} {name}")


def measure() -> list[Row]:
    """Print everything, with ``--timeline`` also each file, and return the rows."""
    rows = []
    print(
        f"{BITS / 1e6:g} Mbit/s, {LATENCY * 1000:g} ms; plotly.js: {assets.plotly_js()}; load {os.getloadavg()[0]:.1f}"
    )
    with serving() as server, slow_line(server, BITS, LATENCY) as address, chromium() as browser:
        visit(browser.new_context(**WINDOW), address)  # warms the server
        for label, query in PAGES.items():
            timings = timed_visits(browser, f"{address}/?{query}")
            rows += report(label, timings)
            if "--timeline" in sys.argv:
                for visits in timings.values():
                    timeline(visits[-1])
    return rows


if __name__ == "__main__":
    measure()
