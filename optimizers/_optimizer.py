"""Optimizer: what an update rule declares about itself. Everything else in the project is derived from this."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from declare import Parameter as Hyperparameter

__all__ = ["Hyperparameter", "Optimizer", "powers"]


@dataclass(frozen=True, kw_only=True)
class Optimizer:
    """An update rule for one coordinate, in the order of operations of its reference.

    Attributes:
        name: what the literature calls it.
        update: ``(w, g, state, c) -> (w, state)`` for one coordinate: weight, gradient, tuple of state numbers (all
            zero at first), tuple of coefficients. Plain arithmetic and ``math`` only.
        coefficients: called with every hyperparameter by name and ``t = array([1, ..., T])``; returns a tuple of
            numbers or arrays over ``t``: all that depends on the step alone.
        state: names of the state numbers, in order.
        hyperparameters: the first is always ``lr``.
        lr_unit: what a sensible ``lr`` is measured against: ``curvature`` (step = lr x gradient, stable below about
            2/curvature) or ``distance`` (each step is about lr long, however steep it is).
        color: Okabe-Ito hex; one optimizer, one colour, everywhere.
        formula: LaTeX.
        reference: paper.
        torch: class name in torch.optim and its arguments; a string or tuple of strings names hyperparameters, any
            other value is passed as it is. None when torch has no such optimizer.
        key: the file name; set by discovery.
    """

    name: str
    update: Callable[..., tuple[float, tuple[float, ...]]]
    coefficients: Callable[..., tuple]
    hyperparameters: tuple[Hyperparameter, ...]
    lr_unit: Literal["curvature", "distance"]
    color: str
    formula: str
    reference: str
    state: tuple[str, ...] = ()
    torch: tuple[str, Mapping[str, Any]] | None = None
    key: str = ""

    def values(self, given: Mapping[str, float]) -> dict[str, float]:
        """Hyperparameter values by name, in declared order; what ``given`` does not name takes its default.

        Raises:
            TypeError: a name that this optimizer does not declare.
        """
        if unknown := set(given) - {h.name for h in self.hyperparameters}:
            raise TypeError(f"{self.key or self.name} has no hyperparameter {', '.join(sorted(unknown))}")
        return {h.name: float(given.get(h.name, h.default)) for h in self.hyperparameters}

    def table(self, given: Mapping[str, float], steps: int) -> NDArray[np.float64]:
        """Coefficients of steps 1..``steps``: float64 ``(steps, number of coefficients)``."""
        t = np.arange(1, steps + 1, dtype=np.float64)
        columns = self.coefficients(**self.values(given), t=t)
        table = np.empty((steps, len(columns)))
        for k, column in enumerate(columns):
            table[:, k] = column
        return table


@lru_cache(maxsize=256)
def _powers(base: float, count: int) -> NDArray[np.float64]:
    # Python's own power, as torch computes beta**t: NumPy's vectorised one differs in the last bit on some CPUs.
    result = np.array([base**k for k in range(1, count + 1)])
    result.flags.writeable = False
    return result


def powers(base: float, t: NDArray[np.float64]) -> NDArray[np.float64]:
    """``base**t`` for ``t = 1, 2, ..., T``, each as Python's ``float ** int`` gives it; read-only, shape ``(T,)``."""
    return _powers(base, len(t))
