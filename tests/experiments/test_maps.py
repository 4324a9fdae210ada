"""A cell of a map equals the run that a click on it opens, bit for bit; basins are counted again in plain Python."""

import math
import threading
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments import Scenario, ScenarioError, basins, plane, run, sweep
from experiments.criteria import BESIDE, FLAT, NEAR
from experiments.maps import Map, plan_basins, plan_plane, plan_sweep
from experiments.maps.axes import BATCH, spaced
from experiments.picture import picture
from experiments.racers import optimizer_of
from experiments.seeds import CancelledError
from landscapes import LANDSCAPES, DataLandscape
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES
from tests.support.in_one_test import in_one_test

STEPS = 25


def same_as_run(result: Map, *cell: int) -> None:
    """All numbers of a cell are those of the run, measured in plain Python."""
    scenario = result.scenario_at(*cell)
    whole = run(scenario)[result.racer]
    one, verdict = whole.result, whole.verdict
    total, lowest, reached = 0.0, math.inf, -1
    for t, loss in enumerate(one.loss.tolist()):
        total += loss
        lowest = lowest if math.isnan(loss) else min(lowest, loss)
        reached = t if reached < 0 and loss <= result.target else reached
    last = len(one.path) - 1
    numbers = np.array([*one.path[-1], one.loss[-1], lowest, total / (last + 1)])
    here = np.array([*result.ends[cell], *(getattr(result, name)[cell] for name in ("final", "best", "mean"))])
    what = f"{result.racer} on {scenario.surface}, {dict(scenario.optimizers[result.racer])}: {here}, {numbers}"
    assert here.tobytes() == numbers.tobytes(), what
    stopped = last if verdict.kind == "diverged" else -1
    assert (result.steps[cell], result.reached[cell], result.stopped[cell]) == (last, reached, stopped), what


def scenario_of(surface, rule, number=0):
    """A race of ``rule`` with what the surface allows: batches or noise, and a schedule."""
    landscape = LANDSCAPES[surface]
    data = isinstance(landscape, DataLandscape)
    schedule = sorted(SCHEDULES)[number % len(SCHEDULES)]
    more = {"batch": (0, 5, 16)[number % 3]} if data else {"gradient_noise": (0.0, 0.2)[number % 2]}
    return Scenario(surface, optimizers={rule: {}}, steps=STEPS, seed=number, schedules={rule: (schedule, {})}, **more)


def two_axes(draw, scenario, racer):
    names = [h.name for h in optimizer_of(racer).hyperparameters] + [BATCH] * bool(scenario.size)
    names = names if len(names) > 1 else [*names, *names]
    return draw(st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True)) if len(set(names)) > 1 else names


@in_one_test(rule=list(OPTIMIZERS))
def test_a_cell_of_every_rule_is_its_run(rule):
    number = list(OPTIMIZERS).index(rule)
    surface = ("rosenbrock", "logistic_regression", "six_hump_camel", "tanh_neuron")[number % 4]
    scenario = scenario_of(surface, rule, number)
    line = sweep(scenario, rule, values=7)
    for j in (0, 2, 4, 6):
        same_as_run(line, j)
    others = [h.name for h in OPTIMIZERS[rule].hyperparameters[1:]]
    if others:
        name = others[number % len(others)]
        same_as_run(plane(scenario, rule, ("lr", 3), (name, 3)), number % 2, number % 3 % 2)
    wide = basins(scenario, rule, size=(4, 3))
    for cell in ((0, 0), (2, 3), (1, 2)):
        same_as_run(wide, *cell)


@settings(max_examples=60)
@given(st.data())
def test_a_random_cell_of_a_random_map_is_its_run(data):
    surface, rule = data.draw(st.sampled_from(sorted(LANDSCAPES))), data.draw(st.sampled_from(sorted(OPTIMIZERS)))
    scenario = scenario_of(surface, rule, data.draw(st.integers(0, 50)))
    racer = f"{rule}~3"
    scenario = replace(scenario, optimizers={rule: {}, racer: {}}, schedules={})
    x, y = two_axes(data.draw, scenario, racer)
    if x == y:
        result, cell = sweep(scenario, racer, x, 5), (data.draw(st.integers(0, 4)),)
    else:
        result = plane(scenario, racer, (x, 4), (y, 3))
        cell = tuple(data.draw(st.integers(0, count - 1)) for count in result.final.shape)
    same_as_run(result, *cell)


