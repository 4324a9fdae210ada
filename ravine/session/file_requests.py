"""Note which sessions show a field for a file: the server takes files for no other."""

from weakref import WeakValueDictionary

from streamlit.runtime.scriptrunner import get_script_run_ctx

from ravine.session.session import RACE_PAGES, Session

_asking: WeakValueDictionary[str, Session] = WeakValueDictionary()  # by Streamlit's id of the session


def note(session: Session, asks: bool) -> None:
    """Whether the page that the session's script draws shows the field."""
    context = get_script_run_ctx()
    if context is None:
        return
    if asks:
        _asking[context.session_id] = session
    else:
        _asking.pop(context.session_id, None)


def asks(session_id: str) -> bool:
    """Whether a session shows the field; the lessons, which have no data of the visitor's own, do not."""
    session = _asking.get(session_id)
    return session is not None and session.page in RACE_PAGES
