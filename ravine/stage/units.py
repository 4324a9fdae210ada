"""Everything that is declared, as JavaScript: surfaces, update rules, schedules, and the arithmetic they stand on.

What cannot be written so is left out, with a line in the log: the page then asks the server instead.
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

# Written by hand, as each of them says; the others are made from their text.
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
#: Functions that no unit writes itself: :mod:`vecmath`'s.
ARITHMETIC = {function: (f"./{LIBRARY}", name) for name, function in _PUBLIC.items()}

# The engine's sum: from the first sample to the last. Written out for each function that is summed: one loop for all
# of them calls none of them quickly.
_MEAN = """export function %(name)s(x, y, p) {
  const n = p[0];
  let [f, g, h] = [0, 0, 0];
  for (let i = 1; i <= n; i++) {
    const [a, b, c] = %(each)s(x, y, p[i], p[n + i]);
    f += a;
    g += b;
    h += c;
  }
  return [f / n, g / n, h / n];
}
"""


@cache
def library() -> str:
    """The module ``vecmath.js``: :mod:`vecmath`, function by function under its own name."""
    return bundle({LIBRARY: _library(), "bits.js": LEAVES.read_text("utf-8")}, LIBRARY)


def _library() -> str:
    made = Module(_BY_HAND)
    lines = [f"export const {name} = {made.name_of(function)};" for name, function in _PUBLIC.items()]
    return made.text("\n".join([*lines, ""]))


def surface_text(landscape: Landscape) -> str:
    """The module of a surface: ``valueAndGradient``, ``hessian`` and, where there are any, ``kinks``.

    One over data exports ``sample``, ``sampleHessian``, ``sampleKinks`` and ``predict`` besides, and in ``p`` takes
    what :func:`surface_numbers` gives.

    Raises:
        TranspileError: it cannot be written so.
    """
    kinks = landscape.kinks
    if not isinstance(landscape, DataLandscape):
        parts = {"valueAndGradient": landscape.value_and_gradient, "hessian": landscape.hessian}
        return module(parts | ({"kinks": kinks} if kinks else {}), ARITHMETIC)
    made = Module(ARITHMETIC)
    parts = {"sample": landscape.sample, "sampleHessian": landscape.sample_hessian}
    parts |= {"sampleKinks": kinks} if kinks else {}
    parts |= {"predict": landscape.predict} if landscape.predict else {}
    lines = [f"export const {name} = {made.name_of(function)};" for name, function in parts.items()]
    means = {"valueAndGradient": landscape.sample, "hessian": landscape.sample_hessian}
    lines += [_MEAN % {"name": name, "each": made.name_of(each)} for name, each in means.items()]
    return made.text("\n".join(lines))


def surface_numbers(landscape: Landscape, parameters: tuple[float, ...]) -> list[float]:
    """What the module of a surface takes for ``p``: its parameters; over data N, the N inputs and the N targets."""
    if not isinstance(landscape, DataLandscape):
        return list(parameters)
    data = landscape.samples_of(parameters)
    return [float(len(data)), *data.a.tolist(), *data.b.tolist()]


def surfaces() -> Iterator[tuple[str, str]]:
    """Key and module of every surface that can be written as one."""
    for key, landscape in LANDSCAPES.items():
        try:
            yield key, surface_text(landscape)
        except TranspileError as error:
            LOG.warning("No slice through %s, and no live race on it: %s", key, error)


@cache
def rules_text() -> str:
    """The module ``rules.js``: ``optimizers`` and ``schedules`` by key, and functions for all of them.

    Functions take the numbers that a unit declares in one array ``h``, in declared order.
    """
    made = Module(ARITHMETIC)
    optimizers = dict(_written(OPTIMIZERS, optimizer_text, made))
    schedules = dict(_written(SCHEDULES, schedule_text, made))
    lines = [_object("optimizers", optimizers), _object("schedules", schedules)]
    others = {
        "boxMuller": box_muller,
        "eigenvalues": eigenvalues,
        "limit": limit,
        "atan2": vecmath.atan2,
        "verdict": verdict,
    }
    lines += [f"export const {name} = {made.name_of(function)};" for name, function in others.items()]
    lines += [f"export const kinds = {json.dumps(KINDS)};"]
    return made.text("\n".join([*lines, ""]))


def _written(units: Mapping, write: Callable, made: Module) -> Iterator[tuple[str, str]]:
    for key, unit in units.items():
        try:
            write(unit, Module(ARITHMETIC))  # by itself first: half a unit must not stay behind
            yield key, write(unit, made)
        except TranspileError as error:
            LOG.warning("No live race of %s: %s", key, error)


def _object(name: str, entries: Mapping[str, str]) -> str:
    return "\n".join([f"export const {name} = {{", *(f"  {key}: {text}," for key, text in entries.items()), "};"])


def optimizer_text(optimizer: Optimizer, made: Module) -> str:
    """An update rule as an object; ``frontend/engine/types.js`` says what its members are."""
    order = {h.name: f"h[{k}]" for k, h in enumerate(optimizer.hyperparameters)}
    more = {name: name for name in ("t", "carried", "w", "c", "state", "g")}
    row = {name: f"c[{k}]" for k, name in enumerate(optimizer.columns)}
    called = lambda function, **besides: _called(function, more | order | besides, made)  # noqa: E731
    parts = {
        "coupled": str(optimizer.coupled).lower(),
        "slots": str(len(optimizer.state)),
        "carried": f"[{', '.join(map(repr, optimizer.carried))}]",
        "rate": str(next(k for k, h in enumerate(optimizer.hyperparameters) if h.name == "lr")),
        "names": json.dumps(list(order)),
        "coefficients": f"(h, t, carried) => {_row(optimizer, order, called)}",
        "update": _update(optimizer, list(row.values()), made.name_of(optimizer.update)),
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
    """A step's coefficients: what its function returns, and hyperparameters as they are, in the order of columns."""
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
    """The rule's update, of which every caller hands over the coefficients as one array ``c``."""
    if optimizer.takes_row:
        return name
    if optimizer.coupled:
        return f"(w, f, g, state, c, loss) => {name}({', '.join(['w', 'f', 'g', 'state', 'loss', *row])})"
    return f"(w, g, state, c) => {name}({', '.join(['w', 'g', 'state', *row])})"


def schedule_text(schedule: Schedule, made: Module) -> str:
    """A schedule as ``{names, factor(t, steps, h)}``."""
    order = {p.name: f"h[{k}]" for k, p in enumerate(schedule.parameters)}
    called = _called(schedule.factor, order | {"t": "t", "steps": "steps"}, made)
    return f"{{ names: {json.dumps(list(order))}, factor: (t, steps, h) => {called} }}"


def _called(function: Callable, places: Mapping[str, str], made: Module) -> str:
    """A call of ``function`` with what it names, in the order of its parameters."""
    # JavaScript takes a parameter's default where it is given nothing.
    given = ", ".join(places.get(name, "undefined") for name in names(function))
    return f"{made.name_of(function)}({given})"
