"""Cosine with restarts: down along half a wave, then back to the full rate at once, each time for longer."""

from math import cos, pi

from numpy import empty

from optimizers.schedules._schedule import Parameter, Schedule


def factor(t, steps, t_0, t_mult, eta_min):
    result = empty(len(t))
    since, length = 0.0, t_0
    for k in range(len(t)):
        result[k] = eta_min + (1.0 - eta_min) * (1.0 + cos(pi * since / length)) / 2
        since += 1.0
        if since >= length:
            since, length = 0.0, length * t_mult
    return result


SCHEDULE = Schedule(
    name="Cosine with restarts",
    factor=factor,
    parameters=(
        Parameter("t_0", 50.0, (1.0, 10_000.0), scale="whole", symbol="T_0"),
        Parameter("t_mult", 1.0, (1.0, 10.0), scale="whole", symbol="m"),
        Parameter("eta_min", 0.0, (0.0, 1.0), symbol=r"\eta_0"),
    ),
    formula=r"\eta_0+\tfrac12(1-\eta_0)\left(1+\cos\frac{\pi k_i}{T_i}\right),\quad T_i=m^i\,T_0",
    torch="CosineAnnealingWarmRestarts",
)
