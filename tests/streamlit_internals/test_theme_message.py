"""The theme that is put together once is the theme."""

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session


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
