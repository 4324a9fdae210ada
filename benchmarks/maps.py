"""Measure maps: steps of many runs against C in blocks of 64 lanes and against JAX, and a plane until it is complete.

    python -m benchmarks.maps

Needs gcc; JAX is compared if ``make parity`` has installed it. Both sides of a pair alternate in one process, so that
other load affects both; JAX runs in its own, and is timed by its processor time.
"""

import ctypes
import json
import math
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks.results import ROOT
from benchmarks.rows import Row
from benchmarks.sweeps import library, timed
from engine import sweep
from experiments import Scenario
from experiments.maps import plan_plane
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS

SIDE, STEPS, ROUNDS = 128, 500, 5
RATES = {"gd": (1e-6, 1e-5), "momentum": (1e-7, 1e-6), "adam": (1e-3, 2e-2)}
IN_C = {"gd": "gd", "momentum": "momentum", "adam": "adam_at"}
SURFACES = ("rosenbrock", "rastrigin", "ackley")
PLANE, WIDTH = 256, 10
REFERENCE = ROOT / ".venv-reference" / "bin" / "python"
KINDS = {"starts": "starts, one rate", "rates": "one start, a rate each"}


class Map:
    """One rule on one surface, from many starts or with many rates, for the engine and for C."""

    def __init__(self, c: ctypes.CDLL, kind: str, rule: str, surface: str) -> None:
        landscape, optimizer = LANDSCAPES[surface], OPTIMIZERS[rule]
        p, (low, high), n = landscape.values({}), RATES[rule], SIDE * SIDE
        axes = (np.linspace(*interval, SIDE) for interval in landscape.domain)
        starts = np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 2)
        rates = np.full(n, high)
        if kind == "rates":
            starts, rates = np.tile(np.array([landscape.starts[0]]), (n, 1)), np.geomspace(low, high, n)
        self.size = n
        self.engine = lambda: sweep(landscape, p, optimizer, {"lr": rates if kind == "rates" else high}, starts, STEPS)
        self.measured = lambda: sweep(landscape, p, optimizer, {"lr": rates}, starts, STEPS, measured=True)
        arrays = [starts, rates, np.array([*p, 0.0]), _table(rule), np.empty((n, 2)), np.empty(n)]
        self.ends, self._arrays = arrays[4], arrays
        function = getattr(c, f"{kind}_{IN_C[rule]}_{surface}")
        pointers = [ctypes.c_void_p(array.ctypes.data) for array in arrays]
        self.c = lambda: function(ctypes.c_long(n), ctypes.c_long(STEPS), *pointers)

    def compare(self) -> tuple[float, float, float]:
        """Median ns a step of one run: engine, C; and the share of runs that end within 1e-6 of C's."""
        ends = self.engine().ends
        if self.c():
            raise RuntimeError("the benchmark's runs must not diverge")
        same = float(np.mean(np.abs(ends - self.ends).max(axis=1) < 1e-6))
        rounds = [[timed(self.engine), timed(self.c)] for _ in range(ROUNDS)]
        ours, theirs = (statistics.median(column) / self.size / STEPS * 1e9 for column in zip(*rounds, strict=True))
        return ours, theirs, same


def _table(rule: str) -> np.ndarray:
    """Numbers of each step for C: ``(STEPS, WIDTH)``."""
    optimizer, table = OPTIMIZERS[rule], np.zeros((STEPS, WIDTH))
    if rule == "gd":
        return table
    rows = optimizer.table({"lr": 1.0}, STEPS)
    if rule == "momentum":
        columns = ("momentum", "weight", "weight_decay")
        for k, name in enumerate(columns):
            table[:, k] = rows[:, optimizer.columns.index(name)]
        return table
    table[:, : rows.shape[1]] = rows
    return table


def against_c(folder: Path) -> list[Row]:
    """Print the table."""
    print(f"{SIDE * SIDE:,} runs x {STEPS} steps, ns a step of one run, one thread, medians of {ROUNDS}\n")
    found, c = [], library(folder, "maps")
    for kind, what in KINDS.items():
        print(f"{what:32}{'engine':>9}{'C':>9}{'ratio':>9}   ends within 1e-6 of C's")
        ratios = []
        for rule in RATES:
            for surface in SURFACES:
                ours, theirs, same = Map(c, kind, rule, surface).compare()
                ratios.append(ours / theirs)
                print(f"{rule + ' on ' + surface:32}{ours:9.2f}{theirs:9.2f}{ratios[-1]:8.2f}x   {same:.2%}")
        mean = math.exp(statistics.fmean(map(math.log, ratios)))
        print(f"{'geometric mean':32}{'':18}{mean:8.2f}x\n")
        limit = 1.5 if kind == "starts" else None
        others = f"{min(ratios):.2f} to {max(ratios):.2f}"
        found.append(Row(f"maps-{kind}", f"a step of a map, {what}; C = 1", mean, "×", at_most=limit, others=others))
    return found


def against_jax(folder: Path) -> list[Row]:
    """JAX's steps against ours; none without JAX."""
    if not REFERENCE.exists():
        print("JAX is not installed: make parity")
        return []
    command = [REFERENCE, ROOT / "benchmarks" / "jax_maps.py", str(SIDE * SIDE), str(STEPS), str(ROUNDS)]
    theirs = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    c, ratios = library(folder, "maps"), []
    print(f"{'one start, a rate each':32}{'measured':>9}{'JAX':>9}{'ratio':>9}")
    for rule in RATES:
        for surface in SURFACES:
            one = Map(c, "rates", rule, surface)
            one.measured()
            ours = statistics.median(timed(one.measured) for _ in range(ROUNDS)) / one.size / STEPS * 1e9
            ratios.append(theirs[f"{rule}_{surface}"] / ours)
            print(f"{rule + ' on ' + surface:32}{ours:9.2f}{theirs[f'{rule}_{surface}']:9.2f}{ratios[-1]:8.2f}x")
    mean, others = math.exp(statistics.fmean(map(math.log, ratios))), f"{min(ratios):.2f} to {max(ratios):.2f}"
    print()
    return [Row("maps-jax", "a step of a map in JAX, vmap and scan; ours = 1", mean, "×", at_least=2, others=others)]


def until_complete() -> list[Row]:
    """A plane of Adam on Rosenbrock, as a page computes it: until the first picture, and until it is complete."""
    scenario = Scenario("rosenbrock", optimizers={"adam": {}}, steps=STEPS)
    times = []
    for _ in range(ROUNDS):
        began, first = time.perf_counter(), None
        for _tile in plan_plane(scenario, "adam", ("lr", PLANE), ("beta1", PLANE)).tiles():
            first = first or time.perf_counter() - began
        times.append((first, time.perf_counter() - began))
    first, whole = (statistics.median(column) for column in zip(*times, strict=True))
    what = f"{PLANE} x {PLANE} rates and beta1, {STEPS} Adam steps on rosenbrock"
    return [
        Row("maps-first", f"{what}: first picture", 1000 * first, "ms", at_most=300),
        Row("maps-plane", f"{what}: complete", whole, "s", at_most=1),
    ]


def measure() -> list[Row]:
    if not shutil.which("gcc"):
        raise RuntimeError("The comparison needs gcc: apt-get install gcc libc6-dev")
    with tempfile.TemporaryDirectory() as name:
        return [*against_c(Path(name)), *against_jax(Path(name)), *until_complete()]


def main() -> None:
    """Print all; timings are not failures."""
    try:
        print(*measure(), sep="\n")
    except RuntimeError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
