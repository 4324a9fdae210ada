"""What the page shows is what the race is: numbers to the last digit shown, places to the pixel."""

import re
from math import hypot, isnan
from time import monotonic

import pytest
from playwright.sync_api import expect

from experiments import Scenario, encode, run
from experiments.run_names import ANSWER
from experiments.view import View
from ravine.words import Words

pytestmark = pytest.mark.browser

FLAT = View(three=False)
LATE = 20  # seconds
HUGE = Scenario(
    "rosenbrock", optimizers={"gd": {"lr": 0.003}, "momentum": {"lr": 0.01}, "adam": {}}, start=(-2.0, 3.0), steps=60
)
TINY = Scenario("bowl", optimizers={"newton": {}, "gd": {"lr": 0.05}, "lbfgs": {}}, start=(3.1, 0.7), steps=400)
# Weights about 3, and as near as 1e-10 to a minimum there.
NEAR = Scenario("himmelblau", optimizers={"gd": {"lr": 0.01}, "newton": {}, "lbfgs": {}}, start=(3.41, 2.57), steps=70)
# Where heads are drawn, and where Plotly itself puts their points (to a hundredth of a pixel).
HEADS = """['contour', 'loss'].map((plot) => {
    const graph = player.graphs[plot], { xaxis, yaxis } = graph._fullLayout, frame = graph.getBoundingClientRect();
    return player.runs.map(({ key, path, losses, last }) => {
        const box = root.querySelector(`.rv-${plot} .rv-head[data-run="${key}"]`).getBoundingClientRect();
        const [x, y] = plot === 'loss' ? [last, argument === null ? NaN : Math.log10(losses[last] - argument)]
            : [path[2 * last], path[2 * last + 1]];
        return [
            box.x + box.width / 2 - frame.x - xaxis._offset - xaxis.l2p(x),
            box.y + box.height / 2 - frame.y - yaxis._offset - yaxis.l2p(y),
        ];
    });
})"""


def steady(value):
    """As the board writes a number: four digits, or three and a power of ten."""
    if value == 0:
        return "0"
    text = f"{value:#.4g}".rstrip(".") if 1e-3 <= abs(value) < 1e5 else f"{value:.2e}"
    return re.sub(r"e\+?(-?)0*(\d)", r"e\1\2", text).replace("-", "−")


def board_shows(stage, key, entry, at, minima, said):
    """Wait until the row of ``key`` has the numbers of point ``at`` of a run."""
    distance = min(hypot(*(entry.path[at] - place)) for place in minima)
    wanted = {"loss": entry.loss[at], "distance": distance, "gradient-norm": hypot(*entry.gradient[at])}
    for name, value in wanted.items():
        expect(stage.row(key).locator(f".rv-col-{name}"), said).to_have_text(steady(value))


def places(stage, lowest, count):
    """What :data:`HEADS` tells of ``count`` heads on the map and all in the chart: when they are in place, or later."""
    until = monotonic() + LATE
    while True:
        contour, loss = stage.js(HEADS, lowest)
        offs = [off for place in (*contour[:count], *loss) for off in place if not isnan(off)]
        if max(map(abs, offs)) < 1 or monotonic() > until:
            return contour[:count], loss
        stage.frames()


@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
@pytest.mark.parametrize("scenario", [HUGE, TINY, NEAR], ids=["beyond 1e38", "below 1e-20", "near"])
def test_the_board_s_numbers_are_the_race_s_however_large_or_small(show, scenario, locale):
    stage = show(encode(scenario, FLAT), locale=locale)
    race = run(scenario)
    minima = [(c.x, c.y) for c in race.points if c.kind == "minimum"]
    for step in (0, 1, 2, 3, 5, scenario.steps):
        stage.js("(player.seek(argument), 0)", step)
        for key, entry in race.items():
            board_shows(stage, key, entry, min(step, len(entry.path) - 1), minima, f"{key} at step {step}")


def test_these_races_have_numbers_that_single_precision_lacks():
    assert 1e39 < run(HUGE)["gd"].loss[-1] < 1e300
    assert 0 < run(TINY)["newton"].loss[1] < 1e-20
    assert 0 < hypot(*(run(NEAR)["gd"].path[-1] - (3.0, 2.0))) < 1e-9


