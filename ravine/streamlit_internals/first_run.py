"""A session that takes over from one whose server is gone.

A page that was at rest when its server stopped asks the next one for nothing until something is done on it, and then
for the part where that was done. A session that has drawn nothing knows no parts, and Streamlit would not answer it.
"""

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession


def install() -> None:
    """Call once: from now on a session's first run is of the whole page."""
    request = AppSession.request_rerun

    def request_rerun(self: AppSession, client_state: ClientState | None) -> None:
        if client_state and self._scriptrunner is None and not self.has_fragment(client_state.fragment_id):
            client_state.ClearField("fragment_id")
        request(self, client_state)

    AppSession.request_rerun = request_rerun
