"""The theme that is put together once is the theme; a key that is looked up alone has its value of the whole state."""

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.state import SafeSessionState, SessionState


def theme() -> bytes:
    message = CustomThemeConfig()
    for part in (("theme", message), ("theme.light", message.light), ("theme.dark", message.dark)):
        app_session._populate_theme_msg(part[1], part[0])
    app_session._populate_theme_msg(message.sidebar, "theme.sidebar")  # there is none
    return message.SerializeToString()


@pytest.mark.patch("theme_message")
def test_the_theme_is_streamlit_s(applied):
    before = theme()
    assert before
    applied("theme_message")
    assert theme() == theme() == before


@pytest.mark.patch("theme_message")
def test_settings_that_are_read_again_change_the_theme(applied, monkeypatch):
    applied("theme_message")
    before = theme()
    monkeypatch.setattr(config, "get_options_for_section", lambda _: {"primaryColor": "#123456"})
    assert theme() == before
    config._on_config_parsed.send()
    assert theme() != before


@pytest.mark.patch("state_lookup")
def test_the_state_that_a_widget_asks_for_is_the_whole_state(applied):
    inner = SessionState()
    state = SafeSessionState(inner, lambda: None)
    inner["mine"], inner["none"] = 1, None
    inner._key_id_mapper["slider"] = "$$ID-hash-slider"
    inner._old_state |= {"$$ID-hash-slider": 2.0, "$$ID-other-None": 3.0, "$$STREAMLIT_INTERNAL_KEY_X": 4}
    before = state.filtered_state
    assert before == {"mine": 1, "none": None, "slider": 2.0}
    applied("state_lookup")
    assert dict(state.filtered_state) == before
    assert len(state.filtered_state) == len(before)
    for key in ("mine", "none", "slider"):
        assert key in state.filtered_state
    for key in ("missing", "$$ID-hash-slider", "$$ID-other-None", "$$STREAMLIT_INTERNAL_KEY_X"):
        assert key not in state.filtered_state
