"""QHAdam: Adam whose step is a blend of its averages and the gradient of the moment."""

from optimizers._optimizer import Hyperparameter, Optimizer
from optimizers._stability import Stability, gain
from vecmath import pow, sqrt


def coefficients(beta1, beta2, nu1, nu2, t):
    return 1 - beta1, 1 - pow(beta1, t), 1 - beta2, 1 - pow(beta2, t), 1 - nu1, 1 - nu2


def update(w, g, state, lr, fresh1, correction1, beta2, fresh2, correction2, nu1, now1, nu2, now2, eps, weight_decay):
    m, v = state
    g = g + weight_decay * w
    m = m + fresh1 * (g - m)
    v = v * beta2 + fresh2 * g * g
    blend = now1 * g + nu1 * (m / correction1)
    size = sqrt(now2 * g * g + nu2 * (v / correction2))
    return w - lr * blend / (size + eps), (m, v)


def stable(beta1, nu1, now1, fresh1, correction1):
    return gain(beta1, nu1 * fresh1 / correction1, now1)


def preconditioner(state, g, nu2, now2, correction2, eps):
    return 1 / (sqrt(now2 * g * g + nu2 * (state[1] / correction2)) + eps)


OPTIMIZER = Optimizer(
    name="QHAdam",
    hyperparameters=(
        Hyperparameter("lr", 1e-3, (1e-5, 10.0), scale="log", symbol=r"\eta"),
        Hyperparameter("beta1", 0.995, (0.0, 0.9999), scale="decay", symbol=r"\beta_1"),
        Hyperparameter("beta2", 0.999, (0.0, 0.99999), scale="decay", symbol=r"\beta_2"),
        Hyperparameter("nu1", 0.7, (0.0, 1.0), symbol=r"\nu_1"),
        Hyperparameter("nu2", 1.0, (0.0, 1.0), symbol=r"\nu_2"),
        Hyperparameter("eps", 1e-8, (1e-16, 1.0), scale="log", symbol=r"\epsilon"),
        Hyperparameter("weight_decay", 0.0, (0.0, 1.0), scale="log", symbol=r"\lambda"),
    ),
    state=("m", "v"),
    update=update,
    stability=Stability(gain=stable, preconditioner=preconditioner),
    coefficients=coefficients,
    lr_unit="distance",
    family="adam",
    color="#0072B2",
    dash=(14, 4),
    formula=r"g_t=\nabla f(w_{t-1})+\lambda w_{t-1},\quad m_t=\beta_1 m_{t-1}+(1-\beta_1)\,g_t,\quad"
    r" v_t=\beta_2 v_{t-1}+(1-\beta_2)\,g_t^2,\quad"
    r" w_t=w_{t-1}-\eta\,\frac{(1-\nu_1)\,g_t+\nu_1\hat m_t}{\sqrt{(1-\nu_2)\,g_t^2+\nu_2\hat v_t}+\epsilon}",
    reference="Ma & Yarats, ICLR (2019)",
)
