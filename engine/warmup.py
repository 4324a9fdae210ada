"""Warm up: compile or load all kernels before the first visitor comes."""

import threading
import time
from dataclasses import dataclass

import numpy as np

from engine import cache, functions
from engine.recall import powers_of
from engine.runs import grid, hessians, trace, visit
from engine.sweeps import sweep
from engine.tables import factors, stability
from landscapes import LANDSCAPES, DataLandscape
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES

_finished = threading.Event()


@dataclass(frozen=True)
class Report:
    """Result of warming up: numbers of all kernels, compiled and loaded ones, and duration in seconds."""

    kernels: int
    compiled: int
    loaded: int
    seconds: float


def warm_up() -> Report:
    """Compile or load every kernel. Safe to call repeatedly and from several threads: each kernel is compiled once."""
    began, before = time.perf_counter(), cache.statistics()
    # Every surface and every optimizer once covers all kernels; pairs would take N x M runs.
    surfaces, optimizers = list(LANDSCAPES.values()), list(OPTIMIZERS.values())
    for k in range(max(len(surfaces), len(optimizers))):
        landscape, optimizer = surfaces[k % len(surfaces)], optimizers[k % len(optimizers)]
        trace(landscape, landscape.values({}), optimizer, {}, landscape.starts[0], 1)
    # A map must be on screen before a rule's kernels of its own could be compiled.
    for optimizer in optimizers:
        values = {"lr": np.array([0.0, 1.0])}
        sweep(surfaces[0], surfaces[0].values({}), optimizer, values, surfaces[0].starts[:1], 1)
    grid(surfaces[0], surfaces[0].values({}), [0.0], [0.0])
    for landscape in surfaces:
        hessians(landscape, landscape.values({}), landscape.starts[:1])
    sweep(surfaces[0], surfaces[0].values({}), optimizers[0], {}, [surfaces[0].starts[0]], 1)
    still = next(landscape for landscape in surfaces if not isinstance(landscape, DataLandscape))
    visit(still, still.values({}), still.starts[:1], tilt=np.zeros((1, 2)))
    for schedule in SCHEDULES.values():
        factors(schedule, {}, 1)
    limited = [optimizer for optimizer in optimizers if optimizer.stability]
    for optimizer in limited:
        stability(optimizer, {}, np.zeros((2, len(optimizer.state), 2)), np.zeros((2, 2)), np.ones(1, np.int64))
    others = functions.prepare()
    _finished.set()
    after = cache.statistics()
    compiled, loaded = (after[name] - before[name] for name in ("misses", "hits"))
    powers = [optimizer for optimizer in optimizers if powers_of(optimizer)]
    of_rules = 4 * len(optimizers) + len(powers) + len(limited)
    kernels = 2 * len(surfaces) + of_rules + len(SCHEDULES) + others + 8
    return Report(kernels, compiled, loaded, time.perf_counter() - began)


def warm() -> bool:
    """Whether :func:`warm_up` has finished in this process."""
    return _finished.is_set()
