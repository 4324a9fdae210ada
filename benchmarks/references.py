"""Measure torch.optim in a loop and optax in a JAX scan, in ns a step on Rosenbrock: JSON for benchmarks/engine.py.

    python -m benchmarks.references

Needs torch and JAX. Both do the engine's work: a run with weights and loss of every step recorded.
"""

import json
import statistics
import time

import jax
import numpy as np
import optax
import torch

from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from tests.reference import make_optax
from tests.reference.make_torch import trajectory

TORCH = ("gd", "momentum", "rmsprop", "adam", "adamw", "lbfgs")
JAX = {
    "gd": lambda: optax.sgd(1e-4),
    "momentum": lambda: optax.sgd(1e-4, 0.9),
    "rmsprop": lambda: optax.rmsprop(1e-3),
    "adam": lambda: optax.adam(1e-3),
    "adamw": lambda: optax.adamw(1e-3),
    "adan": lambda: optax.adan(1e-3),  # differs from our rule, but needs the same amount of work
    **dict.fromkeys(("lion", "adabelief", "yogi")),
}
START = (-1.2, 1.0)


def of_torch(key, steps=500):
    optimizer = OPTIMIZERS[key]
    rate = {"curvature": 1e-4, "distance": 1e-3}.get(optimizer.lr_unit, 1.0)
    trajectory(
        optimizer, optimizer.values({}), LANDSCAPES["rosenbrock"], START, 1
    )  # first call, to exclude its one-time costs
    began = time.perf_counter_ns()
    trajectory(optimizer, optimizer.values({"lr": rate}), LANDSCAPES["rosenbrock"], START, steps)
    return (time.perf_counter_ns() - began) / steps


def of_jax(key, steps=2000):
    make = JAX[key]
    optimizer = OPTIMIZERS[key]
    transform = make() if make else make_optax.transformation(optimizer, optimizer.values({"lr": 1e-3}))

    def loss(w):
        return (1.0 - w[0]) ** 2 + 100.0 * (w[1] - w[0] ** 2) ** 2

    def step(carry, _):
        w, state = carry
        f, g = jax.value_and_grad(loss)(w)
        updates, state = transform.update(g, state, w)
        return (optax.apply_updates(w, updates), state), (w, f, g)

    @jax.jit
    def run(w):
        return jax.lax.scan(step, (w, transform.init(w)), None, length=steps)

    w, times = jax.numpy.array(START), []
    jax.block_until_ready(run(w))
    for _ in range(21):
        began = time.perf_counter_ns()
        jax.block_until_ready(run(w))
        times.append(time.perf_counter_ns() - began)
    return statistics.median(times) / steps


def main():
    torch.set_num_threads(1)
    with np.errstate(all="ignore"):
        print(json.dumps({"torch": {k: of_torch(k) for k in TORCH}, "jax": {k: of_jax(k) for k in JAX}}))


if __name__ == "__main__":
    main()
