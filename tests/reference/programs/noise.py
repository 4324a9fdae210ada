# Lion on bumps, in JAX and optax.
# The rule: Chen et al., NeurIPS (2023).
# From Ravine, the same run:
# https://ravine.example/?s=bumps&s.height=0.3&gradient_noise=0.5&start=-2.6,2.2&steps=200&seed=0&o=lion&lion.lr=0.02&lion.beta1=0.9&lion.beta2=0.99&lion.weight_decay=0.001&v=3
# Needs JAX and optax.

import jax
import jax.numpy as jnp
import numpy as np
import optax

jax.config.update("jax_enable_x64", True)


# The surface bumps: after Berry, Regular and irregular semiclassical wavefunctions (1977): a sum of plane
# waves.
def phases(x, y):
    # Five waves whose lengths and directions have no common measure: nothing repeats within the picture.
    a = 2.6 * x + 1.1 * y + 0.4
    b = -1.3 * x + 3.4 * y + 1.9
    c = 4.3 * x - 2.2 * y + 3.1
    d = 3.1 * x + 5.2 * y + 5.2
    e = -6.7 * x + 2.9 * y + 0.8
    return a, b, c, d, e


def surface(x, y):
    height = 0.3
    a, b, c, d, e = phases(x, y)
    noise = jnp.cos(a) + jnp.cos(b) + jnp.cos(c) + 0.7 * jnp.cos(d) + 0.5 * jnp.cos(e)
    return 0.5 * (x * x + y * y) + height * noise


w = jnp.array([-2.6, 2.2])
steps = 200

# Noise on the gradient, normal, by Box and Muller's method.
random = np.random.PCG64(np.random.SeedSequence([0, 3]))
even = (random.random_raw(4 * steps).reshape(steps, 2, 2) >> np.uint64(11)) * 2.0**-53
noise = 0.5 * np.sqrt(-2.0 * np.log(1.0 - even[..., 0])) * np.cos(2.0 * np.pi * even[..., 1])
noise = np.vstack([noise, [0.0, 0.0]])


def seen(w, now):
    return surface(w[0], w[1]) + now @ w


def full(w):
    return surface(w[0], w[1])


optimizer = optax.lion(weight_decay=0.001, learning_rate=0.02, b1=0.9, b2=0.99)
state = optimizer.init(w)


look = jax.jit(jax.value_and_grad(seen))


@jax.jit
def forward(w, state, gradient, now):
    updates, state = optimizer.update(gradient, state, w)
    return optax.apply_updates(w, updates), state


every = 10  # steps from one printed line to the next
losses = []
for step in range(steps + 1):
    now = noise[step]
    loss, gradient = look(w, now)
    losses.append(float(full(w)))
    if step % every == 0 or step == steps:
        print(f"step {step:5d}   loss {losses[-1]:.10g}")
    if not (jnp.isfinite(loss) and jnp.isfinite(gradient).all() and abs(w).max() < 1e9):
        print(f"diverged at step {step}: loss {losses[-1]:.10g}")
        break
    if step < steps:
        w, state = forward(w, state, gradient, now)
