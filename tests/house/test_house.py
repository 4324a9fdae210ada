"""Rules for the repository: import directions, settings, pinned versions, and contents of files."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2.manifest_scanner import scan_component_manifests

ROOT = Path(__file__).parents[2]
CONFIG = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PACKAGES = PROJECT["tool"]["importlinter"]["root_packages"]
SCRIPTS = Path(sys.executable).parent


def run(*command, cwd, **environment):
    """Output of `command` on both streams, and its exit code."""
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "200", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout, done.returncode


# ── Imports ──

FORBIDDEN = [
    ("declare", "numba"),
    ("declare", "landscapes"),
    ("landscapes", "optimizers"),
    ("landscapes", "numba"),
    ("landscapes", "streamlit"),
    ("optimizers", "landscapes"),
    ("optimizers", "engine"),
    ("optimizers", "plotly"),
    ("engine", "experiments"),
    ("engine", "streamlit"),
    ("engine", "plotly"),
    ("experiments", "ravine"),
    ("experiments", "numba"),
    ("experiments", "streamlit"),
    ("experiments", "plotly"),
    ("ravine", "numba"),
    ("ravine", "llvmlite"),
]


@pytest.fixture(scope="module")
def lint_of_a_spoilt_copy(tmp_path_factory):
    """Lint's report on a copy of the tree with every forbidden import added."""
    copy = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", copy)
    for package in PACKAGES:
        shutil.copytree(ROOT / package, copy / package, ignore=shutil.ignore_patterns("__*__"))
        for source in (ROOT / package).rglob("__init__.py"):
            shutil.copy(source, copy / source.relative_to(ROOT))
    for package, wanted in FORBIDDEN:
        with (copy / package / "__init__.py").open("a") as module:
            module.write(f"\nimport {wanted}\n")
    report, code = run(SCRIPTS / "lint-imports", "--no-cache", "--no-logo", cwd=copy)
    assert code == 1, report
    return report


@pytest.mark.parametrize(("package", "wanted"), FORBIDDEN)
def test_lint_refuses_the_import(lint_of_a_spoilt_copy, package, wanted):
    assert re.search(rf"{package} -> {wanted}(\.\w+)? \(l\.", lint_of_a_spoilt_copy)


def test_lint_accepts_the_tree_as_it_is():
    report, code = run(SCRIPTS / "lint-imports", "--no-cache", "--no-logo", cwd=ROOT)
    assert code == 0, report


# ── Settings ──


def test_every_setting_is_known_to_streamlit(tmp_path):
    settings = tmp_path / ".streamlit" / "config.toml"
    settings.parent.mkdir()

    text = (ROOT / ".streamlit/config.toml").read_text()
    settings.write_text(text.replace("postScriptGC", "postScriptGc = true\npostScriptGC"))  # one that is not
    shown, code = run(SCRIPTS / "streamlit", "config", "show", cwd=tmp_path, HOME=str(tmp_path))
    assert code == 0, shown
    assert set(re.findall(r'"(\S+)" is not a valid config option', shown)) == {"runner.postScriptGc"}, shown


def test_the_server_repeats_streamlits_websocket_settings():
    flags = dict(re.findall(r"--(ws-[\w-]+) (\S+)", (ROOT / "deploy/serve").read_text()))
    server = CONFIG["server"]
    assert int(flags["ws-max-size"]) == server["maxMessageSize"] * 1_000_000
    assert int(flags["ws-ping-interval"]) == server["websocketPingInterval"]
    assert flags["ws-per-message-deflate"] == str(server["enableWebsocketCompression"]).lower()


@pytest.mark.parametrize("variant", ["light", "dark"])
def test_the_theme_has_contrast(variant):
    theme = CONFIG["theme"][variant]

    def luminance(color):
        parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    def contrast(one, other):
        low, high = sorted((luminance(one), luminance(other)))
        return (high + 0.05) / (low + 0.05)

    for background in theme["backgroundColor"], theme["secondaryBackgroundColor"]:
        assert contrast(theme["textColor"], background) >= 7
        assert contrast(theme["primaryColor"], background) >= 4.5
        assert contrast(theme["linkColor"], background) >= 4.5


def test_streamlit_finds_the_stage():
    found = {
        f"{manifest.name}.{component.name}": component.resolve_asset_root(root)
        for manifest, root in scan_component_manifests()
        for component in manifest.components
    }
    assert found["ravine.stage"] == ROOT / "ravine/stage/frontend"


