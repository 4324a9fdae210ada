"""Adamax: Adam that divides by the largest gradient it still remembers."""

from optimizers._optimizer import Hyperparameter, Optimizer, lerp
from optimizers._stability import Stability, gain
from vecmath import inf, pow


def coefficients(lr, beta1, t):
    return lr / (1 - pow(beta1, t)), 1 - beta1


def update(w, g, state, step, fresh, beta2, eps, weight_decay):
    m, u = state
    g = g + weight_decay * w
    m = lerp(m, g, fresh)
    u = max(u * beta2, abs(g) + eps)
    return w + (-step * m) / u, (m, u)


def stable(beta1, fresh, step):
    return gain(beta1, fresh * step)


def preconditioner(state, g):
    return 1 / state[1] if state[1] > 0.0 else inf


OPTIMIZER = Optimizer(
    name="Adamax",
    hyperparameters=(
        Hyperparameter("lr", 2e-3, (1e-5, 10.0), scale="log", symbol=r"\eta"),
        Hyperparameter("beta1", 0.9, (0.0, 0.9999), scale="decay", symbol=r"\beta_1"),
        Hyperparameter("beta2", 0.999, (0.0, 0.99999), scale="decay", symbol=r"\beta_2"),
        Hyperparameter("eps", 1e-8, (1e-16, 1.0), scale="log", symbol=r"\epsilon"),
        Hyperparameter("weight_decay", 0.0, (0.0, 1.0), scale="log", symbol=r"\lambda"),
    ),
    state=("m", "u"),
    update=update,
    stability=Stability(gain=stable, preconditioner=preconditioner),
    coefficients=coefficients,
    lr_unit="distance",
    family="adam",
    color="#D55E00",
    dash=(7, 4),
    formula=r"g_t=\nabla f(w_{t-1})+\lambda w_{t-1},\quad m_t=\beta_1 m_{t-1}+(1-\beta_1)\,g_t,\quad"
    r" u_t=\max(\beta_2 u_{t-1},\,|g_t|+\epsilon),\quad w_t=w_{t-1}-\frac{\eta}{1-\beta_1^t}\,\frac{m_t}{u_t}",
    reference="Kingma & Ba, ICLR (2015), section 7",
    torch=("Adamax", {"betas": ("beta1", "beta2")}),
)
