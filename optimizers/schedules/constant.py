"""Constant: the same learning rate from the first step to the last."""

from optimizers.schedules._schedule import Schedule


def factor(t, steps):
    return 1.0


SCHEDULE = Schedule(
    name="Constant",
    factor=factor,
    formula="1",
)
