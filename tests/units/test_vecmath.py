"""Elementary functions of vecmath: accuracy, and equal bits in Python, over arrays and compiled."""

import math
import re
from functools import cache
from itertools import product

import mpmath
import numpy as np
import pytest
from numba import njit

import vecmath
from engine import abi, kernels, lanes, primitives
from engine.cache import KernelCache
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from tests.support.elementary import EDGES, SPECIAL, loop, over
from tests.support.in_one_test import in_one_test
from vecmath import arrays

RANDOM = np.random.default_rng(3)
QUARTERS = np.arange(60_000) * (math.pi / 2)  # arguments with the smallest remainders after quarter turns
TURNS = np.concatenate([RANDOM.uniform(-1e5, 1e5, 50_000), RANDOM.uniform(-9, 9, 50_000), QUARTERS, -QUARTERS])
INPUTS = {
    "sin": TURNS,
    "cos": TURNS,
    "exp": np.concatenate([RANDOM.uniform(-708, 709, 50_000), RANDOM.uniform(-1, 1, 50_000)]),
    "log": np.concatenate([np.exp(RANDOM.uniform(-708, 709, 50_000)), 1 + RANDOM.uniform(-0.5, 1, 50_000)]),
}
BRANCHLESS = {"sin": vecmath.near_sin, "cos": vecmath.near_cos, "exp": vecmath.exp, "log": vecmath.log}
# Largest error of each function in units of the last place, as declared in its module.
ULPS = {
    **dict.fromkeys(("sin", "cos", "exp", "log"), 2.0),
    **dict.fromkeys(("pow", "log2", "log10"), 0.501),
    **dict.fromkeys(("acos", "asin", "atan", "atan2", "expm1", "hypot", "log1p", "sinh", "cosh", "tan", "tanh"), 3.0),
}
PRECISE = {"pow": mpmath.power, "log2": lambda x: mpmath.log(x, 2)}


def arguments(name, count=400):
    """Arguments over the whole range of the function ``name``, most of them where it curves."""
    random = np.random.default_rng(11)
    size = 10.0 ** random.uniform(-12, 2, count)
    signed = size * random.choice([-1.0, 1.0], count)
    if name in ("atan2", "hypot"):
        return np.column_stack([signed, random.permutation(signed)])
    if name == "pow":
        whole = np.column_stack([random.uniform(0, 1, count), random.integers(1, 10_000, count)])
        return np.concatenate([whole, np.column_stack([size, random.uniform(-20, 20, count)])])
    if name in ("sin", "cos"):
        signed = np.concatenate([signed, 10.0 ** random.uniform(5, 308, count)])
    if name.startswith("log") and name != "log1p":
        signed = np.concatenate([size, np.exp(random.uniform(-700, 700, count)), 1 + 1e-9 * signed])
    if name in ("asin", "acos"):
        signed = np.clip(signed / 100, -1, 1)
    return (np.maximum(signed, -0.9) if name == "log1p" else signed)[:, None]


@pytest.mark.parametrize("name", sorted(ULPS))
def test_every_function_is_as_accurate_as_declared(name):
    function, precise = getattr(vecmath, name), PRECISE.get(name) or getattr(mpmath, name)
    with mpmath.workprec(1300):  # a sine of 1e308 needs its argument to the last digit
        for row in arguments(name).tolist():
            exact, got = precise(*map(mpmath.mpf, row)), function(*row)
            if abs(exact) > 1.7e308 or abs(exact) < 2.3e-308:
                continue
            error = abs(mpmath.mpf(got) - exact) / mpmath.mpf(math.ulp(float(exact)))
            assert error <= ULPS[name], f"{name}{tuple(row)} is {float(error):.3f} ulp off"


def test_powers_are_correctly_rounded():
    """torch uses the C library's power, which is sometimes not the nearest double."""
    with mpmath.workprec(200):
        for base in (0.9, 0.999, 0.99, 0.95, 0.8, 0.5, 0.98, 0.9999, 0.96):
            for t in range(1, 3000, 7):
                assert vecmath.pow(base, float(t)) == float(mpmath.mpf(base) ** t), f"{base}**{t}"


def test_powers_of_special_values_equal_c():
    for x in SPECIAL:
        for y in SPECIAL:
            try:
                wanted = math.pow(x, y)
            except (ValueError, OverflowError):
                with np.errstate(all="ignore"):
                    wanted = float(np.float_power(x, y))
            got = vecmath.pow(x, y)
            assert got == pytest.approx(wanted, rel=3e-16, abs=0, nan_ok=True), f"{x}**{y}"
            assert math.isnan(got) or math.copysign(1.0, got) == math.copysign(1.0, wanted), f"{x}**{y}: the sign"


@in_one_test(power=range(-300, 301, 25))
def test_logarithms_of_powers_are_whole_numbers(power):
    assert vecmath.log10(float(f"1e{power}")) == power
    assert vecmath.log2(2.0**power) == power


