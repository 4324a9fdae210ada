"""Lion: every step is lr long on each axis; only the sign of a blend of momentum and gradient counts."""

from optimizers._optimizer import Hyperparameter, Optimizer


def coefficients(beta1, beta2):
    return 1 - beta1, 1 - beta2


def update(w, g, state, lr, beta1, fresh1, beta2, fresh2, weight_decay):
    (m,) = state
    blend = fresh1 * g + beta1 * m
    sign = 1.0 if blend > 0.0 else -1.0 if blend < 0.0 else 0.0
    return w - lr * (sign + weight_decay * w), (fresh2 * g + beta2 * m,)


OPTIMIZER = Optimizer(
    name="Lion",
    hyperparameters=(
        Hyperparameter("lr", 1e-3, (1e-5, 10.0), scale="log", symbol=r"\eta"),
        Hyperparameter("beta1", 0.9, (0.0, 0.9999), scale="decay", symbol=r"\beta_1"),
        Hyperparameter("beta2", 0.99, (0.0, 0.99999), scale="decay", symbol=r"\beta_2"),
        Hyperparameter("weight_decay", 1e-3, (0.0, 1.0), scale="log", symbol=r"\lambda"),
    ),
    state=("m",),
    update=update,
    coefficients=coefficients,
    lr_unit="distance",
    family="sign",
    first=True,
    color="#A93486",
    dash=(7, 4),
    formula=r"g_t=\nabla f(w_{t-1}),\quad"
    r" w_t=w_{t-1}-\eta\left(\operatorname{sign}(\beta_1 m_{t-1}+(1-\beta_1)\,g_t)+\lambda w_{t-1}\right),\quad"
    r" m_t=\beta_2 m_{t-1}+(1-\beta_2)\,g_t",
    reference="Chen et al., NeurIPS (2023)",
    peer=("optax.lion", {"learning_rate": "lr", "b1": "beta1", "b2": "beta2"}),
)
