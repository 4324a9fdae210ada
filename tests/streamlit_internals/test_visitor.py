"""What Streamlit says of a session: its visitor's address, and whether the page is open."""

from types import SimpleNamespace

import pytest

from ravine.streamlit_internals import visitor


@pytest.fixture
def runtime(monkeypatch):
    """A runtime with one session, ``here``, whose page is open while ``open`` is true."""
    state = SimpleNamespace(open=True, host="2001:db8:1:2:3::1")
    client = lambda session: (  # noqa: E731
        SimpleNamespace(client_context=SimpleNamespace(remote_ip=state.host)) if session == "here" else None
    )
    fake = SimpleNamespace(get_client=client, is_active_session=lambda session: state.open and session == "here")
    monkeypatch.setattr(visitor, "get_instance", lambda: fake)
    monkeypatch.setattr(visitor, "exists", lambda: True)
    monkeypatch.setattr(visitor, "get_script_run_ctx", lambda **_: SimpleNamespace(session_id="here"))
    return state


def test_the_address_is_that_which_limits_count(runtime):
    assert visitor.address() == "2001:db8:1:2::/64"
    assert visitor.address_of_session("gone") == ""
    runtime.host = None
    assert visitor.address() == ""


def test_a_visitor_has_left_when_the_page_was_closed_for_some_time(runtime):
    now = [0.0]
    here = visitor.presence()
    here.clock = lambda: now[0]
    now[0] = 100.0
    assert not here.away
    assert not here.left, "the page is open"
    runtime.open, now[0] = False, 109.0
    assert here.away
    assert not here.left, "a lost connection comes back"
    runtime.open, now[0] = True, 115.0
    assert not here.away
    runtime.open, now[0] = False, 126.0
    assert here.left


def test_a_run_of_fragments_does_not_draw_the_whole_page(runtime, monkeypatch):
    assert visitor.draws_whole_page()
    for fragments, whole in ((None, True), ([], True), (["stage"], False)):
        context = SimpleNamespace(fragment_ids_this_run=fragments)
        monkeypatch.setattr(visitor, "get_script_run_ctx", lambda context=context, **_: context)
        assert visitor.draws_whole_page() is whole


def test_without_a_server_nobody_leaves_and_there_is_no_address():
    assert visitor.address() == ""
    here = visitor.presence()
    here.clock = lambda: 1e9
    assert not here.left
