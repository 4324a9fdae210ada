"""Adadelta: RMSProp whose length is measured against the steps it has lately made, in the weight's own unit."""

from optimizers._optimizer import Hyperparameter, Optimizer
from vecmath import sqrt


def coefficients(rho):
    return (1 - rho,)


def update(w, g, state, lr, rho, fresh, eps, weight_decay):
    v, u = state
    g = g + weight_decay * w
    v = v * rho + fresh * g * g
    d = sqrt(u + eps) / sqrt(v + eps) * g
    u = u * rho + fresh * d * d
    return w - lr * d, (v, u)


OPTIMIZER = Optimizer(
    name="Adadelta",
    hyperparameters=(
        Hyperparameter("lr", 1.0, (1e-5, 10.0), scale="log", symbol=r"\eta"),
        Hyperparameter("rho", 0.9, (0.0, 0.9999), scale="decay", symbol=r"\beta"),
        Hyperparameter("eps", 1e-6, (1e-16, 1.0), scale="log", symbol=r"\epsilon"),
        Hyperparameter("weight_decay", 0.0, (0.0, 1.0), scale="log", symbol=r"\lambda"),
    ),
    state=("v", "u"),
    update=update,
    coefficients=coefficients,
    lr_unit="share",
    family="adaptive",
    color="#009E73",
    dash=(2, 4),
    formula=r"g_t=\nabla f(w_{t-1})+\lambda w_{t-1},\quad v_t=\beta v_{t-1}+(1-\beta)\,g_t^2,\quad"
    r" d_t=\frac{\sqrt{u_{t-1}+\epsilon}}{\sqrt{v_t+\epsilon}}\,g_t,\quad"
    r" u_t=\beta u_{t-1}+(1-\beta)\,d_t^2,\quad w_t=w_{t-1}-\eta\,d_t",
    reference="Zeiler, arXiv 1212.5701 (2012)",
    torch="Adadelta",
)
