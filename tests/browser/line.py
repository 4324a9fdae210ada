"""Hold back a server's answers to a page, so that a visitor can act while a run of the script is in flight."""

import re
from time import monotonic

from playwright.sync_api import Page, WebSocketRoute
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

LATE = 20.0  # seconds
STREAM, HEALTH = re.compile("/_stcore/stream"), re.compile("/_stcore/health")
NEXT_FRAME = "() => new Promise(requestAnimationFrame)"


class Line:
    """The websocket of ``page``; made before the page is opened."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._browser: WebSocketRoute | None = None
        self._server: WebSocketRoute | None = None
        self._held: list[bytes] | None = None
        self.sent = 0  # messages of the page
        page.route_web_socket(STREAM, self._connect)

    def _connect(self, browser: WebSocketRoute) -> None:
        self._browser, self._server = browser, browser.connect_to_server()
        browser.on_message(self._send)
        self._server.on_message(self._take)

    def _send(self, message: bytes) -> None:
        self.sent += 1
        self._server.send(message)

    def _take(self, message: bytes) -> None:
        if self._held is None:
            self._browser.send(message)
        else:
            self._held.append(message)

    def cut(self) -> None:
        """Cut the page off from the server, until :meth:`join`."""
        self._page.route(HEALTH, lambda route: route.abort())
        self._page.route_web_socket(STREAM, lambda socket: socket.close())
        if self._browser:
            self._browser.close()
            self._server.close()

    def join(self) -> None:
        """Let the page reach the server again."""
        self._page.route_web_socket(STREAM, self._connect)
        self._page.unroute(HEALTH)

    def hold(self) -> None:
        """Keep all answers from now on."""
        self._held = []

    def until_answered(self, runs: int = 1) -> None:
        """Wait until ``runs`` runs of the script have ended since answers are held."""
        until = monotonic() + LATE
        while sum(ForwardMsg.FromString(message).HasField("script_finished") for message in self._held) < runs:
            assert monotonic() < until, "the server does not answer"
            self._page.evaluate(NEXT_FRAME)

    def until_sent(self) -> None:
        """Wait until the page sends another message."""
        until, sent = monotonic() + LATE, self.sent
        while self.sent == sent:
            assert monotonic() < until, "the page does not ask again"
            self._page.evaluate(NEXT_FRAME)

    def release(self) -> None:
        """Let the page have the answers."""
        held, self._held = self._held, None
        for message in held or ():
            self._browser.send(message)
