"""Declarations of optimizers, and what is derived from them: arguments of references, coefficients by name."""

import inspect
from dataclasses import replace
from importlib import import_module

import numpy as np
import pytest

import engine
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS, Hyperparameter
from optimizers._optimizer import nothing
from optimizers._stability import Stability, gain
from optimizers.schedules import SCHEDULES
from ravine.stage.transpile import Module
from ravine.stage.units import ARITHMETIC, optimizer_text
from ravine.words import LANGUAGES, Words
from tests.support.in_one_test import in_one_test
from tools.node import in_node

PACKAGES = ("torch", "optax", "schedulefree")


def trace(optimizer, steps=30, **values):
    surface = LANDSCAPES["rosenbrock"]
    return engine.trace(surface, surface.values({}), optimizer, values, surface.starts[0], steps)


# ── Arguments of references ──


def written(optimizer):
    """The arguments that the unit declares explicitly."""
    declared = optimizer.torch or optimizer.peer
    return {} if declared is None or isinstance(declared, str) else declared[1]


@in_one_test(key=sorted(OPTIMIZERS))
def test_no_unit_declares_a_default_argument(key):
    optimizer = OPTIMIZERS[key]
    for argument, value in written(optimizer).items():
        assert argument != value, f"optimizers/{key}.py: {argument} needs no entry, it is passed by its own name"
        fewer = {name: other for name, other in written(optimizer).items() if name != argument}
        which = "torch" if optimizer.torch else "peer"
        without = replace(optimizer, **{which: (getattr(optimizer, which)[0], fewer)})
        assert without.counterpart != optimizer.counterpart, f"optimizers/{key}.py: {argument} changes nothing"


DECLARED = replace(
    OPTIMIZERS["gd"],
    hyperparameters=(
        Hyperparameter("lr", 0.1),
        Hyperparameter("beta1", 0.9),
        Hyperparameter("dampening", 0.0, breaks=True),
        Hyperparameter("amsgrad", 0.0, scale="switch"),
        Hyperparameter("raw", 0.0, scale="switch", breaks=True),
    ),
)


def own(*left_out, **more):
    """Hyperparameters passed under their own names, without ``left_out``, and ``more``."""
    return {name: name for name in ("lr", "beta1", "dampening", "amsgrad") if name not in left_out} | more


RAW, MODE = {"raw": {"raw": (False, True)}}, {"mode": {"amsgrad": (None, "max")}}


@pytest.mark.parametrize(
    ("given", "passed"),
    [
        ("Adam", own()),
        (("Adam", {}), own()),
        (("Adam", own()), own()),
        (("Adam", {"nesterov": True}), own(nesterov=True)),
        (("Adam", {"rate": "lr"}), own("lr", rate="lr")),
        (("Adam", {"betas": ("lr", "beta1")}), own("lr", "beta1", betas=("lr", "beta1"))),
        (("Adam", RAW), own(**RAW)),
        (("Adam", MODE), own("amsgrad", **MODE)),
        (("Adam", {"dampening": ..., "beta1": ...}), own("dampening", "beta1")),
    ],
)
def test_hyperparameters_are_passed_under_their_own_names_by_default(given, passed):
    assert replace(DECLARED, torch=given).counterpart == ("torch.optim.Adam", passed)
    assert replace(DECLARED, torch=None, peer=given).counterpart == ("Adam", passed)


def test_an_optimizer_without_a_reference_has_no_counterpart():
    assert replace(DECLARED, torch=None).counterpart is None
    assert OPTIMIZERS["qhadam"].counterpart is None


# ── Coefficients ──


@in_one_test(key=sorted(OPTIMIZERS))
def test_every_coefficient_of_a_unit_has_a_name(key):
    optimizer = OPTIMIZERS[key]
    assert not optimizer.takes_row, f"optimizers/{key}.py picks coefficients by their place"
    assert len(set(optimizer.columns)) == len(optimizer.columns)
    rows = optimizer.table({}, 5)
    for name, value in optimizer.values({}).items():
        if name in optimizer.columns:
            assert (rows[:, optimizer.columns.index(name)] == value).all(), f"{name} of {key} is another number"


