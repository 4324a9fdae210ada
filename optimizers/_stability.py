"""Stability: the largest learning rate at which an update rule is stable, given the curvature of the surface.

Every declared rule, near a fixed point and with a constant preconditioner, is linear::

    b' = memory * b + g,    w' = keep * w - lr * P * (average * b' + direct * g),    g = (H + coupled) w

P is the diagonal preconditioner, H the Hessian. In the eigenvectors of P^1/2 (H + coupled) P^1/2 the rule decouples
into 2 x 2 systems. With curvature L > 0 and s = lr * L one system has trace T = keep + memory - s (average + direct)
and determinant D = memory * (keep - s * direct). It is stable iff ``|T| < 1 + D`` and ``D < 1`` (Jury's conditions).
With ``keep`` = 1 - lr * decoupled the first to fail is 1 + T + D > 0, an eigenvalue of -1: the step changes its sign
each time. The condition is

    lr * (L + decoupled * gain / 2) < gain,    gain = 2 (1 + memory) / (average + direct (1 + memory)).

gain is 2 over the rule's response to a gradient whose sign alternates: 2 for gradient descent,
2 (1 + beta) for the heavy ball (Polyak, 1964), 2 (1 + beta) / (1 + 2 beta) for Nesterov, 2 (1 + beta1) / (1 - beta1)
for an average (Cohen et al., Adaptive gradient methods at the edge of stability, arXiv 2207.14484). Bias corrections
depend on the step: they scale ``average`` and P. The tests compare it with the spectral radius of each rule.

If decay divides, ``(1 + lr * divided) w' = w - step``, the eigenvalue is -1 at ``2 + lr * divided = 2 s / gain``:

    lr * (L - divided * gain / 2) < gain,

the condition above with ``decoupled`` = -divided. If L is too small for it, there is no limit.

Adan also averages gradient differences, ``b2' = memory2 * b2 + g - g_before``, so its systems are 3 x 3. An eigenvalue
z solves ``(1 + lr * divided) z - 1 + s G(z) = 0`` with G(z) = average z / (z - memory) + ahead (z - 1) / (z - memory2).
On the unit circle at an angle a between 0 and pi that needs G(z) / (1 - (1 + lr * divided) z) = 1 / s, a positive
number. Without decay its imaginary part is sin(a) times

    average (1 - memory) / abs((z - memory) (1 - z))^2 + ahead / abs(z - memory2)^2 > 0;

with decay it may vanish, but only at angles where the real part is negative. So the eigenvalue -1 comes first here too,
and gain is 2 / G(-1).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from declare import named
from vecmath import hypot, inf, select


def gain(memory, average=0.0, direct=0.0):
    """Largest stable lr x curvature; arguments as in the module's equations. inf if the rule ignores the gradient.

    Source: this module's derivation; table 1 of Lessard, Recht & Packard (2016) has its special cases.
    """
    through = average + direct * (1 + memory)
    return 2 * (1 + memory) / through if through != 0.0 else inf


def decay(weight_decay=0.0, decoupled_weight_decay=0.0):
    """Weight decay as (coupled, decoupled): added to the gradient, unless the rule's switch decouples it."""
    return (0.0, weight_decay) if decoupled_weight_decay else (weight_decay, 0.0)


def decoupled(weight_decay):
    """Weight decay of a rule that always applies it to the weights."""
    return 0.0, weight_decay


def divided(weight_decay):
    """Weight decay of a rule that divides the weights by 1 + lr * weight_decay after its step."""
    return 0.0, -weight_decay


@dataclass(frozen=True, kw_only=True)
class Stability:
    """Declaration from which an optimizer's largest stable learning rate at a point follows.

    Each function takes by name: hyperparameters except ``lr``; ``t``, the number of the step from 1; the step's
    coefficients with a rate of 1, as ``update`` names them (``c``: all of them in a tuple). Only arithmetic and
    :mod:`vecmath`, because the engine compiles the first two.

    Attributes:
        gain: -> :func:`gain` of the step.
        preconditioner: ``(state, g, ...)`` -> P of the step on one coordinate, from its state numbers after the step
            and its gradient before it. None for P = 1.
        decay: -> weight decay as (coupled, decoupled); takes only hyperparameters.
        best: ``(low, high, ...)`` -> hyperparameters by name, including ``lr``, with which the rule converges fastest
            on a quadratic whose curvatures, weight decay included, range from low > 0 to high. None if no closed form
            is known.
    """

    gain: Callable[..., float]
    preconditioner: Callable[..., float] | None = None
    decay: Callable[..., tuple[float, float]] = decay
    best: Callable[..., dict[str, float]] | None = None

    def pulls(self, values: Mapping[str, float]) -> tuple[float, float]:
        """Weight decay as (coupled, decoupled) for these hyperparameters."""
        return self.decay(**named(self.decay, values))


def eigenvalues(a, b, d):
    """Eigenvalues of ``[[a, b], [b, d]]``, the larger first; the one near zero keeps its digits (LAPACK dlaev2)."""
    middle, radius = a / 2 + d / 2, hypot(a / 2 - d / 2, b)
    far = select(middle >= 0, middle + radius, middle - radius)
    divisor = select(far == 0, 1.0, far)
    wide = abs(a) > abs(d)
    near = select(far == 0, 0.0, (select(wide, a, d) / divisor) * select(wide, d, a) - (b / divisor) * b)
    return select(middle >= 0, far, near), select(middle >= 0, near, far)


def limit(curvature, gain, decoupled):
    """Rate below which a step is stable; inf if ``curvature`` is not positive or not finite.

    Args:
        curvature: largest eigenvalue of P^1/2 (H + coupled) P^1/2.
        gain: :func:`gain` of the step.
        decoupled: weight decay applied to the weights; negative if it divides them.
    """
    # As 1 / (L / gain + decoupled / 2), so that an infinite gain leaves the decay's own limit.
    pull = curvature / gain + decoupled / 2
    bounded = (curvature > 0.0) & (curvature < inf) & (pull > 0.0)
    return select(bounded, 1.0 / select(bounded, pull, 1.0), inf)
