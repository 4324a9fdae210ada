"""What is read once instead of at every rerun says the same."""

from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.watcher import LocalSourcesWatcher

from ravine import frugal


def theme() -> bytes:
    said = CustomThemeConfig()
    for section, part in (("theme", said), ("theme.light", said.light), ("theme.dark", said.dark)):
        app_session._populate_theme_msg(part, section)
    return said.SerializeToString()


def test_settings_that_are_read_once_are_the_settings(monkeypatch):
    before = theme()
    assert before
    monkeypatch.setattr(config, "get_options_for_section", config.get_options_for_section)
    monkeypatch.setattr(LocalSourcesWatcher, "update_watched_modules", LocalSourcesWatcher.update_watched_modules)
    frugal.install()
    assert config.get_options_for_section is frugal._kept
    assert theme() == theme() == before


def test_watched_files_stay_watched(monkeypatch):
    monkeypatch.setattr(config, "get_option", lambda _: "auto")
    before = LocalSourcesWatcher.update_watched_modules
    frugal.install()
    assert LocalSourcesWatcher.update_watched_modules is before
