"""Clipped gradient descent: where it is too steep, the gradient is cut to a length that is declared.

optax divides by the norm itself, torch's clip_grad_norm_ by the norm + 1e-6.
"""

from optimizers._optimizer import Hyperparameter, Optimizer
from vecmath import sqrt


def update(w, f, g, state, loss, lr, max_norm):
    size = sqrt(g[0] * g[0] + g[1] * g[1])
    cut = g if size < max_norm else (g[0] / size * max_norm, g[1] / size * max_norm)
    return (w[0] - lr * cut[0], w[1] - lr * cut[1]), (cut,)


OPTIMIZER = Optimizer(
    name="Clipped GD",
    hyperparameters=(
        Hyperparameter("lr", 1e-3, (1e-5, 10.0), scale="log", symbol=r"\eta"),
        Hyperparameter("max_norm", 1.0, (1e-3, 1e3), scale="log", symbol="c"),
    ),
    state=("g",),
    update=update,
    coupled=True,
    lr_unit="curvature",
    family="descent",
    color="#CC79A7",
    dash=(10, 3, 2, 3),
    formula=r"g_t=\nabla f(w_{t-1})\cdot\min\left(1,\ \frac{c}{\lVert\nabla f(w_{t-1})\rVert}\right),\quad"
    r" w_t=w_{t-1}-\eta\,g_t",
    reference="Pascanu, Mikolov & Bengio, ICML (2013)",
    peer=("optax.clip_by_global_norm", {"learning_rate": "lr"}),
    chain="optax.chain({peer}, optax.sgd({learning_rate}))",
)