@pytest.mark.skipif(np.finfo(np.longdouble).nmant <= 52, reason="needs a long double longer than a double")
@pytest.mark.parametrize("name", INPUTS)
def test_within_two_units_in_the_last_place(name):
    x = INPUTS[name]
    exact = getattr(np, name)(x.astype(np.longdouble))
    got = over(BRANCHLESS[name], x)
    error = np.abs(got - exact) / np.spacing(np.abs(exact.astype(np.float64)))
    assert error.max() <= 2.0, f"{name}({x[error.argmax()]!r}) is {error.max():.2f} ulp off"


@pytest.mark.parametrize("name", ["exp", "log"])
def test_special_values_equal_numpy(name):
    x = np.array(EDGES)
    with np.errstate(all="ignore"):
        expected = getattr(np, name)(x)
    np.testing.assert_allclose(over(getattr(vecmath, name), x), expected, rtol=4e-16, atol=0)


@cache
def in_python(name):
    """Columns of arguments, all pairs of special ones among them, and what plain Python computes of each row."""
    rows = arguments(name, 2000)
    rows = np.concatenate([rows, list(product(SPECIAL, repeat=rows.shape[1]))])
    return np.ascontiguousarray(rows.T), np.array([getattr(vecmath, name)(*row) for row in rows.tolist()])


@pytest.mark.parametrize("name", sorted(ULPS))
def test_compiled_functions_equal_python(name):
    columns, plain = in_python(name)
    assert_same_bits(over(getattr(vecmath, name), *columns), plain)


@pytest.mark.parametrize("name", ["sin", "cos", "exp", "log", "pow", "hypot"])
def test_functions_over_arrays_equal_python(name):
    columns, plain = in_python(name)
    with np.errstate(all="ignore"):
        assert_same_bits(getattr(arrays, name)(*columns), plain)


def assert_same_bits(got, wanted):
    a_number = ~np.isnan(wanted)
    np.testing.assert_array_equal(np.isnan(got), ~a_number)
    np.testing.assert_array_equal(got[a_number].view(np.int64), wanted[a_number].view(np.int64))


def test_a_mean_does_not_depend_on_the_order():
    column = RANDOM.uniform(-1, 1, 1000) * 10.0 ** RANDOM.uniform(-9, 9, 1000)
    assert arrays.mean(column) == arrays.mean(column[::-1]) == arrays.mean(np.sort(column))
    assert arrays.deviation(column) == pytest.approx(column.std(), rel=1e-12)


def near_midpoints(coefficients, reach=5):
    """Numbers whose quotients by (odd) 53-bit ``coefficients`` are as close as possible to a midpoint of doubles."""
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
            out[i] = primitives.quotient(pairs[i, 0], pairs[i, 1])

    for pairs in (hard, hard * [2.0**-60, 2.0**-53], plain, edges):
        out = np.empty(len(pairs))
        each(pairs, out)
        np.testing.assert_array_equal(out, pairs[:, 0] / pairs[:, 1])


@pytest.mark.parametrize("near", [vecmath.near_sin, vecmath.near_cos])
def test_near_functions_give_nan_beyond_their_range(near):
    x = np.array([vecmath.LIMIT * 1.0000001, -1e6, 1e22, 1e300, math.inf, -math.inf, math.nan])
    assert np.isnan(over(near, x)).all()
    assert not np.isnan(over(near, np.array([vecmath.LIMIT, -vecmath.LIMIT]))).any()


@pytest.fixture
def no_cache(monkeypatch):
    """Kernels from the disk cache have no listing."""
    monkeypatch.setattr(KernelCache, "load_overload", lambda *_: None)
    monkeypatch.setattr(KernelCache, "save_overload", lambda *_: None)


@pytest.mark.usefixtures("no_cache")
@pytest.mark.parametrize("name", INPUTS)
def test_each_compiles_to_vector_instructions(name):
    assert_vectorised("".join(loop(BRANCHLESS[name], 1).inspect_llvm().values()), name)


@pytest.mark.usefixtures("no_cache")
@pytest.mark.parametrize("unit", ["rastrigin", "rosenbrock", "ackley", "adam"])
def test_blocks_compile_to_vector_instructions(unit):
    if unit in LANDSCAPES:
        block = kernels._surface(unit, LANDSCAPES[unit].value_and_gradient, len(LANDSCAPES[unit].parameters))
    else:
        rule = OPTIMIZERS[unit]
        block = kernels._update(unit, rule.update, len(rule.state), len(rule.columns))
    assert_vectorised("".join(block.function.inspect_llvm().values()), unit)


def test_a_sweep_looks_for_diverged_lanes_with_vector_instructions():
    each = njit(error_model="numpy")(lambda w, n: lanes._doubtful(abi.pointer(w, 0), n))
    assert not each(abi.workspace(0), abi.LANES)
    assert re.search(r"fcmp \w+ <\d+ x double>", "".join(each.inspect_llvm().values()))


def assert_vectorised(llvm, name):
    assert re.search(r"fmul <\d+ x double>", llvm), f"{name}: maps would be computed one point at a time"
