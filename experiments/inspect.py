"""Inspect one update of an optimizer: its inputs, its outputs, and the formula with the numbers substituted."""

import re
from dataclasses import dataclass

from experiments.latex import evaluate
from experiments.race import Race
from experiments.racers import optimizer_of
from optimizers import Optimizer

Pair = tuple[float, float]
# Significant digits of quantities on the page: enough to recompute the step, few enough to read.
DIGITS = 8


@dataclass(frozen=True)
class Quantity:
    """A quantity of the update in both coordinates; ``symbol`` is LaTeX, ``role`` a key of words."""

    symbol: str
    role: str
    value: Pair


@dataclass(frozen=True)
class Update:
    """Update ``t``, from point t - 1 to point t.

    Attributes:
        given: inputs: weights, gradient and state before the update.
        made: outputs: state after the update, the step, its effective rate -step / gradient, the weights.
        formula: the equations, aligned below each other, as LaTeX.
        numbers: the equations with their numbers, for x and for y; separate, since each fills the page's width.
        loss: the loss before the update. Like the gradient, it is that of the step's batch if there are batches.
    """

    t: int
    key: str
    given: tuple[Quantity, ...]
    made: tuple[Quantity, ...]
    loss: float
    formula: str
    numbers: tuple[tuple[str, ...], ...]


def inspect(race: Race, key: str, step: int) -> Update | None:
    """The update from point ``step``, or the last one of the run; None if the run made no step."""
    run, optimizer = race[key], optimizer_of(key)
    t = min(step + 1, len(run.path) - 1)
    if t < 1:
        return None
    w, g, after = _pair(run.path[t - 1]), _pair(run.batch_gradient[t - 1]), _pair(run.path[t])
    moved = (after[0] - w[0], after[1] - w[1])
    given = [Quantity("w_{t-1}", "weights", w), Quantity(r"\nabla f(w_{t-1})", "gradient", g)]
    given += [Quantity(f"{_letter(n)}_{{t-1}}", "state", _pair(v)) for n, v in _named(optimizer, run.state[t - 1])]
    made = [Quantity(f"{_letter(n)}_t", "state", _pair(v)) for n, v in _named(optimizer, run.state[t])]
    made += [Quantity(r"w_t-w_{t-1}", "step", moved)]
    if all(g):
        made.append(Quantity(r"-\frac{w_t-w_{t-1}}{\nabla f}", "effective-rate", (-moved[0] / g[0], -moved[1] / g[1])))
    made.append(Quantity("w_t", "weights", after))
    values = dict(race.scenario.optimizers[key])
    values["lr"] = float(run.rate[t - 1])
    numbers = tuple(tuple(_worked(optimizer, values, given, made, t, axis)) for axis in (0, 1))
    return Update(t, key, tuple(given), tuple(made), float(run.batch_loss[t - 1]), aligned(optimizer.formula), numbers)


def _pair(row) -> Pair:
    return float(row[0]), float(row[1])


def _named(optimizer: Optimizer, state):
    return zip(optimizer.state, state, strict=True)


def _letter(name: str) -> str:
    """LaTeX of a state number: ``v_max`` is ``v^{\\mathrm{max}}``, ``y10`` is ``y^{(10)}``; the subscript is t's."""
    head, _, tail = name.partition("_")
    if tail:
        return rf"{head}^{{\mathrm{{{tail}}}}}"
    letters = re.fullmatch(r"([a-z]+)(\d*)", name)
    head, number = letters.groups() if letters else (name, "")
    head = head if len(head) == 1 else rf"\mathrm{{{head}}}" if head not in GREEK else rf"\{head}"
    return f"{head}^{{({number})}}" if number else head


GREEK = ("alpha", "beta", "gamma", "delta", "mu", "rho")


def aligned(formula: str) -> str:
    """The equations of an optimizer's formula below each other, aligned at their first equals sign."""
    equations = formula.split(r",\quad")
    return r"\begin{aligned}" + r"\\ ".join(e.strip().replace("=", "&=", 1) for e in equations) + r"\end{aligned}"


def _worked(optimizer: Optimizer, values: dict, given: list, made: list, t: int, axis: int) -> list[str]:
    """The formula's equations with numbers substituted, each with its result."""
    lines = []
    for equation, left, right, table, result in worked(optimizer, values, given, made, t, axis):
        if right is None:
            lines.append(equation)
        else:
            ending = "" if result is None else f"={_bare(result)}"
            lines.append(f"{left}={_replace(right, table, t)}{ending}")
    return lines


def worked(optimizer: Optimizer, values: dict, given: list, made: list, t: int, axis: int):
    """Yield for each equation its text, left and right side, the values of the symbols known there, and its result.

    The result is the number recorded in the run, if there is one; else the value of the right side.
    """
    known = {q.symbol: q.value[axis] for q in given}
    known |= {h.symbol: values[h.name] for h in optimizer.hyperparameters if h.symbol}
    known |= {"t": float(t), r"\eta_t": values["lr"]}
    recorded = {q.symbol: q.value[axis] for q in made if q.role in ("state", "weights")}
    for equation in optimizer.formula.split(r",\quad"):
        left, equals, right = equation.partition("=")
        name = left.strip()
        if not equals:
            yield equation, name, None, {}, None
            continue
        result = recorded.get(name, evaluate(right, known))
        yield equation, name, right, dict(known), result
        if result is not None:
            known[name] = result


def _replace(text: str, known: dict[str, float], t: int) -> str:
    """``text`` with symbols replaced by numbers, longest first; not under a hat or with another index."""
    table = {symbol: latex_number(value) for symbol, value in known.items() if symbol != "t"}
    symbols = sorted(table, key=len, reverse=True)
    pattern = "|".join(rf"(?<!\\hat )(?<!\\bar )(?<!\\tilde ){re.escape(s)}(?![A-Za-z_{{])" for s in symbols)
    filled = re.sub(pattern, lambda match: "{" + table[match.group()] + "}", text)
    filled = filled.replace("^t", f"^{{{t}}}").replace("^{t}", f"^{{{t}}}")
    # Adjacent symbols mean a product; adjacent numbers need a dot.
    return re.sub(r"([})])(\s|\\,)*(?=\{)", lambda m: _times(m, filled), filled)


def _times(match: re.Match, text: str) -> str:
    """The match with a dot between factors, but not inside ``\\frac{}{}`` or after the base of a power."""
    before = text[: match.start() + 1]
    opening = _opening(before)
    apart = re.search(r"(\\t?frac|\\sqrt|\^|\\mathrm|_)$", text[:opening]) is None
    return match.group(1) + (r"\cdot " if apart else "")


def _opening(text: str) -> int:
    """Index of the bracket that matches the one at the end of ``text``."""
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        depth += {"}": 1, ")": 1, "{": -1, "(": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return 0


def latex_number(value: float) -> str:
    """``value`` as a factor of a formula: in brackets if it is negative or has a power of ten."""
    text = _bare(value)
    return f"({text})" if value < 0 or "^" in text else text


def _bare(value: float) -> str:
    """``value`` with five digits; braces keep the power of ten on the same line."""
    mantissa, _, exponent = f"{value + 0.0:.5g}".partition("e")
    return rf"{{{mantissa}\cdot 10^{{{int(exponent)}}}}}" if exponent else mantissa
