"""Time maps in JAX, vmap over scan, for :mod:`benchmarks.maps`; run by the interpreter that has JAX.

Prints JSON: nanoseconds of processor time a step of one run, by ``rule_surface``. Arguments: runs, steps, rounds.
"""

import json
import os
import sys
import time

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)


def rosenbrock(w):
    return (1.0 - w[0]) ** 2 + 100.0 * (w[1] - w[0] * w[0]) ** 2


def rastrigin(w):
    return jnp.sum(10.0 + w * w - 10.0 * jnp.cos(2.0 * jnp.pi * w))


def ackley(w):
    radius = jnp.sqrt(0.5 * jnp.sum(w * w))
    return 20.0 * (1.0 - jnp.exp(-0.2 * radius)) + jnp.e - jnp.exp(0.5 * jnp.sum(jnp.cos(2.0 * jnp.pi * w)))


def gd(w, g, state, lr, t):
    return w - lr * g, state


def momentum(w, g, state, lr, t):
    b = 0.9 * state[0] + g
    return w - lr * b, (b, state[1])


def adam(w, g, state, lr, t):
    m, v = 0.9 * state[0] + 0.1 * g, 0.999 * state[1] + 0.001 * g * g
    return w - lr * (m / (1 - 0.9**t)) / (jnp.sqrt(v / (1 - 0.999**t)) + 1e-8), (m, v)


def timed(surface, rule, runs, steps, rounds):
    seen = jax.value_and_grad(surface)

    def run(start, lr):
        def step(carried, t):
            w, state, lowest = carried
            f, g = seen(w)
            w, state = rule(w, g, state, lr, t)
            return (w, state, jnp.minimum(lowest, f)), None

        begin = (start, (jnp.zeros(2), jnp.zeros(2)), jnp.inf)
        return jax.lax.scan(step, begin, jnp.arange(1.0, steps + 1.0))[0]

    compiled = jax.jit(jax.vmap(run))
    starts = jnp.tile(jnp.array([-1.2, 1.0]), (runs, 1))
    rates = jnp.geomspace(1e-5, 1e-4, runs)
    jax.block_until_ready(compiled(starts, rates))
    seconds = []
    for _ in range(rounds):
        began = time.process_time()
        jax.block_until_ready(compiled(starts, rates))
        seconds.append(time.process_time() - began)
    return sorted(seconds)[rounds // 2] / runs / steps * 1e9


def main():
    runs, steps, rounds = map(int, sys.argv[1:])
    pairs = [(rule, surface) for rule in (gd, momentum, adam) for surface in (rosenbrock, rastrigin, ackley)]
    found = {
        f"{rule.__name__}_{surface.__name__}": timed(surface, rule, runs, steps, rounds) for rule, surface in pairs
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
