"""What a race can be taken away as, by HTTP: files that equal the notebook's own, with their sizes said before."""

import asyncio
import csv
import io
import json
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from engine import jobs
from engine.jobs import Busy
from experiments import Scenario, decode, encode, notebook, program, run, seeds, surface_data, to_csv, to_json, to_npz
from experiments.export import packages
from experiments.maps import kept
from experiments.permalink import decode_view
from experiments.view import View
from landscapes import Samples
from ravine.server import answers, take_away
from ravine.server.race import LONGEST
from ravine.session.session import MAPS
from ravine.stage.payload import cost
from ravine.words import LANGUAGES, Words
from tests.support.asgi import app_routes, ask
from tests.support.followed import Visitor
from tests.support.map_answer import answer

PATH = "/ravine/take"
SITE = "https://ravine.example/lab/"
ORIGIN = {"origin": "https://ravine.example"}
RACE = Scenario("rosenbrock", optimizers={"gd": {}, "adam": {"lr": 0.02}}, steps=40, start=(-1.0, 1.0))
BATCHES = Scenario("sine_fit", {"size": 20}, {"adam": {"lr": 0.05}, "asgd": {}}, batch=4, steps=12)


def took(scenario: Scenario, kind: str, view: View | None = None, **wish: Any) -> tuple[int, dict[str, str], bytes]:
    body = {"query": encode(scenario, view), "lang": "en", "site": SITE, "kind": kind, **wish}
    return ask(app_routes(), PATH, "POST", json.dumps(body).encode(), content_type="application/json", **ORIGIN)


def file(scenario: Scenario, kind: str, view: View | None = None, **wish: Any) -> bytes:
    status, headers, body = took(scenario, kind, view, **wish)
    assert status == 200, body
    assert headers["cache-control"] == "no-store"
    assert headers["content-disposition"].startswith('attachment; filename="')
    return body


def sizes(scenario: Scenario, view: View | None = None, **wish: Any) -> dict[str, Any]:
    return json.loads(file(scenario, "sizes", view, **wish))


def sentence(scenario: Scenario, kind: str, view: View | None = None, **wish: Any) -> tuple[int, str]:
    status, _, body = took(scenario, kind, view, **wish)
    return status, json.loads(body)["text"]


@pytest.mark.parametrize("scenario", [RACE, BATCHES])
def test_programs_and_notebooks_are_those_of_the_notebook_and_as_large_as_was_said(scenario):
    for racer in scenario.optimizers:
        told = sizes(scenario, racer=racer, of="")
        assert told["racer"] == racer
        assert [one["package"] for one in told["packages"]] == [*packages(scenario, racer)]
        for one in told["packages"]:
            for kind, write in (("program", program), ("notebook", notebook)):
                body = file(scenario, kind, racer=racer, package=one["package"])
                assert body.decode() == write(scenario, racer, one["package"], SITE)
                assert len(body) == one[kind]


@pytest.mark.parametrize("scenario", [RACE, BATCHES])
def test_data_of_a_race_are_those_of_the_notebook_and_as_large_as_was_said(scenario):
    race, told = run(scenario), sizes(scenario)["data"]["race"]
    assert told["exact"]
    for kind, write in (("csv", to_csv), ("json", to_json)):
        assert file(scenario, kind).decode() == write(race, site=SITE)
    rows = [line for line in file(scenario, "csv").decode().splitlines() if not line.startswith("#")]
    assert (told["rows"], told["columns"]) == (len(rows) - 1, len(rows[0].split(",")))
    with np.load(io.BytesIO(file(scenario, "npz"))) as mine, np.load(io.BytesIO(to_npz(race, site=SITE))) as theirs:
        assert {name: mine[name].tobytes() for name in mine.files} == {
            name: theirs[name].tobytes() for name in theirs.files
        }
    assert {kind: len(file(scenario, kind)) for kind in ("csv", "json", "npz")} == {
        kind: told[kind] for kind in ("csv", "json", "npz")
    }


def test_sizes_of_a_large_race_are_about_right():
    long = replace(RACE, steps=6000)
    told = sizes(long)["data"]["race"]
    assert not told["exact"]
    for kind in ("csv", "json", "npz"):
        assert told[kind] == pytest.approx(len(file(long, kind)), rel=0.25)


