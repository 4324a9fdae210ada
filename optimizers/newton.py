"""Newton: jump to where the surface's best-fitting parabola is flat, be it a minimum, a saddle or a peak."""

from optimizers._optimizer import Hyperparameter, Optimizer

# Second derivatives are central differences of the gradient, this far to each side for weights below one, as far in
# proportion above: the cube root of the machine epsilon balances truncation and rounding.
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


OPTIMIZER = Optimizer(
    name="Newton",
    hyperparameters=(
        Hyperparameter("lr", 1.0, (1e-5, 10.0), scale="log", symbol=r"\eta"),
        Hyperparameter("damping", 0.0, (0.0, 1e4), scale="log", symbol=r"\delta"),
    ),
    state=("h1", "h2"),
    update=update,
    coupled=True,
    climbs=True,
    lr_unit="share",
    family="classical",
    first=True,
    color="#986BFE",
    dash=(7, 4),
    formula=r"H_t=\nabla^2 f(w_{t-1}),\quad w_t=w_{t-1}-\eta\,(H_t+\delta I)^{-1}\,\nabla f(w_{t-1})",
    reference="Newton (1669); Nocedal & Wright, Numerical Optimization (2006), chapter 3",
)
