"""The load benchmark's visitors against the real server, a few of them; and what keeps a rerun cheap."""

import asyncio
import dataclasses

import numpy as np
import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.watcher import LocalSourcesWatcher

from benchmarks.load import crowd
from benchmarks.load.visitor import Lost, Visitor
from experiments import Scenario, kept, race
from ravine import frugal
from tools.server import serving


@pytest.fixture(scope="module")
def address():
    with serving() as found:
        yield found


def test_visitors_change_everything_and_every_answer_is_theirs(address):
    async def visit(number: int) -> Visitor:
        async with Visitor(address, seed=number) as visitor:
            for kind in crowd.MIX:
                await visitor.change(kind)
            await visitor.draft(*visitor.rate())
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


def test_a_wrong_answer_is_lost(address):
    async def come() -> None:
        async with Visitor(address) as visitor:
            change = visitor._rate()
            with pytest.raises(Lost, match="wrong"):  # nothing was changed: the payload is that of before
                await visitor._answer(visitor._message(), change.answers)

    asyncio.run(come())


def test_a_crowd_s_frames_that_are_none_are_refused_and_who_vanishes_harms_nobody(address):
    roles = {crowd.changer: 2, crowd.vandal: 1, crowd.dropper: 1, crowd.slow: 1}
    tally, _ = asyncio.run(crowd.crowd(address, roles, 2.5))
    assert not tally.lost
    assert tally.changes
    assert tally.garbage["refused"]


def theme() -> bytes:
    said = CustomThemeConfig()
    for section, part in (("theme", said), ("theme.light", said.light), ("theme.dark", said.dark)):
        app_session._populate_theme_msg(part, section)
    return said.SerializeToString()


def test_settings_that_are_read_once_are_the_settings(monkeypatch):
    before = theme()
    assert before
    monkeypatch.setattr(config, "get_options_for_section", config.get_options_for_section)
    monkeypatch.setattr(LocalSourcesWatcher, "update_watched_modules", LocalSourcesWatcher.update_watched_modules)
    frugal.install()
    assert config.get_options_for_section is frugal._kept
    assert theme() == theme() == before


def test_watched_files_stay_watched(monkeypatch):
    monkeypatch.setattr(config, "get_option", lambda _: "auto")
    before = LocalSourcesWatcher.update_watched_modules
    frugal.install()
    assert LocalSourcesWatcher.update_watched_modules is before


def arrays(run: race.Run) -> dict[str, np.ndarray]:
    held = {field.name: getattr(run, field.name) for field in dataclasses.fields(run)}
    return {name: value for name, value in held.items() if isinstance(value, np.ndarray)}


SCENARIO = Scenario(
    "rosenbrock",
    optimizers={"adam": {"lr": 0.01}, "gd": {"lr": 1e-3}, "asgd": {}},
    schedules={"adam": ("cosine", {})},
    steps=60,
)


@pytest.mark.parametrize(
    "changed",
    [
        SCENARIO,
        dataclasses.replace(SCENARIO, start=(0.5, 0.5)),
        dataclasses.replace(SCENARIO, surface_parameters={"b": 10.0}),
        dataclasses.replace(SCENARIO, steps=61),
        dataclasses.replace(SCENARIO, schedules={}),
        dataclasses.replace(SCENARIO, schedules={"adam": ("exponential", {})}),
        dataclasses.replace(SCENARIO, gradient_noise=0.5),
        dataclasses.replace(SCENARIO, gradient_noise=0.5, seed=3),
        Scenario("sine_fit", batch=4, steps=60),
        Scenario("sine_fit", batch=4, steps=60, seed=1),
        Scenario("sine_fit", batch=4, steps=60, replacement=True),
    ],
)
def test_kept_runs_are_those_that_would_be_made(changed):
    kept.run(SCENARIO)
    found, fresh = kept.run(changed), race.run(changed)
    assert list(found) == list(fresh)
    assert found.points == fresh.points
    for key in fresh:
        assert found[key].verdict == fresh[key].verdict
        for name, array in arrays(fresh[key]).items():
            np.testing.assert_array_equal(arrays(found[key])[name], array, err_msg=f"{key} {name}", strict=True)


def test_a_change_of_one_makes_one_run_and_nobody_can_write_into_another_s():
    first = kept.run(SCENARIO)
    second = kept.run(dataclasses.replace(SCENARIO, optimizers={**SCENARIO.optimizers, "gd": {"lr": 2e-3}}))
    assert [second[key] is first[key] for key in first] == [True, False, True]
    with pytest.raises(ValueError, match="read-only"):
        first["adam"].path[0, 0] = 1.0


def test_the_shelf_forgets_what_was_longest_unused():
    run = race.run(SCENARIO)["adam"]
    shelf = kept.Shelf(3 * kept.seal(run))
    for key in "abcad":
        shelf.get(key, lambda: run)
    assert len(shelf) == 3
    made = []
    for key in "adcb":
        shelf.get(key, lambda key=key: made.append(key) or run)
    assert made == ["b"]
    assert shelf.weight <= shelf.limit
