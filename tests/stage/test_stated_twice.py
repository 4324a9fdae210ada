"""Numbers and names that the stage states too: what Python declares."""

import re

from experiments import encode
from experiments.racers import MOST
from ravine.server.race import LONGEST
from ravine.session.link_options import KEYS
from ravine.stage.assets import FRONTEND
from ravine.stage.template import SERVED_WORDS
from tests.support.scenarios import longest


def stated(module: str, name: str) -> int:
    """The number that a module of the stage declares."""
    text = (FRONTEND / module).read_text("utf-8")
    return int(re.findall(rf"const {name} = ([\d_]+);", text)[0])


def test_as_many_racers_can_be_copied_as_race():
    assert stated("player/lineup.js", "MOST") == MOST


def test_every_race_can_be_kept_and_what_is_kept_is_answered():
    assert len(encode(*longest())) < stated("kept/entry.js", "LONGEST_QUERY") < LONGEST


def test_a_browser_leaves_the_same_words_out_of_an_offline_page():
    text = (FRONTEND / "takeaway/offline-file.js").read_text("utf-8")
    names = re.findall(r"SERVED_WORDS = /\^\((.*?)\)-/", text)[0].split("|")
    assert tuple(f"{name}-" for name in names) == SERVED_WORDS


def test_a_kept_race_holds_nothing_that_a_link_asks_of_the_page():
    keys = re.findall(r"const PAGE_KEYS = \[(.*?)\];", (FRONTEND / "kept/entry.js").read_text("utf-8"))[0]
    assert set(KEYS) <= set(re.findall(r"\w+", keys))
