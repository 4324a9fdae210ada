"""Run optimizers on surfaces with compiled kernels, made from the units' Python functions, at about the speed of C."""

from numba import config

from engine.drivers import BIG
from engine.functions import compiled
from engine.pool import spread, submit
from engine.runs import Entry, Trace, grid, hessians, trace, traces, visit
from engine.sweeps import Stopped, Sweep, sweep
from engine.tables import coefficients, factors, stability
from engine.warmup import Report, warm, warm_up
from engine.watch import piece_done, watched

if config.DISABLE_JIT:  # kernels call each other by the addresses of their machine code
    without = "Ravine needs numba's compiler, which NUMBA_DISABLE_JIT turns off: unset it, and start again"
    raise ImportError(without, name=__name__)

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
    "spread",
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
