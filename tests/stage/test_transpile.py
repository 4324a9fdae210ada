"""Transpiled constructs mean the same in JavaScript; unsupported ones are refused with file and line."""

import math
import re
from math import copysign

import numpy as np
import pytest
from numba import njit

from ravine.stage import units
from ravine.stage.transpile import TranspileError
from ravine.stage.transpile import module as written
from tools.node import in_node
from vecmath import atan2, hypot, pow, select, sin, tanh


def module(exports):
    return written(exports, units.ARITHMETIC)


# ── The language, construct by construct ──

HALF, PAIR = 0.5, (2, -0.0)


def helper(x, k=3.0):
    return x * k, (x - k,)


def made(offset):
    def inner(x, y):
        return x + offset + y

    return inner


def counting(x, y):
    """A docstring, which is left out."""
    total = steps = 0.0
    for i in range(2, 9, 3):
        steps = steps + 1.0
        if i == 5:
            continue
        i = i * 2  # noqa: PLW2901 - Python's range goes on undisturbed
        total += i * x
    for j in range(4, 0, -1):
        total -= j
        if total < -8.0:
            break
    while steps > 0.0 and not total > 1e3:
        steps -= 1.0
        total = total * 2.0 if steps < 2 else total - y
    else_ = total
    return else_, steps, i, j


def choosing(x, y):
    if x < y <= 2.0:
        kind = 1
    elif x or y:
        kind = 2
    else:
        kind = 3
    new, var = y, x
    new, var = var, new
    both = (x > 0.0 or y > 0.0) and not x == y  # noqa: SIM201
    return kind, new, var, both, (x > y) + 1.0, (x > y) == 1, bool(x), 0.0 < x != y


def numbers(x, y):
    (a, (b,)), c = helper(x), helper(y, 2)[0]
    zero = 0 * -1
    return a, b, c, zero * 1.0, -zero, PAIR[0] * HALF, PAIR[1], -x, +y, x**2, pow(abs(y), 0.5), 7 / 2


TABLE = (0.5, 1.5, 2.5, 3.5, 4.5, 5.5)
MASK = 7


def rotated(row, by):
    kept = TABLE[1:]
    for _ in range(by):
        row = row[1:] + (row[0],)  # noqa: RUF005
        kept = kept[-1:] + kept[:-1]
    return row + kept


def is_large(x):
    return x > 2.0 or not x < 1e9


def tuples(x, y):
    row = rotated((x, y, x + y), 2)
    large = is_large(x) and y != 0.0
    k = int(min(abs(x), 5.0))
    both = (x > 0.0) & (y > 0.0)
    picked = select(both, row[-1], row[-2])
    return row + (large, large and both, TABLE[k], k & 3, (k - 6) & MASK, picked, len(row))  # noqa: RUF005


def functions(x, y):
    return (
        min(x, y),
        max(y, x, 1.0),
        x % y,
        copysign(x, y),
        hypot(x, y),
        math.fabs(x),
        atan2(y, x),
        tanh(x),
        sin(x) if abs(x) < 1e300 else 0.0,
        math.isnan(x),
        math.isfinite(y),
        math.fmod(x, y),
        math.radians(x),
        float(x > y),
    )


def rounding(x, y):
    return math.floor(x), math.ceil(x), int(x), math.trunc(y), 1.0 / (int(x) - 3 * 0 + math.inf), math.e, math.nan


ROUNDED = [(1.5, -0.5), (-0.5, 0.0), (-2.5, 7.9), (0.0, -3.0)]
PLAIN = [*ROUNDED, (3.0, 3.0), (1.0, 2.0), (-7.0, 2.5), (7.0, -2.5), (-6.0, 2.0), (1e300, -1e-300), (0.1, 0.2)]
ODD = [*PLAIN, (math.nan, 1.0), (1.0, math.nan), (-0.0, 5.0), (5.0, math.inf), (-5.0, math.inf), (math.inf, -1.0)]
LANGUAGE = [(counting, PLAIN), (choosing, ODD), (numbers, ODD), (functions, PLAIN), (rounding, ROUNDED)]
LANGUAGE += [(tuples, PLAIN)]


@pytest.fixture(scope="module")
def results():
    tried = [*LANGUAGE, (made(0.25), PLAIN)]
    asked = []
    for function, given in tried:
        usable = [case for case in given if _python(function, case) is not None]
        asked.append((module({"f": function}), [("f", case) for case in usable]))
    return {
        f.__name__: (f, calls, found) for (f, _), (_, calls), found in zip(tried, asked, in_node(asked), strict=True)
    }


def _python(function, case):
    """Python's result as plain numbers; None if Python raises where a compiled unit does not."""
    try:
        answer = function(*case)
    except (ZeroDivisionError, ValueError, OverflowError):
        return None
    return [float(one) for one in answer] if isinstance(answer, tuple) else float(answer)


