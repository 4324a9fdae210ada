"""Measure all that a race is taken away as: seconds and bytes, beside Plotly's own export of the same race.

    python -m benchmarks.export

Eight racers x 200 steps. Programs, notebooks and numbers are made as the server makes them. What the browser makes,
films among it, is asked for in the dialog, in real Chromium, and counts from the click until the file is there. Times
do not affect the exit code, because they also depend on the machine.
"""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import plotly.graph_objects as go
from playwright.sync_api import Locator, Page

from benchmarks._browser import PATIENCE, WINDOW
from benchmarks.rows import Row, short
from experiments import Race, Scenario, encode, run
from experiments.export import notebook, program, to_csv, to_json, to_npz
from experiments.figure import figure
from experiments.suggested_rate import suggest
from tools.chromium import chromium
from tools.server import serving
from tools.taking import Film, film, open_group, open_page, pick, shown

RACERS = ("gd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw", "nadam")
STEPS = 200
TIMES = 3
NAMES = {"mp4": "MP4", "webm": "WebM", "gif": "GIF"}
FILMS = (
    Film("mp4", "1280x720", 8),
    Film("webm", "1280x720", 8),
    Film("gif", "1280x720", 8),
    Film("gif", "640x360", 8),
)


def scenario() -> Scenario:
    """The race that is taken away."""
    return suggest(Scenario("himmelblau", optimizers={key: {} for key in RACERS}, steps=STEPS))


def growing(race: Race) -> go.Figure:
    """The race as tutorials animate it: the surface, contours below it, and frames in which each path grows."""
    whole = figure(race)
    lines = [i for i, trace in enumerate(whole.data) if getattr(trace, "mode", "") == "lines"]

    def upto(step: int) -> list[object]:
        cut = [whole.data[i] for i in lines]
        return [
            type(trace)(**{axis: trace[axis][: step + 1] for axis in ("x", "y", "z") if axis in trace}) for trace in cut
        ]

    frames = [go.Frame(name=str(step), data=upto(step), traces=lines) for step in range(STEPS + 1)]
    return go.Figure(data=whole.data, frames=frames, layout=whole.layout)


def html(drawn: go.Figure) -> str:
    return drawn.to_html(include_plotlyjs=True)


def written(race: Race) -> dict[str, Callable[[], str | bytes]]:
    """What Python makes, by name."""
    return {
        "program, PyTorch": lambda: program(race.scenario, "adam"),
        "program, NumPy": lambda: program(race.scenario, "adam", "numpy"),
        "notebook": lambda: notebook(race.scenario, "adam"),
        "CSV": lambda: to_csv(race),
        "JSON": lambda: to_json(race),
        "NPZ": lambda: to_npz(race),
        "beside it: Plotly's write_html, moving heads, 100 frames": lambda: html(figure(race)),
        "beside it: Plotly's write_html, growing paths, 201 frames": lambda: html(growing(race)),
    }


def row(name: str, seconds: float, size: int) -> Row:
    """One format: how long it takes, and its bytes beside that."""
    took, unit = (seconds, "s") if seconds >= 1 else (seconds * 1000, "ms")
    amount = f"{short(size / 1000)} KB" if size < 1e6 else f"{short(size / 1e6)} MB"
    return Row(f"export-{''.join(c if c.isalnum() else '-' for c in name.lower())}", name, took, unit, others=amount)


def from_python(race: Race) -> list[Row]:
    rows = []
    for name, make in written(race).items():
        times = []
        for _ in range(TIMES):
            began = time.perf_counter()
            made = make()
            times.append(time.perf_counter() - began)
        size = len(made.encode() if isinstance(made, str) else made)
        rows.append(row(name, statistics.median(times), size))
        print(rows[-1], flush=True)
    return rows


def picture(format: str) -> Callable[[Locator], None]:
    """Ask for another picture: as a slide in this format."""

    def change(group: Locator) -> None:
        group.locator("select").first.select_option("square")
        group.locator("select").first.select_option("slide")
        pick(group, format)

    return change


def offline_page(page: Page) -> tuple[Path, float]:
    """The page and the seconds until it is there, from the moment at which its group is opened."""
    open_group(page, "link")
    began = time.perf_counter()
    path, _ = shown(page, "offline")
    return path, time.perf_counter() - began


def from_dialog(page: Page) -> dict[str, Callable[[], tuple[Path, float]]]:
    """What the browser makes, by name."""
    made: dict[str, Callable[[], tuple[Path, float]]] = {
        "offline page": lambda: offline_page(page),
        "picture, PNG, 1920 × 1080": lambda: shown(page, "picture", picture("png")),
        "picture, SVG": lambda: shown(page, "picture", picture("svg")),
    }
    for one in FILMS:
        name = f"film, {NAMES[one.format]}, {one.size.replace('x', ' × ')}, {one.seconds} s"
        made[name] = lambda one=one: film(page, one)
    return made


def from_browser(race: Race) -> list[Row]:
    rows = []
    with serving() as address, chromium() as browser:
        page = open_page(browser, f"{address}/?{encode(race.scenario)}", PATIENCE, **WINDOW)
        for name, make in from_dialog(page).items():
            times, path = [], Path()
            for _ in range(TIMES):
                path, seconds = make()
                times.append(seconds)
            rows.append(row(name, statistics.median(times), path.stat().st_size))
            print(rows[-1], flush=True)
    return rows


def measure() -> list[Row]:
    """Print everything, and return the rows."""
    race = run(scenario())
    return from_python(race) + from_browser(race)


if __name__ == "__main__":
    measure()
