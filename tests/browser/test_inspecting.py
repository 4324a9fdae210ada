"""The step inspector as a visitor reads it: numbers on the page, arrows on the map, the arrow keys."""

import numpy as np
import pytest
from playwright.sync_api import expect

from experiments import Scenario, decode, encode
from experiments.suggested_rate import suggest
from experiments.view import View
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from ravine.words import Words

from .stage import scene

pytestmark = pytest.mark.browser

STEP = 6


def link(key, surface="himmelblau", steps=20, **fields):
    """A race of one optimizer that is looked into."""
    scenario = suggest(Scenario(surface, optimizers={key: fields.pop("values", {})}, steps=steps, **fields))
    return encode(scenario, View(three=False, inspect=key))


def look_at(stage, step):
    """Bring the inspector to the update that leaves ``step``."""
    stage.js("player.seek(argument)", step)
    stage.frames()  # the step is reported once it has been painted
    stage.idle()
    title = Words("en")("inspect-update", t=step + 1, before=step).split(":")[0]
    stage.page.get_by_text(title, exact=False).first.wait_for()


def shown(stage):
    """The rows of the table: ``[(what it is, x, y)]``."""
    rows = stage.page.locator(".st-key-inspector-table tr").evaluate_all(
        "rows => rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent))"
    )
    number = lambda text: float(text.replace("−", "-")) if text else None  # noqa: E731
    return [(what, number(x), number(y)) for _, what, x, y in filter(None, rows)]


def test_the_numbers_on_the_page_recompute_the_next_step(show):
    """Parsed from the page: what went in, put through the optimizer's rule, gives what came out.

    One without state, one with, one that couples the coordinates; tests/experiments/test_inspect.py has them all,
    without the page.
    """
    surface = LANDSCAPES["himmelblau"].value_and_gradient
    words = Words("en")
    wrong = []
    for key in ("gd", "adam", "lbfgs"):
        optimizer = OPTIMIZERS[key]
        stage = show(link(key))
        look_at(stage, STEP)
        rows = shown(stage)
        loss = rows[0][1]
        w, g, *rest = [(x, y) for _, x, y in rows[1:]]
        state = tuple(rest[: len(optimizer.state)])
        scenario = decode(stage.query())[0]
        c = optimizer.table(dict(scenario.optimizers[key]), STEP + 1)[STEP]
        after, _ = optimizer.step(w, loss, g, state, tuple(c.tolist()), lambda at: surface(*at, ()))
        assert rows[-1][0] == words("quantity-weights")
        if not np.allclose(after, rows[-1][1:], rtol=2e-6, atol=2e-6):
            wrong.append((key, after, rows[-1][1:]))
    assert not wrong, f"these pages show a step that their own numbers do not make: {wrong}"


def test_the_arrow_keys_step_through_the_updates(show):
    stage = show(link("adam"))
    look_at(stage, 3)
    stage.page.locator(".rv-board").click(position={"x": 5, "y": 5})
    before = shown(stage)
    stage.page.keyboard.press("ArrowRight")
    stage.page.get_by_text(Words("en")("inspect-update", t=5, before=4).split(":")[0]).first.wait_for()
    after = shown(stage)
    assert after[1][1:] == before[-1][1:], "the weights that went in are those that came out of the last update"


def test_choosing_somebody_to_look_into_is_in_the_link(show):
    stage = show(encode(Scenario("bowl", optimizers={"adam": {}}), View(three=False)))
    stage.page.get_by_role("combobox", name=Words("en")("inspect")).click()
    stage.page.get_by_role("option", name="Adam").click()
    stage.page.wait_for_url("**inspect=adam**")
    stage.until("player.header.inspect && player.header.inspect.key === 'adam'")


def test_a_schedule_shows_its_rate_under_the_losses_and_its_name_on_the_board(show):
    stage = show(link("adam", schedules={"adam": ("cosine", {})}, values={"without_bias_correction": 1.0}))
    said = stage.row("adam").inner_text()
    assert Words("en").schedule("cosine") in said
    assert Words("en").parameter("without_bias_correction", "adam") in said
    title = Words("en")("stage-rate")
    assert stage.page.locator(".rv-loss").get_by_text(title).is_visible()
    bare = show(link("adam"))
    assert bare.page.locator(".rv-loss").get_by_text(title).count() == 0


@pytest.mark.parametrize("where", ["playground", "lesson"])
def test_the_map_and_the_inspected_step_fit_one_screen(visit, where):
    at, query = ("lessons", "l=adam&lang=en") if where == "lesson" else ("", scene(View(three=False, inspect="adam")))
    stage = visit(query, at, viewport={"width": 1440, "height": 900})
    stage.idle()
    stage.page.locator(".st-key-inspector-table table").scroll_into_view_if_needed()
    stage.frames(2)
    for part in (".rv-contour", ".st-key-inspector-table table"):
        box = stage.page.locator(part).bounding_box()
        assert box
        assert box["y"] >= 0, f"{part} begins above the screen: {box}"
        assert box["y"] + box["height"] <= 900, f"{part} ends below the screen: {box}"


def test_a_verdict_says_so_while_it_speaks_of_steps_that_are_yet_to_come(show):
    stage, words = show(scene(View(three=False))), Words("en")
    chip = stage.row("gd").locator(".rv-chip-when")
    stage.js("player.seek(3)")
    expect(chip).to_be_visible()
    expect(chip).to_have_text(words("stage-verdict-end"))
    stage.js("player.seek(1e9)")
    expect(chip).to_be_hidden()


@pytest.mark.parametrize(("query", "names"), [("s=bowl&o=gd", ["x", "y"]), ("s=linear_regression&o=gd", ["w₁", "w₂"])])
def test_the_axes_of_the_map_have_names(show, query, names):
    titles = show(query).page.locator(".rv-contour :is(.xtitle, .ytitle)")
    expect(titles).to_have_text(names)
