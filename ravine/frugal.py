"""What Streamlit does anew for every rerun and every session although it cannot have changed while a server runs.

Both are left alone if Streamlit's settings say that files are watched, as in development, where they may change.
"""

from functools import cache
from typing import Any

from streamlit import config
from streamlit.runtime import app_session
from streamlit.watcher import LocalSourcesWatcher

_sections = config.get_options_for_section


def install() -> None:
    """Call once, when the settings are read."""
    if config.get_option("server.fileWatcherType") != "none":
        return
    # Every rerun sends the theme again: six times all 400 settings are looked through for it.
    app_session.config.get_options_for_section = _kept
    # Every rerun compares the 3,000 loaded modules with those before, every session also looks for their files, for
    # watchers that are then not made.
    LocalSourcesWatcher.update_watched_modules = _nothing_to_watch
    config.on_config_parsed(_forget, force_connect=True)


def _kept(section: str) -> dict[str, Any]:
    return dict(_read(section))


@cache
def _read(section: str) -> dict[str, Any]:
    return _sections(section)


def _forget() -> None:
    _read.cache_clear()


def _nothing_to_watch(self: LocalSourcesWatcher) -> None:
    pass
