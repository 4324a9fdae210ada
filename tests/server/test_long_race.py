"""Races that take long: asked about, queued, followed, called off; and what of them is in memory at once."""

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest
from starlette.requests import ClientDisconnect

from engine import jobs
from engine.jobs import Busy, Queue
from experiments import Scenario, encode, run_cache
from experiments.view import View
from optimizers import OPTIMIZERS
from ravine.server import answers, long_race
from ravine.server.answers import Full, on_its_way
from ravine.server.race import Wish, answer_to
from ravine.stage.payload import cost
from ravine.stage.payload.build import build
from ravine.words import Words
from tests.support.followed import Visitor

SHORT = Scenario("himmelblau", optimizers={"gd": {"lr": 0.0123}}, steps=40)
ALL = {key: {} for key in OPTIMIZERS}
LONG = Scenario("logistic_regression", {"size": 4096}, ALL, steps=10_000, batch=2048)


@pytest.fixture
def limits(monkeypatch):
    """Sets what is long, and what is asked about, in seconds."""

    def put(at_once: float, unasked: float) -> None:
        monkeypatch.setattr(cost, "AT_ONCE", at_once)
        monkeypatch.setattr(long_race, "UNASKED", unasked)

    return put


def asked(scenario: Scenario, **wish: Any) -> Visitor:
    return asyncio.run(Visitor(scenario, **wish).ask())


def test_a_race_beyond_the_budget_is_asked_about_and_not_run(monkeypatch):
    # Whatever a step takes on this machine, 200 of them are to fit.
    monkeypatch.setattr(long_race, "OFFERED", cost.seconds(replace(LONG, steps=200), View()))
    visitor = asked(LONG)
    (line,), rest = visitor.lines()
    assert (visitor.status, rest) == (202, b"")
    assert line["ask"]
    assert line["seconds"] > long_race.UNASKED
    assert line["query"] == encode(LONG)
    assert "10,000 steps with 27 optimizers on batches of 2,048" in line["text"]
    assert line["steps"] == 200
    assert f"{line['steps']} steps take about" in line["text"].replace(",", "")
    assert len(run_cache.missing(LONG)) == len(ALL)


def test_the_question_is_in_the_visitor_s_language():
    (line,), _ = asked(LONG, lang="ko").lines()
    assert "10,000스텝" in line["text"]
    assert line["words"]["run"] == Words("ko")("long-run")


def test_a_short_race_is_the_whole_answer():
    assert asked(replace(SHORT, seed=1)).status == 200


@pytest.mark.parametrize(("unasked", "patient"), [(9.0, False), (0.0, True)])
def test_a_long_race_is_followed_to_the_payload_that_a_short_one_gets(limits, unasked, patient):
    scenario = replace(SHORT, seed=2 + patient)
    limits(0.0, unasked)
    visitor = asked(scenario, patient=patient)
    lines, payload = visitor.lines()
    assert visitor.status == 202
    assert lines[0]["text"]
    assert 0.0 <= lines[0]["share"] <= 1.0
    assert lines[-1] == {"bytes": len(payload)}
    assert payload == build(run_cache.run(scenario), View(), Words("en"))
    again = asked(scenario)
    assert (again.status, again.body) == (200, payload), "what has been run is there at once"


def test_a_client_that_hangs_up_stops_the_work():
    scenario = replace(LONG, seed=3, batch=0)

    async def leaves() -> None:
        visitor = Visitor(scenario, patient=True)
        answering = asyncio.ensure_future(visitor.ask())
        while not any(json.loads(m["body"])["share"] > 0 for m in visitor.all[1:]):
            await visitor.sent.get()
        visitor.hang_up()
        with pytest.raises(ClientDisconnect):
            await answering

    asyncio.run(leaves())
    queue = jobs._shared()
    for job in list(queue._running):
        if not job.cancelled:
            job._future.exception()  # ends: it was told to stop
    assert run_cache.missing(scenario), "the race was run to its end for nobody"


def test_a_full_queue_says_so(monkeypatch, limits):
    limits(0.0, 9.0)

    def full(*_):
        raise Busy

    monkeypatch.setattr(jobs, "submit", full)
    visitor = asked(replace(SHORT, seed=4))
    assert visitor.status == 429
    assert json.loads(visitor.body)["text"] == Words("en")("long-full")


def test_who_waits_in_the_queue_is_told_how_many_are_before(monkeypatch, limits):
    limits(0.0, 9.0)
    queue = Queue(1)
    monkeypatch.setattr(jobs, "submit", queue.submit)
    holding = queue.submit("somebody", lambda job: [job.report(0.5) for _ in iter(job._stop.is_set, True)])

    async def waits() -> dict[str, Any]:
        visitor = Visitor(replace(SHORT, seed=5))
        answering = asyncio.ensure_future(visitor.ask())
        await visitor.sent.get()
        first = json.loads((await visitor.sent.get())["body"])
        holding.cancel()
        await answering
        return first

    line = asyncio.run(waits())
    assert line["ahead"] == 0
    assert line["text"] == Words("en")("long-waiting", count=0)


def test_payloads_on_their_way_are_bounded_for_an_address_and_for_all(monkeypatch):
    monkeypatch.setattr(answers, "MOST", 100)
    monkeypatch.setattr(answers, "MOST_OF_ADDRESS", 60)
    with on_its_way("a", 50):
        with pytest.raises(Full), on_its_way("a", 20):
            pass
        with on_its_way("b", 50), pytest.raises(Full), on_its_way("c", 1):
            pass
    with on_its_way("c", 60):
        pass


def test_while_much_is_on_its_way_no_more_is_made(monkeypatch):
    monkeypatch.setattr(answers, "MOST_OF_ADDRESS", 100)
    scenario = replace(SHORT, seed=8)
    with on_its_way("192.0.2.7", 51):
        assert asked(scenario).status == 503
    assert run_cache.missing(scenario)


def test_a_payload_is_sent_as_the_client_takes_it_in(monkeypatch):
    monkeypatch.setattr(answers, "PIECE", 1000)
    visitor = asked(replace(SHORT, seed=9))
    pieces = [message["body"] for message in visitor.all[1:]]
    assert len(pieces) > 3
    assert max(map(len, pieces)) == 1000
    assert visitor.body == build(run_cache.run(replace(SHORT, seed=9)), View(), Words("en"))


def test_a_payload_for_which_there_is_no_room_is_asked_for_again(monkeypatch):
    monkeypatch.setattr(answers, "MOST_OF_ADDRESS", 10)
    assert asked(replace(SHORT, seed=6)).status == 503


def test_a_visitor_s_data_are_kept_until_the_race_is_run(limits):
    limits(0.0, 9.0)
    plan = answer_to(Wish(query=encode(replace(SHORT, seed=7))))
    assert isinstance(plan, long_race.Plan)
    assert plan.run() == build(run_cache.run(plan.scenario), View(), Words("en"))
