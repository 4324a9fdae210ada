"""Run the whole page first in a session that takes over from one whose server is gone.

A page that was at rest when its server stopped asks the next server for nothing until a visitor does something on it,
and then for the fragment where that was. A session that has run nothing has no fragments: Streamlit would not answer.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ravine.streamlit_internals.patch import Patch, Target

if TYPE_CHECKING:
    from streamlit.proto.ClientState_pb2 import ClientState
    from streamlit.runtime.app_session import AppSession

REQUEST = "streamlit.runtime.app_session:AppSession.request_rerun"


def make() -> Mapping[str, Callable]:
    from streamlit.runtime.app_session import AppSession

    request = AppSession.request_rerun

    def request_rerun(self: "AppSession", client_state: "ClientState | None") -> None:
        if client_state and self._scriptrunner is None and not self.has_fragment(client_state.fragment_id):
            client_state.ClearField("fragment_id")
        request(self, client_state)

    return {REQUEST: request_rerun}


PATCH = Patch(
    name="first_run",
    purpose="correctness",
    reason="After its server was started again, a page at rest would not be answered.",
    gain="None in speed.",
    make=make,
    replaces=(Target(REQUEST, "self client_state", "4cb6506c80c5701a"),),
    uses=(Target("streamlit.runtime.app_session:AppSession.has_fragment", "self fragment_id", "ae7917363767686c"),),
)
