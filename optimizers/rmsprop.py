"""RMSProp: divide each coordinate's step by how steep it has lately been.

torch adds eps to the root; optax.rmsprop adds it inside the root unless eps_in_sqrt=False.
"""

from optimizers._optimizer import Hyperparameter, Optimizer, lerp
from optimizers._stability import Stability, gain
from vecmath import nan, sqrt


def coefficients(alpha):
    return (1 - alpha,)


def update(w, g, state, lr, alpha, fresh, eps, weight_decay, momentum, centered):
    v, mean, b = state
    g = g + weight_decay * w
    v = v * alpha + fresh * g * g
    mean = centered * lerp(mean, g, fresh)
    variance = v - mean * mean
    # Rounding may make the variance of a constant gradient negative; the root is then no number, as in torch.
    root = sqrt(variance) if variance >= 0.0 else nan
    b = momentum * b + g / (root + eps)
    return w - lr * b, (v, mean, b)


def stable(momentum):
    return gain(momentum, 1.0)


def preconditioner(state, g, eps):
    v, mean, _ = state
    variance = v - mean * mean
    return 1 / (sqrt(variance) + eps) if variance >= 0.0 else nan


OPTIMIZER = Optimizer(
    name="RMSProp",
    hyperparameters=(
        Hyperparameter("lr", 0.01, (1e-5, 10.0), scale="log", symbol=r"\eta"),
        Hyperparameter("alpha", 0.99, (0.0, 0.9999), scale="decay", symbol=r"\beta"),
        Hyperparameter("eps", 1e-8, (1e-16, 1.0), scale="log", symbol=r"\epsilon"),
        Hyperparameter("weight_decay", 0.0, (0.0, 1.0), scale="log", symbol=r"\lambda"),
        Hyperparameter("momentum", 0.0, (0.0, 0.9999), scale="decay", symbol=r"\mu"),
        Hyperparameter("centered", 0.0, scale="switch", symbol=r"\gamma"),
    ),
    state=("v", "m", "b"),
    update=update,
    stability=Stability(gain=stable, preconditioner=preconditioner),
    coefficients=coefficients,
    lr_unit="distance",
    family="adaptive",
    first=True,
    color="#009E73",
    formula=r"g_t=\nabla f(w_{t-1})+\lambda w_{t-1},\quad v_t=\beta v_{t-1}+(1-\beta)\,g_t^2,\quad"
    r" m_t=\gamma\,(\beta m_{t-1}+(1-\beta)\,g_t),\quad"
    r" b_t=\mu\,b_{t-1}+\frac{g_t}{\sqrt{v_t-m_t^2}+\epsilon},\quad w_t=w_{t-1}-\eta\,b_t",
    reference="Hinton, Neural Networks for Machine Learning, lecture 6e (2012)",
    torch="RMSprop",
    # The variance of one gradient is g² - g²: torch gives NaN or a step of any length, depending on the CPU's
    # multiply-adds. Ours is 0, and the step lr * g / eps.
    unsettled={"alpha": 0.0, "centered": 1.0},
)