@pytest.mark.parametrize(
    ("scenario", "lowest"),
    [
        (Scenario("himmelblau", optimizers={"gd": {"lr": 0.0005}, "adam": {"lr": 0.0005}}, steps=10_000), None),
        (Scenario("bowl", optimizers={"adam": {"lr": 1e-4}}, steps=10_000), 0.0),
        (Scenario("schwefel", optimizers={"gd": {"lr": 0.5}, "adam": {"lr": 2.0}}, steps=200), None),
        (Scenario("eggholder", optimizers={"gd": {"lr": 0.5}, "adam": {"lr": 2.0}}, steps=200), None),
    ],
    ids=["10,000 steps", "10,000 steps, loss too", "schwefel", "eggholder"],
)
def test_heads_stand_where_plotly_has_their_points(show, scenario, lowest):
    stage = show(encode(scenario, FLAT))
    stage.js("(player.seek(1e9), 0)")
    for zoom in (False, True):
        if zoom:
            end = stage.js("[...player.runs[0].path].slice(-2)")
            near = {f"{axis}axis.range": [v - 0.01, v + 0.02] for axis, v in zip("xy", end, strict=True)}
            stage.page.evaluate(
                "([near]) => Plotly.relayout(document.querySelector('.ravine').player.graphs.contour, near)", [near]
            )
        contour, loss = places(stage, lowest, 1 if zoom else len(scenario.optimizers))
        for off in contour:
            assert max(map(abs, off)) < 1, f"a head on the map stands {off} pixels from its point"
        for across, up in loss:
            assert abs(across) < 1, f"after {scenario.steps} steps a head stands {across} pixels from its step"
            assert lowest is None or abs(up) < 1, f"a head stands {up} pixels from its loss"


def test_a_loss_chart_reaches_the_lowest_loss_and_says_so(show):
    words = Words("en")
    scenario = Scenario("mccormick", optimizers={"gd": {"lr": 0.1}}, start=(1.0, 0.7), steps=400)
    stage = show(encode(scenario, FLAT))
    stage.js("(player.seek(1e9), 0)")
    note = stage.page.locator(".rv-loss .rv-floor-text")
    note.wait_for(state="visible")
    assert note.inner_text() == words("stage-loss-floor")
    excess = [v - min(run(scenario)["gd"].loss) for v in run(scenario)["gd"].loss]
    assert stage.js("player.graphs.loss._fullLayout.yaxis.range[0]") < -15.5, "excesses of 1e-15 are cut off"
    assert 0 < min(v for v in excess if v) < 1e-14
    plot = stage.js("(({_offset, _length}) => [_offset, _offset + _length])(player.graphs.loss._fullLayout.yaxis)")
    head = stage.js("""(head => head.y + head.height / 2 - player.graphs.loss.getBoundingClientRect().y)(
        root.querySelector('.rv-loss .rv-head').getBoundingClientRect())""")
    assert plot[0] < head < plot[1], "a run that has reached the lowest loss is nowhere in the chart"


def test_a_loss_chart_says_that_curves_go_on_below_and_shows_them_on_demand(show):
    stage = show(encode(TINY, FLAT))
    note = stage.page.locator(".rv-loss .rv-floor-text")
    note.wait_for(state="visible")
    bottom = stage.js("player.graphs.loss._fullLayout.yaxis.range[0]")
    assert note.inner_text().startswith(Words("en")("stage-loss-deeper", value="#").split("#")[0])
    stage.page.locator(".rv-loss").hover()
    stage.page.locator(".rv-loss .rv-zoom button").nth(2).click()
    stage.until("player.graphs.loss._fullLayout.yaxis.range[0] < argument - 5", bottom)
    assert note.inner_text() == Words("en")("stage-loss-floor")


@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_an_average_has_a_row_a_line_and_the_verdict(show, locale):
    words = Words(locale[:2])
    scenario = Scenario("bowl", optimizers={"schedule_free_sgd": {"lr": 0.05}}, steps=200)
    stage, race = show(encode(scenario, FLAT), locale=locale), run(scenario)
    run_ = race["schedule_free_sgd"]
    walker, average = (stage.row(f"schedule_free_sgd{end}") for end in ("", ANSWER))
    expect(average.locator(".rv-name")).to_have_text(words.row(words.optimizer("schedule_free_sgd"), answer=True))
    expect(walker.locator(".rv-chip-text")).to_have_text(words.unjudged()["text"])
    expect(average.locator(".rv-chip-text")).to_have_text(words.verdict(run_.verdict, only=race.only_minimum)["text"])
    expect(walker.locator(".rv-slider")).to_be_visible()
    expect(average.locator(".rv-slider"), "a slider that moves nothing").to_be_hidden()
    stage.js("(player.seek(40), 0)")
    board_shows(stage, f"schedule_free_sgd{ANSWER}", run_.answer, 40, [(0.0, 0.0)], "the average's own numbers")
    expect(stage.page.locator(".rv-contour .rv-head")).to_have_count(2)
    average.locator(".rv-toggle").click()
    expect(average.locator(".rv-toggle")).to_have_attribute("aria-pressed", "false")
    expect(walker.locator(".rv-toggle")).to_have_attribute("aria-pressed", "true")
    expect(stage.page.locator(".rv-contour .rv-head")).to_have_count(1)
