"""SAM: take the slope at the worst nearby point, so that only wide valleys are comfortable."""

from optimizers._optimizer import Hyperparameter, Optimizer
from vecmath import sqrt


def update(w, f, g, state, loss, lr, rho):
    size = sqrt(g[0] * g[0] + g[1] * g[1])
    # Where it is flat no direction is the worst: stay.
    up = (rho * (g[0] / size), rho * (g[1] / size)) if size > 0.0 else (0.0, 0.0)
    _, gx, gy = loss((w[0] + up[0], w[1] + up[1]))
    return (w[0] - lr * gx, w[1] - lr * gy), (up, (gx, gy))


OPTIMIZER = Optimizer(
    name="SAM",
    hyperparameters=(
        Hyperparameter("lr", 1e-3, (1e-5, 10.0), scale="log", symbol=r"\eta"),
        Hyperparameter("rho", 0.05, (1e-4, 1.0), scale="log", symbol=r"\rho"),
    ),
    state=("e", "g"),
    update=update,
    coupled=True,
    climbs=True,
    lr_unit="curvature",
    family="descent",
    color="#56B4E9",
    dash=(10, 3, 2, 3),
    formula=r"e_t=\rho\,\frac{\nabla f(w_{t-1})}{\lVert\nabla f(w_{t-1})\rVert},\quad g_t=\nabla f(w_{t-1}+e_t),\quad"
    r" w_t=w_{t-1}-\eta\,g_t",
    reference="Foret et al., ICLR (2021)",
    peer=("optax.contrib.sam", {"learning_rate": "lr"}),
    chain="optax.contrib.sam(optax.sgd({learning_rate}), optax.chain(optax.contrib.normalize(), optax.sgd({rho})),"
    " opaque_mode=True)",
    needs_slope=True,
)
