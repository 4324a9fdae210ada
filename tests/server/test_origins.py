"""Requests that another site's page makes are refused before Streamlit sees them; the app's own and readers are not."""

import asyncio

import pytest
from streamlit import config, net_util
from streamlit.web.server.starlette import starlette_websocket

from app import app
from ravine.server.origins import Origins
from tests.support.asgi import Client, ask, echo

RACE = ("/ravine/race", "POST", b'{"query": "adam.lr=0.1"}')
JSON = {"content_type": "application/json"}
# Headers of a request to lab.example, and whether a browser says that its own page makes it.
OWN = [
    {},  # no browser
    {"origin": "https://lab.example"},  # TLS ends at a proxy
    {"origin": "http://lab.example", "sec_fetch_site": "same-origin"},
    {"origin": "HTTPS://LAB.example:443"},
    {"origin": "https://lab.example", "host": "lab.example:443"},
    {"origin": "https://lab.example.", "host": "LAB.EXAMPLE"},
    {"origin": "http://localhost:8501", "host": "localhost:8501"},
    {"origin": "http://[::1]:8501", "host": "[::1]:8501"},
    {"origin": "https://name-of-a-space.hf.space", "host": "name-of-a-space.hf.space", "x_forwarded_proto": "https"},
    {"sec_fetch_site": "none"},
]
FOREIGN = [
    {"origin": "https://evil.example"},
    {"origin": "https://lab.example.evil.example"},
    {"origin": "https://evil.example", "x_forwarded_host": "evil.example"},
    {"origin": "https://evil.example", "sec_fetch_site": "same-origin"},  # no browser, which may not reach Streamlit
    {"origin": "https://lab.example@evil.example"},
    {"origin": "https://evil.example\\@lab.example"},
    {"origin": "https://lab.example:8443"},
    {"origin": "http://localhost:3000", "host": "localhost:8501"},
    {"origin": "http://localhost", "host": "lab.example"},  # Streamlit lets it pass
    {"origin": "null"},  # a frame in a sandbox
    {"origin": "file://"},
    {"origin": ""},
    {"origin": "https://["},
    {"origin": "https://lab.example:99999999999"},
    {"origin": "\udcff".encode("utf-8", "surrogateescape").decode("latin-1")},
    {"origin": ["https://lab.example", "https://evil.example"]},
    {"origin": "https://lab.example", "sec_fetch_site": "cross-site"},
    {"origin": "https://lab.example", "sec_fetch_site": "same-site"},
    {"sec_fetch_site": "cross-site"},
    {"sec_fetch_site": "nonsense"},
]


@pytest.fixture(autouse=True)
def _nothing_asks_outside(monkeypatch):
    for name in ("get_external_ip", "get_internal_ip"):
        monkeypatch.setattr(net_util, name, lambda: pytest.fail("an address outside is asked"))


def handshake(asgi, **asked) -> Client:
    async def once() -> Client:
        client = Client(**asked)
        task = await client.begin(asgi)
        client.hang_up()
        await task
        return client

    return asyncio.run(once())


@pytest.mark.parametrize("asked", OWN)
def test_an_own_page_may_open_a_session_and_ask_for_a_race(asked):
    seen = []

    async def streamlit(scope, receive, send):
        seen.append(dict(scope["headers"]))
        await echo(scope, receive, send)

    assert handshake(Origins(streamlit), **asked).status == 101
    origin, host = (seen[0].get(name) for name in (b"origin", b"host"))
    assert starlette_websocket._is_origin_allowed(origin and origin.decode(), host.decode()), "without asking outside"
    assert ask(Origins(echo), *RACE, **({"host": "lab.example"} | asked))[0] == 200


@pytest.mark.parametrize("asked", FOREIGN)
def test_a_foreign_page_may_not(asked):
    whole = app._build_starlette_app()
    client = handshake(whole, **asked)
    assert client.status == 403
    names = {name for name, _ in client.sent[0]["headers"]}
    assert b"content-security-policy" in names
    assert ask(whole, *RACE, **({"host": "lab.example"} | asked | JSON))[0] == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_nothing_but_reading_is_open_to_foreign_pages(method):
    assert ask(Origins(echo), "/_stcore/upload_file/a/b", method, origin="https://evil.example")[0] == 403


def test_a_frame_in_a_course_s_page_reads_and_then_asks_as_the_app_s_own_page():
    whole = app._build_starlette_app()
    frame = {
        "sec_fetch_site": "cross-site",
        "sec_fetch_dest": "iframe",
        "accept": "text/html",
        "referer": "https://x.example",
    }
    assert ask(whole, "/", query="embed=true", **frame)[0] == 200
    inside = {"host": "lab.example", "origin": "https://lab.example", "sec_fetch_site": "same-origin"}
    assert ask(whole, *RACE, **(inside | JSON))[0] == 200


@pytest.mark.parametrize(
    ("option", "value", "allowed"),
    [
        ("server.corsAllowedOrigins", ["https://front.example"], {"https://front.example"}),
        ("browser.serverAddress", "front.example", {"https://front.example", "http://front.example:8080"}),
        ("server.enableCORS", False, {"https://front.example", "http://front.example:8080", "https://other.example"}),
    ],
)
def test_a_host_that_an_operator_names_is_own(option, value, allowed, monkeypatch):
    get, named = config.get_option, config.is_manually_set
    monkeypatch.setattr(config, "get_option", lambda name: value if name == option else get(name))
    monkeypatch.setattr(config, "is_manually_set", lambda name: name == option or named(name))
    for origin in ("https://front.example", "http://front.example:8080", "https://other.example"):
        assert handshake(Origins(echo), origin=origin).status == (101 if origin in allowed else 403)
        assert handshake(Origins(echo), origin=origin, sec_fetch_site="cross-site").status == 403


def test_a_race_is_asked_for_in_json_alone():
    whole = app._build_starlette_app()
    for kind in (
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=application/json",
    ):
        assert ask(whole, *RACE, content_type=kind)[0] == 415
    assert ask(whole, *RACE, content_type="Application/JSON; charset=utf-8")[0] == 200
