"""RMSProp: divide each coordinate's step by how steep it has lately been."""

from math import sqrt

from optimizers._optimizer import Hyperparameter, Optimizer


def coefficients(lr, alpha, eps, weight_decay, t):
    return lr, alpha, 1 - alpha, eps, weight_decay


def update(w, g, state, c):
    lr, alpha, fresh, eps, weight_decay = c
    (v,) = state
    g = g + weight_decay * w
    v = v * alpha + fresh * g * g
    return w + (-lr * g) / (sqrt(v) + eps), (v,)


OPTIMIZER = Optimizer(
    name="RMSProp",
    hyperparameters=(
        Hyperparameter("lr", 0.01, (1e-5, 10.0), scale="log", symbol=r"\eta"),
        Hyperparameter("alpha", 0.99, (0.0, 0.9999), scale="decay", symbol=r"\alpha"),
        Hyperparameter("eps", 1e-8, (1e-16, 1.0), scale="log", symbol=r"\epsilon"),
        Hyperparameter("weight_decay", 0.0, (0.0, 1.0), scale="log", symbol=r"\lambda"),
    ),
    state=("v",),
    update=update,
    coefficients=coefficients,
    lr_unit="distance",
    color="#009E73",
    formula=r"g_t=\nabla f(w_{t-1})+\lambda w_{t-1},\quad v_t=\alpha v_{t-1}+(1-\alpha)\,g_t^2,\quad"
    r" w_t=w_{t-1}-\eta\,\frac{g_t}{\sqrt{v_t}+\epsilon}",
    reference="Hinton, Neural Networks for Machine Learning, lecture 6e (2012)",
    torch=("RMSprop", {"lr": "lr", "alpha": "alpha", "eps": "eps", "weight_decay": "weight_decay"}),
)
