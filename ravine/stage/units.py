"""JavaScript modules of all units: surfaces, update rules, schedules, and the ``vecmath`` functions that they call.

A unit that cannot be transpiled is left out with a warning in the log; the page then asks the server instead.
"""

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import FunctionType

import vecmath
from declare import names
from experiments.criteria import verdict
from experiments.verdict import KINDS
from landscapes import LANDSCAPES, DataLandscape, Landscape
from landscapes._synthetic import box_muller
from optimizers import OPTIMIZERS, Optimizer, eigenvalues, limit
from optimizers.schedules import SCHEDULES, Schedule
from ravine.stage.bundle import bundle
from ravine.stage.transpile import Module, TranspileError, module
from vecmath import _bits

LIBRARY, RULES = "vecmath.js", "rules.js"
LEAVES = files("ravine") / "stage" / "frontend" / "engine" / "bits.js"
LOG = logging.getLogger(__name__)

# Functions that are written by hand in JavaScript; all others are transpiled from their Python source.
_BY_HAND = {
    function: ("./bits.js", name)
    for name, function in vars(_bits).items()
    if isinstance(function, FunctionType) and function.__module__ == _bits.__name__
}
_PUBLIC = {
    name: getattr(vecmath, name)
    for name in vecmath.__all__
    if isinstance(getattr(vecmath, name), FunctionType) and name not in ("bits", "number", "select")
}
#: Functions of :mod:`vecmath`, which units import and do not contain.
ARITHMETIC = {function: (f"./{LIBRARY}", name) for name, function in _PUBLIC.items()}

# Mean over the samples, summed in the engine's order, first to last. Each summed function gets its own loop, because
# the JavaScript compiler cannot inline the call in a shared one.
_MEAN = """export function %(name)s(x, y, p) {
  const n = p[0];
  let [f, g, h] = [0, 0, 0];
  for (let i = 1; i <= n; i++) {
    const [a, b, c] = %(function)s(x, y, p[i], p[n + i]);
    f += a;
    g += b;
    h += c;
  }
  return [f / n, g / n, h / n];
}
"""


@cache
def library() -> str:
    """Source of the module ``vecmath.js``: the public functions of :mod:`vecmath` under their own names."""
    return bundle({LIBRARY: _library(), "bits.js": LEAVES.read_text("utf-8")}, LIBRARY)


def _library() -> str:
    target = Module(_BY_HAND)
    lines = [f"export const {name} = {target.name_of(function)};" for name, function in _PUBLIC.items()]
    return target.text("\n".join([*lines, ""]))


def surface_text(landscape: Landscape) -> str:
    """Source of a surface's module: exports ``valueAndGradient``, ``hessian`` and, if declared, ``kinks``.

    A surface over data also exports ``sample``, ``sampleHessian``, ``sampleKinks`` and ``predict``. All functions take
    the array of :func:`surface_numbers` as ``p``.

    Raises:
        TranspileError: the surface uses something that cannot be written as JavaScript.
    """
    kinks = landscape.kinks
    if not isinstance(landscape, DataLandscape):
        parts = {"valueAndGradient": landscape.value_and_gradient, "hessian": landscape.hessian}
        return module(parts | ({"kinks": kinks} if kinks else {}), ARITHMETIC)
    target = Module(ARITHMETIC)
    parts = {"sample": landscape.sample, "sampleHessian": landscape.sample_hessian}
    parts |= {"sampleKinks": kinks} if kinks else {}
    parts |= {"predict": landscape.predict} if landscape.predict else {}
    lines = [f"export const {name} = {target.name_of(function)};" for name, function in parts.items()]
    means = {"valueAndGradient": landscape.sample, "hessian": landscape.sample_hessian}
    lines += [_MEAN % {"name": name, "function": target.name_of(function)} for name, function in means.items()]
    return target.text("\n".join(lines))


def surface_numbers(landscape: Landscape, parameters: tuple[float, ...]) -> list[float]:
    """The argument ``p`` of a surface's module: its parameters; over data, ``[N, N inputs, N targets]``."""
    if not isinstance(landscape, DataLandscape):
        return list(parameters)
    data = landscape.samples_of(parameters)
    return [float(len(data)), *data.a.tolist(), *data.b.tolist()]


def surfaces() -> Iterator[tuple[str, str]]:
    """``(key, module source)`` of every surface that can be transpiled."""
    for key, landscape in LANDSCAPES.items():
        try:
            yield key, surface_text(landscape)
        except TranspileError as error:
            LOG.warning("No slice through %s, and no live race on it: %s", key, error)


