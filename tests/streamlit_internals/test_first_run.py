"""A page whose server was started anew is answered."""

from types import SimpleNamespace
from typing import cast

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession

from ravine import takeover


def asked(monkeypatch, *, known: bool, ran: bool) -> str:
    """Which part a session runs when it is asked for one; empty for the whole page."""
    found: list[str] = []
    monkeypatch.setattr(AppSession, "request_rerun", lambda _, state: found.append(state.fragment_id))
    takeover.install()
    session = SimpleNamespace(_scriptrunner=object() if ran else None, has_fragment=lambda _: known)
    AppSession.request_rerun(cast(AppSession, session), ClientState(fragment_id="stage"))
    return found[0]


def test_the_first_run_of_a_session_is_of_the_whole_page(monkeypatch):
    assert asked(monkeypatch, known=False, ran=False) == "", "the page hears nothing after its server was started anew"


def test_a_session_that_has_run_runs_the_part_that_is_asked_for(monkeypatch):
    assert asked(monkeypatch, known=True, ran=False) == "stage"
    assert asked(monkeypatch, known=False, ran=True) == "stage"


def test_a_session_without_a_state_is_left_alone(monkeypatch):
    found = []
    monkeypatch.setattr(AppSession, "request_rerun", lambda _, state: found.append(state))
    takeover.install()
    AppSession.request_rerun(cast(AppSession, SimpleNamespace(_scriptrunner=None)), None)
    assert found == [None]
