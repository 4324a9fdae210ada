"""AdaBelief: Adam that divides by how much the gradient differs from what momentum expected."""

from optimizers._optimizer import Hyperparameter, Optimizer
from optimizers._stability import Stability, gain
from vecmath import pow, sqrt


def coefficients(beta1, beta2, t):
    return 1 - beta1, 1 - pow(beta1, t), 1 - beta2, 1 - pow(beta2, t)


def update(w, g, state, lr, beta1, fresh1, correction1, beta2, fresh2, correction2, eps, eps_root):
    m, s = state
    m = fresh1 * g + beta1 * m
    s = fresh2 * ((g - m) * (g - m)) + beta2 * s + eps_root
    return w - lr * (m / correction1 / (sqrt(s / correction2) + eps)), (m, s)


def stable(beta1, fresh1, correction1):
    return gain(beta1, fresh1 / correction1)


def preconditioner(state, g, correction2, eps):
    return 1 / (sqrt(state[1] / correction2) + eps)


OPTIMIZER = Optimizer(
    name="AdaBelief",
    hyperparameters=(
        Hyperparameter("lr", 1e-3, (1e-5, 10.0), scale="log", symbol=r"\eta"),
        Hyperparameter("beta1", 0.9, (0.0, 0.9999), scale="decay", symbol=r"\beta_1"),
        Hyperparameter("beta2", 0.999, (0.0, 0.99999), scale="decay", symbol=r"\beta_2"),
        Hyperparameter("eps", 1e-16, (1e-16, 1.0), scale="log", symbol=r"\epsilon"),
        Hyperparameter("eps_root", 1e-16, (0.0, 1e-2), scale="log", symbol=r"\epsilon_0"),
    ),
    state=("m", "s"),
    update=update,
    stability=Stability(gain=stable, preconditioner=preconditioner),
    coefficients=coefficients,
    lr_unit="distance",
    family="adam",
    color="#0072B2",
    dash=(7, 4),
    formula=r"g_t=\nabla f(w_{t-1}),\quad m_t=\beta_1 m_{t-1}+(1-\beta_1)\,g_t,\quad"
    r" s_t=\beta_2 s_{t-1}+(1-\beta_2)(g_t-m_t)^2+\epsilon_0,\quad"
    r" w_t=w_{t-1}-\eta\,\frac{m_t/(1-\beta_1^t)}{\sqrt{s_t/(1-\beta_2^t)}+\epsilon}",
    reference="Zhuang et al., NeurIPS (2020)",
    peer=("optax.adabelief", {"learning_rate": "lr", "b1": "beta1", "b2": "beta2"}),
)
