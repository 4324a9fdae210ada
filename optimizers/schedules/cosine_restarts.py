"""Cosine with restarts: down along half a wave, then back to the full rate at once, each time for longer."""

from optimizers.schedules._schedule import Parameter, Schedule
from vecmath import cos, floor, pi


def factor(t, steps, t_0, t_mult, eta_min):
    since, length = t - 1, t_0
    if t_mult == 1.0:
        since -= t_0 * floor(since / t_0)
    else:
        while since >= length:
            since -= length
            length *= t_mult
    return eta_min + (1.0 - eta_min) * (1.0 + cos(pi * since / length)) / 2


SCHEDULE = Schedule(
    name="Cosine with restarts",
    factor=factor,
    parameters=(
        Parameter("t_0", 50.0, (1.0, 10_000.0), scale="whole", symbol="T_0"),
        Parameter("t_mult", 1.0, (1.0, 10.0), scale="whole", symbol="m"),
        Parameter("eta_min", 0.0, (0.0, 1.0), symbol="q"),
    ),
    formula=r"q+\tfrac12(1-q)\left(1+\cos\frac{\pi k_i}{T_i}\right),\quad T_i=m^i\,T_0",
    torch="CosineAnnealingWarmRestarts",
)
