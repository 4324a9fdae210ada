"""Headers that every answer carries, whatever platform serves the app."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

import streamlit
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# The page that Streamlit serves; its scripts are named by their hash, so that no other inline script can run.
PAGE = Path(streamlit.__file__).parent / "static" / "index.html"
NOT_NEEDED = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "microphone", "payment", "usb")


@cache
def policy() -> str:
    """The Content-Security-Policy: nothing from elsewhere, no eval; anybody may show the page in a frame.

    WebAssembly may be compiled: Streamlit's page tries to on every visit, and Firefox calls it an error if it may not.
    """
    try:
        scripts = inline_scripts(PAGE.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):  # a Streamlit that keeps its page elsewhere: no inline script may run there
        scripts = []
    hashes = "".join(f" '{one}'" for one in scripts)
    return (
        f"default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{hashes}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors *"
    )


def inline_scripts(html: str) -> list[str]:
    """``sha256-…`` of every script that stands in ``html`` itself, as a browser computes it."""
    bodies = re.findall(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", html, re.DOTALL)
    # A browser hashes what its parser made of the text: line ends are one character there.
    texts = [body.replace("\r\n", "\n").replace("\r", "\n") for body in bodies]
    return ["sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts]


@cache
def headers() -> dict[str, str]:
    """Name and value. No X-Frame-Options: to stand in a course's page is what the app is for."""
    return {
        "content-security-policy": policy(),
        "x-content-type-options": "nosniff",
        # The address holds what a visitor has set up: no other host gets to see it.
        "referrer-policy": "same-origin",
        "permissions-policy": ", ".join(f"{name}=()" for name in NOT_NEEDED),
    }


class Headers:
    """ASGI middleware: adds :func:`headers` to every HTTP answer that has not set them itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] in {"http.response.start", "websocket.http.response.start"}:
                own = list(message.get("headers", ()))
                named = {name.lower() for name, _ in own}
                ours = [(name.encode(), value.encode()) for name, value in headers().items()]
                message = {**message, "headers": own + [one for one in ours if one[0] not in named]}
            await send(message)

        await self.app(scope, receive, send_with_headers)
