"""Linear: from one share of the rate to another in a straight line, then on; a warm-up when it rises."""

from optimizers.schedules._schedule import Parameter, Schedule, whole


def factor(t, steps, start_factor, end_factor, total_iters):
    length = whole(total_iters, steps)
    return start_factor + (end_factor - start_factor) * min(length, t - 1) / length


SCHEDULE = Schedule(
    name="Linear",
    factor=factor,
    parameters=(
        Parameter("start_factor", 1 / 3, (1e-3, 1.0), scale="log", symbol="a"),
        Parameter("end_factor", 1.0, (0.0, 1.0), symbol="b"),
        Parameter("total_iters", 5.0, (0.0, 10_000.0), scale="whole", symbol="T"),
    ),
    formula=r"a+(b-a)\,\frac{\min(k,T)}{T}",
    torch="LinearLR",
)
