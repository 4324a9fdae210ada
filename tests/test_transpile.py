"""A surface in the browser is the surface of the engine: every module made from a declaration, run by node."""

import json
import math
import re
import subprocess
from dataclasses import replace
from functools import cache
from math import copysign

import numpy as np
import pytest

import engine
from engine.translate import VECTOR, mentions
from landscapes import LANDSCAPES, DataLandscape
from optimizers import OPTIMIZERS
from ravine import assets
from ravine.assets import exports
from ravine.stage.transpile import TranspileError, module

# One process evaluates everything: [{module, calls: [[name, arguments]]}] -> the answers, bit for bit.
NODE = """
const view = new DataView(new ArrayBuffer(8));
const bits = (x) => { view.setFloat64(0, Number(x)); return view.getBigUint64(0); };
const number = (hex) => { view.setBigUint64(0, BigInt(hex)); return view.getFloat64(0); };
const read = (x) => (Array.isArray(x) ? x.map(read) : number(x));
const write = (x) => (Array.isArray(x) ? x.map(write) : '0x' + bits(x).toString(16));
let text = '';
for await (const chunk of process.stdin) text += chunk;
const answers = [];
for (const { module, calls } of JSON.parse(text)) {
  const unit = await import('data:text/javascript,' + encodeURIComponent(module));
  answers.push(calls.map(([name, given]) => write(unit[name](...read(given)))));
}
console.log(JSON.stringify(answers));
"""


