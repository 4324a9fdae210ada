"""What the server answers beside Streamlit: the first race before there is a session, and assets that browsers keep."""

import asyncio
import gzip
import threading

import pytest
from starlette.requests import Request
from starlette.responses import Response

from experiments import Scenario, encode, run
from experiments.permalink import decode
from experiments.view import View
from ravine.server import lifespan, race, routes
from ravine.session.session import first_scenario
from ravine.stage.assets import addresses, folders, surface_module
from ravine.stage.page_options import Frame
from ravine.stage.payload.build import build
from ravine.words import Words
from tests.stage.test_payload import unpack

LINK = encode(Scenario("himmelblau", optimizers={"adam": {"lr": 0.123}}, steps=50))


def ask(handler, *, path: str = "/", query: str = "", **headers: str) -> Response:
    """What ``handler`` answers to one request."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        "query_string": query.encode(),
        "path_params": dict.fromkeys(("name", "locale"), path.rpartition("/")[2]),
    }

    return asyncio.run(handler(Request(scope)))


@pytest.fixture
def warm(monkeypatch):
    monkeypatch.setattr(lifespan, "_warmed", [object()])


def first(query: str, locale: str = "en-US") -> Response:
    return ask(race.first_race, path=f"/ravine/first/{locale}", query=query)


@pytest.mark.parametrize("query", ["", "lang=en", LINK])
@pytest.mark.usefixtures("warm")
def test_the_first_race_is_the_one_that_the_page_will_show(query):
    scenario = first_scenario() if query != LINK else decode(LINK)[0]
    assert first(query).body == build(run(scenario), View(), Words("en"), frame=Frame())


@pytest.mark.parametrize(
    ("query", "locale", "lang"), [("", "ko-KR", "ko"), ("lang=en", "ko", "en"), ("lang=x", "fr", "en")]
)
@pytest.mark.usefixtures("warm")
def test_the_first_race_speaks_as_the_page_will(query, locale, lang):
    assert unpack(first(query, locale).body)[0]["lang"] == lang


@pytest.mark.patch("run_queue")
@pytest.mark.usefixtures("warm")
def test_the_first_race_takes_its_turn_among_the_runs_of_scripts(monkeypatch, applied):
    applied("run_queue")
    monkeypatch.setattr(race, "_payload", lambda *_: threading.current_thread().name.encode())
    assert first("").body == b"script"


@pytest.mark.parametrize("query", ["s=nowhere", f"{LINK}&adam.lr=99", "\x00=1", "s=linear_regression&data=csv-1"])
@pytest.mark.usefixtures("warm")
def test_a_page_with_notices_has_no_first_race(query):
    assert first(query).status_code == 204


def test_a_server_that_compiles_has_no_first_race():
    assert first("").status_code == 204


@pytest.mark.usefixtures("warm")
def test_a_huge_link_is_refused_unread():
    assert first("a=" + "b" * race.LONGEST).status_code == 413


@pytest.mark.parametrize("which", ["stage", "early", "plotly"])
def test_the_stage_s_files_are_kept_for_ever(which):
    folder, _, name = addresses()[which].rpartition("/")
    path, body = f"/{folder}/{name}", folders()[f"{folder}/"][name].body
    answer = ask(routes.asset, path=path, accept_encoding="gzip")
    assert answer.headers["cache-control"] == routes.KEPT
    assert gzip.decompress(bytes(answer.body)) == body
    assert ask(routes.asset, path=path).body == body


def test_an_unknown_file_is_not_found():
    assert ask(routes.asset, path=f"/{addresses()['stage']}.txt").status_code == 404


def test_the_address_changes_with_the_content():
    stage, plotly, surfaces = folders()
    assert stage.split("/")[-2] != plotly.split("/")[-2]
    assert surfaces.split("/")[-2] not in (stage.split("/")[-2], plotly.split("/")[-2])
    assert len(stage.split("/")[-2]) == 16


def test_a_surface_s_module_is_served_as_a_script_that_is_kept():
    answer = ask(routes.asset, path=f"/{surface_module('rosenbrock')}")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == routes.KEPT
    assert b"as valueAndGradient" in answer.body