# ── Pins ──


def pins(name):
    """{package: version} of a requirements file; fails on a line without a pinned version."""
    found = {}
    for line in (ROOT / name).read_text().splitlines():
        if line and not line.startswith(("#", "-e .", "-r requirements.txt", "    --hash=sha256:")):
            pin = re.fullmatch(r"([\w.-]+)==([\w.]+)( ?; [^\\]+)?( \\)?", line)
            assert pin, f"{name}: {line}"
            found[re.sub(r"[._-]+", "-", pin[1]).lower()] = pin[2]
    return found


def test_requirements_are_pinned_exactly():
    runtime, development = pins("requirements.txt"), pins("requirements-dev.txt")
    named = {name.partition(";")[0].replace(".", "-") for name in PROJECT["project"]["dependencies"]}
    assert set(runtime) == named
    assert (ROOT / "requirements.txt").read_text().splitlines()[-1] == "-e ."
    assert "torch" not in development


def test_the_lock_agrees_with_requirements():
    locked = pins("requirements.lock")
    tool, version = PROJECT["build-system"]["requires"][0].split("==")
    assert (pins("requirements.txt") | {tool: version}).items() <= locked.items(), "run `make lock`"


# ── Files ──


def texts():
    """(path, text) of every text file that is in the repository or not ignored."""
    listed, code = run("git", "ls-files", "-coz", "--exclude-standard", cwd=ROOT)
    assert code == 0, listed
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        try:
            yield name, path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):  # a picture, or deleted but not yet staged
            continue


def test_no_file_names_a_machine_or_a_registry():
    machine = re.compile(
        r"(?<![\w.:/-])/(?:home|root|Users|work|workspace|mnt)/[\w.-]"
        r"|https?://[^\s\"'<>)]*(?:pypi|pythonhosted|npmjs|registry|mirror)"
        r"|^\s*--(?:extra-)?index-url|^\s*--find-links",
        re.MULTILINE,
    )
    found = [f"{name}: {hit[0]}" for name, text in texts() for hit in machine.finditer(text)]
    assert found == []


def drawn_folders() -> set[str]:
    """Paths of the folders in CONTRIBUTING's drawing, with two spaces of indentation a level."""
    drawing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## The house")[1].split("```")[1]
    folders, above = set(), []
    for line in drawing.splitlines():
        names = re.match(r"( *)((?:[\w.]+/ ?)+)", line)
        if names:
            depth = len(names[1]) // 2
            for name in names[2].split():
                above = [*above[:depth], name.rstrip("/")]
                folders.add("/".join(above))
    return folders


def test_the_drawing_in_contributing_names_every_folder():
    """Except the folders of single lessons and those in deploy/ and docs/."""
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    rooms = {str(folder) for name in tracked.splitlines() for folder in Path(name).parents if folder != Path(".")}
    rooms = {room for room in rooms if not re.match(r"\.|(lessons|deploy|docs)/", room)}
    assert drawn_folders() == rooms


def test_a_long_file_says_why_in_its_first_line():
    long = [
        name
        for name, text in texts()
        if not name.endswith("package-lock.json")  # JSON has no comments
        if text.count("\n") > 300
        if not re.search(r"generated|long because", text.split("\n", 1)[0])
    ]
    assert long == []


SHELL = [".ci/run", "deploy/serve", "deploy/space", "deploy/pin", "deploy/image/base", "deploy/image/check"]


@pytest.mark.parametrize("script", SHELL)
def test_scripts_can_be_run(script):
    assert os.access(ROOT / script, os.X_OK)


def test_what_a_script_takes_from_another_file_is_there():
    """Scripts that need torch are not run here, and the type checker leaves tests out."""
    found = []
    for name in (name for name, _ in texts() if re.match(r"(tests|benchmarks|tools)/.*\.py$", name)):
        for node in ast.walk(ast.parse((ROOT / name).read_text())):
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                source = ROOT / f"{node.module.replace('.', '/')}.py"
                there = bound(source) if source.is_file() else {one.name for one in node.names}
                found += [f"{name}: {node.module}.{one.name}" for one in node.names if one.name not in there]
    assert found == []


@cache
def bound(source: Path) -> set[str]:
    """Names that a file gives something: functions, classes, variables, imports."""
    nodes = list(ast.walk(ast.parse(source.read_text())))
    defined = {node.name for node in nodes if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))}
    imported = {node.asname or node.name for node in nodes if isinstance(node, ast.alias)}
    return defined | imported | {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
