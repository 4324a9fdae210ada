"""Cosine: down along half a wave, slowly at both ends.

Past its length torch's CosineAnnealingLR rises again; optax.cosine_decay_schedule stays where it is.
"""

from optimizers.schedules._schedule import Parameter, Schedule, whole
from vecmath import cos, pi


def factor(t, steps, t_max, eta_min):
    length = whole(t_max, steps)
    return eta_min + (1.0 - eta_min) * (1.0 + cos(pi * (t - 1) / length)) / 2


SCHEDULE = Schedule(
    name="Cosine",
    factor=factor,
    parameters=(
        Parameter("t_max", 0.0, (0.0, 10_000.0), scale="whole", symbol="T"),
        Parameter("eta_min", 0.0, (0.0, 1.0), symbol="q"),
    ),
    formula=r"q+\tfrac12(1-q)\left(1+\cos\frac{\pi k}{T}\right)",
    torch="CosineAnnealingLR",
)
