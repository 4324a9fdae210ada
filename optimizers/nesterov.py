"""Nesterov: momentum that also takes the step its velocity is about to make into account."""

from optimizers._optimizer import Hyperparameter, Optimizer
from optimizers._stability import Stability, gain
from vecmath import sqrt


def update(w, g, state, lr, momentum, weight_decay):
    (b,) = state
    g = g + weight_decay * w
    b = momentum * b + g
    return w - lr * (g + momentum * b), (b,)


def stable(momentum):
    return gain(momentum, momentum, 1.0)


def best(low, high):
    # Lessard, Recht & Packard (2016), table 1. Their walker's looked-ahead point is torch's w, for -lr b is its step.
    root = sqrt(3 * high / low + 1)
    return {"lr": 4 / (3 * high + low), "momentum": (root - 2) / (root + 2)}


OPTIMIZER = Optimizer(
    name="Nesterov",
    hyperparameters=(
        Hyperparameter("lr", 1e-3, (1e-5, 10.0), scale="log", symbol=r"\eta"),
        # torch refuses Nesterov without momentum.
        Hyperparameter("momentum", 0.9, (0.01, 0.9999), scale="decay", symbol=r"\mu"),
        Hyperparameter("weight_decay", 0.0, (0.0, 1.0), scale="log", symbol=r"\lambda"),
    ),
    state=("b",),
    update=update,
    stability=Stability(gain=stable, best=best),
    lr_unit="curvature",
    family="momentum",
    first=True,
    color="#CC79A7",
    formula=r"g_t=\nabla f(w_{t-1})+\lambda w_{t-1},\quad b_t=\mu\,b_{t-1}+g_t,\quad w_t=w_{t-1}-\eta\,(g_t+\mu\,b_t)",
    reference="Nesterov, Soviet Mathematics Doklady 27 (1983); Sutskever et al. (2013)",
    torch=("SGD", {"nesterov": True}),
)
