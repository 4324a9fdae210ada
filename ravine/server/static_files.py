"""How Streamlit's own files reach a browser: compressed once and kept, the page with hints of what it will ask for.

Streamlit sends its scripts as they lie on disk, 3.5 MB for this page, and counts on a proxy to compress them; not every
platform has one. And a browser learns of the stage's files only when the first run of the script arrives: with hints it
fetches them while Streamlit's scripts start.
"""

import gzip
import hashlib
import json
from collections.abc import Iterator
from functools import cache

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ravine.server.security_headers import PAGE
from ravine.stage.assets import KEPT, addresses, sheet

STATIC = PAGE.parent
TEXT = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
# What the pages show, by the names of Streamlit's own modules: each is a file of its own, fetched when first shown.
SHOWN = (
    "BidiComponent",
    "ButtonGroup",
    "Html",
    "Multiselect",
    "NumberInput",
    "Selectbox",
    "Slider",
    "Button",
    "PageLink",
)
# What Streamlit asks for when it shows a component; it lets no browser keep them.
COMPONENTS = (
    "ravine.stage/adapter.js",
    "ravine.gallery/opener.js",
    "ravine.gallery/gallery.css",
)
FORMULAS = "../node_modules/rehype-katex/index.js"


@cache
def files() -> dict[str, str]:
    """``{path: media type}`` of Streamlit's files that are worth compressing; paths as in an address, ``/static/…``."""
    found = (path for path in (STATIC / "static").rglob("*") if path.suffix in TEXT and path.is_file())
    return {f"/{path.relative_to(STATIC).as_posix()}": TEXT[path.suffix] for path in found}


@cache
def compressed(path: str) -> bytes:
    """The content of one of :func:`files`."""
    return gzip.compress((STATIC / path.lstrip("/")).read_bytes(), compresslevel=9, mtime=0)


@cache
def page() -> bytes | None:
    """Streamlit's page with the hints in its head; None where Streamlit's files are not as expected."""
    try:
        return _page_with_hints()
    except (OSError, ValueError, TypeError, AttributeError, LookupError):
        return None


def _page_with_hints() -> bytes:
    html = PAGE.read_text(encoding="utf-8")
    known = [name for name in _chunks() if name not in html]
    links = [f'<link rel="modulepreload" fetchpriority="low" crossorigin href="./{name}">' for name in known]
    own = addresses()
    links.append(f'<link rel="modulepreload" fetchpriority="low" href="./{own["stage"]}">')
    links.append(f'<link rel="preload" as="style" fetchpriority="low" href="./{sheet()}">')
    for name in COMPONENTS:
        kind = 'rel="modulepreload"' if name.endswith(".js") else 'rel="preload" as="style"'
        links.append(f'<link {kind} fetchpriority="low" href="./_stcore/bidi-components/{name}">')
    links.append(f'<link rel="preload" as="script" fetchpriority="low" href="./{own["plotly"]}">')
    links.append(f'<script type="module" async fetchpriority="low" src="./{own["early"]}"></script>')
    head, end, rest = html.partition("</head>")
    if not end:
        raise ValueError("a page without a head")
    return (head + "\n".join(links) + end + rest).encode()


def prepare() -> str:
    """Compress what every visitor's browser asks for. Why the page is Streamlit's own; empty when it has the hints."""
    whole = page()
    if whole is None:
        return "Streamlit's manifest.json or index.html is not as expected: its page is sent as it is, without hints"
    html = whole.decode()
    for path in files():
        if path[1:] in html:
            compressed(path)
    return ""


def _chunks() -> Iterator[str]:
    """Files of Streamlit's that this app's pages show, and all that they import."""
    manifest = json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))
    wanted = [key for key in manifest if key.rpartition("/")[2] in {f"{name}.tsx" for name in SHOWN} or key == FORMULAS]
    seen: set[str] = set()
    while wanted:
        key = wanted.pop(0)
        if key not in seen and key in manifest:
            seen.add(key)
            wanted += manifest[key].get("imports", ())
            if (STATIC / manifest[key]["file"]).is_file():
                yield manifest[key]["file"]


class Delivery:
    """ASGI middleware in front of Streamlit's static files and its page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        if path in files():
            if "gzip" in asked.get("accept-encoding", "") and "range" not in asked:
                body = await to_thread.run_sync(compressed, path)
                kept = {"Cache-Control": KEPT, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
                await Response(body, media_type=files()[path], headers=kept)(scope, receive, send)
                return
        elif (whole := page()) and not path.startswith(("/_stcore/", "/media/", "/ravine/")):
            # Whether the browser has our page is for us to say.
            drop = {b"if-none-match", b"if-modified-since"}
            scope = {**scope, "headers": [one for one in scope["headers"] if one[0] not in drop]}
            send = _Swap(whole, send, asked, scope, receive)
        await self.app(scope, receive, send)


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
    zipped = "gzip" in asked.get("accept-encoding", "")
    body = _zipped(page) if zipped else page
    headers = {"Cache-Control": "no-cache", "ETag": _tag(body), "Vary": "Accept-Encoding"}
    if headers["ETag"] in asked.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if zipped:
        headers["Content-Encoding"] = "gzip"
    return Response(body, media_type="text/html", headers=headers)


@cache
def _zipped(page: bytes) -> bytes:
    return gzip.compress(page, compresslevel=9, mtime=0)


@cache
def _tag(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:16]}"'
