"""Measure a sweep of 65,536 starts and 500 Adam steps on one thread, against C in blocks of 64 lanes (-ffast-math).

Part of ``python -m benchmarks.engine``. ``python -m benchmarks.sweeps`` runs it alone.
"""

import ctypes
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.rows import Row
from engine import Stopped, sweep
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS

SIDE, STEPS, ROUNDS = 256, 500, 7
LR = 0.02
LIMITS = {"rosenbrock": 1.5, "rastrigin": 1.6, "ackley": 2.0}
# gcc merges sine and cosine of one angle into a call that libmvec lacks, and then vectorises neither.
FLAGS = ["-O3", "-march=native", "-ffast-math", "-fdisable-tree-sincos"]


def library(folder: Path, name: str = "sweeps") -> ctypes.CDLL:
    """Compile the C file ``name`` into ``folder`` and load it; raises if gcc left one of libm's functions scalar."""
    source, object_file, target = Path(__file__).parent / "c" / f"{name}.c", folder / f"{name}.o", folder / f"{name}.so"
    # Link without -ffast-math, with which gcc 12 would disable subnormal numbers for the whole process.
    for command in (
        ["gcc", *FLAGS, "-fPIC", "-c", source, "-o", object_file],
        ["gcc", "-shared", object_file, "-o", target],
    ):
        libraries = ["-lmvec", "-lm"] if "-shared" in command else []
        done = subprocess.run([*command, *libraries], check=False, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr)
    names = set(re.findall(rb"\w+", target.read_bytes()))
    scalar = names & {b"sin", b"cos", b"exp", b"sincos"}
    if scalar or not all(any(re.fullmatch(rb"_ZGV\w+_" + f, n) for n in names) for f in (b"sin", b"cos", b"exp")):
        raise RuntimeError(f"gcc did not vectorise {scalar or 'anything'}: no fair comparison")
    return ctypes.CDLL(str(target))


def timed(function: Callable[[], object]) -> float:
    """CPU seconds of this thread for one call, which exclude other processes."""
    began = time.thread_time()
    function()
    return time.thread_time() - began


class Crowd:
    """The same starts on one surface for the engine and both C functions."""

    def __init__(self, c: ctypes.CDLL, surface: str) -> None:
        landscape, adam = LANDSCAPES[surface], OPTIMIZERS["adam"]
        p, hyperparameters = landscape.values({}), {"lr": LR}
        axes = (np.linspace(*interval, SIDE) for interval in landscape.domain)
        self.starts = np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 2)
        self.engine = lambda: sweep(landscape, p, adam, hyperparameters, self.starts, STEPS)
        self.ends, self.losses = np.empty_like(self.starts), np.empty(len(self.starts))
        self._arrays = [np.array([*p, 0.0]), adam.table(hyperparameters, STEPS)]
        arrays = (self.starts, *self._arrays, self.ends, self.losses)
        self.c, self.least = (self._bound(getattr(c, f"{name}_{surface}"), arrays) for name in ("sweep", "ends"))

    def _bound(self, function: Callable[..., int], arrays: tuple[np.ndarray, ...]) -> Callable[[], int]:
        sizes = (ctypes.c_long(len(self.starts)), ctypes.c_long(STEPS))
        pointers = [ctypes.c_void_p(array.ctypes.data) for array in arrays]
        return lambda: function(*sizes, *pointers)

    def agreement(self) -> float:
        """Share of runs that end within 1e-6 of C's; on ridges rounding matters. Raises if a run diverged."""
        found = self.engine()
        if self.c() or np.any(found.stopped != Stopped.FINISHED):
            raise RuntimeError("the benchmark's runs must not diverge")
        return float(np.mean(np.abs(found.ends - self.ends).max(axis=1) < 1e-6))

    def compare(self) -> list[float]:
        """Median ns a step of one run: engine, C, C with less work."""
        rounds = [[timed(f) for f in (self.engine, self.c, self.least)] for _ in range(ROUNDS)]
        return [statistics.median(column) / len(self.starts) / STEPS * 1e9 for column in zip(*rounds, strict=True)]


def sweeps_against_c(folder: Path) -> list[Row]:
    """Print the table."""
    print(f"{SIDE * SIDE:,} starts x {STEPS} steps of Adam, ns a step of one run, one thread, medians of {ROUNDS}")
    print(f"gcc {' '.join(FLAGS[:3])}, 64 lanes, libmvec; least: weights only, no loss on the way, no test\n")
    print(f"{'':22}{'engine':>9}{'C':>9}{'ratio':>9}{'C, least':>11}{'ratio':>9}   ends within 1e-6 of C's")
    found, c = [], library(folder)
    for surface, limit in LIMITS.items():
        crowd = Crowd(c, surface)
        agreeing = crowd.agreement()
        ours, theirs, least = crowd.compare()
        row = f"{ours:9.2f}{theirs:9.2f}{ours / theirs:8.2f}x{least:11.2f}{ours / least:8.2f}x"
        print(f"{surface:22}{row}   {agreeing:.2%}")
        what = f"{SIDE * SIDE:,} Adam runs on {surface}"
        found += [
            Row(f"sweep-{surface}", f"{what}, C blocks with -ffast-math = 1", ours / theirs, "×", at_most=limit),
            Row(f"sweep-{surface}-same", f"{what}: the same ends as C's", 100 * agreeing, "%", at_least=98),
        ]
    print()
    return found


def main() -> None:
    """Run only the sweeps; as in ``benchmarks.engine``, timings are not failures."""
    if not shutil.which("gcc"):
        sys.exit("The comparison needs gcc: apt-get install gcc libc6-dev")
    with tempfile.TemporaryDirectory() as name:
        print(*sweeps_against_c(Path(name)), sep="\n")


if __name__ == "__main__":
    main()
