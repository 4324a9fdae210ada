"""One symbol for one thing, everywhere: the table in CONTRIBUTING.md holds for units and lessons."""

import re
from pathlib import Path

import pytest

from landscapes import LANDSCAPES
from lessons import LESSONS, raw
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES
from ravine.words import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| `([^`]+)` \| .* \|([^|]*)\|$", re.MULTILINE)
NOTATION = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Notation")[2].partition("\n## ")[0]
# Symbol by the name of the hyperparameter; the table names the unit where the name means something else elsewhere.
SYMBOLS = {name: symbol for symbol, names in ROW.findall(NOTATION) for name in re.findall(r"`(\w+)`", names)}
OF_UNITS = {("rmsprop", "alpha"), ("adadelta", "rho")}
# Symbols that stand for the thing of their row alone, and by what hyperparameters each may be declared.
RESERVED = {symbol: {name for name, its in SYMBOLS.items() if its == symbol} for symbol in SYMBOLS.values()}
RESERVED |= {"f": set(), "w": set(), "h": set(), "h_{\\mathrm{max}}": set()}

# KaTeX makes MathML of it that no browser draws, and Firefox complains of: the name of a function has an argument.
FUNCTION_AS_INDEX = re.compile(r"[_^]\s*\{?\s*\\(max|min|log|ln|exp|sin|cos|tan|det|lim|inf|sup|arg|operatorname)\b")

UNITS = {**{f"optimizers/{key}": unit for key, unit in OPTIMIZERS.items()}}
UNITS |= {f"schedules/{key}": unit for key, unit in SCHEDULES.items()}
UNITS |= {f"landscapes/{key}": unit for key, unit in LANDSCAPES.items()}
FORMULA = re.compile(r"\$\$?([^$]+)\$\$?")


def declared(unit):
    return getattr(unit, "hyperparameters", None) or unit.parameters


def written():
    """Every formula of the project, by where it stands."""
    for name, unit in UNITS.items():
        yield name, unit.formula
        for parameter in declared(unit):
            yield f"{name}: {parameter.name}", parameter.symbol
    for key, lesson in LESSONS.items():
        yield f"lessons/{key}", lesson.formula
        for language in LANGUAGES:
            for part, passage in raw(key, language).passages().items():
                for formula in FORMULA.findall(passage):
                    yield f"lessons/{key}/{language}.md {part}", formula
    for language in LANGUAGES:
        for line in (ROOT / "ravine" / "words" / f"{language}.ftl").read_text("utf-8").splitlines():
            for letter, command in (("α", r"\alpha"), ("λ", r"\lambda"), ("η", r"\eta")):
                if letter in line:
                    yield f"{language}.ftl: {line.partition(' ')[0]}", command


def test_the_table_is_read():
    assert SYMBOLS["lr"] == r"\eta"
    assert len(SYMBOLS) >= 9


def test_no_index_is_a_function():
    assert [(where, formula) for where, formula in written() if FUNCTION_AS_INDEX.search(formula)] == []


@pytest.mark.parametrize("name", UNITS)
def test_a_parameter_of_the_table_has_its_symbol_and_no_other_has_it(name):
    folder, key = name.split("/")
    for parameter in declared(UNITS[name]):
        elsewhere = parameter.name in {n for _, n in OF_UNITS} and (key, parameter.name) not in OF_UNITS
        wanted = None if elsewhere or folder == "schedules" else SYMBOLS.get(parameter.name)
        if wanted and parameter.symbol:
            assert parameter.symbol == wanted, parameter.name
        else:
            assert parameter.symbol not in RESERVED, f"{parameter.name}: {parameter.symbol} stands for something else"


def test_symbols_that_stand_for_nothing_are_written_nowhere():
    """α would be read as the rate, L as the loss, which are η and f."""
    for place, formula in written():
        assert r"\alpha" not in formula, f"{place}: {formula}"
        assert not re.search(r"(?<![A-Za-z\\{])L(?![A-Za-z])", formula), f"{place}: {formula}"


def test_lambda_is_weight_decay():
    """It stands in formulas of rules that have weight decay, in AdamW's lesson, and nowhere else."""
    for place, formula in written():
        name = place.partition(":")[0]
        decays = name in UNITS and "weight_decay" in {p.name for p in declared(UNITS[name])}
        # The sample's deviation in one surface has an index of its own.
        assert r"\lambda" not in formula or decays or place.startswith("lessons/adamw"), f"{place}: {formula}"


def test_a_formula_says_every_symbol_that_its_parameters_declare():
    for name in [name for name in UNITS if not name.startswith("optimizers/lbfgs")]:
        for parameter in declared(UNITS[name]):
            if parameter.symbol and parameter.name in SYMBOLS:
                assert parameter.symbol in UNITS[name].formula or not name.startswith("optimizers"), (name, parameter)


def test_too_small_comes_before_too_large():
    order = list(LESSONS)
    assert order.index("too_small") < order.index("too_large")


@pytest.mark.parametrize("key", LANDSCAPES)
def test_axes_are_named_as_in_the_formula(key):
    landscape = LANDSCAPES[key]
    left = landscape.formula.replace(r"\begin{aligned}", "")
    assert landscape.axes == (("w₁", "w₂") if left.startswith("f(w)") else ("x", "y"))


def test_momentum_adds_gradients_up_as_torch_does():
    """The formula is a sum, in the rule and in its lesson, and both lessons and words name the other convention."""
    for formula in (OPTIMIZERS["momentum"].formula, LESSONS["momentum"].formula):
        assert re.search(r"b_t&?=\\mu\\,b_{t-1}\+", formula)
        assert r"(1-\mu)" not in formula
    for language in LANGUAGES:
        assert r"(1-\mu)" in raw("momentum", language).body
