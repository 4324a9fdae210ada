"""The engine's own sine, cosine, exponential and logarithm: as exact as libm, and really vectorised."""

import math
import re

import numpy as np
import pytest
from numba import njit

from engine import abi, kernels, lanes, vecmath
from engine.cache import KernelCache
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS

RANDOM = np.random.default_rng(3)
QUARTERS = np.arange(60_000) * (math.pi / 2)  # where what is left after whole quarter turns is smallest
TURNS = np.concatenate([RANDOM.uniform(-1e5, 1e5, 50_000), RANDOM.uniform(-9, 9, 50_000), QUARTERS, -QUARTERS])
INPUTS = {
    "sin": TURNS,
    "cos": TURNS,
    "exp": np.concatenate([RANDOM.uniform(-708, 709, 50_000), RANDOM.uniform(-1, 1, 50_000)]),
    "log": np.concatenate([np.exp(RANDOM.uniform(-708, 709, 50_000)), 1 + RANDOM.uniform(-0.5, 1, 50_000)]),
}
EDGES = [0.0, 5e-324, 1e-310, 1e-9, 709.78, 709.79, -745.1, -745.2, 1e300, -1e300, math.inf, -math.inf, math.nan]


def over(name, values):
    function = getattr(vecmath, name)

    @njit(error_model="numpy")
    def each(x, out):
        for i in range(x.size):
            out[i] = function(x[i])

    out = np.empty_like(values)
    each(values, out)
    return out, each


@pytest.mark.skipif(np.finfo(np.longdouble).nmant <= 52, reason="needs a long double longer than a double")
@pytest.mark.parametrize("name", INPUTS)
def test_within_two_units_in_the_last_place(name):
    x = INPUTS[name]
    exact = getattr(np, name)(x.astype(np.longdouble))
    got, _ = over(name, x)
    error = np.abs(got - exact) / np.spacing(np.abs(exact.astype(np.float64)))
    assert error.max() <= 2.0, f"{name}({x[error.argmax()]!r}) is {error.max():.2f} ulp off"


@pytest.mark.parametrize("name", ["exp", "log"])
def test_edges_are_those_of_numpy(name):
    x = np.array(EDGES)
    with np.errstate(all="ignore"):
        expected = getattr(np, name)(x)
    np.testing.assert_allclose(over(name, x)[0], expected, rtol=4e-16, atol=0)


def near_midpoints(coefficients, reach=5):
    """Numbers whose quotient by one of the (odd) 53-bit ``coefficients`` lies as near as can be between two doubles."""
    for coefficient in coefficients:
        inverse = pow(2**54, -1, coefficient)
        for left in range(-reach, reach + 1, 2):
            number = left * inverse % coefficient
            if number >= 2**52 and (number * 2**54 - left) // coefficient % 2:
                yield float(number), float(coefficient)


def test_a_quotient_is_the_division_s_to_the_last_bit():
    odd = RANDOM.integers(2**51, 2**52, 4000) * 2 + 1
    hard = np.array(list(near_midpoints([int(one) for one in odd] + [2**53 - 1, 2**52 + 1])))
    plain = np.stack([np.exp(RANDOM.uniform(-450, 450, 100_000)), RANDOM.uniform(1e-3, 1, 100_000)], axis=1)
    edges = np.array([[n, c] for n in (0.0, 1e-162, math.inf, math.nan) for c in (1e-3, 0.7, 1.0)])
    assert len(hard) > 5000

    @njit(error_model="numpy")
    def each(pairs, out):
        for i in range(out.size):
            out[i] = vecmath.quotient(pairs[i, 0], pairs[i, 1])

    for pairs in (hard, hard * [2.0**-60, 2.0**-53], plain, edges):
        out = np.empty(len(pairs))
        each(pairs, out)
        np.testing.assert_array_equal(out, pairs[:, 0] / pairs[:, 1])


@pytest.mark.parametrize("name", ["sin", "cos"])
def test_out_of_range_is_nan_never_a_wrong_number(name):
    x = np.array([vecmath.LIMIT * 1.0000001, -1e6, 1e22, 1e300, math.inf, -math.inf, math.nan])
    assert np.isnan(over(name, x)[0]).all()
    assert not np.isnan(over(name, np.array([vecmath.LIMIT, -vecmath.LIMIT]))[0]).any()


@pytest.mark.parametrize("name", INPUTS)
def test_each_compiles_to_vector_instructions(name):
    _, each = over(name, np.array([1.0]))
    assert_vectorised("".join(each.inspect_llvm().values()), name)


@pytest.mark.parametrize("unit", ["rastrigin", "rosenbrock", "ackley", "adam"])
def test_blocks_compile_to_vector_instructions(unit, monkeypatch):
    monkeypatch.setattr(KernelCache, "load_overload", lambda *_: None)  # what comes from the disk has no listing
    monkeypatch.setattr(KernelCache, "save_overload", lambda *_: None)
    if unit in LANDSCAPES:
        block = kernels._surface(unit, LANDSCAPES[unit].value_and_gradient, len(LANDSCAPES[unit].parameters))
    else:
        rule = OPTIMIZERS[unit]
        block = kernels._update(unit, rule.update, len(rule.state), rule.table({}, 1).shape[1])
    assert_vectorised("".join(block.function.inspect_llvm().values()), unit)


def test_a_sweep_looks_for_diverged_lanes_with_vector_instructions():
    each = njit(error_model="numpy")(lambda w, n: lanes._doubtful(abi.pointer(w, 0), n))
    assert not each(abi.workspace(0), abi.LANES)
    assert re.search(r"fcmp \w+ <\d+ x double>", "".join(each.inspect_llvm().values()))


def assert_vectorised(llvm, name):
    assert re.search(r"fmul <\d+ x double>", llvm), f"{name}: maps would be computed one point at a time"
