"""The racer that is the reference, and what it sees: loss and gradient of its scenario, step by step."""

from collections.abc import Callable
from itertools import cycle
from math import inf, isfinite, nextafter

import engine
from experiments.following.problem import FollowError
from experiments.racers import optimizer_of
from experiments.scenario import Scenario
from optimizers import Optimizer

Pair = tuple[float, float]
Look = tuple[float, float, float]
Loss = Callable[[Pair], Look]
NOWHERE: Look = (inf, inf, inf)


class Reference:
    """A racer of a scenario, with the loss and gradient that it gets on the batch or with the noise of each step.

    Attributes:
        scenario, racer: the race, and the key of the racer that is the reference.
        optimizer, values: the reference's rule and its hyperparameters.
        factors: the schedule's factor of the learning rate in each step, one for each.
        scheduled: whether there is a schedule.
    """

    def __init__(self, scenario: Scenario, racer: str) -> None:
        self.scenario, self.racer = scenario, racer
        self.optimizer: Optimizer = optimizer_of(racer)
        self.values = dict(scenario.optimizers[racer])
        factors = scenario.factors(racer)
        self.scheduled = factors is not None
        self.factors: list[float] = [1.0] * scenario.steps if factors is None else factors.tolist()
        self._where = scenario.landscape, tuple(scenario.surface_parameters.values())
        self._batches, self._tilt = scenario.batches(), scenario.tilts()

    def loss(self, step: int) -> Loss:
        """``w -> (f, gx, gy)`` as the step from point ``step`` sees it; infinite where ``w`` is no point."""

        def look(w: Pair) -> Look:
            if not (isfinite(w[0]) and isfinite(w[1])):
                return NOWHERE
            f, g = engine.visit(*self._where, [w], batches=self._batches, tilt=self._tilt, step=step)
            return float(f[0]), float(g[0, 0]), float(g[0, 1])

        return look


def rounded_otherwise(loss: Loss, way: Pair) -> Loss:
    """``loss`` with its argument and its results changed in the last bit."""

    def look(w: Pair) -> Look:
        f, gx, gy = map(nextafter, loss((nextafter(w[0], way[0]), nextafter(w[1], way[1]))), cycle(way))
        return f, gx, gy

    return look


def chosen(scenario: Scenario, racer: str | None) -> str:
    """The key of the racer that is the reference: the scenario's only one, or ``racer``.

    Raises:
        FollowError: it is not clear which.
    """
    racing = tuple(scenario.optimizers)
    named = ", ".join(racing) or "none"
    if racer is not None:
        if racer not in racing:
            raise FollowError(f"{racer!r} is not among the scenario's racers: {named}")
        return racer
    if len(racing) != 1:
        raise FollowError(f"the reference is one racer; the scenario has {len(racing)} ({named}): name one, racer=...")
    return racing[0]