def test_other_names_of_update_are_the_coefficients_in_order():
    momentum = OPTIMIZERS["momentum"]
    assert momentum.columns == ("lr", "momentum", "weight", "weight_decay")
    assert momentum.computed == ("weight",)
    row = momentum.table({"lr": 0.5, "dampening": 0.25}, 2, np.array([1.0, 0.1]))
    assert row.tolist() == [[0.5, 0.9, 1.0, 0.0], [0.05, 0.9, 0.75, 0.0]]


def row_coefficients(lr, momentum, dampening, weight_decay, t):
    return lr, momentum, 1.0 if t == 1 else 1 - dampening, weight_decay


def row_update(w, g, state, c):
    lr, momentum, weight, weight_decay = c
    (b,) = state
    b = momentum * b + weight * (g + weight_decay * w)
    return w - lr * b, (b,)


def row_gain(c, momentum):
    return gain(momentum, c[2])


def row_preconditioner(state, g, c, dampening):
    return 1 / (abs(state[0]) + c[0] + dampening)


def clipping(w, f, g, state, c, loss):
    lr, most = c
    at, _, _ = loss((w[0] + most, w[1]))
    return (w[0] - lr * g[0], w[1] - lr * g[1]), ((at, f),)


def all_of_it(lr, max_norm, t):
    return lr, max_norm


def clipping_by_name(w, f, g, state, loss, lr, max_norm):
    at, _, _ = loss((w[0] + max_norm, w[1]))
    return (w[0] - lr * g[0], w[1] - lr * g[1]), ((at, f),)


def scale_by_name(state, g, lr, dampening):
    return 1 / (abs(state[0]) + lr + dampening)


def gain_by_name(weight, momentum):
    return gain(momentum, weight)


NAMED = replace(OPTIMIZERS["momentum"], stability=Stability(gain=gain_by_name, preconditioner=scale_by_name), key="")
ROW = replace(
    NAMED,
    coefficients=row_coefficients,
    update=row_update,
    stability=Stability(gain=row_gain, preconditioner=row_preconditioner),
)
LOOKING = replace(OPTIMIZERS["clipped_gd"], update=clipping_by_name, key="")
LOOKING_ROW = replace(LOOKING, update=clipping, coefficients=all_of_it)
SETTINGS = {"momentum": {"lr": 1e-3, "dampening": 0.25, "weight_decay": 0.1}, "clipped": {"lr": 1e-3, "max_norm": 0.5}}
SPELLINGS = [(NAMED, ROW, SETTINGS["momentum"]), (LOOKING, LOOKING_ROW, SETTINGS["clipped"])]


@pytest.mark.parametrize(("named", "row", "values"), SPELLINGS, ids=SETTINGS)
def test_a_rule_that_unpacks_a_tuple_runs_as_one_that_names_its_coefficients(named, row, values):
    assert row.takes_row
    assert replace(row, coefficients=nothing).columns == tuple(h.name for h in row.hyperparameters)
    assert row.columns == tuple(f"c[{k}]" for k in range(len(named.columns)))
    factor = np.linspace(1.0, 0.1, 30)
    assert np.array_equal(row.table(values, 30, factor), named.table(values, 30, factor))
    assert np.array_equal(engine.coefficients(row, values, 30, factor), named.table(values, 30, factor))
    one, other = trace(row, **values), trace(named, **values)
    for member in ("path", "loss", "gradient", "state", "coefficients", "looks"):
        assert np.array_equal(getattr(one, member), getattr(other, member)), member


def test_a_stability_that_takes_the_row_gives_what_one_by_name_gives():
    seen, steps = trace(NAMED, **SETTINGS["momentum"]), np.arange(1, 31)
    both = [engine.stability(rule, SETTINGS["momentum"], seen.state, seen.gradient, steps) for rule in (NAMED, ROW)]
    for one, other in zip(*both, strict=True):
        assert np.array_equal(one, other)
    gains, scales = both[0]
    assert set(gains[1:]) == {gain(0.9, 0.75)}
    assert np.array_equal(scales, 1 / (np.abs(seen.state[1:, 0]) + 1.0 + 0.25)), "the rate of coefficients is 1 here"


