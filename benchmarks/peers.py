"""Compare the engine with a NumPy loop and with SciPy's minimize.

    python -m benchmarks.peers

A step of a typical notebook's loop over NumPy arrays against a step of the engine; and SciPy's minimize against the
engine's rule of the same kind, down to the same gradient. torch and JAX are in ``benchmarks.engine``.
"""

import statistics
import time
from collections.abc import Callable

import numpy as np
from scipy.optimize import minimize

from benchmarks.rows import Row
from engine import trace
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS

STEPS, ROUNDS = 2_000, 15
SURFACE = LANDSCAPES["rosenbrock"]
P = SURFACE.values({})
START = SURFACE.starts[0]
# Largest gradient component at which a run ends, for SciPy and for the engine; torch's L-BFGS, and so ours, stops by
# itself soon after.
TOLERANCE = 1e-5
SAME = 1e-9


def value_and_gradient(w: np.ndarray) -> tuple[float, np.ndarray]:
    """Rosenbrock's textbook formula."""
    a, b = P
    x, y = w
    return (a - x) ** 2 + b * (y - x * x) ** 2, np.array([-2 * (a - x) - 4 * b * x * (y - x * x), 2 * b * (y - x * x)])


def gd(lr: float = 1e-4) -> np.ndarray:
    w, path = np.array(START), np.empty((STEPS + 1, 2))
    path[0] = w
    for t in range(STEPS):
        w = w - lr * value_and_gradient(w)[1]
        path[t + 1] = w
    return path


def momentum(lr: float = 1e-4, beta: float = 0.9) -> np.ndarray:
    w, b, path = np.array(START), np.zeros(2), np.empty((STEPS + 1, 2))
    path[0] = w
    for t in range(STEPS):
        b = beta * b + value_and_gradient(w)[1]
        w = w - lr * b
        path[t + 1] = w
    return path


def adam(lr: float = 1e-3, beta1: float = 0.9, beta2: float = 0.999, eps: float = 1e-8) -> np.ndarray:
    w, m, v, path = np.array(START), np.zeros(2), np.zeros(2), np.empty((STEPS + 1, 2))
    path[0] = w
    for t in range(1, STEPS + 1):
        g = value_and_gradient(w)[1]
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g * g
        w = w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
        path[t] = w
    return path


LOOPS: dict[str, tuple[Callable[[], np.ndarray], dict[str, float]]] = {
    "gd": (gd, {"lr": 1e-4}),
    "momentum": (momentum, {"lr": 1e-4}),
    "adam": (adam, {"lr": 1e-3}),
}
# Our rule and SciPy's of the same kind. Line searches and memory differ, so only the end points agree.
MINIMIZERS = {"lbfgs": ("L-BFGS-B", "BFGS"), "conjugate_gradient": ("CG",)}


def seconds(work: Callable[[], object]) -> float:
    """Median duration of several rounds."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def loops() -> list[Row]:
    """Compare steps with a NumPy loop that computes the same path."""
    ratios = []
    print(f"{'ns a step':22}{'engine':>10}{'NumPy loop':>12}{'ratio':>9}   largest difference")
    for key, (loop, settings) in LOOPS.items():
        ours = trace(SURFACE, P, OPTIMIZERS[key], settings, START, STEPS)
        apart = float(np.max(np.abs(ours.path - loop())))
        if apart > SAME:
            raise RuntimeError(f"the NumPy loop of {key} goes another way: {apart:.1e}")
        mine = seconds(lambda key=key, settings=settings: trace(SURFACE, P, OPTIMIZERS[key], settings, START, STEPS))
        theirs = seconds(loop)
        ratios.append(theirs / mine)
        print(f"{key:22}{mine / STEPS * 1e9:10.1f}{theirs / STEPS * 1e9:12.0f}{ratios[-1]:8.0f}x   {apart:.1e}")
    print()
    mean = statistics.geometric_mean(ratios)
    return [Row("peer-numpy", f"a NumPy loop on Rosenbrock, engine = 1, geometric mean of {len(ratios)}", mean, "×")]


def descents() -> list[Row]:
    """Compare the time to reach the same gradient with SciPy."""
    rows = []
    print(f"{'to |g| <= ' + f'{TOLERANCE:g}':22}{'steps':>8}{'ms':>9}{'SciPy':>12}{'steps':>8}{'ms':>9}{'ratio':>9}")
    for key, methods in MINIMIZERS.items():
        steps = needed(key)
        mine = seconds(lambda key=key, steps=steps: trace(SURFACE, P, OPTIMIZERS[key], {}, START, steps))
        for method in methods:
            options = {"jac": True, "method": method, "options": {"gtol": TOLERANCE, "ftol": 0.0, "maxiter": 10_000}}
            if method != "L-BFGS-B":
                del options["options"]["ftol"]
            minimum = minimize(value_and_gradient, START, **options)
            if np.abs(minimum.jac).max() > TOLERANCE:
                raise RuntimeError(f"SciPy's {method} ended at a gradient of {np.abs(minimum.jac).max():.1e}")
            theirs = seconds(lambda options=options: minimize(value_and_gradient, START, **options))
            print(
                f"{key:22}{steps:8}{mine * 1e3:9.3f}{method:>12}{minimum.nit:8}{theirs * 1e3:9.2f}{theirs / mine:8.0f}x"
            )
            name = f"SciPy's {method} to the same gradient, {OPTIMIZERS[key].name} here = 1"
            rows.append(Row(f"peer-scipy-{method.lower()}", name, theirs / mine, "×"))
    print()
    return rows


def needed(key: str) -> int:
    """Steps in which our rule reaches the tolerance with its defaults."""
    gradients = np.abs(trace(SURFACE, P, OPTIMIZERS[key], {}, START, 10_000).gradient).max(axis=1)
    there = np.flatnonzero(gradients <= TOLERANCE)
    if not len(there):
        raise RuntimeError(f"{key} does not get there")
    return max(1, int(there[0]))


def measure() -> list[Row]:
    """Print both tables and return the ratios."""
    return [*loops(), *descents()]


if __name__ == "__main__":
    print(*measure(), sep="\n")
