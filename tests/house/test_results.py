"""benchmarks/RESULTS.md and its quotes in the READMEs."""

import sys
from pathlib import Path

import pytest

from benchmarks import __main__ as everything
from benchmarks.results import QUOTE, RESULTS, TITLES, keyed, misquoted, report, requoted
from benchmarks.rows import Row

ROOT = Path(__file__).parents[2]
ROWS = [
    Row("engine-geomean", "a step, C = 1", 1.204, "×", at_most=1.7),
    Row("load-one-p95", "95 of 100 within", 281.4, "ms", at_most=200),
    Row("", "of it the server", 9.0, "ms", others="1,817 ms"),
    Row("load-one-lost", "lost", 0, at_most=0),
]


@pytest.mark.parametrize("name", ["README.md", "README.ko.md"])
def test_a_readme_quotes_measured_figures(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    measured = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    assert text.count("<!-- bench:") == len(QUOTE.findall(text)), "a quote is <!-- bench:key -->figure"
    assert misquoted(text, measured) == []


def test_parts_that_were_not_measured_stay_as_they_were():
    before = report({"engine": ROWS[:1], "load": ROWS[1:]})
    after = report({"load": [Row("load-one-p95", "95 of 100 within", 99.4, "ms")], "cost": "Failed: no clock."}, before)
    assert keyed(after) == {"engine-geomean": "1.20×", "load-one-p95": "99.4 ms"}
    assert [line for line in after.splitlines() if line.startswith("## ")] == [
        f"## {TITLES[part]}" for part in ("engine", "cost", "load")
    ]
    assert report({}, after) == after


def test_a_printed_figure_can_be_parsed():
    text = report({"engine": ROWS, "load": "Failed: no caddy."})
    assert keyed(text) == {"engine-geomean": "1.20×", "load-one-p95": "281 ms", "load-one-lost": "0"}
    assert "Failed: no caddy." in text
    assert "| ≤ 200 | 1.41 | does not hold |" in text
    assert misquoted("<!-- bench:engine-geomean -->1.20× of C, <!-- bench:load-one-p95 -->281 ms", text) == []


@pytest.mark.parametrize(
    "quote", ["engine-geomean -->1.2× of C", "load-one-lost -->01", "nothing -->1", "load-one-p95 -->"]
)
def test_a_wrong_quote_is_found(quote):
    assert len(misquoted(f"<!-- bench:{quote}", report({"engine": ROWS}))) == 1


def test_a_new_figure_is_quoted_with_it():
    quote = "<!-- bench:engine-geomean -->1.20× of C; <!-- bench:load-one-lost -->0 lost; <!-- bench:other -->1.20×."
    before = report({"engine": ROWS})
    after = report({"engine": [Row("engine-geomean", "a step, C = 1", 1.5, "×")]}, before)
    assert requoted(quote, before, after) == quote.replace("1.20×", "1.50×", 1)
    assert requoted(quote, after, before) == quote, "a figure that is wrong already is left for its test"


@pytest.mark.parametrize(
    ("row", "holds"),
    [
        (Row("", "", 2.0, at_most=2.0), True),
        (Row("", "", 2.1, at_most=2.0), False),
        (Row("", "", 1.9, at_least=2.0), False),
        (Row("", "", float("nan"), at_most=2.0), False),
        (Row("", "", 5.0), True),
    ],
)
def test_a_bound_holds_or_not(row, holds):
    assert row.holds is holds


def test_a_failed_part_does_not_stop_the_others(monkeypatch, tmp_path, capsys):
    module = tmp_path / "broken_part.py"
    module.write_text("def measure():\n    raise RuntimeError('no gcc')\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(everything.PARTS, "engine", "broken_part")
    everything.write("engine", tmp_path / "engine.json")
    assert "no gcc" in capsys.readouterr().err
    monkeypatch.setattr(everything.subprocess, "run", lambda *_, **__: None)
    assert everything.measured("engine", tmp_path) == "Failed: RuntimeError: no gcc."
    sys.modules.pop("broken_part")


def test_every_benchmark_has_a_title():
    assert list(everything.PARTS) == list(TITLES)
