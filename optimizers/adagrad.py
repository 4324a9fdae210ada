"""Adagrad: the more a coordinate has been pulled so far, the shorter its steps from now on.

torch adds eps to the root; optax.adagrad adds it inside, and its sum starts at 0.1 by default, not at 0.
"""

from optimizers._optimizer import Hyperparameter, Optimizer
from optimizers._stability import Stability, gain
from vecmath import sqrt


def coefficients(lr, lr_decay, t):
    return (lr / (1 + (t - 1) * lr_decay),)


def initial(w, initial_accumulator_value):
    return (initial_accumulator_value,)


def update(w, g, state, rate, weight_decay, eps):
    (s,) = state
    g = g + weight_decay * w
    s = s + g * g
    return w + (-rate * g) / (sqrt(s) + eps), (s,)


def stable(lr_decay, t):
    return gain(0.0, 0.0, 1 / (1 + (t - 1) * lr_decay))


def preconditioner(state, g, eps):
    return 1 / (sqrt(state[0]) + eps)


OPTIMIZER = Optimizer(
    name="Adagrad",
    hyperparameters=(
        Hyperparameter("lr", 0.01, (1e-5, 10.0), scale="log", symbol=r"\eta"),
        Hyperparameter("lr_decay", 0.0, (0.0, 1.0), scale="log", symbol=r"\delta"),
        Hyperparameter("weight_decay", 0.0, (0.0, 1.0), scale="log", symbol=r"\lambda"),
        Hyperparameter("initial_accumulator_value", 0.0, (0.0, 10.0), scale="log", symbol="s_0"),
        Hyperparameter("eps", 1e-10, (1e-16, 1.0), scale="log", symbol=r"\epsilon"),
    ),
    state=("s",),
    initial=initial,
    update=update,
    stability=Stability(gain=stable, preconditioner=preconditioner),
    coefficients=coefficients,
    lr_unit="distance",
    family="adaptive",
    first=True,
    color="#25633F",
    dash=(7, 4),
    formula=r"g_t=\nabla f(w_{t-1})+\lambda w_{t-1},\quad s_t=s_{t-1}+g_t^2\ (s_0\text{ given}),"
    r"\quad w_t=w_{t-1}-\frac{\eta}{1+(t-1)\,\delta}\,\frac{g_t}{\sqrt{s_t}+\epsilon}",
    reference="Duchi, Hazan & Singer, JMLR 12 (2011)",
    torch="Adagrad",
)
