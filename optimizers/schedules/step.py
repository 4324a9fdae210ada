"""Step: every so many steps the rate drops at once."""

from optimizers.schedules._schedule import Parameter, Schedule
from vecmath import floor, pow


def factor(t, steps, step_size, gamma):
    return pow(gamma, float(floor((t - 1) / step_size)))


SCHEDULE = Schedule(
    name="Step",
    factor=factor,
    parameters=(
        Parameter("step_size", 50.0, (1.0, 10_000.0), scale="whole", symbol="s"),
        Parameter("gamma", 0.1, (0.0, 1.0), symbol=r"\gamma"),
    ),
    formula=r"\gamma^{\lfloor k/s\rfloor}",
    torch="StepLR",
)
