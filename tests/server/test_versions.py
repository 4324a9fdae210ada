"""A Streamlit that is too old is refused in one sentence; with a newer one the app serves without patches."""

import asyncio
import json
import os
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from benchmarks.load.fleet import fleet
from ravine import versions
from ravine.streamlit_internals import PATCHES, VARIABLE
from tools.server import ROOT
from tools.visitor.visitor import Visitor

NEWER = "9.9.9"
# In a server's process before anything else: as if another Streamlit were installed.
PRETEND = """
from importlib import metadata

def version(name, installed=metadata.version):
    return "{version}" if name == "streamlit" else installed(name)

metadata.version = version
"""


def pretending(folder: Path, version: str) -> dict[str, str]:
    """Environment of a process that takes ``version`` for the installed Streamlit's."""
    (folder / "sitecustomize.py").write_text(PRETEND.format(version=version))
    return {"PYTHONPATH": os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH")])), VARIABLE: ""}


@pytest.mark.parametrize(
    "found", ["1.63.0", "1.66.1", "1.67.0", "1.67.0.post1", "1.68.0rc1", "1.100.0", "2.0", NEWER, "9.9.dev1", "x"]
)
def test_the_oldest_that_will_do_and_newer_ones_are_taken(monkeypatch, found):
    monkeypatch.setattr(versions, "installed", lambda: found)
    assert versions.refusal() == ""
    versions.check()


@pytest.mark.parametrize("found", ["1.62.9", "1.58.0", "1.54.0", "1.9.0", "1.54", "0.99.1", ""])
def test_an_older_one_is_refused_in_one_sentence(monkeypatch, found):
    monkeypatch.setattr(versions, "installed", lambda: found)
    with pytest.raises(SystemExit) as end:
        versions.check()
    sentence = str(end.value)
    there = f"{found} is installed" if found else "none is installed"
    wanted = f"Streamlit {versions.WRITTEN_FOR} ({versions.OLDEST_STREAMLIT} at least)"
    assert sentence == f"Ravine needs {wanted}; {there}. Install it: pip install -r requirements.txt"


def test_the_version_is_that_of_what_is_installed():
    pinned = dict(line.strip().split("==") for line in (ROOT / "requirements.txt").read_text().split() if "==" in line)
    assert pinned["streamlit"] == versions.WRITTEN_FOR, "requirements.txt and ravine/versions.py differ"
    assert versions.installed() == version("streamlit")


def test_without_streamlit_there_is_no_version(monkeypatch):
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setitem(sys.modules, "streamlit", None)
    monkeypatch.setattr(versions, "version", missing)
    assert versions.installed() == ""


COMMANDS = {
    "the server": [sys.executable, "-m", "ravine.server", "app:app", "--port", "0"],
    "streamlit run": [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address=127.0.0.1"],
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize("version", ["1.58.0", "1.54.0"])
def test_an_older_streamlit_ends_the_start_with_that_sentence_alone(tmp_path, command, version):
    environment = os.environ | pretending(tmp_path, version)
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, done.stderr
    assert f"; {version} is installed. " in lines[0]


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_without_numba_s_compiler_the_start_ends_with_one_sentence(command):
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert [line for line in done.stderr.splitlines() if line.strip()] == [
        "Ravine needs numba's compiler, which NUMBA_DISABLE_JIT turns off: unset it, and start again"
    ]


def test_a_package_that_the_engine_lacks_keeps_its_traceback(monkeypatch):
    monkeypatch.delitem(sys.modules, "engine")
    monkeypatch.setitem(sys.modules, "numba", None)
    with pytest.raises(ImportError, match="numba"):
        versions.check()


def test_with_a_newer_streamlit_the_app_serves_races_and_its_log_says_what_is_left_out(tmp_path):
    async def visit(address: str) -> dict:
        async with Visitor(address, "lang=en") as visitor:
            assert visitor.header["runs"], "the page shows no race"
            for kind in ("rate", "racers", "gallery", "rate"):
                await visitor.change(kind)
            return visitor.header

    with fleet(1, **pretending(tmp_path, NEWER)) as servers:
        assert asyncio.run(visit(servers.address))["runs"]
        said = [json.loads(line) for line in servers.log.read_text().splitlines()]
    assert [line["streamlit"] for line in said if line["event"] == "start"] == [NEWER]
    assert [(line["left_out"], line["because"]) for line in said if line["event"] == "patches"] == [
        (
            list(PATCHES),
            f"written for streamlit {versions.WRITTEN_FOR}; {NEWER} is installed",
        )
    ]
    assert not [line for line in said if line["level"] == "error"]
