"""The ends of a sweep equal the ends of single runs, bit for bit."""

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from engine import BIG, Stopped, lanes, sweep, trace
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from tests.support.engine_runs import raising, unit
from tests.support.in_one_test import in_one_test

BOWL, GD = LANDSCAPES["bowl"], OPTIMIZERS["gd"]
SAMPLE = ("adam", "rprop", "momentum", "lbfgs", "sam")
PAIRS = [(s, o) for s in LANDSCAPES for o in OPTIMIZERS if o in SAMPLE or s in ("rosenbrock", "ackley", "plateau")]


def swept(surface, rule, starts, steps=40, *, lr=None, **more):
    values = {} if lr is None else {"lr": lr}
    return sweep(surface, surface.values({}), rule, values, starts, steps, **more)


def scattered(surface, n, seed=5):
    """Starts in the picture, and some far outside it, where many runs diverge."""
    random = np.random.default_rng(seed)
    (x0, x1), (y0, y1) = surface.domain
    starts = random.uniform((x0, y0), (x1, y1), (n, 2))
    starts[::7] *= 10.0 ** random.uniform(1.0, 8.0, (len(starts[::7]), 1))
    return starts


def same_as_traces(result, surface, rule, starts, steps, *, lr=None, tolerance=0.0, factor=None):
    values = {} if lr is None else {"lr": lr}
    for j, start in enumerate(starts):
        alone = trace(surface, surface.values({}), rule, values, tuple(start), steps, factor)
        n, why = len(alone.path) - 1, Stopped.FINISHED if alone.stopped is None else Stopped.DIVERGED
        if tolerance:
            looked_at = [t for t in range(n + 1) if (t % lanes.EVERY == 0 or t == steps) and t != alone.stopped]
            short = [t for t in looked_at if np.sqrt(np.sum(alone.gradient[t] ** 2)) < tolerance]
            n, why = (short[0], Stopped.TOLERANCE) if short else (n, why)
        swept = result.stopped[j], result.steps[j], result.ends[j].tobytes(), result.losses[j].tobytes()
        assert swept == (why, n, alone.path[n].tobytes(), alone.loss[n].tobytes()), (
            f"{rule.key} on {surface.key} from {start}: a map's cell is not the run it stands for"
        )


@in_one_test(pair=PAIRS)
def test_every_end_is_the_end_of_the_trace(pair):
    surface, rule = LANDSCAPES[pair[0]], OPTIMIZERS[pair[1]]
    starts = scattered(surface, 70)  # one full block and one of six
    same_as_traces(swept(surface, rule, starts), surface, rule, starts, 40)


@pytest.mark.parametrize("lr", [0.02, 0.15])
def test_runs_that_end_early_do_not_affect_others(lr):
    """GD on the camel: some runs diverge at once, some later, some converge, so blocks shrink at different steps."""
    surface = LANDSCAPES["six_hump_camel"]
    starts = scattered(surface, 300)
    result = swept(surface, GD, starts, 200, lr=lr, tolerance=1e-3)
    assert len(set(result.stopped.tolist())) >= 2
    assert len(set(result.steps.tolist())) > 4
    same_as_traces(result, surface, GD, starts, 200, lr=lr, tolerance=1e-3)
    order = np.random.default_rng(1).permutation(len(starts))
    again = swept(surface, GD, starts[order], 200, lr=lr, tolerance=1e-3)
    assert again.ends.tobytes() == result.ends[order].tobytes()
    assert again.steps.tolist() == result.steps[order].tolist()


@pytest.mark.parametrize("steps", [0, 1, 15, 16, 17, 40])
def test_tolerance_is_checked_every_16_steps_and_at_the_end(steps):
    starts = scattered(BOWL, 65)
    result = swept(BOWL, GD, starts, steps, lr=0.05, tolerance=2.0)
    same_as_traces(result, BOWL, GD, starts, steps, lr=0.05, tolerance=2.0)
    assert Stopped.TOLERANCE in result.stopped


