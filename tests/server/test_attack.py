"""Strangers of the benchmark, once each on the real server: they are answered as they should be."""

import asyncio
from urllib.parse import urlsplit

import pytest

from benchmarks.attack import strangers
from benchmarks.attack.strangers import ATTACKS, Target

ANSWERS = {
    strangers.drafts: {"202"},
    strangers.pictures: {"202"},
    strangers.short_races: {"200"},
    strangers.uploads: {"403", "refused"},  # before the file has arrived: its connection is closed
    strangers.seeds_left: {"left"},
    strangers.broken_frames: {"closed"},
    strangers.foreign_pages: {"403"},
    strangers.large_handshakes: {"431"},
    strangers.nonsense: {"400", "404", "414"},
    strangers.whole_drafts_left: {"left"},
}


@pytest.mark.parametrize("stranger", ANSWERS, ids=lambda stranger: stranger.__name__)
def test_a_stranger_is_answered(address, stranger):
    target = Target(urlsplit(address).port)

    async def once() -> None:
        try:
            await stranger(target)
        except OSError:
            target.answers["refused"] += 1

    asyncio.run(once())
    assert target.answers.keys() <= ANSWERS[stranger], target.answers
    assert target.answers


def test_the_strangers_are_those_of_the_benchmark():
    assert ANSWERS.keys() <= ATTACKS.keys()
