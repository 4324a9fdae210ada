"""Streamlit's own files, compressed once and kept by browsers; its page, replaced by the one with hints.

Streamlit sends its scripts as they lie on disk, 3.5 MB for this page, and counts on a proxy to compress them; not every
platform has one.
"""

import gzip
import hashlib
from functools import cache, lru_cache

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ravine.asset import KEPT
from ravine.server.page_hints import STATIC, page

# Beginnings of the paths of :mod:`ravine.server.routes`. It has none for Streamlit's metrics, which then are not found:
# how many visitors there are, and how much memory they take, is nothing for strangers.
OWN = ("/ravine/", "/healthz", "/_stcore/metrics")
TEXT = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


@cache
def files() -> dict[str, str]:
    """``{path: media type}`` of Streamlit's files that are worth compressing; paths as in an address, ``/static/…``."""
    found = (path for path in (STATIC / "static").rglob("*") if path.suffix in TEXT and path.is_file())
    return {f"/{path.relative_to(STATIC).as_posix()}": TEXT[path.suffix] for path in found}


@cache
def compressed(path: str) -> bytes:
    """The content of one of :func:`files`."""
    return _gzip((STATIC / path.lstrip("/")).read_bytes())


def prepare() -> None:
    """Compress what every visitor's browser asks for."""
    html = (page() or b"").decode()
    for path in files():
        if path[1:] in html:
            compressed(path)


class Delivery:
    """ASGI middleware in front of Streamlit: its static files, its page, and ``own``, the app's own routes.

    These do not pass through Streamlit's middleware. It would compress races, numbers that do not compress: 9 ms of CPU
    for a first race, 1 ms for a changed rate, to save a seventh of the bytes (29 November 2026).
    """

    def __init__(self, app: ASGIApp, own: ASGIApp) -> None:
        self.app, self.own = app, own

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _path(scope).startswith(OWN):
            await self.own(scope, receive, send)
            return
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        path = _path(scope)
        if path in files():
            if "gzip" in asked.get("accept-encoding", "") and "range" not in asked:
                body = await to_thread.run_sync(compressed, path)
                kept = {"Cache-Control": KEPT, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
                await Response(body, media_type=files()[path], headers=kept)(scope, receive, send)
                return
        elif (whole := page()) and not path.startswith(("/_stcore/", "/media/")):
            # Streamlit must not answer "not modified": it compares with its own page.
            drop = {b"if-none-match", b"if-modified-since"}
            scope = {**scope, "headers": [header for header in scope["headers"] if header[0] not in drop]}
            send = _Swap(whole, send, asked, scope, receive)
        await self.app(scope, receive, send)


def _path(scope: Scope) -> str:
    return scope["path"].removeprefix(scope.get("root_path", ""))


class _Swap:
    """Passes on what the app sends, but for Streamlit's page, which ``page`` replaces."""

    def __init__(self, page: bytes, send: Send, asked: Headers, scope: Scope, receive: Receive) -> None:
        self.page, self.send, self.asked, self.scope, self.receive = page, send, asked, scope, receive
        self.swapped = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200:
            kind = Headers(raw=message["headers"]).get("content-type", "")
            self.swapped = kind.startswith("text/html")
            if self.swapped:
                await _answer(self.page, self.asked)(self.scope, self.receive, self.send)
        if not self.swapped:
            await self.send(message)


def _answer(page: bytes, asked: Headers) -> Response:
    compress = "gzip" in asked.get("accept-encoding", "")
    body = zipped(page) if compress else page
    headers = {"Cache-Control": "no-cache", "ETag": _tag(body), "Vary": "Accept-Encoding"}
    if headers["ETag"] in asked.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if compress:
        headers["Content-Encoding"] = "gzip"
    return Response(body, media_type="text/html", headers=headers)


@lru_cache(maxsize=256)
def zipped(body: bytes) -> bytes:
    """``body`` compressed, once."""
    return _gzip(body)


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, compresslevel=9, mtime=0)


@cache
def _tag(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:16]}"'
