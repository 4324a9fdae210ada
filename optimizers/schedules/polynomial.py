"""Polynomial: down to nothing along a power of the way that is left."""

from optimizers.schedules._schedule import Parameter, Schedule, whole
from vecmath import pow


def factor(t, steps, total_iters, power):
    length = whole(total_iters, steps)
    return pow(1.0 - min(length, t - 1) / length, power)


SCHEDULE = Schedule(
    name="Polynomial",
    factor=factor,
    parameters=(
        Parameter("total_iters", 0.0, (0.0, 10_000.0), scale="whole", symbol="T"),
        Parameter("power", 1.0, (0.0, 10.0), symbol="p"),
    ),
    formula=r"\left(1-\frac{\min(k,T)}{T}\right)^p",
    torch="PolynomialLR",
)