@pytest.mark.parametrize("name", [*(f.__name__ for f, _ in LANGUAGE), "inner"])
def test_a_construct_means_the_same_in_the_browser_and_in_python(results, name):
    function, calls, computed = results[name]
    assert len(calls) >= 4
    for (_, case), answer in zip(calls, computed, strict=True):
        expected = np.array(_python(function, case))
        assert np.array_equal(answer, expected, equal_nan=True), (case, answer, expected)
        zeros = expected == 0.0
        assert np.array_equal(np.signbit(np.array(answer)[zeros]), np.signbit(expected[zeros])), (
            case,
            answer,
            expected,
        )


def test_if_python_raises_the_browser_equals_the_compiler():
    def edges(x, y):
        return x / y, x % y, math.sqrt(x), math.log(y), x**-1, math.pow(1.0, math.nan)

    (computed,) = in_node([(module({"f": edges}), [("f", (-1.0, 0.0)), ("f", (0.0, 0.0))])])
    assert np.array_equal(computed[0], [-math.inf, math.nan, math.nan, -math.inf, -1.0, 1.0], equal_nan=True)
    assert np.array_equal(computed[1], [math.nan, math.nan, 0.0, -math.inf, math.inf, 1.0], equal_nan=True)


def test_a_whole_power_is_the_products_that_the_compiler_makes():
    def power(x, y):
        return x**5, x**-3, y**7

    compiled = njit(error_model="numpy")(power)
    cases = [case for case in PLAIN if case[0] != 0.0]
    (computed,) = in_node([(module({"f": power}), [("f", case) for case in cases])])
    for case, answer in zip(cases, computed, strict=True):
        assert np.array_equal(answer, compiled(*case)), case


def test_the_length_of_an_array_is_a_whole_number():
    def lengths(p):
        last = len(p) - 1
        return len(p), last, -(last - 2), len(PAIR)

    computed = in_node([(module({"f": lengths}), [("f", ([],)), ("f", ([0.5, 1.5, 2.5],))])])[0]
    assert np.array_equal(computed, [lengths(()), lengths((0.5, 1.5, 2.5))])
    assert not np.signbit(computed[1][2]), "a whole number has no negative zero"


# ── Refusals ──

HIDDEN = [1.0, 2.0]


def comprehends(x, y, p):
    return sum(k * x for k in range(3))


def lists(x, y, p):
    z = x
    z += HIDDEN[0]
    return z


def divides(x, y, p):
    return x // y


def swallows(x, y, p):
    try:
        return x / y
    except ZeroDivisionError:
        return 0.0


def strings(x, y, p):
    return "x"


def unknown(x, y, p):
    return nowhere(x)  # noqa: F821


def named(x, y, p):
    return helper(x, k=2.0)


def either(x, y, p):
    return x or y


def numpys(x, y, p):
    return np.sin(x)


def roots(x, y, p):
    return x**0.5


def gammas(x, y, p):
    return math.gamma(x)


def adds_up(x, y, p):
    both = x & 3.5
    return both


def cuts(x, y, p):
    return p[int(x) :]


def through_a_helper(x, y, p):
    return divides(x, y, p)


REFUSED = {
    comprehends: "line {1}, comprehends: an expression of the kind “GeneratorExp”",
    lists: "line {2}, lists: [1.0, 2.0], which is neither",
    divides: "line {1}, divides: an operator of the kind “FloorDiv”",
    swallows: "line {1}, swallows: a statement of the kind “Try”",
    strings: "line {1}, strings: an expression of the kind “Constant”",
    unknown: "line {1}, unknown: “nowhere”, which it does not know",
    named: "line {1}, named: a call with named or starred arguments",
    either: "line {1}, either: an expression of the kind “BoolOp”",
    roots: "line {1}, roots: a power whose exponent is no whole number written out",
    gammas: "line {1}, gammas: a call of “math.gamma(x)”",
    adds_up: "line {1}, adds_up: an operator of the kind “BitAnd” without a mask",
    cuts: "line {1}, cuts: a slice whose ends are not written out",
    numpys: "line {1}, numpys: “np.sin”, which it does not know",
}


@pytest.mark.parametrize("function", REFUSED)
def test_unsupported_syntax_is_refused_with_file_and_line(function):
    line = function.__code__.co_firstlineno
    said = REFUSED[function].format(*range(line, line + 4))
    with pytest.raises(TranspileError, match=re.escape(f"tests.stage.test_transpile, {said}")):
        module({"f": function})


def test_a_refused_helper_is_named_with_its_own_line():
    with pytest.raises(TranspileError, match="divides: an operator"):
        module({"f": through_a_helper})


@pytest.mark.parametrize("thing", [math.sin, lambda x: x, 3.0, eval("lambda x: x")])
def test_anything_but_a_python_function_is_refused(thing):
    with pytest.raises(TranspileError):
        module({"f": thing})
