"""AdamW: Adam whose weight decay pulls on the weights themselves instead of hiding in the gradient.

weight_decay is 0.01 by default in torch, 1e-4 in optax.
"""

from optimizers._optimizer import Hyperparameter, Optimizer, lerp, quotient
from optimizers._stability import Stability, decoupled, gain
from vecmath import pow, sqrt


def coefficients(lr, beta1, beta2, weight_decay, t):
    return lr / (1 - pow(beta1, t)), sqrt(1 - pow(beta2, t)), 1 - beta1, 1 - beta2, 1 - lr * weight_decay


def update(w, g, state, step, root, fresh1, beta2, fresh2, eps, shrink, amsgrad):
    m, v, largest = state
    w = w * shrink
    m = lerp(m, g, fresh1)
    v = v * beta2 + fresh2 * g * g
    largest = amsgrad * max(largest, v)
    return w + (-step * m) / (quotient(sqrt(max(v, largest)), root) + eps), (m, v, largest)


def stable(beta1, fresh1, step):
    return gain(beta1, fresh1 * step)


def preconditioner(state, g, eps, root):
    _, v, largest = state
    return 1 / (sqrt(max(v, largest)) / root + eps)


OPTIMIZER = Optimizer(
    name="AdamW",
    hyperparameters=(
        Hyperparameter("lr", 1e-3, (1e-5, 10.0), scale="log", symbol=r"\eta"),
        Hyperparameter("beta1", 0.9, (0.0, 0.9999), scale="decay", symbol=r"\beta_1"),
        Hyperparameter("beta2", 0.999, (0.0, 0.99999), scale="decay", symbol=r"\beta_2"),
        Hyperparameter("eps", 1e-8, (1e-16, 1.0), scale="log", symbol=r"\epsilon"),
        Hyperparameter("weight_decay", 0.01, (0.0, 1.0), scale="log", symbol=r"\lambda"),
        Hyperparameter("amsgrad", 0.0, scale="switch"),
    ),
    state=("m", "v", "v_max"),
    update=update,
    stability=Stability(gain=stable, preconditioner=preconditioner, decay=decoupled),
    coefficients=coefficients,
    lr_unit="distance",
    family="adam",
    first=True,
    color="#0072B2",
    formula=r"g_t=\nabla f(w_{t-1}),\quad m_t=\beta_1 m_{t-1}+(1-\beta_1)\,g_t,\quad"
    r" v_t=\beta_2 v_{t-1}+(1-\beta_2)\,g_t^2,\quad \hat m_t=\frac{m_t}{1-\beta_1^t},\quad"
    r" \hat v_t=\frac{v_t}{1-\beta_2^t},\quad"
    r" w_t=(1-\eta\lambda)\,w_{t-1}-\eta\,\frac{\hat m_t}{\sqrt{\hat v_t}+\epsilon}",
    reference="Loshchilov & Hutter, ICLR (2019)",
    torch=("AdamW", {"betas": ("beta1", "beta2")}),
)