@pytest.mark.parametrize("n", [0, 1, 63, 64, 65, 1024, 1025])
def test_any_number_of_starts(n):
    starts = scattered(BOWL, n)
    reports = []
    result = swept(BOWL, OPTIMIZERS["adam"], starts, 5, progress=lambda *done: reports.append(done))
    assert (result.ends.shape, result.losses.shape, result.steps.shape, result.stopped.shape) == (
        (n, 2),
        (n,),
        (n,),
        (n,),
    )
    same_as_traces(result, BOWL, OPTIMIZERS["adam"], starts, 5)
    assert reports == [(done, n) for done in (*range(1024, n, 1024), *([n] if n else []))]


def test_starts_that_are_not_finite():
    starts = [(np.nan, 0.0), (np.inf, 1.0), (0.0, -BIG), (1.0, 1.0), (-0.0, 0.0)]
    for key in ("gd", "schedule_free_sgd"):  # the second begins with a state that copies its weights
        result = swept(BOWL, OPTIMIZERS[key], starts, 3)
        same_as_traces(result, BOWL, OPTIMIZERS[key], starts, 3)
        assert result.stopped[:3].tolist() == [Stopped.DIVERGED] * 3


@pytest.mark.parametrize("rule", ["adam", "schedule_free_sgd", "rprop"])
def test_a_schedule_applies_to_all_runs(rule):
    factor, starts = np.linspace(0.5, 0.1, 20), scattered(BOWL, 5)
    result = swept(BOWL, OPTIMIZERS[rule], starts, 20, factor=factor)
    same_as_traces(result, BOWL, OPTIMIZERS[rule], starts, 20, factor=factor)


def test_cancelled_runs_are_marked_and_finished_ones_are_kept():
    answers = iter([False, True])
    starts = scattered(BOWL, 3000)
    result = swept(BOWL, GD, starts, 5, cancelled=lambda: next(answers))
    same_as_traces(result, BOWL, GD, starts[:50], 5)
    assert Stopped.CANCELLED not in result.stopped[:1024]
    assert set(result.stopped[1024:]) == {Stopped.CANCELLED}
    assert np.isnan(result.ends[1024:]).all()
    assert np.isnan(result.losses[1024:]).all()


@pytest.mark.parametrize(
    ("starts", "steps", "more", "said"),
    [
        ([1.0, 2.0], 5, {}, r"\(n, 2\)"),
        ([[1.0, 2.0, 3.0]], 5, {}, r"\(n, 2\)"),
        ([[[1.0, 2.0]]], 5, {}, r"\(n, 2\)"),
        ([[1.0, 2.0]], -1, {}, "negative"),
        ([[1.0, 2.0]], 5, {"tolerance": -1.0}, "tolerance"),
        ([[1.0, 2.0]], 5, {"tolerance": np.nan}, "tolerance"),
        ([[1.0, 2.0]], 5, {"factor": np.ones(4)}, "factor"),
    ],
)
def test_wrong_shapes_are_refused(starts, steps, more, said):
    with pytest.raises(ValueError, match=said):
        swept(BOWL, GD, starts, steps, **more)


def test_a_wrong_number_of_parameters_is_refused():
    with pytest.raises(ValueError, match="parameters expected"):
        sweep(BOWL, (), GD, {}, [[1.0, 1.0]], 5)


def test_a_surface_that_raises_is_named():
    with pytest.raises(RuntimeError, match="raising"):
        sweep(unit(raising, ()), (), GD, {}, [[0.0, 0.0], [2.0, 0.0]], 5)


def test_concurrent_sweeps_equal_sequential_ones():
    work = [(LANDSCAPES["rastrigin"], OPTIMIZERS["adam"]), (LANDSCAPES["ackley"], OPTIMIZERS["lbfgs"])]
    jobs = [(surface, rule, scattered(surface, 2100)) for surface, rule in work]
    gate = threading.Barrier(2, timeout=60)

    def together(surface, rule, starts):
        gate.wait()
        return swept(surface, rule, starts, 30)

    with ThreadPoolExecutor(2) as pool:
        result = list(pool.map(together, *zip(*jobs, strict=True)))
    for got, job in zip(result, jobs, strict=True):
        alone = swept(*job, 30)
        assert got.ends.tobytes() == alone.ends.tobytes()
        assert got.steps.tolist() == alone.steps.tolist()
