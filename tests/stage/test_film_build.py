"""The encoders of films: served where they are built, with all that the stage calls; without them the page goes on."""

import json
import re
from pathlib import Path

import pytest

from ravine.server.security_headers import policy
from ravine.stage import assets

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "deploy" / "film"
FILM = ROOT / "ravine" / "stage" / "frontend" / "film"


@pytest.fixture
def served(monkeypatch):
    """Addresses and folders of a server that finds the encoders at a path."""
    assets.folders.cache_clear()

    def at(path: Path) -> tuple[str, dict]:
        monkeypatch.setenv("RAVINE_FILM", str(path))
        return assets.addresses()["film"], assets.folders()

    yield at
    assets.folders.cache_clear()


def test_what_was_built_is_served_under_the_address_of_its_content(served, tmp_path):
    built = tmp_path / "film.js"
    built.write_text("export const one = 1;")
    address, folders = served(built)
    folder, _, name = address.rpartition("/")
    assert folders[f"{folder}/"][name].body == built.read_bytes()
    assert folders[f"{folder}/"][name].media_type == "text/javascript"
    built.write_text("export const one = 2;")
    assets.folders.cache_clear()
    assert assets.addresses()["film"] not in ("", address)


def test_what_was_not_built_has_no_address(served, tmp_path):
    address, folders = served(tmp_path / "none.js")
    assert address == ""
    assert not any("/film/" in folder for folder in folders)


def test_everything_that_the_stage_calls_is_built_in():
    listed = re.search(r"const CALLED = \{(.*?)\n\};", (BUILD / "build.js").read_text(), re.DOTALL)[1]
    built = set(re.findall(r'"(\w+)"', listed))
    called = {
        name
        for script in FILM.glob("*.js")
        for name in re.findall(r"\blibrary\.(?!js\b)(\w+)", script.read_text("utf-8"))
    }
    assert called == built, "deploy/film/build.js lists what the stage calls, and no more"


def test_what_is_built_is_pinned_by_hash_and_names_no_registry():
    wanted = json.loads((BUILD / "package.json").read_text())["devDependencies"]
    text = (BUILD / "package-lock.json").read_text()
    locked = json.loads(text)["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all(entry["integrity"].startswith("sha512-") for name, entry in locked.items() if name)
    assert "resolved" not in text


def test_the_policy_lets_films_be_made_and_nothing_more():
    """The encoders are a script of our own; they take frames from a canvas, and give bytes that are saved."""
    rules = dict(rule.strip().split(" ", 1) for rule in policy().split(";"))
    assert rules["script-src"].split()[0] == rules["default-src"] == "'self'"
    assert "media-src" not in rules
    assert "unsafe-eval'" not in rules["script-src"].replace("'wasm-unsafe-eval'", "")
