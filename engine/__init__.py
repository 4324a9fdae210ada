"""Run optimizers on surfaces with compiled kernels, made from the units' Python functions, at about the speed of C."""

from engine.drivers import BIG
from engine.functions import compiled
from engine.pool import submit
from engine.runs import Entry, Trace, grid, hessians, trace, traces, visit
from engine.sweeps import Stopped, Sweep, sweep
from engine.tables import coefficients, factors, stability
from engine.warmup import Report, warm, warm_up
from engine.watch import piece_done, watched

__all__ = [
    "BIG",
    "Entry",
    "Report",
    "Stopped",
    "Sweep",
    "Trace",
    "coefficients",
    "compiled",
    "factors",
    "grid",
    "hessians",
    "piece_done",
    "stability",
    "submit",
    "sweep",
    "trace",
    "traces",
    "visit",
    "warm",
    "warm_up",
    "watched",
]
