"""Schedule: declaration of a learning-rate schedule."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from declare import Parameter, real

__all__ = ["Parameter", "Schedule", "whole"]


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """A factor of the learning rate in each step.

    Attributes:
        name: name in the literature.
        factor: ``(t, steps, **parameters) -> number`` for step t = 1, 2, ... of a run of ``steps``; t may exceed
            ``steps``. torch's epoch of step t is t - 1. Only arithmetic and :mod:`vecmath`, because the engine
            compiles it.
        parameters: with torch's argument names. A length of 0 means the whole run; ``eta_min`` is a share of ``lr``.
        formula: LaTeX of the factor, with torch's epoch k = t - 1.
        torch: the equal class in torch.optim.lr_scheduler, or an expression of such classes; empty for none.
        differs: arguments that make that class equal to this schedule, if its defaults add something.
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
        """Parameter values by name, in declared order; those missing in ``given`` take their defaults.

        Raises:
            TypeError: the schedule does not declare a name.
        """
        if unknown := set(given) - {p.name for p in self.parameters}:
            raise TypeError(f"{self.key or self.name} has no parameter {', '.join(sorted(unknown))}")
        return {p.name: real(given.get(p.name, p.default)) for p in self.parameters}

    def factors(self, given: Mapping[str, float], steps: int) -> NDArray[np.float64]:
        """The factor of every step of a run, in plain Python: ``(steps,)``.

        :func:`engine.factors` computes the same bits faster.
        """
        values = self.values(given)
        return np.array([self.factor(float(t), float(steps), **values) for t in range(1, steps + 1)], dtype=np.float64)


def whole(length, steps):
    """``length`` in steps; 0 means the whole run."""
    return length if length > 0.0 else max(steps, 1.0)
