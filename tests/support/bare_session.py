"""A session of Streamlit's without an app: an event loop and messages for a browser, for tests of the patches."""

import asyncio

from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue


class BareSession(AppSession):
    """Make it on the event loop."""

    def __init__(self) -> None:
        self.id = "bare"
        self._event_loop = asyncio.get_running_loop()
        self._browser_queue = ForwardMsgQueue()

    def on_flushed_messages_sent(self) -> None:
        """Nobody waits for it."""

    def __del__(self) -> None:
        """There is nothing to shut down."""
