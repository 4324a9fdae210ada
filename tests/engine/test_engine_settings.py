"""Runs with settings of their own, with what is measured along them, equal single runs, bit for bit."""

import numpy as np
import pytest

from engine import Stopped, crowds, recall, sweep, trace, visit
from experiments.batches import batches, tilts
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from tests.support.in_one_test import in_one_test

STEPS, N = 37, 21
TARGET = 0.5
CASES = ("plain", "schedule", "noise", "batches")


def drawn(rule, n, seed):
    """Random values of every hyperparameter, ``(n,)`` each; every third run has the defaults but for lr."""
    random = np.random.default_rng(seed)
    values = {}
    for h in rule.hyperparameters:
        low, high = h.bounds
        column = random.uniform(low, high, n)
        if h.scale == "log":
            column = np.clip(10.0 ** random.uniform(-5.0, 0.5, n), low, high)
        elif h.scale in ("whole", "switch"):
            column = random.integers(int(low), int(min(high, 50)), n, endpoint=True).astype(float)
        column[::3] = column[0] if h.name == "lr" else h.default
        values[h.name] = column
    return values


def alone(surface, rule, values, start, noise, factor):
    """Result of one run by :func:`engine.trace`, measured in plain Python."""
    p = surface.values({})
    run = trace(surface, p, rule, values, start, STEPS, factor, **noise)
    path = run.path
    if rule.answer:
        path = run.state[:, rule.state.index(rule.answer)].copy()
        path[0] = run.path[0]
    losses = visit(surface, p, path)[0].tolist()
    total, lowest = 0.0, np.inf
    for f in losses:
        total += f
        lowest = lowest if np.isnan(f) else min(lowest, f)
    reached = next((t for t, f in enumerate(losses) if f <= TARGET), -1)
    why = Stopped.FINISHED if run.stopped is None else Stopped.DIVERGED
    numbers = np.array([*path[-1], losses[-1], lowest, total / len(losses)])
    return numbers, (len(path) - 1, why, reached)


def check(surface, rule, values, starts, case):
    factor = np.linspace(1.0, 0.1, STEPS) if case == "schedule" else None
    noise = {}
    if case == "noise":
        noise = {"tilt": tilts(0.3, STEPS, 3)}
    if case == "batches":
        noise = {"batches": batches(len(surface.samples_of(surface.values({}))), 7, STEPS, 3)}
    found = sweep(
        surface, surface.values({}), rule, values, starts, STEPS, factor=factor, measured=True, target=TARGET, **noise
    )
    for j in range(N):
        mine = {name: float(column[j]) if np.ndim(column) else column for name, column in values.items()}
        start = tuple(np.broadcast_to(starts, (N, 2))[j].tolist())
        numbers, counts = alone(surface, rule, mine, start, noise, factor)
        got = np.array([*found.ends[j], found.losses[j], found.lowest[j], found.mean[j]])
        assert got.tobytes() == numbers.tobytes(), (rule.key, case, j, mine, got, numbers)
        assert (found.steps[j], found.stopped[j], found.reached[j]) == counts, (rule.key, case, j)


@in_one_test(key=list(OPTIMIZERS))
def test_every_run_has_settings_of_its_own(key):
    same_in_every_case(key)


def same_in_every_case(key):
    rule = OPTIMIZERS[key]
    for number, case in enumerate(CASES):
        surface = LANDSCAPES["logistic_regression" if case == "batches" else "six_hump_camel"]
        values = drawn(rule, N, number)
        check(surface, rule, values, [surface.starts[0]], case)
        if case != "plain":
            shared = {name: column[1] for name, column in values.items()}
            starts = np.random.default_rng(4).uniform(-3.0, 3.0, (N, 2))
            check(surface, rule, shared, starts, case)


def test_a_remembered_power_is_the_power():
    """Also where two powers share a place in the memo, which holds fewer than these."""
    adam, n = OPTIMIZERS["adam"], 2000
    values = {"beta1": np.linspace(0.0, 0.99, n), "beta2": np.linspace(0.99, 0.5, n)}
    surface = LANDSCAPES["rosenbrock"]
    found = sweep(surface, surface.values({}), adam, values, [surface.starts[0]], 20)
    for j in range(0, n, 97):
        mine = {name: float(column[j]) for name, column in values.items()}
        alone = trace(surface, surface.values({}), adam, mine, surface.starts[0], 20)
        assert found.ends[j].tobytes() == alone.path[-1].tobytes()


def test_powers_are_computed_beforehand_where_they_can_be():
    found = {key: recall.parts(rule.coefficients) for key, rule in OPTIMIZERS.items()}
    assert not found["gd"]
    assert found["adam"].count == 2
    assert found["nadam"].count == 3
    late = {key for key, two in found.items() if two and not two.powers}
    assert late == {"asgd", "schedule_free_adamw", "schedule_free_sgd"}, "their powers depend on rates of steps before"


@pytest.mark.parametrize(
    ("values", "starts", "error"),
    [
        ({"lr": [0.1, 0.2]}, [[0.0, 0.0]] * 3, ValueError),
        ({"lr": [0.1, 0.2], "momentum": [0.1]}, [[0.0, 0.0]], ValueError),
        ({"lr": [[0.1]]}, [[0.0, 0.0]], ValueError),
        ({"nothing": [0.1]}, [[0.0, 0.0]], TypeError),
    ],
)
def test_settings_of_a_wrong_shape_are_refused(values, starts, error):
    bowl = LANDSCAPES["bowl"]
    with pytest.raises(error):
        sweep(bowl, bowl.values({}), OPTIMIZERS["momentum"], values, starts, 3)


@pytest.mark.parametrize("piece", [1, 100, 1000])
def test_pieces_of_steps_make_no_difference(monkeypatch, piece):
    """Every kind of carried number, and pieces that end between two checks for runs that have ended."""
    monkeypatch.setattr(crowds, "PIECE", piece)
    for key in ("nadam", "asgd", "schedule_free_adamw", "sam", "rprop"):
        same_in_every_case(key)
    bowl, gd = LANDSCAPES["bowl"], OPTIMIZERS["gd"]
    starts = np.random.default_rng(2).uniform(-3.0, 3.0, (70, 2))
    whole = [sweep(bowl, bowl.values({}), gd, {"lr": 0.05}, starts, 40, tolerance=1.0)]
    monkeypatch.undo()
    whole.append(sweep(bowl, bowl.values({}), gd, {"lr": 0.05}, starts, 40, tolerance=1.0))
    assert whole[0].ends.tobytes() == whole[1].ends.tobytes()
    assert whole[0].steps.tolist() == whole[1].steps.tolist()


def test_a_chunk_that_is_cancelled_in_its_midst_was_not_made(monkeypatch):
    monkeypatch.setattr(crowds, "PIECE", 64)
    bowl, asked = LANDSCAPES["bowl"], iter([False, False, False, True])
    found = sweep(
        bowl, bowl.values({}), OPTIMIZERS["gd"], {}, [[1.0, 1.0]] * 64, 50, cancelled=lambda: next(asked), measured=True
    )
    assert set(found.stopped.tolist()) == {Stopped.CANCELLED}
    assert np.isnan(found.ends).all()
    assert np.isnan(found.mean).all()
    assert not found.steps.any()
