"""The page in place of the app: in the visitor's language, for a browser a page and for everything else a sentence."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit.testing.v1 import AppTest

from app import app
from ravine.server import calm_page
from ravine.server.security_headers import Headers, headers
from ravine.views import failure
from ravine.words import LANGUAGES, Words
from tests.support.asgi import ask
from tests.support.wire import GET, Clock, Wire, on_a_loop


async def fail(_request):
    raise ZeroDivisionError("5ecret")


BROKEN = Starlette(
    routes=[Route("/", fail)], middleware=[Middleware(Headers)], exception_handlers={Exception: calm_page.failed}
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_route_that_fails_is_a_calm_page(language):
    status, sent, body = ask(BROKEN, "/", accept="text/html,*/*", accept_language=language)
    assert status == 500
    assert headers().items() <= sent.items()
    assert (sent["content-type"], sent["content-language"]) == ("text/html; charset=utf-8", language)
    text, words = body.decode(), Words(language)
    assert f'<html lang="{language}">' in text
    assert words("calm-failed") in text
    assert words("calm-failed.advice") in text
    assert "5ecret" not in text
    assert "ZeroDivision" not in text
    assert "script" not in text, "the policy lets none run"
    assert app._exception_handlers[Exception] is calm_page.failed


def test_a_program_gets_a_sentence():
    _, sent, body = ask(BROKEN, "/", accept="*/*")
    assert sent["content-type"].startswith("text/plain")
    assert body.decode().startswith(Words("en")("calm-failed"))


@pytest.mark.parametrize(
    ("accepted", "query", "language"),
    [
        ("ko-KR,ko;q=0.9,en-US;q=0.8", "", "ko"),
        ("en-US,en;q=0.9,ko;q=0.8", "", "en"),
        ("fr;q=0.9,en;q=0.2,ko;q=0.4", "", "ko"),
        ("fr", "", "en"),
        ("", "", "en"),
        ("ko", "lang=en", "en"),
        ("en", "s=bowl&lang=ko", "ko"),
        ("ko;q=x,en;q=", "lang=\xff%ff", "en"),
        ("," * 5000, "lang=" + "&" * 5000, "en"),
    ],
)
def test_the_language_is_the_address_s_or_the_browser_s_first(accepted, query, language):
    scope = {
        "type": "http",
        "headers": [(b"accept-language", accepted.encode())],
        "query_string": query.encode("latin-1"),
    }
    assert calm_page.language_of(scope) == language


@on_a_loop
async def test_an_error_that_nothing_foresaw_is_one_answer_and_one_line(caplog):
    wire = Wire(BROKEN, Clock())
    await wire.send(GET)
    assert wire.statuses == [500]
    assert [record.levelname for record in caplog.records] == ["ERROR"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_script_that_fails_says_so_in_the_visitor_s_language(language):
    def script():
        from ravine.views import failure

        failure.show(ValueError("5ecret"))

    page = AppTest.from_function(script)
    page.query_params["lang"] = language
    shown = page.run(timeout=60).error[0].value
    assert shown == " ".join(Words(language)(f"calm-failed{part}") for part in ("", ".advice"))
    assert app._on_script_error is failure.show


def test_a_path_that_cannot_be_read_is_a_calm_page_too():
    status, sent, body = ask(app._build_starlette_app(), "/\x00", raw=b"/%00", accept="text/html", accept_language="ko")
    assert (status, headers().items() <= sent.items()) == (400, True)
    assert Words("ko")("calm-unreadable") in body.decode()
