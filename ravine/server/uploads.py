"""Take a visitor's file only where a page asks for one: one a session, freed when the session's page is closed.

Streamlit takes any number of files for any session, and keeps them until another visitor comes after the session has
ended. The numbers that were read from a file stay in the session: a page that reconnects needs the file no more.
"""

from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import runtime

from ravine.server.refusal import refuse
from ravine.session.file_requests import asks

ROUTE = "/_stcore/upload_file/"


class Uploads:
    """ASGI middleware: 403 for a file that no page asks for, 409 for a second one while the first is on its way.

    A file takes the place of the session's file before.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.coming: set[str] = set()  # ids of the sessions whose file is on its way
        self.held: set[str] = set()  # ids of the sessions of which Streamlit may have a file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            try:
                await self.app(scope, receive, send)
            finally:
                self._free()
        elif scope["type"] == "http" and scope["path"].startswith(ROUTE) and scope["method"] == "PUT":
            await self._take(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _take(self, scope: Scope, receive: Receive, send: Send) -> None:
        session = scope["path"].removeprefix(ROUTE).partition("/")[0]
        if not (_is_open(session) and asks(session)):
            await refuse(scope, receive, send, 403, "No page asks for this file.")
        elif session in self.coming:
            await refuse(scope, receive, send, 409, "Another file of this page is still on its way.")
        else:
            self.coming.add(session)
            self.held.add(session)
            runtime.get_instance().uploaded_file_mgr.remove_session_files(session)
            try:
                await self.app(scope, receive, send)
            finally:
                self.coming.discard(session)
                self._free()

    def _free(self) -> None:
        """Remove the files of sessions whose page is closed."""
        for session in [one for one in self.held if not _is_open(one)]:
            self.held.discard(session)
            runtime.get_instance().uploaded_file_mgr.remove_session_files(session)


def _is_open(session: str) -> bool:
    return runtime.exists() and runtime.get_instance().is_active_session(session)
