"""Measure the engine: steps and sweeps against C, torch and JAX, coefficient tables, the first interaction.

    python -m benchmarks.engine

Needs gcc; torch and JAX are compared if ``make parity`` has installed them. Both sides of a pair alternate in one
process, so that other load affects both.
"""

import ctypes
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.rows import Row
from benchmarks.sweeps import sweeps_against_c
from engine import abi, coefficients, kernels, trace
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS

STEPS = 2_000
ROUNDS = 301
PAIR_LIMIT, MEAN_LIMIT, FIRST_LIMIT = 2.7, 1.7, 0.1
# Settings with which runs stay finite on every surface for that many steps.
RATES = {"curvature": 1e-4, "distance": 1e-3}
PAIRS = [
    ("bowl", "gd"),
    ("bowl", "adam"),
    *(
        ("rosenbrock", key)
        for key in ["gd", "momentum", "nesterov", "rmsprop", "adam", "adamw", "adagrad", "adamax", "nadam", "lion"]
    ),
    ("rastrigin", "gd"),
    ("rastrigin", "adam"),
]
# -ffp-contract=off: like the engine, do not fuse products and sums, so that both compute the same numbers.
FLAGS = ["-O3", "-march=native", "-ffp-contract=off", "-shared", "-fPIC"]

_FIRST = """
import json, time
began = time.perf_counter()
import experiments
from engine import trace, warm_up
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
imported = time.perf_counter() - began
report = warm_up()
surface, rule = LANDSCAPES["rosenbrock"], OPTIMIZERS["adam"]
began = time.perf_counter()
trace(surface, surface.values({}), rule, {"lr": 0.02}, surface.starts[0], 500)
first = time.perf_counter() - began
print(json.dumps([report.kernels, report.compiled, report.loaded, imported, report.seconds, first]))
"""


def timed(function: Callable[[], object]) -> int:
    """Duration of one call in ns."""
    began = time.perf_counter_ns()
    function()
    return time.perf_counter_ns() - began


def library(folder: Path) -> ctypes.CDLL:
    """Compile the C loops into ``folder`` and load them."""
    target = folder / "loops.so"
    source = Path(__file__).parent / "c" / "loops.c"
    subprocess.run(["gcc", *FLAGS, str(source), "-o", str(target), "-lm"], check=True)
    return ctypes.CDLL(str(target))


