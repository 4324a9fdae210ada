"""Optimizer: declaration of an update rule, from which the rest of the project derives everything about it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count, repeat
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from declare import Parameter as Hyperparameter
from declare import named, names, real
from optimizers._stability import Stability
from vecmath import select

__all__ = ["FAMILIES", "Hyperparameter", "Optimizer", "lerp", "quotient"]

Pair = tuple[float, float]
# Families of optimizers, in menu order, and keys of their words.
FAMILIES = ("descent", "momentum", "adaptive", "adam", "sign", "classical", "other")

# Arguments of an update that are not coefficients.
_GIVEN = ("w", "f", "g", "state", "loss")
Reference = str | tuple[str, Mapping[str, Any]]


def nothing() -> tuple:
    """Coefficients of a rule whose update needs only hyperparameters."""
    return ()


@dataclass(frozen=True, kw_only=True)
class Optimizer:
    """An update rule, in the order of operations of its reference.

    Attributes:
        name: name in the literature.
        update: ``(w, g, state, ...) -> (w, state)`` for one coordinate: weight, gradient, tuple of state numbers; then,
            by name, coefficients and hyperparameters. Only arithmetic and :mod:`vecmath`. A parameter ``c`` receives
            all coefficients as one tuple, or all hyperparameters if the rule has no coefficients.
        coupled: whether the rule mixes the coordinates or evaluates the surface again. Then ``update`` is
            ``(w, f, g, state, loss, ...) -> (w, state)`` for both coordinates: ``w``, ``g`` and every state number are
            pairs ``(x, y)``, ``f`` is the loss at ``w``, and ``loss(w)`` returns ``(f, gx, gy)`` at any point. A tuple
            ``c`` comes before ``loss``.
        coefficients: ``(...) -> tuple of numbers`` that depend only on hyperparameters and the step, in the order in
            which ``update`` names them. Takes, by name, hyperparameters and ``t``, the number of the step from 1;
            ``lr`` is the step's rate after its schedule. Written by the same rules as ``update``. Omitted if ``update``
            needs only hyperparameters.
        carried: initial values of numbers that ``coefficients`` passes from step to step, such as a running product.
            ``coefficients`` then also takes ``carried`` and returns ``(numbers, carried)``.
        state: names of the state numbers, in order.
        initial: ``w`` and, by name, hyperparameters -> tuple of one coordinate's state numbers before the first step;
            ``lr`` is the first step's. None: all zero.
        hyperparameters: the first is always ``lr``.
        lr_unit: unit of a sensible ``lr``: ``curvature`` (step = lr x gradient, stable below about 2/curvature),
            ``distance`` (each step is about lr long, whatever the slope) or ``share`` (the method finds the length of
            its step and ``lr`` multiplies it: the default suits every surface).
        answer: name of the state number that the method returns as its result, if that is not ``w``.
        clamp: ``t``, the number of the step or an array of them, and, by name, hyperparameters -> ``(low, high)``: step
            t clamps its rate to this range, so rates outside it make no difference. Without ``if`` on ``t``. None for a
            rule that does not clamp. If :attr:`initial` takes ``lr``, the range of the first step.
        warmup: name of the hyperparameter with the number of warm-up steps.
        stability: theory of the largest stable learning rate; None if no theory holds.
        climbs: whether it may end higher than it began, because it seeks something other than the lowest loss.
        color: hex, a key of ``COPIES`` in experiments/palette.py; optimizers that share one differ in ``dash``.
        dash: dash pattern for canvas, in CSS pixels; ``()`` is solid.
        family: a key of :data:`FAMILIES`.
        first: whether menus offer it before the others.
        formula: LaTeX.
        reference: paper.
        torch: the equal class in torch.optim: ``"RMSprop"``, or ``("Adam", {argument: value})``. Every hyperparameter
            is passed under its own name, except those that a value mentions and switches with ``breaks``. Values: a
            string or a tuple of strings names hyperparameters; ``{switch: (off, on)}`` gives the argument for each
            position of a switch; anything else is passed unchanged. ``{hyperparameter: ...}``, with Python's Ellipsis,
            leaves out one that the class lacks. None if torch has no such optimizer.
        peer: the same, with a dotted name, for an implementation in another package.
        chain: how ``peer`` becomes an optimizer, if it is only a part of one: an expression in which ``{peer}`` is its
            call, with those arguments that do not stand in braces themselves.
        torch_answer: name in torch's state of :attr:`answer`.
        unsettled: hyperparameters with which only rounding decides the counterpart's result, all of them together.
        needs_slope: whether the counterpart divides by the gradient, and so gives no number where that is zero.
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
    chain: str = ""
    torch_answer: str = ""
    unsettled: Mapping[str, float] = field(default_factory=dict)
    needs_slope: bool = False
    key: str = ""

    @property
    def counterpart(self) -> tuple[str, Mapping[str, Any]] | None:
        """Dotted name of the equal implementation, and all its arguments, as values of ``torch``; None without one."""
        if not (declared := self.torch or self.peer):
            return None
        name, written = (declared, {}) if isinstance(declared, str) else declared
        left_out = {key for key, value in written.items() if value is ...}
        spoken_for = left_out.union(*map(_mentioned, written.values()))
        own = [h.name for h in self.hyperparameters if not (h.breaks and h.scale == "switch")]
        arguments = {name: name for name in own if name not in spoken_for}
        arguments |= {key: value for key, value in written.items() if key not in left_out}
        return f"torch.optim.{name}" if self.torch else name, arguments

    def call(self, values: Mapping[str, float]) -> tuple[str, dict[str, Any]]:
        """Dotted name of the counterpart, and its arguments for complete hyperparameters ``values``."""
        assert self.counterpart
        name, wanted = self.counterpart
        return name, {key: self._argument(what, values) for key, what in wanted.items()}

    def _argument(self, what: Any, values: Mapping[str, float]) -> Any:
        if isinstance(what, Mapping):
            ((switch, meanings),) = what.items()
            return meanings[int(values[switch])]
        if isinstance(what, tuple):
            found = tuple(self._argument(part, values) for part in what)
            return found[0] if len(found) == 1 else found
        declared = next((h for h in self.hyperparameters if h.name == what), None)
        if declared is None:
            return what
        kind = {"whole": int, "switch": bool}.get(declared.scale, float)
        return kind(values[declared.name])

    def expression(self, arguments: Mapping[str, str]) -> str:
        """The counterpart as an optimizer, written in Python, from texts of the arguments of :meth:`call`."""
        assert self.counterpart
        apart = {key: text for key, text in arguments.items() if f"{{{key}}}" in self.chain}
        passed = ", ".join(f"{key}={text}" for key, text in arguments.items() if key not in apart)
        call = f"{self.counterpart[0]}({passed})"
        return self.chain.format(peer=call, **apart) if self.chain else call

    @cached_property
    def passed(self) -> tuple[str, ...]:
        """Names of the hyperparameters that the counterpart has, too."""
        spoken: set[str] = set().union(*map(_mentioned, self.counterpart[1].values())) if self.counterpart else set()
        return tuple(h.name for h in self.hyperparameters if h.name in spoken)

    def lacking(self, values: Mapping[str, float]) -> tuple[str, ...]:
        """Names of those in ``values`` that are not at their defaults and that the counterpart does not have."""
        return tuple(h.name for h in self.hyperparameters if h.name not in self.passed and values[h.name] != h.default)

    def is_unsettled(self, values: Mapping[str, float]) -> bool:
        """Whether only rounding decides the counterpart's result for complete hyperparameters ``values``."""
        return bool(self.unsettled) and all(values[name] == value for name, value in self.unsettled.items())

    @property
    def takes_rate_once(self) -> bool:
        """Whether only the first step's rate matters, because it becomes part of the state."""
        return self.initial is not None and "lr" in names(self.initial)

    def values(self, given: Mapping[str, float]) -> dict[str, float]:
        """Hyperparameter values by name, in declared order; those missing in ``given`` take their defaults.

        Raises:
            TypeError: the optimizer does not declare a name, or a value is not a real number.
        """
        if unknown := set(given) - {h.name for h in self.hyperparameters}:
            raise TypeError(f"{self.key or self.name} has no hyperparameter {', '.join(sorted(unknown))}")
        return {h.name: real(given.get(h.name, h.default)) for h in self.hyperparameters}

    def table(
        self, given: Mapping[str, float], steps: int, factor: NDArray[np.float64] | None = None
    ) -> NDArray[np.float64]:
        """Coefficients of steps 1..``steps``, in plain Python: float64 ``(steps, columns)``.

        :func:`engine.coefficients` computes the same bits faster.

        Args:
            given: hyperparameters by name, as for :meth:`values`.
            steps: number of rows.
            factor: the schedule's factor of ``lr`` in each step, ``(steps,)``.
        """
        factors = repeat(1.0, steps) if factor is None else factor[:steps].tolist()
        return np.array(list(self.rows(given, factors)), dtype=np.float64).reshape(steps, len(self.columns))

    def rows(
        self, given: Mapping[str, float], factors: Iterable[float], counts: Iterable[float] | None = None
    ) -> Iterator[tuple[float, ...]]:
        """Rows of :meth:`table`, one after another.

        Args:
            given: hyperparameters by name, as for :meth:`values`.
            factors: the schedule's factor of ``lr`` in each step.
            counts: what each step takes for its number; 1, 2, 3, ... if None.
        """
        values = self.values(given)
        lr, carried = values["lr"], self.carried
        for t, factor in zip(count(1) if counts is None else counts, factors, strict=False):
            values["lr"] = lr * factor
            row, carried = self._row(values, float(t), carried)
            yield row

    def _row(self, values: dict[str, float], t: float, carried: tuple) -> tuple[tuple, tuple]:
        """Coefficients of step ``t``, and the carried numbers for the next step."""
        result = self.coefficients(**named(self.coefficients, {**values, "t": t, "carried": carried}))
        numbers, carried = result if self.carried else (result, ())
        if self._makes_row:
            return numbers, carried
        every = values | dict(zip(self.computed, numbers, strict=True))
        return tuple(every[name] for name in self.columns), carried

    @cached_property
    def takes_row(self) -> bool:
        """Whether :attr:`update` takes the coefficients as one tuple ``c``, not by name."""
        return "c" in names(self.update) and all(h.name != "c" for h in self.hyperparameters)

    @property
    def _makes_row(self) -> bool:
        """Whether :attr:`coefficients` returns that whole tuple."""
        return self.takes_row and self.coefficients is not nothing

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Names of a step's coefficients, in order; ``c[0]``, ``c[1]``, ... if they have no names."""
        if self._makes_row:
            row, _ = self._row(self.values({}), 1.0, self.carried)
            return tuple(f"c[{k}]" for k in range(len(row)))
        if self.takes_row:
            return tuple(h.name for h in self.hyperparameters)
        return tuple(name for name in names(self.update) if name not in _GIVEN)

    @cached_property
    def computed(self) -> tuple[str, ...]:
        """Those of :attr:`columns` that :attr:`coefficients` returns; the others are hyperparameters."""
        declared = {h.name for h in self.hyperparameters}
        return tuple(name for name in self.columns if name not in declared)

    def beginning(self, given: Mapping[str, float], w: Pair, first_factor: float = 1.0) -> tuple[Pair, ...]:
        """State before the first step, one pair for each state number; ``first_factor``: the schedule's in step 1."""
        if self.initial is None:
            return ((0.0, 0.0),) * len(self.state)
        values = self.values(given)
        values["lr"] *= first_factor
        return tuple(
            zip(*(self.initial(float(coordinate), **named(self.initial, values)) for coordinate in w), strict=True)
        )

    def step(
        self, w: Pair, f: float, g: Pair, state: tuple[Pair, ...], c: tuple[float, ...], loss: Callable
    ) -> tuple[Pair, tuple[Pair, ...]]:
        """One step of both coordinates in plain Python, for coupled and uncoupled rules alike.

        Args:
            w, f, g, state: as for a coupled ``update``; c: the step's coefficients.
            loss: ``loss((x, y)) -> (f, gx, gy)``, used only by coupled rules.
        """
        row, coefficients = ((c,), ()) if self.takes_row else ((), c)
        if self.coupled:
            return self.update(w, f, g, state, *row, loss, *coefficients)
        (x, of_x), (y, of_y) = (
            self.update(w[d], g[d], tuple(s[d] for s in state), *row, *coefficients) for d in (0, 1)
        )
        return (x, y), tuple(zip(of_x, of_y, strict=True))


def _mentioned(value: Any) -> set[str]:
    """Strings in a value of :attr:`Optimizer.torch`, among them names of hyperparameters."""
    parts = value if isinstance(value, tuple | dict) else (value,)
    return {part for part in parts if isinstance(part, str)}


def lerp(start: float, end: float, weight: float) -> float:
    """torch's ``start.lerp(end, weight)``: computed from the nearer end, so that a weight of 1 gives ``end`` exactly.

    Source: aten/src/ATen/native/Lerp.h of torch 2.13.
    """
    near = weight < 0.5
    return select(near, start, end) + select(near, weight, weight - 1) * (end - start)


def quotient(number: float, coefficient: float) -> float:
    """``number / coefficient``; the engine replaces it by a faster division with the same bits.

    Only for numbers that are 0, between 1e-200 and 1e200, infinite or NaN, and coefficients in [1e-50, 1e50], such as a
    root and its bias correction. Otherwise write ``/``.
    """
    return number / coefficient
