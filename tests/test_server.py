"""What the server answers beside Streamlit: drafts while something is dragged, and assets that browsers keep."""

import asyncio
import gzip
import json
import threading

import numpy as np
import pytest
from starlette.requests import Request
from starlette.responses import Response

from experiments import Scenario, encode, run
from ravine import server, turns
from ravine.assets import addresses, folders, surface_module
from tests.test_payload import unpack

LINK = encode(Scenario("himmelblau", optimizers={"adam": {"lr": 0.123}}, steps=50))


@pytest.fixture(scope="module", autouse=True)
def line():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(turns, "_turns", [turns.Turns()])
        yield


def ask(handler, *, body: bytes = b"", path: str = "/", **headers: str) -> Response:
    """What ``handler`` answers to one request."""
    named = {"content-length": str(len(body)), **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = {
        "type": "http",
        "method": "POST" if body else "GET",
        "path": path,
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        "query_string": b"",
        "path_params": {"name": path.rpartition("/")[2]},
    }

    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    return asyncio.run(handler(Request(scope, receive)))


def draft(**asked) -> Response:
    body = json.dumps({"query": LINK, "seq": 7, "have": [], "lang": "en", **asked}).encode()
    return ask(server._draft, body=body)


def test_a_draft_is_the_race_of_its_link():
    header, parts = unpack(draft().body)
    real = run(Scenario("himmelblau", optimizers={"adam": {"lr": 0.123}}, steps=50))
    assert (header["ack"], header["draft"], header["query"]) == (7, True, LINK)
    assert np.array_equal(parts[header["runs"][0]["part"]]["path"], real["adam"].path.astype(np.float32))


def test_a_draft_takes_its_turn_among_the_runs_of_scripts(monkeypatch):
    monkeypatch.setattr(server, "_draft_payload", lambda *_: threading.current_thread().name.encode())
    assert draft().body == b"script"


def test_a_draft_leaves_out_what_the_browser_has():
    have = list(unpack(draft().body)[0]["parts"])
    assert unpack(draft(have=have).body)[0]["parts"] == {}


def test_a_draft_speaks_the_visitor_s_language():
    assert unpack(draft(lang="ko").body)[0]["lang"] == "ko"


@pytest.mark.parametrize("query", ["", "s=nowhere&o=nobody", "steps=99999", "\x00", "a=" + "b" * 9000])
def test_any_link_gives_a_draft(query):
    assert draft(query=query).status_code == 200


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"[]", b"null", b"not json", b'{"query": "", "seq": "x", "have": [], "lang": "en"}', b"\xff\xfe"],
)
def test_a_request_that_is_none_is_refused(body):
    assert ask(server._draft, body=body).status_code == 400


def test_a_huge_request_is_refused_unread():
    assert ask(server._draft, body=b"x" * (server.LONGEST_DRAFT + 1)).status_code == 413


@pytest.mark.parametrize("which", ["stage", "early", "plotly"])
def test_the_stage_s_files_are_kept_for_ever(which):
    folder, _, name = addresses()[which].rpartition("/")
    path, body = f"/{folder}/{name}", folders()[f"{folder}/"][name].body
    answer = ask(server._serve, path=path, accept_encoding="gzip")
    assert answer.headers["cache-control"] == server.KEPT
    assert gzip.decompress(bytes(answer.body)) == body
    assert ask(server._serve, path=path).body == body


def test_an_unknown_file_is_not_found():
    assert ask(server._serve, path=f"/{addresses()['stage']}.txt").status_code == 404


def test_the_address_changes_with_the_content():
    stage, plotly, surfaces = folders()
    assert stage.split("/")[-2] != plotly.split("/")[-2]
    assert surfaces.split("/")[-2] not in (stage.split("/")[-2], plotly.split("/")[-2])
    assert len(stage.split("/")[-2]) == 16


def test_a_surface_s_module_is_served_as_a_script_that_is_kept():
    answer = ask(server._serve, path=f"/{surface_module('rosenbrock')}")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == server.KEPT
    assert b"as valueAndGradient" in answer.body