@pytest.mark.parametrize(("named", "row", "values"), SPELLINGS, ids=SETTINGS)
def test_in_the_browser_both_spellings_take_the_same_step(named, row, values):
    h, w, g = list(named.values(values).values()), [0.5, -0.25], [2.0, 3.0]
    state = [[0.125, 0.5]] if named.coupled else [0.125]
    look = "(at) => [at[0] + 2 * at[1], 0, 0]"
    call = f"(c, w, f, g, state) => rule.update(w, f, g, state, c, {look})"
    call = call if named.coupled else "(c, w, f, g, state) => rule.update(w[0], g[0], state, c)"
    tail = "export const numbers = (h, t) => rule.coefficients(h, t, []);\n"
    tail += f"const call = {call};\nexport const step = (...given) => call(...given).flat(3);\n"
    limit = "[rule.gain(h, 2, c), rule.preconditioner([0.125], 2, h, 2, c)]" if named.stability else "[]"
    tail += f"export const limit = (h, c) => {limit};\n"
    found = []
    for rule in (named, row):
        made = Module(ARITHMETIC)
        text = optimizer_text(rule, made)
        c = rule.table(values, 2)[1].tolist()
        asked = [("numbers", (h, 2)), ("step", (c, w, 1.5, g, state)), ("limit", (h, c))]
        found += in_node([(made.text(f"const rule = {text};\n{tail}"), asked)])
    assert found[0] == found[1]
    assert found[0][0] == named.table(values, 2)[1].tolist()


def shrinking(w, g, state, lr, c):
    return c * w - lr * g, state


def test_a_hyperparameter_may_be_called_c():
    named = (Hyperparameter("lr", 0.1), Hyperparameter("c", 0.5))
    rule = replace(OPTIMIZERS["gd"], update=shrinking, hyperparameters=named, stability=None, torch=None, key="")
    assert rule.columns == ("lr", "c")
    seen = trace(rule, 1, lr=0.0)
    assert (seen.path[1] == 0.5 * seen.path[0]).all()
    made = Module(ARITHMETIC)
    text = f"const rule = {optimizer_text(rule, made)};\nexport const {{ coefficients, update }} = rule;\n"
    calls = [("coefficients", ([0.1, 0.5], 1, [])), ("update", (2.0, 1.0, [], [0.25, 0.5]))]
    row, (w, _) = in_node([(made.text(text), calls)])[0]
    assert (row, w) == ([0.1, 0.5], 0.75)


def two_numbers(momentum, dampening, t):
    return 1.0, 2.0


def test_coefficients_that_update_does_not_name_are_refused():
    wrong = replace(OPTIMIZERS["momentum"], coefficients=two_numbers, key="")
    with pytest.raises(ValueError, match="longer"):
        wrong.table({}, 3)
    with pytest.raises(Exception, match="1 numbers were declared"):
        engine.coefficients(wrong, {}, 3)


# ── Where frameworks differ ──


UNITS = [
    *((f"optimizers.{key}", unit) for key, unit in OPTIMIZERS.items()),
    *((f"optimizers.schedules.{key}", unit) for key, unit in SCHEDULES.items()),
]


@in_one_test(declared=UNITS)
def test_where_frameworks_differ_is_one_line_of_the_docstring(declared):
    module, unit = import_module(declared[0]), declared[1]
    first, *more = inspect.cleandoc(module.__doc__).split("\n")
    assert first.endswith((".", "?")), "a unit begins with a sentence"
    assert not more or (len(more) == 2 and not more[0]), f"{module.__name__}: a sentence, then one line at most"
    assert all(any(name in line for name in PACKAGES) for line in more[1:]), f"{module.__name__} names no framework"
    kind = "optimizer" if unit in OPTIMIZERS.values() else "schedule"
    if any(Words(language).of(kind, unit.key, "differs") for language in LANGUAGES):
        assert more, f"the page says where frameworks differ, {module.__name__} does not"
