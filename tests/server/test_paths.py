"""Addresses and bodies that are no request: each route answers that it is the client's fault, whatever is sent."""

import json
import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import app
from experiments import Scenario, encode
from ravine.gallery import files as gallery
from ravine.server import strict_json
from ravine.server.paths import problem
from ravine.stage.assets import folders
from tests.support.asgi import ask

LINK = encode(Scenario("himmelblau", optimizers={"adam": {"lr": 0.123}}, steps=5))
PLACES = [
    "/",
    "/static/",
    "/media/",
    "/component/",
    "/component/ravine.stage/",
    "/_stcore/bidi-components/",
    "/_stcore/bidi-components/ravine.stage/",
    "/_stcore/upload_file/a/",
    "/_stcore/",
    "/app/static/",
    f"/{gallery.folder()}",
    *(f"/{folder}" for folder in folders()),
]
NAMES = [
    b"%00", b"a%00b.js", b"%", b"%z", b"%zz", b"%ff", b"%ed%a0%80", b"%c0%ae%c0%ae", b"\xff", b"%0d%0aset-cookie:a",
    b"a" * 256, "가".encode() * 100, b"a/" * 1000 + b"b", b"a" * 100_000, b"%61" * 600, b"..%2f..%2fapp.py",
    b"%5c%5chost", b"../" * 20 + b"etc/passwd", b"C:%5c", b"nul", b"aux.js", b"", b".", b"..", b"%7f",
    b"%e2%80%ae", b"?", b"*", b"~",
]  # fmt: skip


@pytest.fixture(scope="module")
def whole():
    return app._build_starlette_app()


@pytest.mark.parametrize("place", PLACES)
def test_no_name_makes_a_route_fail(whole, place):
    for name, method in product(NAMES, ("GET", "HEAD", "OPTIONS", "PUT", "POST", "DELETE", "PATCH", "TRACE")):
        raw = place.encode() + name
        # As uvicorn makes it: unreadable bytes become marks.
        path = re.sub(rb"%([0-9a-fA-F]{2})", lambda hit: bytes([int(hit[1], 16)]), raw).decode(errors="replace")
        status, _, body = ask(whole, path, method, raw=raw)
        assert status < 500, (method, raw)
        assert b"root:" not in body
        assert b"versions.check" not in body


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (b"/", 0),
        (b"/some%20page/%ea%b0%80", 0),
        ("/가".encode(), 0),
        (b"/" + b"a" * 255, 0),
        (b"/" + b"a" * 256, 404),
        (b"/" + b"%ea%b0%80" * 86, 404),
        (b"/a" * 1025, 414),
        (b"/100%", 400),
        (b"/%g0", 400),
        (b"/%ff", 400),
        (b"/%ed%a0%80", 400),
        (b"/a%00", 400),
        (b"/a%0ab", 400),
    ],
)
def test_a_path_is_refused_for_what_is_wrong_with_it(path, status):
    assert problem(path) == status


def raced(whole, body: bytes) -> tuple[int, bytes]:
    status, _, answer = ask(whole, "/ravine/race", "POST", body, content_type="application/json")
    return status, answer


NUMBERS = ["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "1" + "0" * 400, "9" * 5000]
BROKEN = [
    *NUMBERS,
    '"\\ud800"',
    '{"\\udfff": 1}',
    "[" * 9 + "]" * 9,
    "[" * 900 + "]" * 900,
    '{"a":' * 900 + "1" + "}" * 900,
]


@pytest.mark.parametrize("text", BROKEN)
@pytest.mark.parametrize("field", ["query", "change", "have", "lang", "file", "seeds", "seq"])
def test_what_is_no_json_is_refused_wherever_it_stands(whole, field, text):
    fields = {"query": '""'} | {field: text}
    body = "{" + ", ".join(f'"{key}": {value}' for key, value in fields.items()) + "}"
    assert raced(whole, body.encode())[0] == 400
    within = f'{{"query": "{LINK}", "change": {{"adam.lr": {text}, "start": [{text}, 0]}}}}'
    assert raced(whole, within.encode())[0] == 400


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig", "latin-1"])
def test_a_race_is_asked_for_in_utf_8(whole, encoding):
    assert raced(whole, '{"query": "", "lang": "é"}'.encode(encoding))[0] == 400


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
settings = st.sampled_from(
    ["adam.lr", "start", "s", "o", "steps", "data", "batch", "off", "height", "slice", "adam.schedule"]
)


@given(
    st.dictionaries(settings | st.text(max_size=8), values, max_size=4),
    st.lists(values, max_size=3),
    st.text(max_size=30),
)
def test_json_of_any_kind_is_a_race_or_refused(change, have, more):
    wish = {"query": f"{LINK}&{more}", "change": change, "have": have, "lang": more, "file": "", "seeds": more}
    assert raced(app._build_starlette_app(), json.dumps(wish).encode())[0] in {200, 400, 413}


@given(values)
def test_json_that_is_read_is_what_python_reads(value):
    text = json.dumps(value).encode()
    try:
        assert strict_json.loads(text) == json.loads(text)
    except ValueError:
        assert "\\ud" in text.decode() or text.count(b"[") + text.count(b"{") > strict_json.DEEPEST or len(text) > 300
