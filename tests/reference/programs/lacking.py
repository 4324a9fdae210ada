# Adam on bowl, in plain NumPy: Adam in torch has no eps_inside_root.
# The rule: Kingma & Ba, ICLR (2015).
# Its functions are those with which Ravine runs it.
# From Ravine, the same run:
# https://ravine.example/?s=bowl&s.condition_number=20.0&s.rotation=0.0&start=-2.7,1.6&steps=200&seed=0&o=adam&adam.lr=0.1&adam.beta1=0.9&adam.beta2=0.999&adam.eps=1e-08&adam.weight_decay=0.0&adam.amsgrad=0.0&adam.decoupled_weight_decay=0.0&adam.without_bias_correction=0.0&adam.eps_inside_root=1.0&v=3
# Needs NumPy.

import numpy as np

np.seterr(all="ignore")  # a run that explodes is to explode


# The surface bowl: Boyd & Vandenberghe, Convex Optimization (2004), section 9.3.
def surface(x, y):
    condition_number = 20.0
    rotation = 0.0
    angle = rotation * (np.pi / 180.0)
    c = np.cos(angle)
    s = np.sin(angle)
    u = c * x + s * y
    v = c * y - s * x
    gu = u
    gv = condition_number * v
    return 0.5 * (u * gu + v * gv), c * gu - s * gv, s * gu + c * gv


w = (-2.7, 1.6)
steps = 200


def full(w):
    return surface(np.float64(w[0]), np.float64(w[1]))


def look(w, t):
    """Loss and slopes that step t + 1 sees."""
    return full(w)


# The rule Adam, for one weight: Kingma & Ba, ICLR (2015).
def coefficients(lr, beta1, beta2, eps, weight_decay, decoupled_weight_decay, without_bias_correction, eps_inside_root, t):
    step = lr if without_bias_correction else lr / (1 - beta1**t)
    correction = 1.0 if without_bias_correction else 1 - beta2**t
    in_gradient, shrink = (0.0, 1 - lr * weight_decay) if decoupled_weight_decay else (weight_decay, 1.0)
    inside, outside = (eps * correction, 0.0) if eps_inside_root else (0.0, eps)
    return step, np.sqrt(correction), 1 - beta1, 1 - beta2, inside, outside, in_gradient, shrink


def lerp(start, end, weight):
    """torch's ``start.lerp(end, weight)``: computed from the nearer end, so that a weight of 1 gives ``end`` exactly.

    Source: aten/src/ATen/native/Lerp.h of torch 2.13.
    """
    near = weight < 0.5
    return np.where(near, start, end) + np.where(near, weight, weight - 1) * (end - start)


def update(w, g, state, step, root, fresh1, beta2, fresh2, inside, outside, in_gradient, shrink, amsgrad):
    m, v, largest = state
    g = g + in_gradient * w
    w = w * shrink
    m = lerp(m, g, fresh1)
    v = v * beta2 + fresh2 * g * g
    largest = amsgrad * max(largest, v)
    return w + (-step * m) / (np.sqrt(max(v, largest) + inside) / root + outside), (m, v, largest)


lr = 0.1
beta1 = 0.9
beta2 = 0.999
eps = 1e-08
weight_decay = 0.0
amsgrad = 0.0
decoupled_weight_decay = 0.0
without_bias_correction = 0.0
eps_inside_root = 1.0
state = [(0.0,) * 3] * 2

every = 10  # steps from one printed line to the next
losses = []
for t in range(steps + 1):
    f, *g = look(w, t)
    losses.append(float(f))
    if t % every == 0 or t == steps:
        print(f"step {t:5d}   loss {losses[-1]:.10g}")
    if not (np.isfinite([f, *g]).all() and max(abs(w[0]), abs(w[1])) < 1e9):
        print(f"diverged at step {t}: loss {losses[-1]:.10g}")
        break
    if t < steps:
        step_, root, fresh1, fresh2, inside, outside, in_gradient, shrink = coefficients(
            lr, beta1, beta2, eps, weight_decay, decoupled_weight_decay, without_bias_correction, eps_inside_root,
            t + 1
        )
        numbers = (step_, root, fresh1, beta2, fresh2, inside, outside, in_gradient, shrink, amsgrad)
        w, state = zip(*(update(w[k], g[k], state[k], *numbers) for k in (0, 1)))
