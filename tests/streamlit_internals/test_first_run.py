"""A page whose server was started again is answered."""

from types import SimpleNamespace
from typing import cast

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession

from ravine.streamlit_internals import first_run

pytestmark = pytest.mark.patch("first_run")


def request(monkeypatch, session: SimpleNamespace, state: ClientState | None) -> ClientState | None:
    """What Streamlit is asked for when a browser asks ``session`` for ``state``."""
    asked: list[ClientState | None] = []
    monkeypatch.setattr(AppSession, "request_rerun", lambda _, state: asked.append(state))
    first_run.make()[first_run.REQUEST](cast(AppSession, session), state)
    return asked[0]


def fragment(monkeypatch, *, known: bool, ran: bool) -> str:
    """The fragment that a session runs when it is asked for one; empty for the whole page."""
    session = SimpleNamespace(_scriptrunner=object() if ran else None, has_fragment=lambda _: known)
    state = request(monkeypatch, session, ClientState(fragment_id="stage"))
    assert state
    return state.fragment_id


def test_the_first_run_of_a_session_is_of_the_whole_page(monkeypatch):
    assert fragment(monkeypatch, known=False, ran=False) == "", "the page hears nothing after its server was restarted"


def test_a_session_that_has_run_runs_the_fragment_that_is_asked_for(monkeypatch):
    assert fragment(monkeypatch, known=True, ran=False) == "stage"
    assert fragment(monkeypatch, known=False, ran=True) == "stage"


def test_a_request_without_a_state_is_passed_on(monkeypatch):
    assert request(monkeypatch, SimpleNamespace(_scriptrunner=None), None) is None
