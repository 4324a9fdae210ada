"""Stability: up to which learning rate an update rule settles where the surface curves by so much.

Every declared rule, close to a point of rest and with its division of coordinates held still, is linear::

    b' = memory * b + g,    w' = keep * w - lr * P * (average * b' + direct * g),    g = (H + coupled) w

P is the diagonal by which it divides, H the Hessian. In the eigenvectors of P^1/2 (H + coupled) P^1/2 it falls apart
into pairs of numbers. With curvature L > 0 and s = lr * L one pair has trace T = keep + memory - s (average + direct)
and determinant D = memory * (keep - s * direct). It settles iff ``|T| < 1 + D`` and ``D < 1`` (Jury's conditions). With
``keep`` = 1 - lr * decoupled the one that breaks first is 1 + T + D > 0, an eigenvalue at -1: the step changes its sign
each time. It says

    lr * (L + decoupled * gain / 2) < gain,    gain = 2 (1 + memory) / (average + direct (1 + memory)).

gain is 2 over what the rule lets through of a gradient whose sign changes each step: 2 for gradient descent,
2 (1 + beta) for the heavy ball (Polyak, 1964), 2 (1 + beta) / (1 + 2 beta) for Nesterov, 2 (1 + beta1) / (1 - beta1)
for an average (Cohen et al., Adaptive gradient methods at the edge of stability, arXiv 2207.14484). Bias corrections
belong to the step at hand: they scale ``average`` and P. The tests compare it with the spectral radius of each rule.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Rate = float | NDArray[np.float64]


def gain(memory: float = 0.0, average: Rate = 0.0, direct: Rate = 0.0) -> NDArray[np.float64]:
    """Largest lr x curvature; arguments as in the module's equations. inf where nothing of the gradient comes through.

    Source: this module's derivation; table 1 of Lessard, Recht & Packard (2016) has its special cases.
    """
    through = np.asarray(average + direct * (1 + memory), dtype=np.float64)
    with np.errstate(divide="ignore"):
        return np.asarray(2 * (1 + memory) / through)


def decay(weight_decay: float = 0.0, decoupled_weight_decay: float = 0.0, **_: float) -> tuple[float, float]:
    """Weight decay as (coupled, decoupled): into the gradient, unless the rule's switch says otherwise."""
    return (0.0, weight_decay) if decoupled_weight_decay else (weight_decay, 0.0)


def decoupled(weight_decay: float, **_: float) -> tuple[float, float]:
    """Weight decay of a rule that always pulls on the weights themselves."""
    return 0.0, weight_decay


@dataclass(frozen=True, kw_only=True)
class Stability:
    """What an optimizer declares so that the largest stable learning rate at a point follows.

    Attributes:
        gain: ``(t, **hyperparameters but lr)`` -> :func:`gain` of step t: a number, or an array like ``t``.
        preconditioner: ``(state, g, t, **hyperparameters but lr)`` -> P of step t on each coordinate, ``(n, 2)``; every
            number of ``state`` (after step t) and ``g`` (before it) is ``(n, 2)``, ``t`` is ``(n, 1)``. None for P = 1.
        decay: ``(**hyperparameters but lr)`` -> weight decay as (coupled, decoupled).
        best: ``(low, high, **hyperparameters but lr)`` -> hyperparameters by name, ``lr`` among them, with which the
            rule settles fastest on a quadratic whose curvatures, weight decay included, reach from low > 0 to high.
            None where no closed form is known.
    """

    gain: Callable[..., Rate]
    preconditioner: Callable[..., NDArray[np.float64]] | None = None
    decay: Callable[..., tuple[float, float]] = decay
    best: Callable[..., dict[str, float]] | None = None

    def limit(self, curvature: NDArray[np.float64], t: NDArray[np.float64], **values: float) -> NDArray[np.float64]:
        """Rate below which steps ``t`` settle, ``(n,)``; inf where ``curvature`` holds nothing to overshoot.

        Args:
            curvature: largest eigenvalue of P^1/2 (H + coupled) P^1/2, ``(n,)``; the rate is that of the step itself,
                as its schedule moved it.
            t: number of each step, from 1, ``(n,)``.
            values: hyperparameters by name, without ``lr``.
        """
        gain = np.broadcast_to(np.asarray(self.gain(t=t, **values), dtype=np.float64), curvature.shape)
        pull = self.decay(**values)[1] / 2
        found = np.full(curvature.shape, np.inf)
        with np.errstate(divide="ignore", over="ignore"):
            # As 1 / (L / gain + decoupled / 2), so that an infinite gain leaves the decay's own limit.
            np.divide(1.0, curvature / gain + pull, out=found, where=np.isfinite(curvature) & (curvature > 0))
        return found
