"""Gradient descent: step straight down the slope, in proportion to how steep it is."""

from optimizers._optimizer import Hyperparameter, Optimizer
from optimizers._stability import Stability, gain


def update(w, g, state, lr, weight_decay):
    g = g + weight_decay * w
    return w - lr * g, state


def stable():
    return gain(0.0, 0.0, 1.0)


def best(low, high):
    return {"lr": 2 / (low + high)}


OPTIMIZER = Optimizer(
    name="GD",
    hyperparameters=(
        Hyperparameter("lr", 1e-3, (1e-5, 10.0), scale="log", symbol=r"\eta"),
        Hyperparameter("weight_decay", 0.0, (0.0, 1.0), scale="log", symbol=r"\lambda"),
    ),
    update=update,
    stability=Stability(gain=stable, best=best),
    lr_unit="curvature",
    family="descent",
    first=True,
    color="#56B4E9",
    formula=r"g_t=\nabla f(w_{t-1})+\lambda w_{t-1},\quad w_t=w_{t-1}-\eta\,g_t",
    reference="Cauchy, Comptes Rendus 25 (1847)",
    torch="SGD",
)
