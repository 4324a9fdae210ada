"""Numbers and names that the stage states too: what Python declares."""

import re

import pytest

from experiments.link_pairs import LONGEST
from experiments.racers import MOST
from ravine.session.link_options import KEYS
from ravine.stage.assets import FRONTEND


@pytest.mark.parametrize(
    ("module", "name", "declared"), [("player/lineup.js", "MOST", MOST), ("kept/entry.js", "LONGEST_QUERY", LONGEST)]
)
def test_a_bound_is_the_same(module, name, declared):
    text = (FRONTEND / module).read_text("utf-8")
    assert int(re.findall(rf"const {name} = ([\d_]+);", text)[0]) == declared


def test_a_kept_race_holds_nothing_that_a_link_asks_of_the_page():
    keys = re.findall(r"const PAGE_KEYS = \[(.*?)\];", (FRONTEND / "kept/entry.js").read_text("utf-8"))[0]
    assert set(KEYS) <= set(re.findall(r"\w+", keys))