def test_sizes_of_batches_are_an_axis():
    scenario = scenario_of("linear_regression", "momentum", 1)
    result = plane(scenario, "momentum", (BATCH, [1, 7, scenario.size]), ("lr", [0.01, 0.5, 10.0]))
    for i in range(3):
        for j in range(3):
            same_as_run(result, i, j)
    assert [result.scenario_at(0, j).batch for j in range(3)] == [1, 7, scenario.size]
    assert result.stopped.max() >= 0, "the highest rate was meant to diverge"


def test_tiles_cover_the_map_once_coarse_first():
    scenario = Scenario("rosenbrock", optimizers={"adam": {}}, steps=3)
    plan = plan_plane(scenario, "adam", ("lr", 150), ("beta1", 70))
    known, strides = np.zeros((70, 150), bool), []
    for tile in plan.tiles():
        known[tile.rows, tile.cols] = True
        strides.append(tile.stride)
        assert np.array_equal(known, plan.numbers["steps"] == 3), "known cells are those of the tiles"
    assert known.all()
    assert plan.share == 1.0
    assert strides == sorted(strides, reverse=True)
    assert (strides[0], strides.count(strides[0])) == (8, 1), "the first tile is the whole map"
    whole = plan.result()
    again = plane(scenario, "adam", ("lr", whole.x.values), ("beta1", whole.y.values))
    assert whole.final.tobytes() == again.final.tobytes()
    same_as_run(whole, 69, 149)


