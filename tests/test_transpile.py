"""What units are written with means the same in JavaScript; what has no counterpart is refused, by file and line."""

import math
import re
from math import copysign

import numpy as np
import pytest

from ravine.stage.transpile import TranspileError, module
from tests.node import in_node

# ── The language, construct by construct ──

HALF, PAIR = 0.5, (2, -0.0)


def helper(x, k=3.0):
    return x * k, (x - k,)


def made(offset):
    def inner(x, y):
        return x + offset + y

    return inner


def counting(x, y):
    """A docstring says nothing."""
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
    return a, b, c, zero * 1.0, -zero, PAIR[0] * HALF, PAIR[1], -x, +y, x**2, x**5, abs(y) ** 0.5, 7 / 2


def functions(x, y):
    return (
        min(x, y),
        max(y, x, 1.0),
        x % y,
        copysign(x, y),
        math.hypot(x, y),
        math.fabs(x),
        math.atan2(y, x),
        math.tanh(x),
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


@pytest.fixture(scope="module")
def spoken():
    tried = [*LANGUAGE, (made(0.25), PLAIN)]
    asked = []
    for function, given in tried:
        usable = [case for case in given if _python(function, case) is not None]
        asked.append((module({"f": function}), [("f", case) for case in usable]))
    return {
        f.__name__: (f, calls, found) for (f, _), (_, calls), found in zip(tried, asked, in_node(asked), strict=True)
    }


def _python(function, case):
    """What Python says, as plain numbers; None where it raises and a compiled unit would not."""
    try:
        answer = function(*case)
    except (ZeroDivisionError, ValueError, OverflowError):
        return None
    return [float(one) for one in answer] if isinstance(answer, tuple) else float(answer)


@pytest.mark.parametrize("name", ["counting", "choosing", "numbers", "functions", "rounding", "inner"])
def test_a_construct_means_in_the_browser_what_it_means_in_python(spoken, name):
    function, calls, found = spoken[name]
    assert len(calls) >= 4
    for (_, case), answer in zip(calls, found, strict=True):
        wanted = np.array(_python(function, case))
        exact = np.array_equal(answer, wanted, equal_nan=True)
        assert exact or np.allclose(answer, wanted, rtol=1e-15, atol=0.0, equal_nan=True), (case, answer, wanted)
        zeros = wanted == 0.0
        assert np.array_equal(np.signbit(np.array(answer)[zeros]), np.signbit(wanted[zeros])), (case, answer, wanted)


def test_where_python_raises_the_browser_does_as_the_compiler():
    def edges(x, y):
        return x / y, x % y, math.sqrt(x), math.log(y), x**-1, math.pow(1.0, math.nan)

    (found,) = in_node([(module({"f": edges}), [("f", (-1.0, 0.0)), ("f", (0.0, 0.0))])])
    assert np.array_equal(found[0], [-math.inf, math.nan, math.nan, -math.inf, -1.0, 1.0], equal_nan=True)
    assert np.array_equal(found[1], [math.nan, math.nan, 0.0, -math.inf, math.inf, 1.0], equal_nan=True)


def test_the_length_of_an_array_is_a_whole_number():
    def lengths(p):
        last = len(p) - 1
        return len(p), last, -(last - 2), len(PAIR)

    found = in_node([(module({"f": lengths}), [("f", ([],)), ("f", ([0.5, 1.5, 2.5],))])])[0]
    assert np.array_equal(found, [lengths(()), lengths((0.5, 1.5, 2.5))])
    assert not np.signbit(found[1][2]), "a whole number has no negative zero"


# ── What it refuses ──

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
    numpys: "line {1}, numpys: “np.sin”, which it does not know",
}


@pytest.mark.parametrize("function", REFUSED)
def test_what_has_no_counterpart_is_refused_by_file_and_line(function):
    line = function.__code__.co_firstlineno
    said = REFUSED[function].format(*range(line, line + 4))
    with pytest.raises(TranspileError, match=re.escape(f"tests.test_transpile, {said}")):
        module({"f": function})


def test_a_helper_is_refused_where_it_stands():
    with pytest.raises(TranspileError, match="divides: an operator"):
        module({"f": through_a_helper})


@pytest.mark.parametrize("thing", [math.sin, lambda x: x, 3.0, eval("lambda x: x")])
def test_what_is_no_written_function_is_refused(thing):
    with pytest.raises(TranspileError):
        module({"f": thing})
