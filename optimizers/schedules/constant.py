"""Constant: the same learning rate from the first step to the last."""

from numpy import ones

from optimizers.schedules._schedule import Schedule


def factor(t, steps):
    return ones(len(t))


SCHEDULE = Schedule(
    name="Constant",
    factor=factor,
    formula="1",
)
