"""What strangers write, in a real page: it is shown as the text it is, in the visitor's language, and does nothing."""

from urllib.parse import quote

import pytest

from experiments import Scenario, encode
from experiments.scenario import shorten
from experiments.view import View
from ravine.words import LANGUAGES, Words
from tests.support.hostile import GROUPS

pytestmark = pytest.mark.browser
# Elements and links that only the text of a stranger could have made.
MADE = "[onerror], [onload], img[src='x'], img[src*='evil'], a[href*='javascript:'], .ravine script"


def does_nothing(stage) -> None:
    assert stage.page.evaluate("window.stolen") is None
    assert stage.page.locator(MADE).count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stranger_s_link_is_read_out_and_the_race_runs(show, language):
    keys = ["adam.lr", "steps", "start", "seed", "arrow", "unheard"]
    told = dict(zip(keys, GROUPS["page"], strict=False))
    stage = show("&".join(["s=bowl&o=adam", f"lang={language}", *(f"{k}={quote(v)}" for k, v in told.items())]))
    stage.page.get_by_text(Words(language)("notices"), exact=True).wait_for()
    for text in told.values():
        assert stage.page.get_by_text(shorten(text)).first.is_visible(), text
    does_nothing(stage)
    assert stage.query().startswith("s=bowl&")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stranger_s_table_names_axes_and_fields_and_no_more(visit, language):
    # Names of the file, of its columns, and a cell that is no number.
    one, two = "<img src=x onerror=window.stolen=1>", r"[a](javascript:window.stolen=1) $\def\a{\a\a}\a$"
    rows = "".join(f"{0.1 * k},{1 + 0.3 * k}\n" for k in range(20))
    table = f"{one},{two}\n<svg/onload=window.stolen=1>,1\n{rows}"
    race = Scenario("linear_regression", optimizers={"gd": {"lr": 0.1}}, batch=16)
    stage, words = visit(f"{encode(race, View(three=False))}&lang={language}"), Words(language)
    page = stage.page
    page.get_by_role("combobox", name=words("data-set")).click()
    page.get_by_role("option", name=words("data-csv")).click()
    name = "<img src=x onerror=window.stolen=1>.csv"
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": table.encode()}
    )
    stage.until("player.header.samples.size === 20")
    told = words("problem-rows-text", field=shorten(one), given="<svg/onload=window.stolen=1>", count=1, line="2")
    page.get_by_text(told).wait_for()
    for field, text in (("column-x", one), ("column-y", two)):
        assert page.get_by_role("combobox", name=words(field)).input_value() == shorten(text)
    assert stage.js("player.header.samples.file").startswith("csv")
    does_nothing(stage)
