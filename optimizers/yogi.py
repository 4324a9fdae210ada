"""Yogi: Adam whose memory of steepness falls only as fast as it rises."""

from optimizers._optimizer import Hyperparameter, Optimizer
from optimizers._stability import Stability, gain
from vecmath import pow, sqrt


def coefficients(beta1, beta2, t):
    return 1 - beta1, 1 - pow(beta1, t), 1 - beta2, 1 - pow(beta2, t)


def initial(w, initial_accumulator_value):
    return initial_accumulator_value, initial_accumulator_value


def update(w, g, state, lr, beta1, fresh1, correction1, fresh2, correction2, eps):
    m, v = state
    square = g * g
    above = v - square
    sign = 1.0 if above > 0.0 else -1.0 if above < 0.0 else 0.0
    m = fresh1 * g + beta1 * m
    v = v - fresh2 * sign * square
    return w - lr * (m / correction1 / (sqrt(v / correction2) + eps)), (m, v)


def stable(beta1, fresh1, correction1):
    return gain(beta1, fresh1 / correction1)


def preconditioner(state, g, eps, correction2):
    return 1 / (sqrt(state[1] / correction2) + eps)


OPTIMIZER = Optimizer(
    name="Yogi",
    hyperparameters=(
        Hyperparameter("lr", 1e-3, (1e-5, 10.0), scale="log", symbol=r"\eta"),
        Hyperparameter("beta1", 0.9, (0.0, 0.9999), scale="decay", symbol=r"\beta_1"),
        Hyperparameter("beta2", 0.999, (0.0, 0.99999), scale="decay", symbol=r"\beta_2"),
        Hyperparameter("eps", 1e-3, (1e-16, 1.0), scale="log", symbol=r"\epsilon"),
        Hyperparameter("initial_accumulator_value", 1e-6, (0.0, 10.0), scale="log", symbol="v_0"),
    ),
    state=("m", "v"),
    initial=initial,
    update=update,
    stability=Stability(gain=stable, preconditioner=preconditioner),
    coefficients=coefficients,
    lr_unit="distance",
    family="adam",
    color="#0072B2",
    dash=(2, 4),
    formula=r"g_t=\nabla f(w_{t-1}),\quad m_0=v_0,\quad m_t=\beta_1 m_{t-1}+(1-\beta_1)\,g_t,\quad"
    r" v_t=v_{t-1}-(1-\beta_2)\operatorname{sign}(v_{t-1}-g_t^2)\,g_t^2,\quad"
    r" w_t=w_{t-1}-\eta\,\frac{m_t/(1-\beta_1^t)}{\sqrt{v_t/(1-\beta_2^t)}+\epsilon}",
    reference="Zaheer et al., NeurIPS (2018)",
    peer=("optax.scale_by_yogi", {"learning_rate": "lr", "b1": "beta1", "b2": "beta2"}),
    chain="optax.chain({peer}, optax.sgd({learning_rate}))",
)
