# Newton on himmelblau, in plain NumPy: neither torch nor optax has Newton.
# The rule: Newton (1669); Nocedal & Wright, Numerical Optimization (2006), chapter 3.
# Its functions are those with which Ravine runs it.
# From Ravine, the same run:
# https://ravine.example/?s=himmelblau&start=-0.5,-4.5&steps=20&seed=0&o=newton&newton.lr=0.5&newton.damping=0.0&v=3
# Needs NumPy.

import numpy as np

np.seterr(all="ignore")  # a run that explodes is to explode


# The surface himmelblau: Himmelblau, Applied Nonlinear Programming (1972).
def surface(x, y):
    first = x * x + y - 11.0
    second = x + y * y - 7.0
    return first * first + second * second, 4.0 * x * first + 2.0 * second, 2.0 * first + 4.0 * y * second


w = (-0.5, -4.5)
steps = 20


def full(w):
    return surface(np.float64(w[0]), np.float64(w[1]))


def look(w, t):
    """Loss and slopes that step t + 1 sees."""
    return full(w)


# The rule Newton, for both weights: Newton (1669); Nocedal & Wright, Numerical Optimization (2006), chapter 3.
NEARBY = 6.0554544523933395e-06


def update(w, f, g, state, loss, lr, damping):
    x, y = w
    hx, hy = NEARBY * max(1.0, abs(x)), NEARBY * max(1.0, abs(y))
    _, ax, ay = loss((x + hx, y))
    _, bx, by = loss((x - hx, y))
    _, cx, cy = loss((x, y + hy))
    _, dx, dy = loss((x, y - hy))
    xx, yy = (ax - bx) / (2 * hx), (cy - dy) / (2 * hy)
    xy = 0.5 * ((ay - by) / (2 * hx) + (cx - dx) / (2 * hy))
    p, q = xx + damping, yy + damping
    determinant = p * q - xy * xy
    step = (0.0, 0.0)  # where the parabola has no flat point there is no Newton step
    if determinant != 0.0:
        step = ((q * g[0] - xy * g[1]) / determinant, (p * g[1] - xy * g[0]) / determinant)
    return (x - lr * step[0], y - lr * step[1]), ((xx, xy), (xy, yy))


lr = 0.5
damping = 0.0
state = ((0.0, 0.0),) * 2

every = 1  # steps from one printed line to the next
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
        w, state = update(w, f, g, state, lambda at: look(at, t), lr, damping)
