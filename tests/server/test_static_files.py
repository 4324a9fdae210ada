"""Streamlit's own files: compressed, as they are on disk, and the page with hints that all lead somewhere."""

import gzip
import json
import re

import pytest

from app import app
from ravine.asset import KEPT
from ravine.server import page_hints, static_files
from ravine.server.security_headers import PAGE
from ravine.stage.assets import FRONTEND, addresses, folders
from ravine.words import LANGUAGES
from tests.support.asgi import ask

SCRIPT = next(path for path in static_files.files() if path.startswith("/static/js/index"))


@pytest.fixture(scope="module")
def whole():
    return app._build_starlette_app()


def test_a_script_of_streamlit_s_comes_compressed_and_is_kept(whole):
    status, headers, body = ask(whole, SCRIPT, accept_encoding="gzip, br")
    assert (status, headers["content-encoding"], headers["cache-control"]) == (200, "gzip", KEPT)
    assert gzip.decompress(body) == (page_hints.STATIC / SCRIPT[1:]).read_bytes()
    assert headers["content-type"].startswith("text/javascript")


def test_a_script_is_read_from_the_disk_once(whole, monkeypatch):
    first = ask(whole, SCRIPT, accept_encoding="gzip")[2]
    monkeypatch.setattr(type(PAGE), "read_bytes", lambda path: pytest.fail(f"{path.name} is read again"))
    assert ask(whole, SCRIPT, accept_encoding="gzip")[2] == first


def test_a_race_does_not_pass_through_streamlit_s_compression(whole):
    asked = {"accept_encoding": "gzip", "content_type": "application/json"}
    status, headers, _ = ask(whole, "/ravine/race", "POST", b'{"query": ""}', **asked)
    assert (status, headers.get("content-encoding"), headers["x-content-type-options"]) == (200, None, "nosniff")


@pytest.mark.parametrize("asked", [{}, {"accept_encoding": "br"}])
def test_who_cannot_unpack_gets_it_as_it_is(whole, asked):
    status, headers, body = ask(whole, SCRIPT, **asked)
    assert (status, "content-encoding" in headers) == (200, False)
    assert body == (page_hints.STATIC / SCRIPT[1:]).read_bytes()


def test_a_part_of_a_file_is_a_part_of_the_file(whole):
    status, _, body = ask(whole, SCRIPT, accept_encoding="gzip", range="bytes=0-9")
    assert (status, body) == (206, (page_hints.STATIC / SCRIPT[1:]).read_bytes()[:10])


@pytest.mark.parametrize("path", ["/static/../index.html", "/static/js/../../../app.py", "/static//etc/passwd"])
def test_no_way_leads_out_of_the_folder(whole, path):
    assert path not in static_files.files()
    _, _, body = ask(whole, path, accept_encoding="identity")
    assert body == page_hints.page() or body in {b"Bad Request", b"Not Found"}


def test_the_page_is_streamlit_s_with_hints_and_nothing_else(whole):
    html = PAGE.read_text(encoding="utf-8")
    for path in ("/", "/some-page"):
        status, headers, body = ask(whole, path, accept_encoding="gzip")
        assert (status, headers["cache-control"]) == (200, "no-cache")
        shown = gzip.decompress(body).decode()
        hints = r'<link rel="\w+"[^>]* fetchpriority="low"[^>]*>\n?'
        early = r'<(?:link rel="modulepreload" href|script type="module" async src)="[^"]+/early\.js">(?:</script>)?\n?'
        own = r'<script type="application/json" id="ravine-words">[^<]*</script>\n?|<style>\.rv-line[^<]*</style>\n?'
        assert re.sub(f"{hints}|{early}|{own}", "", shown) == html


def test_the_page_has_words_for_streamlit_s_in_every_language():
    found = re.search(r'id="ravine-words">([^<]*)<', page_hints.page().decode())
    words = json.loads(found[1])
    script = (FRONTEND / "page" / "streamlit-words.js").read_text(encoding="utf-8")
    table = script.partition("const ENGLISH = {")[2].partition("};")[0]
    wanted = set(re.findall(r'^  "?([\w-]+)"?: "', table, re.MULTILINE))
    lines = {f"line-{kind}" for kind in ("first", "lost", "slow", "back")}
    assert len(wanted) > 40
    for language in LANGUAGES:
        assert set(words[language]) == wanted | lines


def test_every_hint_leads_to_a_file():
    ours = {folder + name for folder, group in folders().items() for name in group}
    page = page_hints.page().decode()
    early = re.findall(r'="\./([^"]+/early\.js)"', page)
    assert len(early) == 2 == early.count(addresses()["early"]), "it is fetched first and run last"
    hints = [*early[:1], *re.findall(r'fetchpriority="low"[^>]* href="\./([^"]+)"', page)]
    assert len(hints) == len(set(hints)) > 40
    later = {"film", "offline"}  # fetched when a race is taken away
    assert {address for name, address in addresses().items() if name not in later} < set(hints)
    assert not {address for name, address in addresses().items() if name in later} & set(hints)
    components = {f"_stcore/bidi-components/{name}" for name in page_hints.COMPONENTS}
    assert components < set(hints)
    for hint in set(hints) - components:
        assert hint in ours or (page_hints.STATIC / hint).is_file(), hint
    chunks = " ".join(hints)
    for name in (*page_hints.SHOWN, "rehype-katex"):
        assert f"/{name}." in chunks, f"Streamlit has no {name} any more"


def test_a_page_that_the_browser_has_is_not_sent_again(whole):
    _, headers, _ = ask(whole, "/", accept_encoding="gzip")
    status, _, body = ask(whole, "/", accept_encoding="gzip", if_none_match=headers["etag"])
    assert (status, body) == (304, b"")
    # Streamlit's own tag for the page stays the same when only our files' addresses change.
    inner = f'"{"0" * 32}"'
    assert ask(whole, "/", accept_encoding="gzip", if_none_match=inner)[0] == 200
    assert ask(whole, "/", if_none_match=headers["etag"])[0] == 200, "packed and unpacked are two things"


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/metrics/", "/_stcore/metrics/x"])
def test_metrics_are_nothing_for_strangers(whole, path, method):
    """Whatever stands in front of the app: a proxy, an ingress, or nothing."""
    status, _, body = ask(whole, path, method)
    assert status == 404
    assert b"active_sessions" not in body
