"""What Streamlit does anew for every rerun and every widget although it cannot have changed, or nobody looks at it.

All is left alone if Streamlit's settings say that files are watched, as in development, where settings may change.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.state import SafeSessionState
from streamlit.watcher import LocalSourcesWatcher

# Streamlit's own keys; the script sees a widget under the key that it gave it.
OWN = "$$"
_populate = app_session._populate_theme_msg
_whole = vars(SafeSessionState)["filtered_state"].fget


def install() -> None:
    """Call once, when the settings are read."""
    if config.get_option("server.fileWatcherType") != "none":
        return
    # Every rerun sends the theme again: six times all 400 settings are looked through for it.
    app_session._populate_theme_msg = _put_theme
    config.on_config_parsed(_forget, force_connect=True)
    # Every rerun compares the 3,000 loaded modules with those before, every session also looks for their files, for
    # watchers that are then not made.
    LocalSourcesWatcher.update_watched_modules = _nothing_to_watch
    # Many a widget asks for the whole state, to look for its own key in it.
    setattr(SafeSessionState, "filtered_state", property(State))  # noqa: B010 - a property of another kind


def _put_theme(msg: CustomThemeConfig, section: str = "theme") -> None:
    theme = _theme(section)
    # Merging nothing would still say that there is such a section.
    if theme.ByteSize():
        msg.MergeFrom(theme)


@cache
def _theme(section: str) -> CustomThemeConfig:
    theme = CustomThemeConfig()
    _populate(theme, section)
    return theme


def _forget() -> None:
    _theme.cache_clear()


def _nothing_to_watch(self: LocalSourcesWatcher) -> None:
    pass


class State(Mapping[str, Any]):
    """A session's state as the script sees it, looked up key by key."""

    def __init__(self, state: SafeSessionState) -> None:
        self._state = state

    def __getitem__(self, key: str) -> Any:
        if key.startswith(OWN):
            raise KeyError(key)
        with self._state._lock:
            return self._state._state[key]

    def __iter__(self) -> Iterator[str]:
        return iter(_whole(self._state))

    def __len__(self) -> int:
        return len(_whole(self._state))
