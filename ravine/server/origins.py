"""Refuse requests that another site's page makes in a visitor's browser.

Streamlit checks where a WebSocket comes from too, but asks an address outside for the server's own name while every
visitor waits: two seconds each time where nothing gets out. Here the page's host is compared with the host that the
request was sent to. Their schemes may differ: TLS often ends at a proxy. The proxy has to pass the ``Host`` on.

Browsers say by ``Origin`` and ``Sec-Fetch-Site`` whose page asks, and no page can change that. A client that is no
browser sends neither and is let through: it could write into them what it likes, and has no visitor's cookies to abuse.
"""

import re

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from ravine.server import json_log
from ravine.server.refusal import refuse

# Methods that read: links to the app, and pages that show it in a frame, use them from everywhere.
READING = {"GET", "HEAD", "OPTIONS"}
ORIGIN = re.compile(r"https?://([^/?#@\\\s]+)", re.ASCII | re.IGNORECASE)
HOST = re.compile(r"([^:]+|\[[0-9a-f:.]+\])(?::(\d*))?", re.ASCII)


class Origins:
    """ASGI middleware: 403 for WebSockets and for requests that change or compute something, from foreign pages."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_socket = scope["type"] == "websocket"
        if not is_socket and (scope["type"] != "http" or scope["method"] in READING):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if is_foreign(headers):
            json_log.say("refused", because="foreign origin")
            await refuse(scope, receive, send, 403, "Only pages of this app may ask for this.")
            return
        if is_socket and (origin := headers.get("origin")):
            scope = _with_host(scope, origin.partition("://")[2])
        await self.app(scope, receive, send)


def is_foreign(headers: Headers) -> bool:
    """Whether a browser says that a page of another host makes the request."""
    if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return True
    origins = headers.getlist("origin")
    if not origins:
        return False
    return len(origins) > 1 or not _is_own(origins[0], headers.get("host", ""))


def _is_own(origin: str, host: str) -> bool:
    found = ORIGIN.fullmatch(origin)
    page = _place(found[1]) if found else None
    if page is None:
        return False
    if page == _place(host) or page[0] == _named_by_operator():
        return True
    # With enableCORS off an operator answers for a proxy in front that checks, or that does not pass the host on.
    return not config.get_option("server.enableCORS") or origin in config.get_option("server.corsAllowedOrigins")


def _place(text: str) -> tuple[str, str] | None:
    """Name and port of a host, None if it is none; without the ports of HTTP and HTTPS, which proxies may leave out."""
    found = HOST.fullmatch(text.lower())
    if not found:
        return None
    port = (found[2] or "").lstrip("0")
    return found[1].rstrip("."), "" if port in {"80", "443"} else port


def _named_by_operator() -> str:
    name = "browser.serverAddress"
    return config.get_option(name).lower() if config.is_manually_set(name) else ""


def _with_host(scope: Scope, host: str) -> Scope:
    """``scope`` with ``host`` as the host that was asked: Streamlit compares letter by letter, or asks outside."""
    headers = [(name, value) for name, value in scope["headers"] if name != b"host"]
    return {**scope, "headers": [(b"host", host.encode("latin-1")), *headers]}
