"""Run widget callbacks to completion before a session turns to the next request.

Streamlit 1.67 lets a script give way wherever it uses the session's state, within a callback too: when a request for
the whole page arrives meanwhile, the rest of the callback is never run.
"""

from collections.abc import Callable, Mapping
from typing import Any

from ravine.streamlit_internals.patch import Patch, Target

CALLBACKS = "streamlit.runtime.state:SafeSessionState.on_script_will_rerun"


def make() -> Mapping[str, Callable]:
    from streamlit.runtime.scriptrunner import ScriptRunner
    from streamlit.runtime.state import SafeSessionState

    run_callbacks = SafeSessionState.on_script_will_rerun

    def on_script_will_rerun(self: SafeSessionState, *args: Any, **kwargs: Any) -> None:
        """As Streamlit's; a request that arrives meanwhile waits until the callbacks have returned."""
        runner = getattr(vars(self)["_yield_callback"], "__self__", None)
        if not isinstance(runner, ScriptRunner):  # nothing can arrive meanwhile
            run_callbacks(self, *args, **kwargs)
            return
        runner._maybe_handle_execution_control_request()
        runner._execing = False
        try:
            run_callbacks(self, *args, **kwargs)
        finally:
            runner._execing = True

    return {CALLBACKS: on_script_will_rerun}


PATCH = Patch(
    name="atomic_callbacks",
    purpose="correctness",
    reason="A callback that is cut off half-way loses what a visitor did: a learning rate springs back.",
    gain="None in speed.",
    issue="https://github.com/streamlit/streamlit/pull/16763",
    make=make,
    replaces=(
        Target(
            CALLBACKS,
            "self fresh_widget_states replay_trigger_states replay_trigger_values is_history_navigation",
            "00e8a6da25c9bb2c",
        ),
    ),
    uses=(
        Target(
            "streamlit.runtime.scriptrunner:ScriptRunner._maybe_handle_execution_control_request",
            "self",
            "170af2b9ace7b01f",
        ),
        Target("streamlit.runtime.scriptrunner:ScriptRunner._run_script", "self rerun_data", "267f825d4089b403"),
    ),
)