def test_files_are_named_after_the_race_and_have_their_types():
    types = {
        "program": "text/x-python; charset=utf-8",
        "notebook": "application/x-ipynb+json",
        "csv": "text/csv; charset=utf-8",
        "json": "application/json",
        "npz": "application/octet-stream",
    }
    copied = replace(BATCHES, optimizers={"adam~2": {}})
    endings = {"program": "sine-fit-adam-2.py", "notebook": "sine-fit-adam-2.ipynb"}
    for kind, media in types.items():
        _, headers, _ = took(copied, kind)
        assert headers["content-type"] == media
        assert headers["content-disposition"].endswith(f'"ravine-{endings.get(kind, f"sine-fit.{kind}")}"')


@pytest.mark.parametrize(
    ("site", "origin", "begins"),
    [
        (SITE, "https://ravine.example", SITE),
        ("https://elsewhere.example/", "https://ravine.example", "https://ravine.example/"),
        ("https://ravine.example.evil/", "https://ravine.example", "https://ravine.example/"),
        ("", "https://ravine.example", "https://ravine.example/"),
        ("", "null", "?"),
    ],
)
def test_the_link_inside_leads_to_this_app_alone(site, origin, begins):
    body = json.dumps({"query": encode(RACE), "kind": "csv", "site": site}).encode()
    _, _, csv_ = ask(app_routes(), PATH, "POST", body, content_type="application/json", origin=origin)
    assert csv_.decode().splitlines()[0].startswith(f"# {begins.removesuffix('?')}?s=rosenbrock")


def test_changes_that_the_session_has_not_taken_in_are_in_the_file():
    changed = file(RACE, "csv", change={"adam.lr": 0.5}).decode()
    assert decode(changed.splitlines()[0].removeprefix(f"# {SITE}"))[0].optimizers["adam"]["lr"] == 0.5


def test_a_visitors_own_data_can_be_taken_while_a_session_holds_them():
    samples = Samples(np.arange(6.0), np.array([0.0, 1.0, 2.0, 2.0, 4.0, 5.0]))
    own = surface_data.Columns(samples, ("a", "b"))
    mine = Scenario("linear_regression", data=own.name, optimizers={"gd": {"lr": 0.1}}, steps=5)
    assert file(mine, "csv", file=own.name).decode() == to_csv(run(mine), site=SITE)
    assert file(mine, "program", file=own.name).decode() == program(mine, "gd", site=SITE)
    asked = {"file": "csv:" + "f" * 32, "lang": "ko"}
    assert sentence(RACE, "csv", **asked) == (404, Words("ko")("take-gone"))


def test_results_of_many_seeds_that_the_session_holds():
    results = seeds.Results(seeds.many(BATCHES, range(3)))
    told = sizes(BATCHES, of="race,seeds", seeds=results.name)["data"]
    body = file(BATCHES, "csv", of="seeds", seeds=results.name)
    assert body.decode() == to_csv(results, BATCHES, SITE)
    assert len(body) == told["seeds"]["csv"]
    assert sentence(BATCHES, "csv", of="seeds") == (409, Words("en")("take-no-seeds"))
    other = sizes(BATCHES, of="seeds", seeds=results.name, change={"steps": 13})
    assert other["data"]["seeds"] == {"text": Words("en")("take-no-seeds")}


@pytest.mark.parametrize(
    ("view", "axes"),
    [
        (View(map="rate"), ["lr"]),
        (View(map="plane", map_of="adam", map_x="lr", map_y="beta1", map_size="128"), ["lr", "beta1"]),
        (View(map="plane", map_of="adam", map_zoom="0.001,0.1,0.5,0.9", map_size="128"), ["lr", "beta1"]),
        (View(map="basins", map_size="128", map_zoom="-1,1,-0.5,1.5"), ["x", "y"]),
    ],
    ids=["rate", "plane", "zoomed", "basins"],
)
def test_a_map_on_the_page_comes_with_its_axes_and_a_link_that_opens_it(view, axes):
    kept.forget()
    short = replace(RACE, steps=5)
    unfinished = (409, Words("en")("take-map-unfinished"))
    assert sentence(short, "csv", view, of="map") == unfinished
    shown = answer(short, view)
    lines = file(short, "csv", view, of="map").decode().splitlines()
    link = lines[0].removeprefix(f"# {SITE}{MAPS}")
    assert (decode(link)[0], decode_view(link)[0]) == (short, view)
    said = [line for line in lines if line.startswith("# axis")]
    assert [line.split()[2].split(".")[-1].rstrip(":") for line in said][: len(axes)] == axes
    rows = list(csv.DictReader(io.StringIO("\n".join(line for line in lines if not line.startswith("#")))))
    assert len(rows) == sum(len(grid) for grid in shown.cells.values())
    for axis, values in zip(axes, shown.values, strict=False):
        mine = [float(row[axis]) for row in rows if row["racer"] == shown.head["axes"][0]["racer"]]
        assert sorted(set(mine)) == values.tolist()
    racer, grid = next(iter(shown.cells.items()))
    place = next(iter(grid))
    j, i = (place, 0) if isinstance(place, int) else (place[1], place[0])
    row = [one for one in rows if one["racer"] == racer][i * len(shown.values[0]) + j]
    for name in {"final", "ended"} & grid[place].keys():
        assert float(row[name]) == grid[place][name]
    told = sizes(short, view, of="map")["data"]["map"]
    assert (told["rows"], told["columns"]) == (len(rows), len(rows[0]))


