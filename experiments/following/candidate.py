"""The caller's optimizer as one kind of thing: it is told to take a step, and says where it is and what it remembers.

Three kinds are taken, told apart by what they are called with. A function of ``(w, g, state)`` or ``(w, g, state, lr)``
is a step. Anything that can be called with one argument makes an optimizer from a list of parameters, or a pair of an
optimizer and its schedule. An optimizer of torch, known by its classes, gets a tensor; every other one gets a
:class:`Weights`, which has the same names over a NumPy array, so that nothing here needs torch.
"""

import sys
from collections.abc import Callable, Mapping
from inspect import Parameter, Signature, signature
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from experiments.following.problem import FollowError
from experiments.following.reference import Look, Loss, Pair, Reference

TAKEN = (
    "give a function step(w, g, state), or one that takes [parameter] and returns an optimizer with step() or a pair "
    "of it and its schedule"
)


class Candidate(Protocol):
    """An optimizer under way."""

    def weights(self) -> Pair: ...

    def step(self, loss: Loss, seen: Look, factor: float) -> None:
        """Take a step; ``seen`` is ``loss`` at the weights, ``factor`` the schedule's."""

    def memory(self) -> dict[str, Pair]:
        """What it remembers of each weight, by its own names."""
        ...


class Weights:
    """A parameter without torch: ``data`` and ``grad`` are float64 arrays of two numbers."""

    def __init__(self, start: Pair) -> None:
        self.data: NDArray[np.float64] = np.array(start, dtype=np.float64)
        self.grad: NDArray[np.float64] | None = None
        self.requires_grad = True

    @property
    def shape(self) -> tuple[int, ...]:
        return self.data.shape


def candidate_of(given: Callable[..., Any], reference: Reference) -> Candidate:
    """A fresh run of what the caller gave.

    Raises:
        FollowError: it is no optimizer.
    """
    if not callable(given):
        raise FollowError(f"{given!r} is no optimizer: {TAKEN}")
    needed = _needed(given)
    if needed in (3, 4):
        return _Function(given, reference, with_rate=needed == 4)
    if needed > 1:
        raise FollowError(f"{name_of(given)} takes {needed} arguments: {TAKEN}")
    return _Stepper(given, reference)


def name_of(given: Any) -> str:
    """What a report calls the candidate: its own name, or ``the candidate`` where it has none to speak of."""
    name = getattr(given, "__name__", "")
    return name if name and name != "<lambda>" else "the candidate"


def _needed(given: Callable[..., Any]) -> int:
    """How many arguments ``given`` cannot do without; 1 where Python does not know."""
    try:
        declared = signature(given)
    except (TypeError, ValueError):
        return 1
    places = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)
    return len([p for p in declared.parameters.values() if p.kind in places and p.default is Signature.empty])


class _Function:
    """A plain function: it gets copies of weights and gradient, and a dict that is its own."""

    def __init__(self, given: Callable[..., Any], reference: Reference, with_rate: bool) -> None:
        if reference.scheduled and not with_rate:
            raise FollowError(
                f"the scenario has a schedule: {name_of(given)} must take the rate too, step(w, g, state, lr)"
            )
        self._take, self._rate = given, reference.values["lr"] if with_rate else None
        self._w: Any = np.array(reference.scenario.start, dtype=np.float64)
        self._state: Any = {}

    def weights(self) -> Pair:
        return _pair(self._w, "w")

    def step(self, loss: Loss, seen: Look, factor: float) -> None:
        w, g = np.array(self.weights()), np.array(seen[1:])
        made = self._take(w, g, self._state, *([] if self._rate is None else [self._rate * factor]))
        if isinstance(made, tuple) and len(made) == 2 and np.shape(made[0]) == (2,):
            made, self._state = made
        self._w = w if made is None else made

    def memory(self) -> dict[str, Pair]:
        return _numbers(self._state)


