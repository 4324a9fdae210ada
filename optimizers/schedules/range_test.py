"""Range test: up by the same ratio in every step, to see at which rates the loss falls and where it blows up.

torch's ExponentialLR is this where its rate is the first one and gamma the ratio; fastai's lr_find ends a step earlier.
"""

from optimizers.schedules._schedule import Parameter, Schedule
from vecmath import pow


# Source: Smith, WACV 2017, "Cyclical Learning Rates for Training Neural Networks", section 3.3, in a straight line.
def factor(t, steps, start_factor, end_factor):
    return start_factor * pow(end_factor / start_factor, min((t - 1) / max(steps - 1.0, 1.0), 1.0))


SCHEDULE = Schedule(
    name="Range test",
    factor=factor,
    parameters=(
        Parameter("start_factor", 1e-3, (1e-6, 1.0), scale="log", symbol="a"),
        Parameter("end_factor", 1e3, (1.0, 1e6), scale="log", symbol="b"),
    ),
    formula=r"a\left(\frac{b}{a}\right)^{k/(T-1)}",
    torch="ExponentialLR",
)
