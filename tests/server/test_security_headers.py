"""The headers of every answer, as the app itself sets them: asked of the whole app, not of a copy of its parts."""

import base64
import hashlib

import pytest

from app import app
from ravine.server.security_headers import PAGE, headers, inline_scripts
from tests.support.asgi import ask


@pytest.fixture(scope="module")
def whole():
    """The app as the server builds it, Streamlit's own routes and middleware in it."""
    return app._build_starlette_app()


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/manifest.json", 200), ("/static/nothing.js", 200), ("/_stcore/agent/none", 404), ("//evil", 400)],
)
def test_every_answer_carries_the_headers(whole, path, status):
    got, sent, _ = ask(whole, path)
    assert (got, headers().items() <= sent.items()) == (status, True), sent


def test_a_method_that_is_not_allowed_carries_them_too(whole):
    status, sent, _ = ask(whole, "/", "DELETE")
    assert status == 405
    assert headers().items() <= sent.items()


def test_the_policy_has_no_loophole():
    parts = dict(part.strip().split(" ", 1) for part in headers()["content-security-policy"].split(";"))
    assert parts["default-src"] == "'self'"
    assert parts["object-src"] == "'none'"
    words = set(parts["script-src"].split()) - {"'self'", "'wasm-unsafe-eval'"}
    assert all(word.startswith("'sha256-") for word in words)
    assert "x-frame-options" not in headers(), "the page is meant to be embedded"


def test_streamlit_s_inline_scripts_are_all_named():
    html = PAGE.read_text(encoding="utf-8")
    # Counted another way than they are found: by their tags.
    inline = sum("src=" not in tag.split(">", 1)[0] for tag in html.split("<script")[1:])
    assert len(inline_scripts(html)) == inline >= 1
    assert all(f"'{one}'" in headers()["content-security-policy"] for one in inline_scripts(html))


def test_a_script_is_hashed_as_a_browser_reads_it():
    wanted = "sha256-" + base64.b64encode(hashlib.sha256(b"\n a = 1\n").digest()).decode()
    assert inline_scripts("<script src='x.js'></script>\r\n<script>\r\n a = 1\r\n</script>") == [wanted]
