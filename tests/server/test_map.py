"""Maps by HTTP: cells that are runs to the last bit, coarse ones first; called off, queued, refused, kept."""

import asyncio
import json
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from starlette.requests import ClientDisconnect

from engine import jobs
from engine.jobs import Busy, Queue
from experiments import Scenario, cost, run
from experiments.maps import kept, rates
from experiments.view import View
from ravine.server import answers
from ravine.server import map as maps
from ravine.words import Words
from tests.support.asgi import app_routes, ask
from tests.support.followed import Visitor
from tests.support.map_answer import PATH, MapAnswer, answer

RACE = Scenario("rosenbrock", optimizers={"gd": {}, "adam": {}}, steps=60, start=(-1.0, 1.0))
LONG = Scenario("logistic_regression", {"size": 4096}, {"adam": {}}, steps=10_000, batch=2048)


@pytest.fixture(autouse=True)
def nothing_kept():
    kept.forget()


def swept(scenario: Scenario, **wish: Any) -> MapAnswer:
    return answer(scenario, View(map="rate"), **wish)


def axes(sweep: MapAnswer) -> dict[str, np.ndarray]:
    """Rates by racer."""
    return {axis["racer"]: values for axis, values in zip(sweep.head["axes"], sweep.values, strict=False)}


@pytest.mark.parametrize(
    "scenario",
    [
        RACE,
        replace(RACE, optimizers={"adam": {}}, schedules={"adam": ("cosine", {})}),
        Scenario(
            "linear_regression", {"size": 32}, {"momentum": {}, "schedule_free_sgd": {}}, steps=30, batch=4, seed=3
        ),
        replace(RACE, gradient_noise=0.3, seed=2),
    ],
)
def test_every_cell_is_the_run_that_it_stands_for(scenario):
    sweep = swept(scenario)
    assert axes(sweep).keys() == scenario.optimizers.keys()
    for racer, values in axes(sweep).items():
        assert sorted(sweep.cells[racer]) == list(range(len(values)))
        for j in range(0, len(values), 11):
            settings = {**scenario.optimizers, racer: {**scenario.optimizers[racer], "lr": values[j]}}
            result = run(replace(scenario, optimizers=settings))[racer].result
            losses, cell = result.loss, sweep.cells[racer][j]
            found = np.array([cell["final"], cell["best"], cell["steps"]])
            wanted = np.array([losses[-1], np.fmin.reduce(losses), len(losses) - 1])
            assert found.tobytes() == wanted.tobytes(), (racer, values[j])


def test_coarse_cells_of_all_racers_come_before_finer_ones():
    strides = [stride for _, stride in swept(RACE).strides]
    assert strides == sorted(strides, reverse=True)
    assert strides[:2] == [4, 4]


def test_the_rates_of_a_race_make_no_difference_and_what_is_known_comes_at_once(monkeypatch):
    first = swept(RACE)
    monkeypatch.setattr(rates.Cells, "compute", None)
    again = swept(replace(RACE, optimizers={"gd": {"lr": 0.5}, "adam": {"lr": 0.01}}))
    assert again.cells == first.cells
    assert again.strides == first.strides


def test_another_start_is_another_map():
    assert swept(replace(RACE, start=(0.5, 0.5))).cells != swept(RACE).cells


def test_what_is_kept_is_bounded():
    swept(RACE)
    tiles = 2 * len(list(rates.rates(RACE, 121).cells["gd"].tiles()))
    assert 0 < kept._kept.weight - 2 * 121 * 40 <= tiles * kept.OBJECTS


@pytest.mark.parametrize(("once", "count"), [(0.0, 121), (0.1, 61), (0.2, 31), (0.4, 16), (3.0, 16)])
def test_a_long_race_is_tried_with_fewer_rates_and_the_answer_says_so(monkeypatch, once, count):
    monkeypatch.setattr(cost, "running", lambda *_: once)
    sweep = swept(RACE, lang="ko")
    assert {len(values) for values in axes(sweep).values()} == {count}
    assert (str(count) in sweep.head["text"]) == (count < 121)
    monkeypatch.setattr(cost, "running", lambda *_: 0.0)
    assert set(axes(sweep)["gd"]) <= set(axes(swept(RACE))["gd"]), "fewer of the same"


def test_a_race_that_takes_too_long_is_refused_with_a_sentence(monkeypatch):
    monkeypatch.setattr(cost, "running", lambda *_: 1e3)
    sweep = swept(RACE)
    assert sweep.head["axes"] == []
    assert sweep.head["text"] == Words("en")("map-too-long")
    assert sweep.lines[-1] == {"done": True}


def test_a_client_that_hangs_up_stops_the_work(monkeypatch):
    queue = Queue(1)
    monkeypatch.setattr(jobs, "submit_spread", queue.submit)
    monkeypatch.setattr(rates, "affordable", lambda _: 121)

    async def leaves() -> None:
        visitor = Visitor(LONG, PATH, kind="rate")
        answering = asyncio.ensure_future(visitor.ask())
        while b"axes" not in visitor.body:
            await visitor.sent.get()
        visitor.hang_up()
        with pytest.raises(ClientDisconnect):
            await answering

    asyncio.run(leaves())
    for job in list(queue._running):
        assert job._future.exception(timeout=30) is not None
    assert len(kept._kept) < 7, "the sweep was made to its end for nobody"


