"""Exponential: each rate is the same share of the one before."""

from optimizers.schedules._schedule import Parameter, Schedule
from vecmath import pow


def factor(t, steps, gamma):
    return pow(gamma, t - 1)


SCHEDULE = Schedule(
    name="Exponential",
    factor=factor,
    parameters=(Parameter("gamma", 0.99, (0.0, 0.99999), scale="decay", symbol=r"\gamma"),),
    formula=r"\gamma^k",
    torch="ExponentialLR",
)
