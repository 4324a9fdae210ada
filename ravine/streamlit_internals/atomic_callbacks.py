"""What a visitor does is taken in whole, and does nothing to what is gone.

Streamlit 1.67 gives a script way wherever it asks for the session's state, in the middle of a callback too: when the
next thing done on the page asks for all of it, the rest of what the callback does is lost.

And with every message a browser tells the values of all widgets that it knows. One that has missed the end of a run, or
whose page was drawn anew in part only, knows some that are gone; Streamlit takes them for changed and calls what they
were drawn with: a lesson's slider for an optimizer that the next lesson does not have.
"""

from typing import Any

from streamlit.runtime.scriptrunner import ScriptRunner
from streamlit.runtime.state import SafeSessionState
from streamlit.runtime.state.session_state import STREAMLIT_INTERNAL_KEY_PREFIX, WStates, _is_stale_widget

_call_back = SafeSessionState.on_script_will_rerun
_remove = WStates.remove_stale_widgets


def install() -> None:
    """Call once, before the first session."""
    SafeSessionState.on_script_will_rerun = _call_back_whole
    WStates.remove_stale_widgets = _remove_all


def _call_back_whole(self: SafeSessionState, *args: Any, **kwargs: Any) -> None:
    """As Streamlit does it; whatever else is asked for waits until the callbacks have returned."""
    runner: ScriptRunner = vars(self)["_yield_callback"].__self__
    runner._maybe_handle_execution_control_request()
    runner._execing = False
    try:
        _call_back(self, *args, **kwargs)
    finally:
        runner._execing = True


def _remove_all(self: WStates, active_widget_ids: frozenset[str], fragment_ids_this_run: list[str] | None) -> None:
    """As Streamlit does it; what is to be called goes too."""
    _remove(self, active_widget_ids, fragment_ids_this_run)
    self.widget_metadata = {
        key: metadata
        for key, metadata in self.widget_metadata.items()
        # A component's events, told once each, are never counted among what is there.
        if key.startswith(STREAMLIT_INTERNAL_KEY_PREFIX)
        or not _is_stale_widget(metadata, active_widget_ids, fragment_ids_this_run)
    }