@cache
def rules_text() -> str:
    """Source of the module ``rules.js``: ``optimizers`` and ``schedules`` by key, and functions shared by all of them.

    A unit's functions take its hyperparameters as one array ``h``, in declared order.
    """
    target = Module(ARITHMETIC)
    optimizers = dict(_written(OPTIMIZERS, optimizer_text, target))
    schedules = dict(_written(SCHEDULES, schedule_text, target))
    lines = [_object("optimizers", optimizers), _object("schedules", schedules)]
    others = {
        "boxMuller": box_muller,
        "eigenvalues": eigenvalues,
        "limit": limit,
        "atan2": vecmath.atan2,
        "verdict": verdict,
    }
    lines += [f"export const {name} = {target.name_of(function)};" for name, function in others.items()]
    lines += [f"export const kinds = {json.dumps(KINDS)};"]
    return target.text("\n".join([*lines, ""]))


def _written(units: Mapping, write: Callable, target: Module) -> Iterator[tuple[str, str]]:
    for key, unit in units.items():
        try:
            write(unit, Module(ARITHMETIC))  # trial run: a unit that fails must leave nothing in the shared module
            yield key, write(unit, target)
        except TranspileError as error:
            LOG.warning("No live race of %s: %s", key, error)


def _object(name: str, entries: Mapping[str, str]) -> str:
    return "\n".join([f"export const {name} = {{", *(f"  {key}: {text}," for key, text in entries.items()), "};"])


def optimizer_text(optimizer: Optimizer, target: Module) -> str:
    """Source of an optimizer as a JavaScript object; ``frontend/engine/types.js`` documents its members."""
    order = {h.name: f"h[{k}]" for k, h in enumerate(optimizer.hyperparameters)}
    arguments = {name: name for name in ("t", "carried", "w", "c", "state", "g")}
    row = {name: f"c[{k}]" for k, name in enumerate(optimizer.columns)}
    called = lambda function, **besides: _called(function, arguments | order | besides, target)  # noqa: E731
    parts = {
        "coupled": str(optimizer.coupled).lower(),
        "slots": str(len(optimizer.state)),
        "carried": f"[{', '.join(map(repr, optimizer.carried))}]",
        "rate": str(next(k for k, h in enumerate(optimizer.hyperparameters) if h.name == "lr")),
        "names": json.dumps(list(order)),
        "coefficients": f"(h, t, carried) => {_row(optimizer, order, called)}",
        "update": _update(optimizer, list(row.values()), target.name_of(optimizer.update)),
    }
    if optimizer.takes_rate_once:
        parts["once"] = "true"
    if optimizer.initial:
        parts["initial"] = f"(w, h) => {called(optimizer.initial)}"
    if optimizer.clamp:
        parts["clamp"] = f"(h, t) => {called(optimizer.clamp)}"
    if theory := optimizer.stability:
        parts["gain"] = f"(h, t, c) => {called(theory.gain, **row)}"
        parts["pulls"] = f"(h) => {called(theory.decay)}"
        if theory.preconditioner:
            parts["preconditioner"] = f"(state, g, h, t, c) => {called(theory.preconditioner, **row)}"
    if optimizer.answer:
        parts["answer"] = str(optimizer.state.index(optimizer.answer))
    return f"{{ {', '.join(f'{name}: {text}' for name, text in parts.items())} }}"


def _row(optimizer: Optimizer, order: Mapping[str, str], called: Callable[[Callable], str]) -> str:
    """Source of a step's row of coefficients, in the order of columns: computed ones and plain hyperparameters."""
    if optimizer.computed == optimizer.columns:
        return called(optimizer.coefficients)
    numbers = {name: f"n[{k}]" for k, name in enumerate(optimizer.computed)}
    row = f"[{', '.join({**order, **numbers}[name] for name in optimizer.columns)}]"
    if not numbers:
        return row
    computed = called(optimizer.coefficients)
    if optimizer.carried:
        return f"{{ const [n, after] = {computed}; return [{row}, after]; }}"
    return f"{{ const n = {computed}; return {row}; }}"


def _update(optimizer: Optimizer, row: list[str], name: str) -> str:
    """Source of the rule's update, wrapped so that callers pass the coefficients as one array ``c``."""
    if optimizer.takes_row:
        return name
    if optimizer.coupled:
        return f"(w, f, g, state, c, loss) => {name}({', '.join(['w', 'f', 'g', 'state', 'loss', *row])})"
    return f"(w, g, state, c) => {name}({', '.join(['w', 'g', 'state', *row])})"


def schedule_text(schedule: Schedule, target: Module) -> str:
    """Source of a schedule as ``{names, factor(t, steps, h)}``."""
    order = {p.name: f"h[{k}]" for k, p in enumerate(schedule.parameters)}
    called = _called(schedule.factor, order | {"t": "t", "steps": "steps"}, target)
    return f"{{ names: {json.dumps(list(order))}, factor: (t, steps, h) => {called} }}"


def _called(function: Callable, places: Mapping[str, str], target: Module) -> str:
    """Source of a call of ``function``; ``places`` holds the argument for each parameter name."""
    # An ``undefined`` argument makes JavaScript use the parameter's default.
    arguments = ", ".join(places.get(name, "undefined") for name in names(function))
    return f"{target.name_of(function)}({arguments})"
