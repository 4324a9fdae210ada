"""What is done once, or only where it is asked for, says the same as what Streamlit does."""

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.state import SafeSessionState, SessionState
from streamlit.watcher import LocalSourcesWatcher

from ravine import frugal


def theme() -> bytes:
    said = CustomThemeConfig()
    for part in (("theme", said), ("theme.light", said.light), ("theme.dark", said.dark)):
        app_session._populate_theme_msg(part[1], part[0])
    app_session._populate_theme_msg(said.sidebar, "theme.sidebar")  # there is none
    return said.SerializeToString()


@pytest.fixture
def installed(monkeypatch):
    """Installs, and takes it back at the end."""
    for owner, name in (
        (app_session, "_populate_theme_msg"),
        (LocalSourcesWatcher, "update_watched_modules"),
        (SafeSessionState, "filtered_state"),
    ):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    frugal._forget()
    return frugal.install


def test_a_theme_that_is_put_together_once_is_the_theme(installed):
    before = theme()
    assert before
    installed()
    assert app_session._populate_theme_msg is frugal._put_theme
    assert theme() == theme() == before


def test_settings_that_are_read_anew_are_heard_of(installed, monkeypatch):
    installed()
    before = theme()
    monkeypatch.setattr(config, "get_options_for_section", lambda _: {"primaryColor": "#123456"})
    assert theme() == before
    frugal._forget()
    assert theme() != before


def test_the_state_that_a_widget_asks_for_is_the_whole_state(installed):
    inner = SessionState()
    state = SafeSessionState(inner, lambda: None)
    inner["mine"], inner["none"] = 1, None
    inner._key_id_mapper["slider"] = "$$ID-hash-slider"
    inner._old_state |= {"$$ID-hash-slider": 2.0, "$$ID-other-None": 3.0, "$$STREAMLIT_INTERNAL_KEY_X": 4}
    before = state.filtered_state
    assert before == {"mine": 1, "none": None, "slider": 2.0}
    installed()
    assert dict(state.filtered_state) == before
    assert len(state.filtered_state) == len(before)
    for key in ("mine", "none", "slider"):
        assert key in state.filtered_state
    for key in ("missing", "$$ID-hash-slider", "$$ID-other-None", "$$STREAMLIT_INTERNAL_KEY_X"):
        assert key not in state.filtered_state


def test_watched_files_stay_watched(monkeypatch):
    monkeypatch.setattr(config, "get_option", lambda _: "auto")
    before = LocalSourcesWatcher.update_watched_modules, SafeSessionState.filtered_state
    frugal.install()
    assert before == (LocalSourcesWatcher.update_watched_modules, SafeSessionState.filtered_state)
