"""plotly.js: the trimmed build is served if its version is right, and holds every trace that the stage draws."""

import json
import re
from pathlib import Path

from plotly.offline import get_plotlyjs_version

from ravine.stage import assets

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "deploy" / "plotly"
FRONTEND = ROOT / "ravine" / "stage" / "frontend"


def chosen(monkeypatch, path: Path) -> bytes:
    monkeypatch.setenv("RAVINE_PLOTLY", str(path))
    return assets.plotly_js().read_bytes()


def test_a_build_of_the_installed_version_is_served(monkeypatch, tmp_path):
    built = tmp_path / "plotly.min.js"
    built.write_text(f"/* plotly.js v{get_plotlyjs_version()}, contour. */\nwindow.Plotly = 1;")
    assert chosen(monkeypatch, built) == built.read_bytes()


def test_a_build_of_another_version_is_not(monkeypatch, tmp_path):
    built = tmp_path / "plotly.min.js"
    built.write_text("/* plotly.js v1.0.0, contour. */\nwindow.Plotly = 1;")
    whole = chosen(monkeypatch, tmp_path / "none.js")
    assert len(whole) > 3_000_000, "the package's own is the whole library"
    assert chosen(monkeypatch, built) == whole


def test_the_pinned_plotly_js_is_the_installed_package_s():
    pinned = json.loads((BUILD / "package.json").read_text())["devDependencies"]["plotly.js"]
    locked = json.loads((BUILD / "package-lock.json").read_text())["packages"]
    assert pinned == get_plotlyjs_version() == locked["node_modules/plotly.js"]["version"]


def test_every_trace_that_the_stage_draws_is_built_in():
    lists = re.findall(r"^const (?:FLAT|THREE) = \[(.*?)\]", (BUILD / "build.js").read_text(), re.DOTALL | re.MULTILINE)
    built = set(re.findall(r'"(\w+)"', "".join(lists)))
    known = _every_trace()
    drawn = {
        name
        for script in FRONTEND.rglob("*.js")
        for name in re.findall(r'\btype: "(\w+)"', script.read_text())
        if name in known
    }
    assert drawn
    assert drawn <= built, f"add {drawn - built} to deploy/plotly/build.js"


def _every_trace() -> set[str]:
    """Names of all trace types, from the Python package's classes."""
    import plotly.graph_objects as go

    return {name.lower() for name in dir(go) if isinstance(getattr(go, name), type) and hasattr(getattr(go, name), "x")}
