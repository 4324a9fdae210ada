"""Adan: Adam that also averages how the gradient changes, to meet the next one ahead."""

from optimizers._optimizer import Hyperparameter, Optimizer
from vecmath import pow, sqrt


def rates(beta, t):
    """How much an average keeps, how much it takes in, and its bias correction."""
    return beta, 1 - beta, 1 - pow(beta, t)


def coefficients(lr, beta1, beta2, beta3, eps, eps_root, weight_decay, t):
    first, second, third = rates(beta1, t), rates(beta2, t), rates(beta3, t)
    # At first there is no gradient before, and so no change.
    return (lr,) + first + second + third + (0.0 if t == 1 else 1.0, eps, eps_root, weight_decay)  # noqa: RUF005


def update(w, g, state, c):
    lr, beta1, fresh1, correction1, beta2, fresh2, correction2, beta3, fresh3, correction3 = c[:10]
    changed, eps, eps_root, weight_decay = c[10:]
    m, v, n, before = state
    change = changed * (g - before)
    m = fresh1 * g + beta1 * m
    v = fresh2 * change + beta2 * v
    ahead = g + fresh2 * change
    n = fresh3 * (ahead * ahead) + beta3 * n
    step = (m / correction1 + fresh2 * (v / correction2)) / (sqrt(n / correction3 + eps_root) + eps)
    return w - lr * (step + weight_decay * w), (m, v, n, g)


OPTIMIZER = Optimizer(
    name="Adan",
    hyperparameters=(
        Hyperparameter("lr", 1e-3, (1e-5, 10.0), scale="log", symbol=r"\eta"),
        Hyperparameter("beta1", 0.98, (0.0, 0.9999), scale="decay", symbol=r"\beta_1"),
        Hyperparameter("beta2", 0.92, (0.0, 0.99999), scale="decay", symbol=r"\beta_2"),
        Hyperparameter("beta3", 0.99, (0.0, 0.99999), scale="decay", symbol=r"\beta_3"),
        Hyperparameter("eps", 1e-8, (1e-16, 1.0), scale="log", symbol=r"\epsilon"),
        Hyperparameter("eps_root", 1e-8, (0.0, 1e-2), scale="log", symbol=r"\epsilon_0"),
        Hyperparameter("weight_decay", 0.0, (0.0, 1.0), scale="log", symbol=r"\lambda"),
    ),
    state=("m", "v", "n", "g"),
    update=update,
    coefficients=coefficients,
    lr_unit="distance",
    family="adam",
    color="#0072B2",
    dash=(10, 3, 2, 3),
    formula=r"g_t=\nabla f(w_{t-1}),\quad m_t=\beta_1 m_{t-1}+(1-\beta_1)\,g_t,\quad"
    r" v_t=\beta_2 v_{t-1}+(1-\beta_2)(g_t-g_{t-1})\ \ (g_0:=g_1),\quad"
    r" n_t=\beta_3 n_{t-1}+(1-\beta_3)\left(g_t+(1-\beta_2)(g_t-g_{t-1})\right)^2\ \ (g_0:=g_1),\quad"
    r" w_t=w_{t-1}-\eta\left(\frac{\hat m_t+(1-\beta_2)\,\hat v_t}{\sqrt{\hat n_t+\epsilon_0}+\epsilon"
    r"}+\lambda w_{t-1}\right)",
    reference="Xie et al., IEEE TPAMI 46 (2024)",
    peer=(
        "optax.adan",
        {
            "learning_rate": "lr",
            "b1": "beta1",
            "b2": "beta2",
            "b3": "beta3",
            "eps": "eps",
            "eps_root": "eps_root",
            "weight_decay": "weight_decay",
        },
    ),
)
