"""Variants: a rule with other settings, or with something wrong about it, that walks where it is led.

A variant is led along a candidate's path: at each step it is told the weights, the loss and the gradient, and says
where it would go from there with what it remembers of all steps before. So a rounding does not grow, and the first step
that differs is the candidate's own doing.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Protocol

from experiments.following import families
from experiments.following.reference import Look, Loss, Pair
from optimizers import OPTIMIZERS
from vecmath import nan, sqrt

NOWHERE: Pair = (nan, nan)
# What is done with the weight decay; each gives what is added to the gradient, and by what the weights shrink before
# the step and after it, as shares; of decay, rate, first rate, schedule's factor.
DECAYS = {
    "none": lambda d, lr, first, factor: (0.0, 0.0, 0.0),
    "coupled": lambda d, lr, first, factor: (d, 0.0, 0.0),
    "decoupled": lambda d, lr, first, factor: (0.0, lr * d, 0.0),
    "after": lambda d, lr, first, factor: (0.0, 0.0, lr * d),
    "without-rate": lambda d, lr, first, factor: (0.0, d, 0.0),
    "rate-twice": lambda d, lr, first, factor: (0.0, lr * lr * d, 0.0),
    "first-rate": lambda d, lr, first, factor: (0.0, first * d, 0.0),
    "schedule-only": lambda d, lr, first, factor: (0.0, factor * d, 0.0),
    "coupled-times-rate": lambda d, lr, first, factor: (lr * d, 0.0, 0.0),
    "coupled-halved": lambda d, lr, first, factor: (0.5 * d, 0.0, 0.0),
    "grows": lambda d, lr, first, factor: (0.0, -lr * d, 0.0),
    "coupled-grows": lambda d, lr, first, factor: (-d, 0.0, 0.0),
    "both": lambda d, lr, first, factor: (d, lr * d, 0.0),
}


class Walk(Protocol):
    """A variant under way."""

    @property
    def state(self) -> tuple[Pair, ...]: ...

    def step(self, w: Pair, look: Look, loss: Loss) -> Pair:
        """Where it would go from ``w``, where it sees ``look``."""
        ...


@dataclass(frozen=True)
class Variant:
    """A rule, and what is different about it.

    Attributes:
        rule: key of the rule.
        values: its hyperparameters.
        twist: what is done around the rule, by kind: ``decay``, ``feed``, ``rate``, ``count``; see the functions below.
        options: what is done within it, of :mod:`experiments.following.families`.
    """

    rule: str
    values: Mapping[str, float]
    twist: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)

    def walk(self, start: Pair, factors: list[float]) -> Walk:
        """Begin at ``start``; ``factors`` are the schedule's."""
        return _Around(self, start, factors) if self.twist or self.options else _Rule(self, start, factors)


class _Rule:
    """A rule of ours as it is."""

    def __init__(
        self, variant: Variant, start: Pair, factors: Iterable[float], counts: Iterable[float] | None = None
    ) -> None:
        factors = list(factors)
        self._optimizer = OPTIMIZERS[variant.rule]
        self._rows = self._optimizer.rows(variant.values, factors, counts)
        self.state = self._optimizer.beginning(variant.values, start, factors[0] if factors else 1.0)

    def step(self, w: Pair, look: Look, loss: Loss) -> Pair:
        try:
            f, gx, gy = look
            w, self.state = self._optimizer.step(w, f, (gx, gy), self.state, next(self._rows), loss)
        except (ArithmeticError, ValueError, StopIteration):  # a division by zero, a root of a negative number
            return NOWHERE
        return w


