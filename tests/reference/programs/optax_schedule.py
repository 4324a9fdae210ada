# SAM on bowl, in JAX and optax.
# The rule: Foret et al., ICLR (2021).
# From Ravine, the same run:
# https://ravine.example/?s=bowl&s.condition_number=20.0&s.rotation=0.0&start=-2.7,1.6&steps=200&seed=0&o=sam&sam.lr=0.02&sam.rho=0.05&sam.schedule=step&sam.schedule.step_size=50.0&sam.schedule.gamma=0.1&v=3
# Needs JAX and optax.

import math

import jax
import jax.numpy as jnp
import optax

jax.config.update("jax_enable_x64", True)


# The surface bowl: Boyd & Vandenberghe, Convex Optimization (2004), section 9.3.
def surface(x, y):
    condition_number = 20.0
    rotation = 0.0
    angle = rotation * (jnp.pi / 180.0)
    c = jnp.cos(angle)
    s = jnp.sin(angle)
    u = c * x + s * y
    v = c * y - s * x
    gu = u
    gv = condition_number * v
    return 0.5 * (u * gu + v * gv)


w = jnp.array([-2.7, 1.6])
steps = 200


def seen(w):
    return surface(w[0], w[1])


# The schedule Step: what the rate of step t = 1, 2, ... is multiplied by.
def factor(t, steps):
    step_size = 50.0
    gamma = 0.1
    return gamma**float(math.floor((t - 1) / step_size))


rates = jnp.array([0.02 * factor(t, steps) for t in range(1, steps + 1)])
optimizer = optax.contrib.sam(optax.sgd(lambda k: rates[k]), optax.chain(optax.contrib.normalize(), optax.sgd(0.05)), opaque_mode=True)
state = optimizer.init(w)


look = jax.jit(jax.value_and_grad(seen))


@jax.jit
def forward(w, state, gradient):
    updates, state = optimizer.update(gradient, state, w, grad_fn=lambda v, _: jax.grad(seen)(v))
    return optax.apply_updates(w, updates), state


every = 10  # steps from one printed line to the next
losses = []
for step in range(steps + 1):
    loss, gradient = look(w)
    losses.append(float(loss))
    if step % every == 0 or step == steps:
        print(f"step {step:5d}   loss {losses[-1]:.10g}")
    if not (jnp.isfinite(loss) and jnp.isfinite(gradient).all() and abs(w).max() < 1e9):
        print(f"diverged at step {step}: loss {losses[-1]:.10g}")
        break
    if step < steps:
        w, state = forward(w, state, gradient)
