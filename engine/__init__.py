"""Run optimizers on surfaces with compiled kernels, made from the units' Python functions, at about the speed of C."""

from engine.drivers import BIG
from engine.functions import compiled
from engine.pool import submit
from engine.runs import Trace, grid, hessians, trace, visit
from engine.sweeps import Stopped, Sweep, sweep
from engine.tables import coefficients, factors, stability
from engine.warmup import Report, warm, warm_up

__all__ = [
    "BIG",
    "Report",
    "Stopped",
    "Sweep",
    "Trace",
    "coefficients",
    "compiled",
    "factors",
    "grid",
    "hessians",
    "stability",
    "submit",
    "sweep",
    "trace",
    "visit",
    "warm",
    "warm_up",
]
