"""What the server answers beside Streamlit: races, and assets that browsers keep."""

import gc
import gzip
import json
import threading
from typing import Any

import numpy as np
import pytest

from experiments import Scenario, encode, run
from experiments.seeds import Results, many
from experiments.surface_data import Columns
from experiments.view import View
from landscapes import Samples
from ravine.asset import KEPT
from ravine.server import lifespan, race
from ravine.session.session import first_scenario
from ravine.stage.assets import addresses, folders, surface_module
from ravine.stage.payload.build import build
from ravine.words import Words
from tests.support.asgi import app_routes, ask
from tests.support.payload import unpack

SCENARIO = Scenario("himmelblau", optimizers={"adam": {"lr": 0.123}}, steps=50)
LINK = encode(SCENARIO)


def post(body: bytes) -> tuple[int, dict[str, str], bytes]:
    return ask(app_routes(), "/ravine/race", "POST", body, content_type="application/json")


def raced(**wish: Any) -> bytes:
    status, headers, body = post(json.dumps(wish).encode())
    assert (status, headers["cache-control"]) == (200, "no-store"), body
    return body


@pytest.mark.parametrize("query", ["", "lang=en", LINK])
def test_a_race_is_the_one_that_the_page_shows_for_its_link(query):
    scenario = first_scenario() if query != LINK else SCENARIO
    assert raced(query=query) == build(run(scenario), View(), Words("en"))


def test_a_race_is_that_of_the_link_after_a_change_and_holds_only_what_is_missing():
    before, _ = unpack(raced(query=LINK))
    change = {"adam.lr": 0.2, "start": [1.0, -2.0], "loss": "linear", "nobody.lr": 1.0, "height": 3}
    header, parts = unpack(raced(query=LINK, change=change, have=list(before["parts"])))
    changed = Scenario("himmelblau", optimizers={"adam": {"lr": 0.2}}, start=(1.0, -2.0), steps=50)
    assert header["query"] == encode(changed, View(loss="linear")), "what is unusable is left out"
    assert list(parts) == [header["runs"][0]["part"]]


@pytest.mark.parametrize(
    ("query", "language", "shown"),
    [("", "ko-KR", "ko"), ("lang=en", "ko", "en"), ("lang=x", "fr", "en")],
)
def test_a_race_speaks_as_the_page_will(query, language, shown):
    assert unpack(raced(query=query, lang=language))[0]["lang"] == shown


@pytest.mark.patch("run_queue")
def test_a_race_takes_its_turn_among_the_runs_of_scripts(monkeypatch, applied):
    applied("run_queue")
    monkeypatch.setattr(race, "answer_to", lambda *_: threading.current_thread().name.encode())
    assert raced(query="") == b"script"


@pytest.mark.parametrize("query", ["s=nowhere", f"{LINK}&adam.lr=99", "\x00=1", "s=linear_regression&data=csv-1"])
def test_a_race_counts_what_in_its_link_cannot_be_used(query):
    """A page that says so in its notices stands elsewhere than on the visit before."""
    assert unpack(raced(query=query))[0]["problems"] == 1


@pytest.mark.parametrize(
    "body",
    [
        b"?",
        b"[" * 20_000,
        b"{}",
        b"[]",
        b"null",
        b'{"query": 5}',
        b'{"query": "", "change": [1]}',
        b'{"query": "", "have": "all"}',
        b'{"query": "", "lang": null}',
        b'"\xff"',
    ],
)
def test_a_body_that_is_no_request_is_refused_with_a_sentence(body):
    status, _, sentence = post(body)
    assert status == 400
    assert sentence.startswith(b"The body is not a request for a race: ")


@pytest.mark.parametrize(
    "change",
    [
        {"s": ["bowl"]},
        {"o": 3},
        {"": 1, "a.b.c": 2},
        {"start": [None]},
        {"adam.lr": {}},
        {"off": [[]]},
        {"steps": 1e300},
    ],
)
def test_a_forged_change_changes_nothing(change):
    assert unpack(raced(query=LINK, change=change, have=[[], {}, 3, None]))[0]["query"] == LINK


def test_a_huge_request_is_refused_before_it_is_read_to_its_end():
    assert post(b"?" * (race.LONGEST + 1))[0] == 413


def test_a_visitor_s_own_data_are_found_by_their_name_while_a_session_holds_them():
    own = Columns(Samples(np.arange(6.0), np.array([0.0, 1.0, 2.0, 2.0, 4.0, 5.0])), ("a", "b"))
    name, query = own.name, "s=linear_regression&data=csv&o=gd&steps=5"
    header, _ = unpack(raced(query=query, file=name))
    assert (header["samples"]["file"], header["samples"]["size"], header["problems"]) == (name, 6, 0)
    del own
    gc.collect()
    wish = json.dumps({"query": query, "file": name}).encode()
    assert post(wish)[0] == 404, "another race than the wanted one would be shown"


def test_results_of_many_seeds_belong_to_the_race_that_they_were_run_for():
    noisy = Scenario("himmelblau", optimizers={"gd": {}}, gradient_noise=0.1, steps=5)
    results = Results(many(noisy, range(3)))
    wish = {"query": encode(noisy), "seeds": results.name}
    header, _ = unpack(raced(**wish))
    assert (header["seeds"], [entry["key"] for entry in header["many"]]) == (results.name, ["gd"])
    header, _ = unpack(raced(**wish, change={"gd.lr": 0.0123}))
    assert (header["seeds"], header["many"]) == ("", [])


@pytest.mark.parametrize("which", ["stage", "early", "plotly"])
def test_the_stage_s_files_are_kept_for_ever(which):
    folder, _, name = addresses()[which].rpartition("/")
    path, body = f"/{folder}/{name}", folders()[f"{folder}/"][name].body
    _, headers, packed = ask(app_routes(), path, accept_encoding="gzip")
    assert headers["cache-control"] == KEPT
    assert gzip.decompress(packed) == body
    assert ask(app_routes(), path)[2] == body


def test_an_unknown_file_is_not_found():
    assert ask(app_routes(), f"/{addresses()['stage']}.txt")[0] == 404


def test_the_address_changes_with_the_content():
    digests = [address.split("/")[-2] for address in folders()]
    assert len(set(digests)) == len(digests) >= 3
    assert {len(digest) for digest in digests} == {16}


def test_a_surface_s_module_is_served_as_a_script_that_is_kept():
    _, headers, body = ask(app_routes(), f"/{surface_module('rosenbrock')}")
    assert headers["content-type"].startswith("text/javascript")
    assert headers["cache-control"] == KEPT
    assert b"as valueAndGradient" in body


def test_not_ready_says_when_to_ask_again(monkeypatch):
    monkeypatch.setattr(lifespan, "_warmed", [])
    status, headers, _ = ask(app_routes(), "/healthz")
    assert (status, headers["retry-after"]) == (503, "1")
