"""Optimizer: what an update rule declares about itself. Everything else in the project is derived from this."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from declare import Parameter as Hyperparameter
from declare import named, names, real
from optimizers._stability import Stability
from vecmath import select

__all__ = ["FAMILIES", "Hyperparameter", "Optimizer", "lerp", "quotient"]

Pair = tuple[float, float]
# In the order in which they are offered; their words are keyed by these.
FAMILIES = ("descent", "momentum", "adaptive", "adam", "sign", "classical", "other")


# What an update is given besides numbers by name.
_GIVEN = ("w", "f", "g", "state", "loss")
Reference = str | tuple[str, Mapping[str, Any]]


def nothing() -> tuple:
    """Coefficients of a rule whose update needs hyperparameters alone."""
    return ()


@dataclass(frozen=True, kw_only=True)
class Optimizer:
    """An update rule, in the order of operations of its reference.

    Attributes:
        name: what the literature calls it.
        update: ``(w, g, state, ...) -> (w, state)`` for one coordinate: weight, gradient, tuple of state numbers; then,
            by name, the numbers it needs: what ``coefficients`` returns, and hyperparameters as they are. Plain
            arithmetic and :mod:`vecmath` only. ``c`` in their place is all that ``coefficients`` returns as one tuple,
            or all hyperparameters where there are no coefficients.
        coupled: the rule mixes the coordinates or looks at the surface again. Then ``update`` is
            ``(w, f, g, state, loss, ...) -> (w, state)`` for both at once: ``w``, ``g`` and every state number are
            pairs ``(x, y)``, ``f`` is the loss at ``w``, and ``loss(w)`` gives ``(f, gx, gy)`` anywhere. A tuple
            ``c`` stands before ``loss``.
        coefficients: ``(...) -> tuple of numbers``: what ``update`` needs besides hyperparameters and what depends on
            the step alone, in the order in which ``update`` names it. Takes, by name, hyperparameters and ``t``, the
            number of the step, from 1; ``lr`` is the rate that the schedule gives this step. Written by the same rules
            as ``update``. Left out where hyperparameters are enough.
        carried: numbers that ``coefficients`` hands on from step to step, as they are before the first: a product over
            all steps, say. Where there are any it takes them too, ``carried``, and returns ``(numbers, carried)``.
        state: names of the state numbers, in order.
        initial: ``w`` and hyperparameters by name, those that it names -> tuple of one coordinate's state numbers
            before the first step; ``lr`` is the first step's. All zero when None.
        hyperparameters: the first is always ``lr``.
        lr_unit: what a sensible ``lr`` is measured against: ``curvature`` (step = lr x gradient, stable below about
            2/curvature), ``distance`` (each step is about lr long, however steep it is) or ``share`` (the method finds
            its length by itself and ``lr`` multiplies it: the default suits everywhere).
        answer: name of the state number that the method offers as its result where that is not ``w`` itself.
        clamp: numbers of steps, ``t``, an array of them too, and hyperparameters by name, those that it names ->
            ``(low, high)``: step t uses the nearer of the two in place of a rate beyond them, so that such a rate no
            longer matters. Without ``if`` on ``t``. None for a rule that takes every rate as it is. Where
            :attr:`initial` takes ``lr``, that of the first step.
        warmup: name of the hyperparameter that says in how many of the first steps the rate rises.
        stability: up to which learning rate it settles; None where no theory plainly holds.
        climbs: it may end higher than it began, because it seeks something other than the lowest place.
        color: Okabe-Ito hex, the same everywhere. There are eight, so ``dash`` tells apart those that share one.
        dash: pattern of the line, as canvas takes it, in CSS pixels; ``()`` is solid.
        family: a key of :data:`FAMILIES`.
        first: one of the few that are offered before the others.
        formula: LaTeX.
        reference: paper.
        torch: the class in torch.optim that this equals: ``"RMSprop"``, or ``("Adam", {argument: value})``. Every
            hyperparameter is passed under its own name, but for those that a value mentions and for switches that
            ``breaks``. Values: a string or a tuple of strings names hyperparameters, ``{switch: (off, on)}`` is what
            either position of a switch stands for, anything else is passed as it is. ``{hyperparameter: ...}``, with
            Python's Ellipsis, leaves out one that the class lacks. None when torch has no such optimizer.
        peer: the same with a dotted name for an implementation elsewhere, where torch has none.
        key: the file name; set by discovery.
    """

    name: str
    update: Callable[..., tuple[Any, tuple]]
    hyperparameters: tuple[Hyperparameter, ...]
    lr_unit: Literal["curvature", "distance", "share"]
    color: str
    formula: str
    reference: str
    dash: tuple[int, ...] = ()
    family: str = "other"
    first: bool = False
    coefficients: Callable[..., tuple] = nothing
    carried: tuple[float, ...] = ()
    state: tuple[str, ...] = ()
    initial: Callable[..., tuple[float, ...]] | None = None
    answer: str = ""
    clamp: Callable[..., tuple[float, float]] | None = None
    warmup: str = ""
    coupled: bool = False
    climbs: bool = False
    stability: Stability | None = None
    torch: Reference | None = None
    peer: Reference | None = None
    key: str = ""

    @property
    def counterpart(self) -> tuple[str, Mapping[str, Any]] | None:
        """Dotted name of the implementation that this one equals, and all its arguments, as values of ``torch``."""
        if not (declared := self.torch or self.peer):
            return None
        name, written = (declared, {}) if isinstance(declared, str) else declared
        left_out = {key for key, value in written.items() if value is ...}
        spoken_for = left_out.union(*map(_mentioned, written.values()))
        own = [h.name for h in self.hyperparameters if not (h.breaks and h.scale == "switch")]
        arguments = {name: name for name in own if name not in spoken_for}
        arguments |= {key: value for key, value in written.items() if key not in left_out}
        return f"torch.optim.{name}" if self.torch else name, arguments

    @property
    def takes_rate_once(self) -> bool:
        """Whether only the first step's rate counts: it becomes part of the state."""
        return self.initial is not None and "lr" in names(self.initial)

    def values(self, given: Mapping[str, float]) -> dict[str, float]:
        """Hyperparameter values by name, in declared order; what ``given`` does not name takes its default.

        Raises:
            TypeError: a name that this optimizer does not declare, or a value that is no real number.
        """
        if unknown := set(given) - {h.name for h in self.hyperparameters}:
            raise TypeError(f"{self.key or self.name} has no hyperparameter {', '.join(sorted(unknown))}")
        return {h.name: real(given.get(h.name, h.default)) for h in self.hyperparameters}

    def table(
        self, given: Mapping[str, float], steps: int, factor: NDArray[np.float64] | None = None
    ) -> NDArray[np.float64]:
        """Coefficients of steps 1..``steps``, in plain Python: float64 ``(steps, columns)``.

        The engine computes the same bits sooner: :func:`engine.coefficients`.

        Args:
            given: hyperparameters by name, as for :meth:`values`.
            steps: how many rows.
            factor: what a schedule multiplies ``lr`` by in each step, ``(steps,)``.
        """
        values = self.values(given)
        lr, carried, rows = values["lr"], self.carried, []
        for t in range(1, steps + 1):
            values["lr"] = lr if factor is None else lr * float(factor[t - 1])
            row, carried = self._row(values, float(t), carried)
            rows.append(row)
        return np.array(rows, dtype=np.float64).reshape(steps, len(self.columns))

    def _row(self, values: dict[str, float], t: float, carried: tuple) -> tuple[tuple, tuple]:
        """Coefficients of step ``t``, and what it carries on to the next."""
        made = self.coefficients(**named(self.coefficients, {**values, "t": t, "carried": carried}))
        numbers, carried = made if self.carried else (made, ())
        if self._makes_row:
            return numbers, carried
        every = values | dict(zip(self.computed, numbers, strict=True))
        return tuple(every[name] for name in self.columns), carried

    @cached_property
    def takes_row(self) -> bool:
        """Whether :attr:`update` takes the coefficients as one tuple ``c``, without names."""
        return "c" in names(self.update) and all(h.name != "c" for h in self.hyperparameters)

    @property
    def _makes_row(self) -> bool:
        """Whether :attr:`coefficients` returns the whole of that tuple."""
        return self.takes_row and self.coefficients is not nothing

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Names of a step's coefficients, in order: ``c[0]``, ``c[1]``, ... where they are returned without names."""
        if self._makes_row:
            row, _ = self._row(self.values({}), 1.0, self.carried)
            return tuple(f"c[{k}]" for k in range(len(row)))
        if self.takes_row:
            return tuple(h.name for h in self.hyperparameters)
        return tuple(name for name in names(self.update) if name not in _GIVEN)

    @cached_property
    def computed(self) -> tuple[str, ...]:
        """Of :attr:`columns` those that :attr:`coefficients` returns; the others are hyperparameters."""
        declared = {h.name for h in self.hyperparameters}
        return tuple(name for name in self.columns if name not in declared)

    def beginning(self, given: Mapping[str, float], w: Pair, first_factor: float = 1.0) -> tuple[Pair, ...]:
        """State before the first step, one pair a state number; ``first_factor``: a schedule's, in step 1."""
        if self.initial is None:
            return ((0.0, 0.0),) * len(self.state)
        values = self.values(given)
        values["lr"] *= first_factor
        return tuple(zip(*(self.initial(float(one), **named(self.initial, values)) for one in w), strict=True))

    def step(
        self, w: Pair, f: float, g: Pair, state: tuple[Pair, ...], c: tuple[float, ...], loss: Callable
    ) -> tuple[Pair, tuple[Pair, ...]]:
        """One step of both coordinates in plain Python, whichever way the rule is written; arguments as a coupled one.

        Args:
            loss: ``loss((x, y)) -> (f, gx, gy)``, used by coupled rules only.
        """
        row, more = ((c,), ()) if self.takes_row else ((), c)
        if self.coupled:
            return self.update(w, f, g, state, *row, loss, *more)
        (x, of_x), (y, of_y) = (self.update(w[d], g[d], tuple(s[d] for s in state), *row, *more) for d in (0, 1))
        return (x, y), tuple(zip(of_x, of_y, strict=True))


def _mentioned(value: Any) -> set[str]:
    """Names in a value of :attr:`Optimizer.torch`, of hyperparameters among others."""
    parts = value if isinstance(value, tuple | dict) else (value,)
    return {part for part in parts if isinstance(part, str)}


def lerp(start: float, end: float, weight: float) -> float:
    """torch's ``start.lerp(end, weight)``: counted from the nearer end, so that a weight of 1 gives ``end`` itself.

    Source: aten/src/ATen/native/Lerp.h of torch 2.13.
    """
    near = weight < 0.5
    return select(near, start, end) + select(near, weight, weight - 1) * (end - start)


def quotient(number: float, coefficient: float) -> float:
    """``number / coefficient``, by a name at which the engine divides many lanes quickly, to the same last bit.

    For numbers that are not negative, 0 or between 1e-200 and 1e200 or infinite or NaN, and coefficients in
    [1e-50, 1e50]: a root and its bias correction, say. Elsewhere write ``/``.
    """
    return number / coefficient
