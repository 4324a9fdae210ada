"""Skip Streamlit's look through all loaded modules where no file is watched.

After every run Streamlit compares the loaded modules with those before, and in every new session it also looks for the
files of all of them, for watchers that it then does not make where ``server.fileWatcherType`` is ``none``.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ravine.streamlit_internals.patch import Patch, Target

if TYPE_CHECKING:
    from streamlit.watcher import LocalSourcesWatcher

UPDATE = "streamlit.watcher:LocalSourcesWatcher.update_watched_modules"


def make() -> Mapping[str, Callable]:
    from streamlit import config
    from streamlit.watcher import LocalSourcesWatcher

    update = LocalSourcesWatcher.update_watched_modules

    def update_watched_modules(self: "LocalSourcesWatcher") -> None:
        if config.get_option("server.fileWatcherType") != "none":
            update(self)

    return {UPDATE: update_watched_modules}


PATCH = Patch(
    name="module_watching",
    purpose="speed",
    reason="In every new session the event loop looks for the files of some 1,400 modules, which nothing watches.",
    gain="250 ms of CPU on the event loop for each new session, 0.1 ms after each run (29 November 2026).",
    make=make,
    replaces=(Target(UPDATE, "self", "0326972271bcf975"),),
    uses=(
        Target(
            "streamlit.watcher.local_sources_watcher:LocalSourcesWatcher._register_necessary_watchers",
            "self module_paths",
            "ac5178284eec1257",
        ),
    ),
)
