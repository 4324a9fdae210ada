"""The load benchmark's visitors against the real server, a few of them."""

import asyncio
import json
from contextlib import contextmanager

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from benchmarks import patches
from benchmarks.load import crowd
from benchmarks.load.__main__ import setting
from benchmarks.load.fleet import Fleet, fleet
from benchmarks.patches import WITH_ALL, Figures
from experiments import Scenario, encode
from optimizers import OPTIMIZERS
from ravine.streamlit_internals import PATCHES, VARIABLE, Report
from tools.visitor.race_source import Lost
from tools.visitor.visitor import Visitor, race


def test_visitors_change_everything_and_every_answer_is_theirs(address):
    async def visit(number: int) -> Visitor:
        async with Visitor(address, seed=number) as visitor:
            for kind in crowd.MIX:
                await visitor.change(kind)
            return visitor

    async def come() -> list[Visitor]:
        return await asyncio.gather(*map(visit, range(3)))

    assert len({visitor.header["query"] for visitor in asyncio.run(come())}) == 3


def test_who_is_cut_off_is_back_with_his_race(address):
    async def come() -> None:
        async with Visitor(address, seed=1) as visitor:
            await visitor.change("rate")
            before = visitor.header["query"]
            visitor.leave()
            await visitor.closed.wait()
            await visitor.come_back()
            assert visitor.header["query"] == before
            await visitor.change("racers")

    asyncio.run(come())


@pytest.mark.parametrize("told", [True, False], ids=["address told", "nothing told"])
def test_who_is_cut_off_while_he_changes_something_is_back_with_what_the_address_says(address, told, monkeypatch):
    async def come() -> None:
        async with Visitor(address, seed=2) as visitor:
            await visitor.change("rate")
            before = race(visitor.header["query"])

            def cut(_message: object) -> None:
                visitor.leave()
                visitor.socket._on_message = lambda _: None  # what had arrived with it

            # The address comes first: cut the connection where the race should follow, or before anything does.
            if told:
                monkeypatch.setattr(visitor, "_follow", cut)
            else:
                visitor.socket._on_message = cut
            with pytest.raises(ConnectionError):
                await visitor.change("gallery")
            monkeypatch.undo()
            assert (race(visitor.query) != before) == told
            visitor._session = ""  # another replica, which knows nobody
            await visitor.come_back()
            assert race(visitor.header["query"]) == race(visitor.query)
            assert (race(visitor.query) != before) == told
            await visitor.change("rate")

    asyncio.run(come())


def test_another_race_than_the_one_that_was_there_is_lost(address, monkeypatch):
    async def come() -> None:
        async with Visitor(address, seed=3) as visitor:
            await visitor.change("rate")
            visitor.leave()
            await visitor.closed.wait()
            # The server would have to have lost the address, and the session with it.
            visitor.query, visitor._session = "lang=en", ""
            # It waits for the race that was there, which never comes.
            monkeypatch.setattr("tools.visitor.visitor.PATIENCE", 2.0)
            with pytest.raises(Lost):
                await visitor.come_back()

    asyncio.run(come())


def test_no_message_is_so_large_that_streamlit_keeps_it(address):
    """Streamlit takes for granted that a browser still has a message that it has dropped, and ends the connection."""
    racers = {key: {"lr": 0.012345678901234567} for key in OPTIMIZERS}
    schedules = {key: ("one_cycle", {}) for key in OPTIMIZERS}
    longest = Scenario("sine_fit", optimizers=racers, schedules=schedules, batch=8)

    async def come() -> None:
        async with Visitor(address, encode(longest)) as visitor:
            await visitor.change("rate")
            assert not visitor._kept

    asyncio.run(come())


def test_a_wrong_answer_is_lost(address):
    async def come() -> None:
        async with Visitor(address) as visitor:
            change = visitor._rate()
            with pytest.raises(Lost, match="wrong"):  # nothing was changed: the payload is that of before
                await visitor._answer(visitor._message(), change.answers)

    asyncio.run(come())


def test_a_crowd_s_frames_that_are_none_are_refused_and_who_vanishes_harms_nobody(address):
    roles = {crowd.changer: 2, crowd.vandal: 1, crowd.dropper: 1, crowd.slow: 1, crowd.seeder: 1}
    tally, _ = asyncio.run(crowd.crowd(address, roles, 2.5))
    assert not tally.lost
    assert tally.changes
    assert tally.garbage["refused"]
    assert tally.took["seeds"]


def test_garbage_is_never_a_message():
    stop = BackMsg(stop_script=True).SerializeToString()
    unknown, none = b"\x98\x06\x01", b"\x00\x01\x02"  # field 99, which BackMsg does not have; field 0, which cannot be
    drawn = iter([unknown, stop, none])
    assert not BackMsg.FromString(unknown).WhichOneof("type")
    assert crowd.garbage(3, lambda length: next(drawn)) == none


@pytest.mark.patch(*PATCHES)
def test_servers_without_a_patch_say_that_they_are_without_it():
    without = ["module_watching", "first_run"]
    with fleet(1, **setting(without)) as servers:
        assert servers.left_out() == set(without)


def test_a_server_with_other_patches_than_asked_for_is_not_measured(monkeypatch, tmp_path):
    unknown = Report((), {}, ("-new",))  # what a server says that does not know the patch
    (tmp_path / "log").write_text("\n".join(json.dumps({"event": "patches", **line}) for line in unknown.lines()))

    @contextmanager
    def started(count, **environment):
        assert (count, environment) == (1, {VARIABLE: "-new"})
        yield Fleet("", [], [], tmp_path / "log")

    monkeypatch.setattr(patches, "fleet", started)
    with pytest.raises(RuntimeError, match="RAVINE_PATCHES=-new leaves out nothing"):
        patches.play_one("-new", 1, 0.0)


def test_what_a_patch_gains_is_a_ratio_within_each_round():
    # The machine is ten times as slow in the second round, and so are both servers.
    rounds = [
        {WITH_ALL: Figures(100.0, 10.0, 0), "without run_queue": Figures(300.0, 10.0, 0)},
        {WITH_ALL: Figures(1000.0, 100.0, 0), "without run_queue": Figures(3000.0, 100.0, 2)},
    ]
    told = {row.key: (row.figure, row.others) for row in patches.rows(rounds)}
    assert told["patches-run-queue-p95"] == (1650.0, "550 ms with all: 3.00×")
    assert told["patches-run-queue-cpu"] == (55.0, "55 ms with all: 1.00×")
    assert told["patches-with-all-patches-p95"] == (550.0, "")
    assert told["patches-lost"] == (2, "")
