"""Warm-up and cosine: up in a straight line, then down along half a wave to the end of the run."""

from optimizers.schedules._schedule import Parameter, Schedule
from vecmath import cos, pi


def factor(t, steps, warmup_steps, start_factor, eta_min):
    k, length = t - 1, max(steps - warmup_steps, 1.0)
    if k < warmup_steps:
        return start_factor + (1.0 - start_factor) * k / warmup_steps
    return eta_min + (1.0 - eta_min) * (1.0 + cos(pi * (k - warmup_steps) / length)) / 2


SCHEDULE = Schedule(
    name="Warm-up and cosine",
    factor=factor,
    parameters=(
        Parameter("warmup_steps", 10.0, (0.0, 10_000.0), scale="whole", symbol="W"),
        Parameter("start_factor", 0.01, (1e-3, 1.0), scale="log", symbol="a"),
        Parameter("eta_min", 0.0, (0.0, 1.0), symbol="q"),
    ),
    formula=r"\begin{cases}a+(1-a)\frac{k}{W}&k<W\\q+\tfrac12(1-q)\left(1+\cos\frac{\pi(k-W)}{T-W}\right)&"
    r"k\ge W\end{cases}",
    torch="SequentialLR(LinearLR, CosineAnnealingLR)",
)
