"""The surface of a run as text: its function of the weights, and the data that it is a mean over."""

import ast
from base64 import b64encode
from textwrap import fill

import numpy as np
from numpy.typing import NDArray

from experiments.export.dialects import Dialect
from experiments.export.setting import Setting
from experiments.export.source import Module
from experiments.export.text import WIDTH
from landscapes import DATA_SETS, DataLandscape

# Samples that are written out as numbers; more, as the bytes of them.
WRITTEN_OUT = 512
_BRANCHES = (ast.If, ast.IfExp, ast.While, ast.BoolOp)
_CHOOSE = {"min", "max"}
_BENT = _CHOOSE | {"abs", "fabs", "copysign", "floor", "ceil", "trunc", "where"}


def surface(setting: Setting, module: Module, dialect: Dialect) -> tuple[str, bool]:
    """The surface's function, and whether it returns its slopes beside the value.

    torch and JAX differentiate by themselves. Where the run visits a kink, or where the source has a corner that the
    surface has not (``abs`` in a softplus), their slope may be another than the declared one: then that is written out.
    """
    function, given = _function(setting)
    if dialect.differentiates and not setting.on_kink:
        trial = Module()
        text = trial.write(dialect, function, _name(setting), value_only=True, **given)
        if setting.landscape.kinks is not None or not has_corners(text):
            return module.write(dialect, function, _name(setting), value_only=True, **given), False
    return module.write(dialect, function, _name(setting), **given), True


def _function(setting: Setting) -> tuple:
    landscape = setting.landscape
    if isinstance(landscape, DataLandscape):
        return landscape.sample, {"tensors": ("w1", "w2", "a", "b")}
    function = landscape.value_and_gradient
    x, y, p = function.__code__.co_varnames[:3]
    named = dict(zip((q.name for q in landscape.parameters), setting.parameters, strict=True))
    return function, {"row": (p, named), "tensors": (x, y)}


def _name(setting: Setting) -> str:
    return "surface" if setting.samples is None else "sample"


def has_corners(text: str) -> bool:
    """Whether a program's functions branch, compare, or use a function with a corner."""
    return _has(text, (*_BRANCHES, ast.Compare), _BENT)


def branches(text: str) -> bool:
    """Whether a program's functions choose by a number what they compute, which JAX cannot compile."""
    return _has(text, _BRANCHES, _CHOOSE)


def _has(text: str, kinds: tuple[type[ast.AST], ...], functions: set[str]) -> bool:
    nodes = list(ast.walk(ast.parse(text)))
    called = {getattr(node, "id", getattr(node, "attr", "")) for node in nodes}
    return any(isinstance(node, kinds) for node in nodes) or bool(called & functions)


def about(setting: Setting) -> str:
    """A comment that names the surface, its data and its source."""
    landscape, scenario = setting.landscape, setting.scenario
    data = DATA_SETS.get(scenario.data)
    named = [landscape.reference]
    if scenario.data:
        named.append(f"data: {data.reference}" if data else "data: a table of one's own")
    text = f"The surface {scenario.surface}: {'; '.join(named)}."
    return fill(text, WIDTH, initial_indent="# ", subsequent_indent="# ")


def samples(setting: Setting, dialect: Dialect) -> str:
    """``a`` and ``b``: inputs and targets, exactly."""
    data = setting.samples
    assert data is not None
    make = f"{dialect.module}.{'tensor' if dialect.tensors else 'array'}"
    write = _bytes if len(data) > WRITTEN_OUT else _numbers
    rescaled = ", standardised" if setting.scenario.data else ""
    return f"# {len(data)} samples{rescaled}: input a, target b.\na = {write(data.a, make)}\nb = {write(data.b, make)}"


def _numbers(column: NDArray[np.float64], make: str) -> str:
    text = ", ".join(map(repr, column.tolist()))
    return f"{make}(\n    [\n{fill(text, WIDTH, initial_indent='        ', subsequent_indent='        ')}\n    ]\n)"


def _bytes(column: NDArray[np.float64], make: str) -> str:
    text = b64encode(column.astype("<f8").tobytes()).decode()
    lines = "\n".join(f'        "{text[k : k + WIDTH - 10]}"' for k in range(0, len(text), WIDTH - 10))
    return f'{make}(\n    np.frombuffer(base64.b64decode(\n{lines}\n    ), "<f8").tolist()\n)'
