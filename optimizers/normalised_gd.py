"""Normalised gradient descent: the slope's direction alone, so every step has the same length."""

from optimizers._optimizer import Hyperparameter, Optimizer
from vecmath import sqrt


def update(w, f, g, state, loss, lr):
    size = sqrt(g[0] * g[0] + g[1] * g[1])
    if size == 0.0:  # no direction: stay
        return w, state
    return (w[0] - lr * (g[0] / size), w[1] - lr * (g[1] / size)), state


OPTIMIZER = Optimizer(
    name="Normalised GD",
    hyperparameters=(Hyperparameter("lr", 1e-2, (1e-5, 10.0), scale="log", symbol=r"\eta"),),
    update=update,
    coupled=True,
    lr_unit="distance",
    family="descent",
    color="#56B4E9",
    dash=(14, 4),
    formula=r"g_t=\nabla f(w_{t-1}),\quad w_t=w_{t-1}-\eta\,\frac{g_t}{\lVert g_t\rVert}",
    reference="Hazan, Levy & Shalev-Shwartz, NeurIPS (2015)",
    peer=("optax.contrib.normalize", {"learning_rate": "lr"}),
    chain="optax.chain({peer}, optax.sgd({learning_rate}))",
    needs_slope=True,
)
