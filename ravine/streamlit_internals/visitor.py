"""Ask Streamlit about a session: its visitor's address, whether the page is open, and how much of it is drawn."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
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


def draws_whole_page() -> bool:
    """Whether the run whose script is running now, or whose callback, is of the whole page; else it is of fragments."""
    context = get_script_run_ctx(suppress_warning=True)
    return not getattr(context, "fragment_ids_this_run", None)


@dataclass
class Presence:
    """Whether the page of a visitor is open; for any thread.

    Attributes:
        is_open: asks whether there is a connection now.
        clock: seconds.
        seen: when there was a connection last.
    """

    is_open: Callable[[], bool]
    clock: Callable[[], float] = time.monotonic
    seen: float = field(init=False)

    def __post_init__(self) -> None:
        self.seen = self.clock()

    @property
    def away(self) -> bool:
        """The page is closed, or its connection lost: it may come back."""
        if is_open := self.is_open():
            self.seen = self.clock()
        return not is_open

    @property
    def left(self) -> bool:
        """It has been away for too long to come back."""
        return self.away and self.clock() - self.seen > LEFT_AFTER


def presence() -> Presence:
    """That of the visitor whose script is running now."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None or not exists():
        return Presence(lambda: True)
    return Presence(partial(get_instance().is_active_session, context.session_id))
