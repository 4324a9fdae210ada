"""Adan: Adam that also averages how the gradient changes, to meet the next one ahead.

optax.adan weighs its look-ahead by 1 - beta2 in place of beta2, and subtracts weight decay in place of dividing.
"""

from optimizers._optimizer import Hyperparameter, Optimizer, quotient
from optimizers._stability import Stability, divided, gain
from vecmath import pow, sqrt


def coefficients(lr, beta1, beta2, beta3, weight_decay, t):
    # At first there is no gradient before, and so no change.
    step, ahead, changed = lr / (1 - pow(beta1, t)), lr * beta2 / (1 - pow(beta2, t)), 0.0 if t == 1 else 1.0
    return step, ahead, sqrt(1 - pow(beta3, t)), 1 - beta1, 1 - beta2, 1 - beta3, changed, 1 + lr * weight_decay


def update(w, g, state, step, ahead, root, beta1, fresh1, beta2, fresh2, beta3, fresh3, changed, eps, shrink):
    m, v, n, before = state
    change = changed * (g - before)
    m = m * beta1 + fresh1 * g
    v = v * beta2 + fresh2 * change
    expected = change * beta2 + g
    n = n * beta3 + fresh3 * expected * expected
    size = quotient(sqrt(n), root) + eps
    w = w + (-step * m) / size
    return (w + (-ahead * v) / size) / shrink, (m, v, n, g)


def stable(beta1, beta2, step, ahead, fresh1, fresh2, changed):
    # A gradient whose sign changes each step changes by twice itself, with a sign that changes as well.
    return gain(0.0, fresh1 * step / (1 + beta1) + 2 * changed * fresh2 * ahead / (1 + beta2))


def preconditioner(state, g, eps, root):
    return 1 / (sqrt(state[2]) / root + eps)


OPTIMIZER = Optimizer(
    name="Adan",
    hyperparameters=(
        Hyperparameter("lr", 1e-3, (1e-5, 10.0), scale="log", symbol=r"\eta"),
        Hyperparameter("beta1", 0.98, (0.0, 0.9999), scale="decay", symbol=r"\beta_1"),
        Hyperparameter("beta2", 0.92, (0.0, 0.99999), scale="decay", symbol=r"\beta_2"),
        Hyperparameter("beta3", 0.99, (0.0, 0.99999), scale="decay", symbol=r"\beta_3"),
        Hyperparameter("eps", 1e-8, (1e-16, 1.0), scale="log", symbol=r"\epsilon"),
        Hyperparameter("weight_decay", 0.0, (0.0, 1.0), scale="log", symbol=r"\lambda"),
    ),
    state=("m", "v", "n", "g"),
    update=update,
    stability=Stability(gain=stable, preconditioner=preconditioner, decay=divided),
    coefficients=coefficients,
    lr_unit="distance",
    family="adam",
    color="#0072B2",
    dash=(10, 3, 2, 3),
    formula=r"g_t=\nabla f(w_{t-1}),\quad m_t=\beta_1 m_{t-1}+(1-\beta_1)\,g_t,\quad"
    r" v_t=\beta_2 v_{t-1}+(1-\beta_2)(g_t-g_{t-1})\ \ (g_0:=g_1),\quad"
    r" n_t=\beta_3 n_{t-1}+(1-\beta_3)\left(g_t+\beta_2(g_t-g_{t-1})\right)^2\ \ (g_0:=g_1),\quad"
    r" w_t=\frac{1}{1+\eta\lambda}\left(w_{t-1}-\eta\,\frac{\hat m_t+\beta_2\hat v_t}{\sqrt{\hat n_t}+\epsilon}\right)",
    # Betas as in the authors' code, sail-sg/Adan: one minus those of the paper.
    reference="Xie et al., IEEE TPAMI 46 (2024)",
)
