"""Step inspector: its numbers reproduce the step, and its formula gives the run's weights."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from experiments import Scenario, run
from experiments.inspect import inspect, latex_number, worked
from experiments.latex import evaluate
from experiments.suggested_rate import suggest
from experiments.view import View
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from ravine.stage.payload.build import build
from ravine.views.panels.step_inspector import table
from ravine.words import LANGUAGES, Words
from tests.support.in_one_test import in_one_test
from tests.support.payload import unpack


@cache
def all_rules():
    return run(suggest(Scenario("rosenbrock", optimizers={key: {} for key in OPTIMIZERS}, steps=60)))


# Formulas with words, sums or norms, which cannot be evaluated for one coordinate.
IN_WORDS = {"adafactor", "adan", "clipped_gd", "conjugate_gradient", "lbfgs", "nadam", "newton", "normalised_gd"}
IN_WORDS |= {"qhadam", "radam", "rprop", "sam", "schedule_free_adamw", "schedule_free_sgd"}


def equations(key, step, axis):
    """``(name, result of the formula, number of the run)`` of each equation that can be evaluated."""
    update = inspect(all_rules(), key, step)
    recorded = {q.symbol: q.value[axis] for q in update.made if q.role in ("state", "weights")}
    values = dict(all_rules().scenario.optimizers[key])
    for _, name, right, known, _ in worked(
        OPTIMIZERS[key], values, list(update.given), list(update.made), update.t, axis
    ):
        result = None if right is None else evaluate(right, known)
        if result is not None and name in recorded:
            yield name, result, recorded[name]


@in_one_test(key=sorted(OPTIMIZERS), step=[0, 1, 17], axis=[0, 1])
def test_the_printed_formula_gives_the_run_s_numbers(key, step, axis):
    for name, result, real in equations(key, step, axis):
        assert result == pytest.approx(real, rel=1e-8, abs=1e-12), f"{key}: {name} on the page is not what is drawn"


@in_one_test(key=sorted(set(OPTIMIZERS) - IN_WORDS))
def test_the_whole_formula_can_be_evaluated(key):
    assert "w_t" in [name for name, _, _ in equations(key, 5, 0)]


@in_one_test(key=sorted(OPTIMIZERS))
def test_the_shown_numbers_recompute_the_step(key):
    """The table's rounded numbers give the next weights up to that rounding."""
    optimizer, step = OPTIMIZERS[key], 7
    update = inspect(all_rules(), key, step)
    shown = [tuple(float(f"{v:.8g}") for v in q.value) for q in update.given]
    w, g, *state = shown
    c = optimizer.table(dict(all_rules().scenario.optimizers[key]), update.t)[update.t - 1]
    loss = lambda at: LANDSCAPES["rosenbrock"].value_and_gradient(*at, (1.0, 100.0))  # noqa: E731
    after, _ = optimizer.step(w, update.loss, g, tuple(state), tuple(c.tolist()), loss)
    assert after == pytest.approx(update.made[-1].value, rel=1e-5, abs=1e-6)


def test_at_the_end_the_last_update_is_shown():
    assert inspect(all_rules(), "adam", 60).t == 60
    assert inspect(all_rules(), "adam", 0).t == 1


def test_a_run_without_steps_has_nothing_to_show():
    race = run(Scenario("rosenbrock", optimizers={"gd": {}}, steps=5))
    alone = replace(race["gd"], path=race["gd"].path[:1])
    assert inspect(replace(race, runs={"gd": alone}), "gd", 0) is None
    assert inspect(race, "gd", 0).t == 1


@in_one_test(key=sorted(OPTIMIZERS), language=LANGUAGES)
def test_the_table_has_words_in_both_languages(key, language):
    update = inspect(all_rules(), key, 3)
    rows = table(update, ("$x$", "$y$"), Words(language)).split("\n")
    assert len(rows) == 3 + len(update.given) + len(update.made)
    assert all(row.count("|") == 5 for row in rows)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r"1+2\cdot 3", 7.0),
        (r"-a\,b^2+|c|", -17.0),
        (r"\frac{a}{b-1}\left(1+1\right)^{a}", 4.0),
        (r"\tfrac12", 0.5),
        (r"\sqrt{b^2+c^2-1}", 3.0),
        (r"\max(a,\,b)\min(a,b)", 6.0),
        (r"\mathrm{sign}(c)", -1.0),
        (r"d", None),
        (r"\frac{1}{0}", None),
        (r"a+", None),
        (r"a)", None),
    ],
)
def test_arithmetic_in_latex(text, value):
    assert evaluate(text, {"a": 2.0, "b": 3.0, "c": -1.0}) == value


@pytest.mark.parametrize(("value", "text"), [(0.5, "0.5"), (-0.5, "(-0.5)"), (1e-8, r"({1\cdot 10^{-8}})")])
def test_numbers_in_formulas(value, text):
    assert latex_number(value) == text


@in_one_test(key=sorted(OPTIMIZERS))
def test_arrows_are_to_scale(key):
    header, parts = unpack(build(all_rules(), View(inspect=key), Words("en")))
    vectors = parts[header["inspect"]["part"]]["vectors"]
    entry = all_rules()[key]
    assert vectors.shape == (len(entry.path), len(header["inspect"]["vectors"]), 2)
    assert np.allclose(vectors[:-1, -1], np.diff(entry.path, axis=0), rtol=1e-6, atol=1e-12), "the step is not the step"
    assert np.allclose(vectors[:-1, 0], -entry.rate[:, None] * entry.gradient[:-1], rtol=1e-6)


def test_schedules_and_switched_off_parts_are_named_on_the_board():
    race = run(
        Scenario(
            "bowl",
            optimizers={"adam": {"without_bias_correction": 1.0}, "gd": {}},
            schedules={"gd": ("cosine", {})},
        )
    )
    header, parts = unpack(build(race, View(), Words("en")))
    notes = {entry["key"]: entry["notes"] for entry in header["runs"]}
    assert notes == {"adam": [Words("en").parameter("without_bias_correction")], "gd": [Words("en").schedule("cosine")]}
    assert header["rates"]
    rates = {entry["key"]: parts[entry["part"]]["rate"] for entry in header["runs"]}
    assert np.allclose(rates["gd"][1:], race["gd"].rate)
    assert rates["gd"][-1] < rates["gd"][1]
    assert np.ptp(rates["adam"]) == 0