def test_a_cancelled_map_ends():
    scenario = Scenario("rosenbrock", optimizers={"adam": {}}, steps=50)
    with pytest.raises(CancelledError):
        sweep(scenario, "adam", cancelled=lambda: True)
    shares = []
    sweep(scenario, "adam", values=100, progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    plan = plan_plane(scenario, "adam", ("lr", 200), ("beta1", 200))
    tiles = plan.tiles()
    next(tiles)
    tiles.close()
    assert 0.0 < plan.share < 1.0


def test_maps_in_several_threads_are_the_same():
    scenario = Scenario("himmelblau", optimizers={"momentum": {"lr": 0.01}}, steps=20)
    alone, found = basins(scenario, "momentum", size=64), []
    threads = [
        threading.Thread(target=lambda: found.append(basins(scenario, "momentum", size=64).final.tobytes()))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [alone.final.tobytes()] * 3


# ── Basins ──


def counted(scenario, racer, result):
    """How the run from each start ends, from the runs themselves, in plain Python."""
    drawn = picture(scenario.surface, tuple(scenario.surface_parameters.values()), scenario.data)
    (x0, x1), (y0, y1) = scenario.landscape.domain
    diagonal = math.hypot(x1 - x0, y1 - y0)
    points = {kind: [(p.x, p.y) for p in drawn.points if p.kind == kind] for kind in ("minimum", "saddle")}

    def ended(one, kind):
        if kind == "diverged":
            return -2
        end = one.path[-1].tolist()
        far = [math.dist(end, place) for place in points["minimum"]]
        if far and min(far) <= NEAR * diagonal:
            return far.index(min(far)) + 1
        beside = any(math.dist(end, place) <= BESIDE * diagonal for place in points["saddle"])
        flat = math.hypot(*one.gradient[-1]) <= FLAT * drawn.range / diagonal
        return -1 if beside and flat else 0

    rows, columns = result.ended.shape
    runs = [run(result.scenario_at(i, j))[racer] for i in range(rows) for j in range(columns)]
    return [ended(one.result, one.verdict.kind) for one in runs]


@pytest.mark.parametrize(
    ("surface", "racer", "rate", "steps"),
    [
        ("himmelblau", "gd", 0.01, 200),
        ("six_hump_camel", "momentum", 0.05, 300),
        ("saddle", "gd", 0.05, 60),
        ("spiral", "asgd", 0.1, 60),
    ],
)
def test_shares_of_basins_are_those_counted_in_plain_python(surface, racer, rate, steps):
    if surface not in LANDSCAPES:
        pytest.skip("no such surface")
    scenario = Scenario(surface, optimizers={racer: {"lr": rate}}, steps=steps)
    result = basins(scenario, racer, size=13)
    expected = counted(scenario, racer, result)
    assert result.ended.ravel().tolist() == expected
    for kind, share in result.shares.items():
        assert share == expected.count(kind) / len(expected)
    assert sum(result.shares.values()) == pytest.approx(1.0)
    assert len(set(expected)) > 1, "a map of one colour shows nothing"


# ── Axes ──


def test_default_axes_are_spaced_over_the_declared_bounds():
    for rule in OPTIMIZERS.values():
        for h in rule.hyperparameters:
            values = spaced(h, 31)
            assert values == sorted(values)
            assert all(h.accepts(value) for value in values)
            assert values[-1] == h.bounds[1]
    rates = sweep(Scenario("bowl", optimizers={"gd": {}}, steps=1), "gd").x.values
    assert (len(rates), rates[0], rates[-1]) == (121, 1e-5, 10.0)
    assert np.allclose(np.diff(np.log10(rates)), 0.05)


@pytest.mark.parametrize(
    ("ask", "error"),
    [
        (lambda s: sweep(s, "adam"), ScenarioError),
        (lambda s: sweep(s, "gd", "beta1"), ScenarioError),
        (lambda s: sweep(s, "gd", values=[100.0]), ScenarioError),
        (lambda s: sweep(s, "gd", values=[float("nan")]), ScenarioError),
        (lambda s: sweep(s, "gd", BATCH), ScenarioError),
        (lambda s: sweep(s, "gd", values=[]), ValueError),
        (lambda s: sweep(s, "gd", values=100_000), ValueError),
        (lambda s: sweep(s, "gd", objective="speed"), ValueError),
        (lambda s: plane(s, "gd", ("lr", 3), ("lr", 3)), ValueError),
        (lambda s: basins(s, "gd", size=2000), ValueError),
        (lambda s: basins(s, "gd", across=(-1e9, 1.0), size=4), ValueError),
        (lambda s: basins(s, "adam", size=4), ScenarioError),
        (lambda s: sweep(s, "gd", values=3).scenario_at(3), IndexError),
        (lambda s: sweep(s, "gd", values=3).scenario_at(0, 0), IndexError),
    ],
)
def test_what_cannot_be_drawn_is_refused(ask, error):
    with pytest.raises(error):
        ask(Scenario("bowl", optimizers={"gd": {}}, steps=2))


def test_objectives_choose_the_best_cell():
    scenario = Scenario("bowl", optimizers={"gd": {}}, steps=400)
    for objective in ("final", "best", "mean", "steps"):
        result = sweep(scenario, "gd", values=25, objective=objective)
        assert result.best_cell is not None
        assert np.isinf(result.cost[result.stopped >= 0]).all()
        assert result.cost[result.best_cell] == result.cost.min()
    assert sweep(scenario, "gd", values=[10.0]).best_cell is None


def test_a_run_that_comes_by_the_target_on_its_way_out_has_diverged():
    scenario = Scenario("rosenbrock", optimizers={"momentum": {}}, steps=200)
    result = sweep(scenario, "momentum", values=[0.00398107170553497], objective="steps")
    assert (result.reached[0], result.stopped[0]) == (8, 14)
    assert np.isinf(result.cost[0])


def test_figures_can_be_written():
    scenario = Scenario("bowl", optimizers={"momentum": {}}, steps=5)
    line = sweep(scenario, "momentum", values=9)
    wide = plane(scenario, "momentum", ("lr", 5), ("momentum", 4), objective="steps")
    starts = basins(scenario, "momentum", size=5)
    for result in (line, wide, starts):
        assert "plotly" in result.figure().to_html(include_plotlyjs=False)
    assert plan_sweep(scenario, "momentum", values=3).share == 0.0
    assert plan_basins(scenario, "momentum", size=3).share == 0.0


@pytest.mark.parametrize("turned", [False, True])
def test_tiles_of_a_plane_over_sizes_of_batches_are_long_where_these_are_equal(turned):
    scenario = replace(scenario_of("linear_regression", "momentum", 1), steps=10_000)
    axes = [("lr", 128), (BATCH, 40)]
    cells = plan_plane(scenario, "momentum", *(axes[::-1] if turned else axes)).cells
    known = np.zeros(cells.shape, int)
    for tile in cells.tiles():
        known[tile.rows, tile.cols] += 1
        if tile.stride == 1:
            rows, cols = known[tile.rows, tile.cols].shape
            assert (cols if turned else rows) <= 1 < (rows if turned else cols)
    assert known.min() >= 1