def test_the_newer_request_of_a_page_ends_its_older_one(monkeypatch):
    queue = Queue(2)
    monkeypatch.setattr(jobs, "submit_spread", queue.submit)
    monkeypatch.setattr(rates, "affordable", lambda _: 121)

    async def both() -> list[Visitor]:
        older = Visitor(LONG, PATH, kind="rate", page="one")
        answering = asyncio.ensure_future(older.ask())
        while b"axes" not in older.body:
            await older.sent.get()
        newer = await Visitor(RACE, PATH, kind="rate", page="one").ask()
        await answering
        return [older, newer]

    older, newer = asyncio.run(both())
    assert MapAnswer(older.body).lines[-1] == {"ended": True}
    assert MapAnswer(newer.body).lines[-1] == {"done": True}


def test_two_pages_have_a_map_each():
    async def both() -> list[Visitor]:
        return await asyncio.gather(*(Visitor(RACE, PATH, kind="rate", page=page).ask() for page in ("one", "two")))

    assert [MapAnswer(one.body).lines[-1] for one in asyncio.run(both())] == [{"done": True}] * 2


def test_a_full_queue_says_so(monkeypatch):
    def full(*_):
        raise Busy

    monkeypatch.setattr(jobs, "submit_spread", full)
    visitor = asyncio.run(Visitor(RACE, PATH, kind="rate", lang="ko").ask())
    assert visitor.status == 429
    assert json.loads(visitor.body)["text"] == Words("ko")("map-full")


@pytest.mark.parametrize(
    "taken",
    [{"192.0.2.7": answers.MOST_OF_ADDRESS}, dict.fromkeys("ab", answers.MOST_OF_ADDRESS) | {"c": 31_900_000}],
    ids=["by oneself", "by others"],
)
def test_where_too_much_is_on_its_way_the_refusal_has_a_sentence(taken):
    with ExitStack() as stack:
        for address, size in taken.items():
            stack.enter_context(answers.on_its_way(address, size))
        visitor = asyncio.run(Visitor(RACE, PATH, kind="rate", lang="ko").ask())
    assert (visitor.status, json.loads(visitor.body)) == (503, {"text": Words("ko")("map-full")})


def test_who_waits_is_told_how_many_are_before(monkeypatch):
    queue = Queue(1)
    monkeypatch.setattr(jobs, "submit_spread", queue.submit)
    monkeypatch.setattr(maps, "EVERY", 0.01)
    holding = queue.submit("somebody", lambda job: [job.report(0.5) for _ in iter(job._stop.is_set, True)])

    async def waits() -> bytes:
        visitor = Visitor(RACE, PATH, kind="rate")
        answering = asyncio.ensure_future(visitor.ask())
        while b"ahead" not in visitor.body:
            await visitor.sent.get()
        holding.cancel()
        await answering
        return visitor.body

    lines = MapAnswer(asyncio.run(waits())).lines
    assert lines[0] == {"share": 0.0, "left": None, "ahead": 0, "text": Words("en")("map-waiting", count=0)}
    assert lines[-1] == {"done": True}


@pytest.mark.parametrize(
    "body",
    [b"?", b"[]", b"{}", b'{"query": ""}', b'{"query": "", "kind": "weather"}', b'{"query": "", "kind": 1}',
     b'{"query": "", "kind": "rate", "page": 7}', json.dumps({"query": "", "kind": "rate", "page": "x" * 65}).encode()],
)  # fmt: skip
def test_what_is_no_request_is_refused(body):
    status, _, _ = ask(app_routes(), PATH, "POST", body, content_type="application/json")
    assert status == 400


@pytest.mark.parametrize(
    ("wish", "status"), [({"file": "gone"}, 404), ({"change": {"start": [2.0, 2.0]}}, 200), ({"change": {"s": 3}}, 200)]
)
def test_a_map_is_asked_for_as_a_race_is(wish, status):
    assert asyncio.run(Visitor(RACE, PATH, kind="rate", **wish).ask()).status == status


def test_a_form_of_a_foreign_page_can_ask_for_none():
    assert ask(app_routes(), PATH, "POST", b"{}", content_type="text/plain")[0] == 415


def test_the_answer_shows_which_runs_diverge_and_where():
    cells = swept(replace(RACE, steps=400)).cells["gd"]
    assert cells[0]["stopped"] == -1
    assert 0 < cells[120]["stopped"] == cells[120]["steps"] < 400


def test_between_cells_too_the_answer_says_how_far_it_is_and_what_is_left(monkeypatch):
    monkeypatch.setattr(maps, "EVERY", 0.0)
    lines = [line for line in swept(RACE).lines if "share" in line]
    assert len(lines) > 2
    shares = [line["share"] for line in lines]
    assert shares == sorted(shares)
    assert lines[0]["left"] is None
    clock = maps._Clock()
    assert [clock.left(share, now) for share, now in [(0.0, 1.0), (0.5, 2.0), (0.75, 3.0)]] == [None, None, 1.0]


def test_the_work_waits_for_a_client_that_takes_nothing_in(monkeypatch):
    monkeypatch.setattr(maps, "QUEUED", 1000)
    monkeypatch.setattr(maps, "PAUSE", 0.001)
    made = []

    def many(meant, report):
        for number in range(1000):
            made.append(number)
            yield b" " * 99 + b"\n"

    class Slow(Visitor):
        async def _send(self, message):
            await super()._send(message)
            assert len(made) - len(self.all) < 20, "what is made waits in memory"
            await asyncio.sleep(0)

    monkeypatch.setitem(maps.KINDS, "rate", many)
    slow = asyncio.run(Slow(RACE, PATH, kind="rate").ask())
    assert len(slow.body.splitlines()) >= 1000
