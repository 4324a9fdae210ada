"""Write benchmarks/RESULTS.md: results of all benchmarks, with the machine and the versions."""

import datetime
import os
import platform
import re
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.rows import Row

ROOT = Path(__file__).parents[1]
READMES = (ROOT / "README.md", ROOT / "README.ko.md")
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
PACKAGES = ("streamlit", "numba", "numpy", "plotly", "scipy")
TITLES = {
    "engine": "Engine, against C, torch and JAX",
    "maps": "Maps of many runs, against C and JAX",
    "map_load": "Maps beside other visitors",
    "peers": "Engine, against NumPy and SciPy",
    "browser": "The engine in the browser, against the compiled one",
    "stage": "Stage, against `st.plotly_chart` frames",
    "visitor": "A visitor on a slow link",
    "cost": "What a race costs, estimated before it is run",
    "export": "A race to take away, against Plotly's `write_html`",
    "load": "A lecture hall",
    "attack": "Strangers who attack, and what visitors feel",
    "soak": "Memory while visitors come and go",
    "patches": "A lecture hall without one patch of Streamlit's inside",
    "colours": "Racers told apart, with every kind of colour vision",
}
QUOTE = re.compile(r"<!-- bench:([\w-]+) -->")
SECTION = re.compile(r"^## (.+)\n((?:(?!## ).*\n?)*)", re.MULTILINE)
HEAD = "| | measured | bound | of the bound | | beside it | key |\n|:--|--:|--:|--:|:--|:--|:--|"


INTRODUCTION = (
    "# Results\n\n"
    "Measured by `make bench`; each part says when and where. A bound that does not hold is said, not hidden: figures "
    "of time are the machine's as much as ours. `key` is what a README names when it quotes a figure; a test compares "
    "them."
)


def report(results: dict[str, list[Row] | str], before: str = "") -> str:
    """Text of the file.

    Args:
        results: rows of each measured part, or the reason of its failure.
        before: text of an earlier file, whose other parts are kept.
    """
    kept = dict(SECTION.findall(before))
    sections = {title: kept[title].strip() for title in TITLES.values() if title in kept}
    sections |= {TITLES[part]: section(rows) for part, rows in results.items()}
    listed = (f"## {title}\n\n{sections[title]}" for title in TITLES.values() if title in sections)
    return "\n\n".join([INTRODUCTION, *listed]) + "\n"


def section(rows: list[Row] | str) -> str:
    """When and where a part was measured, and its table."""
    told = f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}. {machine()} {versions()}"
    return f"{told}\n\n{rows if isinstance(rows, str) else chr(10).join([HEAD, *map(cells, rows)])}"


def cells(row: Row) -> str:
    """A row of the Markdown table."""
    ratio = f"{row.ratio:.2f}" if row.ratio is not None else ""
    key = f"`{row.key}`" if row.key else ""
    return f"| {row.name.strip()} | {row.text} | {row.bound} | {ratio} | {row.verdict} | {row.others} | {key} |"


def machine() -> str:
    """Processor, cores and memory, in words."""
    info = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    named = re.search(r"model name\s*: (.*)", info)
    model = named[1] if named else platform.machine()
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{model}, {os.cpu_count()} cores, {total:.0f} GB; load {os.getloadavg()[0]:.1f} when it ended."


def versions() -> str:
    """Versions of Python and the packages, in words."""
    names = [f"Python {platform.python_version()}", *filter(None, map(_package, PACKAGES))]
    names += filter(None, [_tool("gcc", "gcc"), _tool("chromium", "Chromium")])
    return ", ".join(names) + "."


def _package(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return ""


def _tool(command: str, name: str) -> str:
    try:
        output = subprocess.run([command, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""
    match = re.search(r"\d+\.\d+[\d.]*", re.sub(r"\(.*?\)", "", output.splitlines()[0]))
    return f"{name} {match[0]}" if match else ""


def keyed(text: str) -> dict[str, str]:
    """``{key: figure}`` of a results file."""
    rows = (line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ") and "`" in line)
    return {row[-1].strip("` |"): row[1].strip() for row in rows}


def misquoted(readme: str, results: str) -> list[str]:
    """Quotes in ``readme``, ``<!-- bench:engine-geomean -->1.20×``, that differ from ``results``."""
    figures, wrong = keyed(results), []
    for quote in QUOTE.finditer(readme):
        figure = figures.get(quote[1])
        rest = readme[quote.end() :]
        if figure is None or not rest.startswith(figure) or rest[len(figure) :][:1].isdigit():
            wrong.append(f"{quote[1]}: {figure or 'not measured'}, quoted as {rest[:20].split('<')[0]!r}")
    return wrong


def requoted(readme: str, before: str, after: str) -> str:
    """``readme`` with the figures that it quotes from the results ``before`` replaced by those of ``after``."""
    old, new = keyed(before), keyed(after)
    for key in old.keys() & new.keys():
        readme = readme.replace(f"<!-- bench:{key} -->{old[key]}", f"<!-- bench:{key} -->{new[key]}")
    return readme