def test_a_fair_race_comes_with_the_link_to_its_page():
    view = View(map="fair", fair_budget="16")
    short = replace(RACE, steps=5)
    asyncio.run(Visitor(short, "/ravine/map", kind="fair", query=encode(short, view)).ask())
    body = json.loads(file(short, "json", view, of="map"))
    link = body["links"][0].removeprefix(f"{SITE}{MAPS}")
    assert (decode(link)[0], decode_view(link)[0]) == (short, view)
    assert body["budget"] == 16


@pytest.mark.parametrize("language", LANGUAGES)
def test_refusals_are_sentences_in_the_visitors_language(language, monkeypatch):
    words = Words(language)
    nobody = replace(RACE, optimizers={})
    assert sentence(nobody, "program", lang=language) == (400, words("take-nobody"))
    assert sentence(RACE, "program", racer="lion", lang=language) == (400, words("take-nobody"))
    assert sentence(RACE, "program", package="optax", lang=language) == (400, words("take-no-package"))
    assert sizes(nobody, of="", lang=language)["text"] == words("take-nobody")
    monkeypatch.setattr(take_away, "LARGEST", 1000)
    assert sentence(RACE, "csv", lang=language) == (413, words("take-large"))
    monkeypatch.setattr(cost, "seconds", lambda *_: 1.0)
    assert sentence(RACE, "csv", lang=language) == (409, words("take-long"))
    assert sizes(RACE, lang=language)["text"] == words("take-long")


def test_what_takes_long_to_write_is_a_job_and_a_full_queue_says_so(monkeypatch):
    whole = file(RACE, "csv")
    monkeypatch.setattr(take_away, "AT_ONCE", 10)
    assert file(RACE, "csv") == whole

    def full(*_):
        raise Busy

    monkeypatch.setattr(jobs, "submit", full)
    assert sentence(RACE, "csv", lang="ko") == (429, Words("ko")("take-busy"))


@pytest.mark.parametrize(
    "taken",
    [{"test": answers.MOST_OF_ADDRESS}, dict.fromkeys("ab", answers.MOST_OF_ADDRESS) | {"c": 31_999_900}],
    ids=["by oneself", "by others"],
)
def test_where_too_much_is_on_its_way_the_refusal_has_a_sentence(taken):
    with ExitStack() as stack:
        for address, size in taken.items():
            stack.enter_context(answers.on_its_way(address, size))
        assert sentence(RACE, "csv") == (503, Words("en")("take-busy"))


@pytest.mark.parametrize(
    "wish",
    [
        {"kind": "exe"},
        {"kind": ""},
        {"kind": "csv", "of": "race,seeds"},
        {"kind": "csv", "of": "weather"},
        {"kind": "sizes", "of": "race,weather"},
        {"kind": "csv", "of": ""},
        {"kind": "csv", "site": "javascript:alert(1)"},
        {"kind": "csv", "site": "https://x/\n# evil"},
        {"kind": "csv", "site": "https://" + "x" * 400},
        {"kind": "csv", "racer": 7},
    ],
)
def test_what_is_no_request_is_refused(wish):
    body = json.dumps({"query": "", **wish}).encode()
    assert ask(app_routes(), PATH, "POST", body, content_type="application/json")[0] == 400


def test_other_refusals_are_those_of_a_race():
    assert ask(app_routes(), PATH, "POST", b"{}", content_type="text/plain")[0] == 415
    assert ask(app_routes(), PATH, "POST", b" " * (LONGEST + 1), content_type="application/json")[0] == 413
    assert ask(app_routes(), PATH)[0] == 405
