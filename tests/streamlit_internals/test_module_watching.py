"""Loaded modules are looked through only where files are watched."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from streamlit import config
from streamlit.watcher import LocalSourcesWatcher

pytestmark = pytest.mark.patch("module_watching")


def looked_through(monkeypatch, setting: str) -> list[str]:
    """Names of modules whose files a new session has looked for."""
    names: list[str] = []
    monkeypatch.setattr(config, "get_option", {"server.fileWatcherType": setting}.__getitem__)
    watcher = SimpleNamespace(
        _is_closed=False,
        _cached_sys_modules=set(),
        _exclude_blacklisted_paths=lambda paths: paths,
        _register_necessary_watchers=names.extend,
    )
    LocalSourcesWatcher.update_watched_modules(cast(Any, watcher))
    return names


def test_where_no_file_is_watched_no_module_is_looked_at(monkeypatch, applied):
    assert looked_through(monkeypatch, "none"), "Streamlit no longer looks: the patch can go"
    applied("module_watching")
    assert not looked_through(monkeypatch, "none")


def test_watched_files_stay_watched(monkeypatch, applied):
    applied("module_watching")
    assert __name__ in looked_through(monkeypatch, "auto")