class _Stepper:
    """An object with step(), made from a list of one parameter.

    Where the scenario has a schedule and the caller gave none, each group's own rate is multiplied by its factor.
    """

    def __init__(self, make: Callable[..., Any], reference: Reference) -> None:
        self._parameter, made = _made(make, reference.scenario.start)
        self._optimizer, self._schedule = made if isinstance(made, tuple) and len(made) == 2 else (made, None)
        if not callable(getattr(self._optimizer, "step", None)):
            raise FollowError(f"{name_of(make)} made a {type(self._optimizer).__name__}, which has no step(): {TAKEN}")
        self._groups: list[Any] = list(getattr(self._optimizer, "param_groups", ()))
        follows = reference.scheduled and self._schedule is None
        if follows and not all("lr" in group for group in self._groups or [{}]):
            raise FollowError("the scenario has a schedule, and the optimizer has no param_groups with an lr to follow")
        self._rates = [group["lr"] for group in self._groups] if follows else []
        if callable(train := getattr(self._optimizer, "train", None)):
            train()  # schedulefree holds other weights while it does not train
        self._takes_loss = _needed(self._optimizer.step) > 0 or bool(_parameters(self._optimizer.step))

    def weights(self) -> Pair:
        return _pair(self._parameter.data, "the parameter")

    def step(self, loss: Loss, seen: Look, factor: float) -> None:
        for group, rate in zip(self._groups, self._rates, strict=False):
            group["lr"] = rate * factor

        def closure() -> Any:
            look = loss(self.weights())
            self._put(look)
            return self._number(look[0])

        self._put(seen)
        self._optimizer.step(*([closure] if self._takes_loss else []))
        if self._schedule is not None:
            self._schedule.step()

    def memory(self) -> dict[str, Pair]:
        state = getattr(self._optimizer, "state", None)
        if not isinstance(state, Mapping):
            return {}
        own = state.get(self._parameter) if self._parameter in state else state
        return _numbers(own)

    def _put(self, look: Look) -> None:
        if isinstance(self._parameter, Weights):
            self._parameter.grad = np.array(look[1:])
        else:
            self._parameter.grad = self._parameter.data.new_tensor(look[1:])

    def _number(self, f: float) -> Any:
        return f if isinstance(self._parameter, Weights) else self._parameter.data.new_tensor(f)


def _parameters(function: Callable[..., Any]) -> Any:
    try:
        return signature(function).parameters
    except (TypeError, ValueError):
        return ()


def _made(make: Callable[..., Any], start: Pair) -> tuple[Any, Any]:
    """The parameter and what ``make`` made of it: a tensor for an optimizer of torch, else a :class:`Weights`."""
    if "torch" in sys.modules:
        parameter, made = _with_tensor(make, start)
        if _of_torch(made):
            return parameter, made
        try:
            weights = Weights(start)
            return weights, make([weights])
        except Exception:  # it is torch's after all, in a wrapper of its own
            return parameter, made
    weights = Weights(start)
    try:
        return weights, make([weights])
    except ModuleNotFoundError as error:
        if error.name and error.name.partition(".")[0] == "torch":
            raise FollowError("the optimizer needs torch, which is not installed here: pip install torch") from error
        raise
    except Exception:
        if "torch" not in sys.modules:  # the caller's own mistake
            raise
        return _with_tensor(make, start)


def _with_tensor(make: Callable[..., Any], start: Pair) -> tuple[Any, Any]:
    torch = sys.modules["torch"]
    parameter = torch.nn.Parameter(torch.tensor(start, dtype=torch.float64))
    return parameter, make([parameter])


def _of_torch(made: Any) -> bool:
    optimizer = made[0] if isinstance(made, tuple) and made else made
    return any(kind.__module__.partition(".")[0] == "torch" for kind in type(optimizer).__mro__)


def _numbers(state: Any) -> dict[str, Pair]:
    """Entries of ``state`` that are two finite or infinite numbers."""
    found = {}
    for name, value in state.items() if isinstance(state, Mapping) else ():
        try:
            row = np.asarray(value, dtype=np.float64)
        except (TypeError, ValueError, RuntimeError):
            continue
        if row.shape == (2,):
            found[str(name)] = (float(row[0]), float(row[1]))
    return found


def _pair(row: Any, what: str) -> Pair:
    """Two floats. A tensor that wants its gradient gives them only without it: ``data`` is asked for."""
    numbers = np.asarray(row, dtype=np.float64)
    if numbers.shape != (2,):
        raise FollowError(f"{what} must stay two numbers; after a step its shape is {numbers.shape}")
    return float(numbers[0]), float(numbers[1])
