"""Ask Streamlit about a session: the address of its visitor, and whether the page is still open."""

import time
from collections.abc import Callable
from typing import Any

from streamlit.runtime import exists, get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ravine.client_address import counted

# Seconds without a connection after which a visitor has left; a browser that lost it is back in one or two.
LEFT_AFTER = 10.0


def address_of_session(session_id: str) -> str:
    """The address, as limits count it; empty where Streamlit does not say."""
    try:
        client: Any = get_instance().get_client(session_id)
        return counted(client.client_context.remote_ip or "")
    except (AttributeError, RuntimeError):
        return ""


def address() -> str:
    """:func:`address_of_session` of the session whose script is running, or whose callback."""
    context = get_script_run_ctx(suppress_warning=True)
    return address_of_session(context.session_id) if context else ""


def presence(left_after: float = LEFT_AFTER, clock: Callable[[], float] = time.monotonic) -> Callable[[], bool]:
    """A function that says whether the visitor whose script is running now has left since; for any thread."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None or not exists():
        return lambda: False
    session_id, runtime, seen = context.session_id, get_instance(), clock()

    def has_left() -> bool:
        nonlocal seen
        if runtime.is_active_session(session_id):
            seen = clock()
        return clock() - seen > left_after

    return has_left