class Work:
    """Work of the engine's driver: one recorded run of one optimizer on one surface."""

    def __init__(self, surface: str, rule: str) -> None:
        self.name = f"{rule} on {surface}"
        self.landscape, self.optimizer = LANDSCAPES[surface], OPTIMIZERS[rule]
        lr = self.optimizer.hyperparameters[0].default
        self.hyperparameters = {"lr": RATES.get(self.optimizer.lr_unit, lr)}
        self.p = np.array(self.landscape.values({}))
        self.start = self.landscape.starts[0]
        self.table = self.optimizer.table(self.hyperparameters, STEPS)
        self.slots = len(self.optimizer.state)
        self.ours, looks = self._record(), np.empty(STEPS)
        run, w = kernels.run(), abi.workspace(self.slots)
        addresses = kernels.surface(self.landscape), kernels.update(self.optimizer)
        beginning = w.copy()
        beginning[0], beginning[abi.LANES] = self.start
        for k, pair in enumerate(self.optimizer.beginning(self.hyperparameters, self.start)):
            beginning[abi.STATE + k * abi.STRIDE :: abi.LANES][:2] = pair

        def engine() -> int:
            w[:] = beginning
            return run(*addresses, w, self.p, self.table, *self.ours, looks, 0, STEPS + 1)

        self.engine = engine

    def _record(self) -> tuple[np.ndarray, ...]:
        points = STEPS + 1
        return np.empty((points, 2)), np.empty(points), np.empty((points, 2)), np.empty((points, self.slots, 2))

    def measure(self) -> float:
        """Median ns a step."""
        return statistics.median(timed(self.engine) for _ in range(ROUNDS // 3)) / STEPS


class Pair(Work):
    """The same work for the engine and for the C loop."""

    def __init__(self, c: ctypes.CDLL, surface: str, rule: str) -> None:
        super().__init__(surface, rule)
        self.theirs = self._record()
        function = getattr(c, f"{surface}_{rule}")
        function.restype = ctypes.c_long
        padded = np.append(self.p, [0.0, 0.0])
        pointers = [ctypes.c_void_p(a.ctypes.data) for a in (padded, self.table, *self.theirs)]
        arguments = [ctypes.c_long(STEPS), *(ctypes.c_double(v) for v in self.start), *pointers]
        self._kept = padded
        self.c: Callable[[], int] = lambda: function(*arguments)

    def disagreement(self) -> float:
        """Largest relative difference between both records in the first 50 steps; raises if a run stopped."""
        if self.engine() != -1 or self.c() != -1:
            raise RuntimeError(f"{self.name}: the benchmark's run must not diverge")
        pairs = [(a[:51], b[:51]) for a, b in zip(self.ours, self.theirs, strict=True) if a.size]
        return max(float(np.max(np.abs(a - b) / np.maximum(np.abs(b), 1e-300))) for a, b in pairs)

    def compare(self) -> tuple[float, float]:
        """Median ns a step: engine, C."""
        times = [(timed(self.engine), timed(self.c)) for _ in range(ROUNDS)]
        ours, theirs = (statistics.median(column) / STEPS for column in zip(*times, strict=True))
        return ours, theirs

    def table_cost(self) -> tuple[float, float]:
        """Median ns a step for the coefficient table: compiled, in plain Python."""
        compiled = partial(coefficients, self.optimizer, self.hyperparameters, STEPS)
        plain = partial(self.optimizer.table, self.hyperparameters, STEPS)
        times = [(timed(compiled), timed(plain)) for _ in range(9)]
        ours, theirs = (statistics.median(column) / STEPS for column in zip(*times, strict=True))
        return ours, theirs


def everyone() -> list[Row]:
    """Print ns a step of every optimizer on Rosenbrock, beside torch and JAX if they are installed."""
    others, ratios = elsewhere(), {"torch": [], "jax": []}
    print(f"{'on rosenbrock':22}{'engine':>9}{'looks':>7}{'torch loop':>20}{'optax, JAX scan':>20}")
    for key in OPTIMIZERS:
        work = Work("rosenbrock", key)
        ours = work.measure()
        landscape = work.landscape
        looks = trace(landscape, landscape.values({}), work.optimizer, work.hyperparameters, work.start, STEPS).looks
        cells = [others.get(name, {}).get(key) for name in ratios]
        for name, theirs in zip(ratios, cells, strict=True):
            ratios[name] += [theirs / ours] if theirs else []
        columns = "".join(f"{t:10.0f}{t / ours:9.1f}x" if t else f"{'':20}" for t in cells)
        print(f"{key:22}{ours:9.2f}{looks.mean():7.2f}{columns}".rstrip())
    print("" if others else "torch and JAX are not installed: `make parity` does it\n")
    named = {"torch": "torch.optim in a loop", "jax": "optax in a JAX scan"}
    return [
        Row(
            f"engine-{name}",
            f"a step of {named[name]} on Rosenbrock, engine = 1, geometric mean of {len(found)}",
            mean,
            "×",
        )
        for name, found in ratios.items()
        if found and (mean := statistics.geometric_mean(found))
    ]


def elsewhere() -> dict[str, dict[str, float]]:
    """ns a step in torch and JAX, from the environment of ``make parity``; empty without it."""
    root = Path(__file__).parent.parent
    folder = root / ".venv-reference"
    named = os.environ.get("PARITY_PYTHON")
    if named is None and not (folder / "ready").exists():
        return {}
    python = named or folder / "bin" / "python"
    done = subprocess.run([python, "-m", "benchmarks.references"], cwd=root, check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def first_interaction(cache: Path) -> dict[str, float]:
    """Durations in a fresh process: import, warm-up, first run."""
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(cache)}
    environment.pop("RAVINE_PREWARMED", None)
    command = [sys.executable, "-c", _FIRST]
    root = Path(__file__).parent.parent
    done = subprocess.run(command, env=environment, cwd=root, check=True, capture_output=True, text=True)
    names = ("kernels", "compiled", "loaded", "imports", "warm_up", "first")
    return dict(zip(names, json.loads(done.stdout), strict=True))


def steps_against_c(folder: Path) -> list[Row]:
    """Print the table of ns a step."""
    print(f"ns a step, medians of {ROUNDS} runs of {STEPS:,} steps that take turns; gcc {' '.join(FLAGS[:3])}\n")
    print(f"{'':22}{'engine':>9}{'C':>9}{'ratio':>9}{'table':>9}{'in Python':>11}   largest difference in 50 steps")
    ratios, differences = [], []
    c = library(folder)
    for surface, rule in PAIRS:
        pair = Pair(c, surface, rule)
        differences.append(pair.disagreement())
        ours, theirs = pair.compare()
        ratios.append(ours / theirs)
        apart = f"{differences[-1]:.1e}" if differences[-1] else "none: equal to the bit"
        table, plain = pair.table_cost()
        print(f"{pair.name:22}{ours:9.2f}{theirs:9.2f}{ratios[-1]:8.2f}x{table:9.1f}{plain:11.0f}   {apart}")
    mean = statistics.geometric_mean(ratios)
    print(f"{'geometric mean':40}{mean:8.2f}x\n")
    return [
        Row("engine-geomean", f"a step, C = 1, geometric mean of {len(ratios)} pairs", mean, "×", at_most=MEAN_LIMIT),
        Row("engine-worst", "a step, C = 1, the slowest pair", max(ratios), "×", at_most=PAIR_LIMIT),
        Row("engine-same", "largest difference from C in 50 steps, 1e-9 = 1", max(differences) / 1e-9, at_most=1),
    ]


def starts(folder: Path) -> list[Row]:
    """Print the table of cold and warm starts."""
    heads = f"{'kernels':>9}{'compiled':>10}{'loaded':>8}{'imports':>10}{'warm_up':>10}{'first run':>11}"
    print(f"{'fresh process':22}{heads}")
    seen = {}
    for name in ("empty cache", "full cache"):
        seen[name] = row = first_interaction(folder / "kernels")
        counts = f"{row['kernels']:9}{row['compiled']:10}{row['loaded']:8}"
        print(f"{name:22}{counts}{row['imports']:8.2f} s{row['warm_up']:8.2f} s{row['first'] * 1e3:8.2f} ms")
    print()
    full = seen["full cache"]
    return [
        Row("engine-cold", "all kernels, compiled", seen["empty cache"]["warm_up"], "s"),
        Row("engine-warm", "all kernels, from the cache", full["warm_up"], "s"),
        Row("engine-first", "first run after it", full["first"] * 1e3, "ms", at_most=FIRST_LIMIT * 1e3),
        Row("engine-compiled", "kernels compiled with a full cache", full["compiled"], at_most=0),
    ]


def measure() -> list[Row]:
    """Print all tables and return their rows."""
    if not shutil.which("gcc"):
        raise RuntimeError("The comparison needs gcc: apt-get install gcc libc6-dev")
    with tempfile.TemporaryDirectory() as name:
        rows = steps_against_c(Path(name))
        rows += sweeps_against_c(Path(name))
        rows += everyone()
        rows += starts(Path(name))
    return rows


def main() -> None:
    """Print everything. Missed bounds are reported but are not failures: they may be due to other load."""
    print(*measure(), sep="\n")


if __name__ == "__main__":
    main()
