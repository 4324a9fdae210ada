"""Coupled rules: values of further evaluations, their number, and errors."""

from dataclasses import replace

import numpy as np
import pytest

from engine import abi, kernels
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from tests.support.engine_runs import COUPLED, LOOKING, call_update, raising, run, unit
from tests.support.in_one_test import in_one_test


@in_one_test(surface=LANDSCAPES.values())
def test_a_rule_that_evaluates_elsewhere_gets_the_surface_there(surface):
    seen = run(surface, LOOKING, lr=0.01, steps=3)
    for t, w in enumerate(seen.path[:-1].tolist()):
        there = run(surface, OPTIMIZERS["gd"], start=(w[0] + 1.0, w[1]), steps=0)
        assert seen.state[t + 1].tolist() == [[there.loss[0], seen.loss[t]], there.gradient[0].tolist()]
    assert seen.looks.tolist() == [1.0] * 3


@pytest.mark.parametrize(("key", "looks"), [("gd", 0), ("adam", 0), ("clipped_gd", 0), ("sam", 1), ("newton", 4)])
def test_looks_are_counted(key, looks):
    assert set(run(LANDSCAPES["rosenbrock"], OPTIMIZERS[key], lr=1e-3).looks) == {looks}


def test_a_line_search_looks_no_more_often_than_it_may():
    seen = run(LANDSCAPES["rosenbrock"], OPTIMIZERS["lbfgs"], max_eval=5.0)
    assert 1 <= seen.looks.max() <= 5


@in_one_test(rule=COUPLED.values())
def test_lanes_of_one_block_evaluate_independently(rule):
    """64 runs in one block equal 64 single runs, with their own counts."""
    surface = LANDSCAPES["himmelblau"]
    table = rule.table({}, 1)
    addresses = kernels.update(rule), kernels.surface(surface)
    parameters = np.array([0.0])
    starts = np.random.default_rng(3).uniform(-4.0, 4.0, (abi.LANES, 2))
    w = abi.workspace(len(rule.state))
    w[: abi.STRIDE] = starts.T.ravel()
    for lane, start in enumerate(starts):
        at = run(surface, OPTIMIZERS["gd"], start=tuple(start), steps=0)
        w[abi.F + lane] = at.loss[0]
        w[abi.G + lane :: abi.LANES][:2] = at.gradient[0]
    assert call_update(addresses[0], abi.LANES, w, table[0], addresses[1], parameters) == 0
    for lane, start in enumerate(starts):
        alone = run(surface, rule, start=tuple(start), steps=1)
        assert w[lane] == alone.path[1, 0]
        assert w[abi.LANES + lane] == alone.path[1, 1]
        assert w[abi.F + abi.LANES + lane] == alone.looks[0]


def test_a_surface_that_raises_in_a_further_evaluation_is_named():
    with pytest.raises(RuntimeError, match="raising or looking raised"):
        run(unit(raising, ()), LOOKING, start=(0.5, 0.0), steps=1)


def unpaired(w, f, g, state, c, loss):
    return w, state[:1]


def test_a_rule_that_returns_too_few_state_numbers_is_refused():
    with pytest.raises(Exception, match="declares 2 state numbers"):
        run(LANDSCAPES["bowl"], replace(LOOKING, update=unpaired, key="unpaired"))