def in_node(asked):
    """Answers of ``[(module text, [(function, arguments)])]``, numbers nested as JavaScript gave them."""
    given = [{"module": text, "calls": [[name, _write(given)] for name, given in calls]} for text, calls in asked]
    done = subprocess.run(
        ["node", "--input-type=module", "--eval", NODE],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return _read(json.loads(done.stdout))


def _write(value):
    if isinstance(value, (tuple, list)):
        return [_write(one) for one in value]
    return hex(int(np.float64(value).view(np.uint64)))


def _read(value):
    if isinstance(value, list):
        return [_read(one) for one in value]
    return float(np.uint64(int(value, 16)).view(np.float64))


# ── Every surface ──

FAR = [(1e3, -2e3), (-1e8, 3.0), (1e300, 1e300), (math.nan, 0.5), (math.inf, -math.inf), (0.0, -0.0), (-0.0, 0.0)]


def places(landscape):
    """Random places in the picture and around it, starts, places on kinks, places where nothing is finite."""
    random = np.random.default_rng(11)
    (x0, x1), (y0, y1) = landscape.domain
    inside = np.column_stack([random.uniform(x0, x1, 30), random.uniform(y0, y1, 30)])
    kinks = [(1.0, 0.01), (-10.0, 1.0), (47.0, 0.0), (math.pi, 2.0)]
    return [*map(tuple, inside.tolist()), *(8.0 * inside[:8]).tolist(), *landscape.starts, *kinks, *FAR]


def settings(landscape):
    """Parameters in declared order: the defaults, and each once at a low and at a high value."""
    yield landscape.values({})
    if isinstance(landscape, DataLandscape):
        # Parameters are the data's: the module takes any samples.
        yield landscape.values({"size": 17.0, "outliers": 0.3})
        return
    for parameter in landscape.parameters:
        stops = parameter.stops()
        yield landscape.values({parameter.name: stops[len(stops) // 5]})
        yield landscape.values({parameter.name: stops[-1]})


@cache
def cases(key):
    """Where surface ``key`` is evaluated: ``(x, y, parameters)``."""
    return [(x, y, p) for p in settings(LANDSCAPES[key]) for x, y in places(LANDSCAPES[key])]


def given(key):
    """:func:`cases` as the module takes them: a surface over data is given its samples in place of its parameters."""
    landscape = LANDSCAPES[key]
    if not isinstance(landscape, DataLandscape):
        return cases(key)
    block = {p: [s.a.tolist(), s.b.tolist()] for p in settings(landscape) if (s := landscape.samples_of(p))}
    return [(x, y, block[p]) for x, y, p in cases(key)]


MEAN = (assets.FRONTEND / "mean.js").read_text().replace("export function", "function")


def module_of(key):
    """Text of a surface's module, lifted as the stage lifts it."""
    text = module(exports(LANDSCAPES[key]))
    if not isinstance(LANDSCAPES[key], DataLandscape):
        return text
    listed = re.search(r"export \{(.*)\};", text)[1]
    unit = "{" + re.sub(r"(\S+) as (\w+)", r"\2: \1", listed) + "}"
    lifted = f"const unit = lift({unit}); const data = ([a, b]) => ({{ a, b }});"
    names = ("valueAndGradient", "hessian")
    made = "\n".join(f"export const {n} = (x, y, p) => unit.{n}(x, y, data(p));" for n in names)
    return "\n".join([MEAN, text, lifted, made])


@pytest.fixture(scope="module")
def browser():
    """What the browser computes: ``{surface: [[f, gx, gy, fxx, fxy, fyy]]}``, in the order of :func:`cases`."""
    asked = []
    for key in LANDSCAPES:
        calls = [(name, case) for case in given(key) for name in ("valueAndGradient", "hessian")]
        asked.append((module_of(key), calls))
    return {key: np.array(found).reshape(-1, 6) for key, found in zip(LANDSCAPES, in_node(asked), strict=True)}


def compiled(key, x, y, p):
    """Value, gradient and second derivatives as the engine has them."""
    landscape = LANDSCAPES[key]
    seen = engine.trace(landscape, p, OPTIMIZERS["gd"], {}, (x, y), 0)
    return [seen.loss[0], *seen.gradient[0], *engine.hessians(landscape, p, [(x, y)])[0]]


def same(found, wanted):
    """Equal to the last bit: NaN is NaN, and zeros have the same sign."""
    zeros = wanted == 0.0
    return np.array_equal(found, wanted, equal_nan=True) and np.array_equal(
        np.signbit(found[zeros]), np.signbit(wanted[zeros])
    )


@pytest.mark.parametrize("key", sorted(LANDSCAPES))
def test_the_browser_computes_what_the_engine_computes(browser, key):
    found, wanted = browser[key], np.array([compiled(key, *case) for case in cases(key)])
    # What the engine does to second derivatives: NaN at what is no point.
    with np.errstate(invalid="ignore"):
        x, y = (0.0 * np.array([case[axis] for case in cases(key)]) for axis in (0, 1))
    found[:, 3:] += (x + y)[:, None]
    if not any(mentions(function, VECTOR) for function in exports(LANDSCAPES[key]).values()):
        assert same(found, wanted), "plain arithmetic must agree to the last bit"
        return
    assert np.array_equal(np.isfinite(found), np.isfinite(wanted)), "one of the two is no number where the other is"
    # Sines differ by a unit in the last place; where large terms cancel, what is left differs by that of the terms.
    terms = np.nan_to_num(np.column_stack([wanted, [case[:2] for case in cases(key)]]), posinf=0.0, neginf=0.0)
    slack = 4e-15 * (np.abs(terms).sum(axis=1, keepdims=True) + np.nanmedian(np.abs(wanted), axis=0))
    with np.errstate(invalid="ignore"):
        wrong = np.isfinite(wanted) & ~(np.abs(found - wanted) <= slack)
    assert not wrong.any(), [(cases(key)[i], found[i], wanted[i]) for i in np.unique(np.where(wrong)[0])][:3]


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


def test_a_surface_that_cannot_be_written_costs_its_slice_only(monkeypatch, caplog):
    spoilt = {"good": LANDSCAPES["bowl"], "bad": replace(LANDSCAPES["bowl"], value_and_gradient=swallows)}
    monkeypatch.setattr(assets, "LANDSCAPES", spoilt)
    assert list(assets._surfaces()) == ["good.js"]
    assert "No slice through bad" in caplog.text
