"""Schedule: what a learning-rate schedule declares about itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from declare import Parameter, real

__all__ = ["Parameter", "Schedule", "whole"]


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """What multiplies the learning rate in each step.

    Attributes:
        name: what the literature calls it.
        factor: ``(t, steps, **parameters) -> number`` for step t = 1, ..., ``steps``, the length of the run, and for
            what would follow. torch's epoch of step t is t - 1. Plain arithmetic and :mod:`vecmath` only: the engine
            compiles it.
        parameters: with torch's argument names. A length of 0 means the whole run; ``eta_min`` is a share of ``lr``.
        formula: LaTeX, of the factor, with torch's epoch k = t - 1.
        torch: class in torch.optim.lr_scheduler, or an expression of such, that it equals; empty for none.
        differs: arguments with which that class equals this schedule where its defaults do not: it does more then.
        key: the file name; set by discovery.
    """

    name: str
    factor: Callable[..., float]
    formula: str
    parameters: tuple[Parameter, ...] = ()
    torch: str = ""
    differs: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""

    def values(self, given: Mapping[str, float]) -> dict[str, float]:
        """Parameter values by name, in declared order; what ``given`` does not name takes its default.

        Raises:
            TypeError: a name that this schedule does not declare.
        """
        if unknown := set(given) - {p.name for p in self.parameters}:
            raise TypeError(f"{self.key or self.name} has no parameter {', '.join(sorted(unknown))}")
        return {p.name: real(given.get(p.name, p.default)) for p in self.parameters}

    def factors(self, given: Mapping[str, float], steps: int) -> NDArray[np.float64]:
        """The factor of every step of a run, in plain Python: ``(steps,)``.

        The engine computes the same bits sooner: :func:`engine.factors`.
        """
        values = self.values(given)
        return np.array([self.factor(float(t), float(steps), **values) for t in range(1, steps + 1)], dtype=np.float64)


def whole(length, steps):
    """``length`` in steps, where 0 means the whole run."""
    return length if length > 0.0 else max(steps, 1.0)