class _Around:
    """A rule with something done around it, or within it."""

    def __init__(self, variant: Variant, start: Pair, factors: list[float]) -> None:
        twist, values = variant.twist, dict(variant.values)
        self._factors = rates(twist.get("rate", ""), factors)
        self._feed, self._last, self._total = twist.get("feed", ""), (0.0, 0.0), (0.0, 0.0)
        self._lr, self._t = values["lr"], 0
        self._decay, self._amount = None, values.get("weight_decay", 0.0)
        numbers = counts(twist.get("count", ""))
        if "decay" in twist or variant.options:
            self._decay = DECAYS[twist.get("decay") or own_decay(variant.rule, values)]
            values["weight_decay"] = 0.0
            known = {h.name for h in OPTIMIZERS[variant.rule].hyperparameters}
            values = {name: value for name, value in values.items() if name in known}
        bare = Variant(variant.rule, values)
        self._core: Walk
        if variant.options:
            self._core = families.core(variant.rule, values, variant.options, self._factors, numbers)
        else:
            self._core = _Rule(bare, start, self._factors, numbers)

    @property
    def state(self) -> tuple[Pair, ...]:
        return self._core.state

    def step(self, w: Pair, look: Look, loss: Loss) -> Pair:
        if self._t >= len(self._factors):
            return NOWHERE
        factor = self._factors[self._t]
        self._t += 1
        f, g = look[0], self._fed(look[1:])
        added = before = after = 0.0
        if self._decay is not None:
            added, before, after = self._decay(self._amount, self._lr * factor, self._lr, factor)
        g = (g[0] + added * w[0], g[1] + added * w[1])
        w = (w[0] * (1 - before), w[1] * (1 - before))
        w = self._core.step(w, (f, *g), loss)
        return w[0] * (1 - after), w[1] * (1 - after)

    def _fed(self, g: Pair) -> Pair:
        last, self._last = self._last, g
        self._total = (self._total[0] + g[0], self._total[1] + g[1])
        return FEEDS[self._feed](g, last, self._total)


def _sign(number: float) -> float:
    return 1.0 if number > 0.0 else -1.0 if number < 0.0 else 0.0


def _scaled(g: Pair, least: float) -> Pair:
    """``g`` divided by its length, or by ``least`` if that is more."""
    size = max(sqrt(g[0] * g[0] + g[1] * g[1]), least)
    return (g[0] / size, g[1] / size) if size > 0.0 else g


# The gradient that the rule is given, of the step's, the one before, and the sum of all.
FEEDS: dict[str, Callable[[Pair, Pair, Pair], Pair]] = {
    "": lambda g, last, total: g,
    "negated": lambda g, last, total: (-g[0], -g[1]),
    "previous": lambda g, last, total: last,
    "summed": lambda g, last, total: total,
    "sign": lambda g, last, total: (_sign(g[0]), _sign(g[1])),
    "unit": lambda g, last, total: _scaled(g, 0.0),
    "clipped": lambda g, last, total: _scaled(g, 1.0),
    "clipped-each": lambda g, last, total: (min(max(g[0], -1.0), 1.0), min(max(g[1], -1.0), 1.0)),
}
# The schedule's factor in the step of index t, of all factors.
RATES: dict[str, Callable[[list[float], int], float]] = {
    "": lambda factors, t: factors[t],
    "late": lambda factors, t: factors[max(t - 1, 0)],
    "later": lambda factors, t: factors[max(t - 2, 0)],
    "early": lambda factors, t: factors[min(t + 1, len(factors) - 1)],
    "ignored": lambda factors, t: 1.0,
    "twice": lambda factors, t: factors[t] * factors[t],
    "root": lambda factors, t: factors[t] / sqrt(t + 1),
    "inverse": lambda factors, t: factors[t] / (t + 1),
}


def rates(kind: str, factors: list[float]) -> list[float]:
    """The schedule's factors with something wrong about them."""
    return [RATES[kind](factors, t) for t in range(len(factors))]


def counts(kind: str) -> Iterable[float] | None:
    """The numbers of the steps with something wrong about them."""
    match kind:
        case "from-zero":
            return count(0)
        case "from-two":
            return count(2)
        case "still":
            return (1.0 for _ in count())
        case "double":
            return count(2, 2)
    return None


def own_decay(rule: str, values: Mapping[str, float]) -> str:
    """How the rule itself decays weights."""
    apart = rule in ("adamw", "lion", "adafactor", "adan") or values.get("decoupled_weight_decay")
    return "decoupled" if apart else "coupled"
