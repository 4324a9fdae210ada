"""A widget's callback runs to its end, whatever is asked for meanwhile."""

import threading
from typing import Any

import pytest
from streamlit.runtime.scriptrunner import RerunData, RerunException, ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests
from streamlit.runtime.state import SafeSessionState
from streamlit.runtime.state.session_state import SessionState

pytestmark = pytest.mark.patch("atomic_callbacks")


def test_what_is_asked_for_meanwhile_waits_until_a_callback_has_returned(monkeypatch, applied):
    """Else a rate that was let go of just before a button was pressed springs back."""
    applied("atomic_callbacks")
    runner = object.__new__(ScriptRunner)
    runner._script_thread, runner._execing, runner._requests = threading.current_thread(), True, ScriptRequests()
    state = SafeSessionState(SessionState(), runner._maybe_handle_execution_control_request)

    def callback(_self: SessionState, *_args: Any, **_kwargs: Any) -> None:
        state["heard"] = 1
        runner._requests.request_rerun(RerunData())
        state["rate"] = 0.1

    monkeypatch.setattr(SessionState, "on_script_will_rerun", callback)
    state.on_script_will_rerun(None)
    with pytest.raises(RerunException):
        assert state["rate"]
    assert (state["heard"], state["rate"]) == (1, 0.1)


def test_without_a_script_callbacks_run_as_streamlit_runs_them(monkeypatch, applied):
    """A session that is only read has no script to give way."""
    ran = []
    monkeypatch.setattr(SessionState, "on_script_will_rerun", lambda *_args, **_kwargs: ran.append(True))
    applied("atomic_callbacks")
    SafeSessionState(SessionState(), lambda: None).on_script_will_rerun(None)
    assert ran
