"""A short page in the visitor's language where the app itself cannot be shown."""

from html import escape
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import Scope

from ravine.server.security_headers import headers
from ravine.words import LANGUAGES, Words, choose

AGAIN = 30  # seconds until a page that waits for a place asks again
PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">{refresh}
<title>{title}</title>
<style>:root{{color-scheme:light dark}}body{{font:1.1rem/1.6 system-ui,sans-serif;max-width:32rem;margin:20vh auto;\
padding:0 1rem;word-break:keep-all}}</style>
</head><body><h1>{title}</h1><p>{sentence}</p><p>{advice}</p></body></html>
"""


def response(scope: Scope, kind: str, status: int, *, again: bool = False) -> Response:
    """The sentences ``calm-…`` of ``kind``: a page for a browser that asks for one, else text.

    With ``again`` the page asks again by itself.
    """
    words = Words(language_of(scope))
    sentence, advice = words(f"calm-{kind}"), words(f"calm-{kind}.advice")
    extra = {"Cache-Control": "no-store", "Content-Language": words.language, "Vary": "Accept, Accept-Language"}
    if again:
        extra["Retry-After"] = str(AGAIN)
    if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
        return PlainTextResponse(f"{sentence} {advice}\n", status, extra)
    page = PAGE.format(
        language=words.language,
        refresh=f'<meta http-equiv="refresh" content="{AGAIN}">' if again else "",
        title=escape(words("app-title")),
        sentence=escape(sentence),
        advice=escape(advice),
    )
    return HTMLResponse(page, status, extra)


def language_of(scope: Scope) -> str:
    """Key of the language: the address's, else the first of the browser's that the app has."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")[:4096]).get("lang", [""])[0]
    wishes = Headers(scope=scope).get("accept-language", "")[:256].split(",")
    by_weight = sorted(wishes, key=_weight, reverse=True)
    known = (name for wish in by_weight if (name := wish.partition(";")[0].strip().split("-")[0].lower()) in LANGUAGES)
    return choose(asked, next(known, ""))


def _weight(wish: str) -> float:
    try:
        return float(wish.partition(";q=")[2] or 1)
    except ValueError:
        return 0.0


async def failed(request: Request, _error: Exception) -> Response:
    """What is answered when a route fails: it is made outside all middleware, so it brings the headers itself."""
    answer = response(request.scope, "failed", 500)
    answer.headers.update(headers())
    return answer
