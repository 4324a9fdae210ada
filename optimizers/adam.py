"""Adam: momentum for the direction, RMSProp for the length, both corrected for their start at zero.

With amsgrad torch keeps the largest v before its bias correction, optax.amsgrad the largest one after it.
"""

from optimizers._optimizer import Hyperparameter, Optimizer, lerp, quotient
from optimizers._stability import Stability, gain
from vecmath import pow, sqrt


def coefficients(
    lr, beta1, beta2, eps, weight_decay, decoupled_weight_decay, without_bias_correction, eps_inside_root, t
):
    step = lr if without_bias_correction else lr / (1 - pow(beta1, t))
    correction = 1.0 if without_bias_correction else 1 - pow(beta2, t)
    in_gradient, shrink = (0.0, 1 - lr * weight_decay) if decoupled_weight_decay else (weight_decay, 1.0)
    inside, outside = (eps * correction, 0.0) if eps_inside_root else (0.0, eps)
    return step, sqrt(correction), 1 - beta1, 1 - beta2, inside, outside, in_gradient, shrink


def update(w, g, state, step, root, fresh1, beta2, fresh2, inside, outside, in_gradient, shrink, amsgrad):
    m, v, largest = state
    g = g + in_gradient * w
    w = w * shrink
    m = lerp(m, g, fresh1)
    v = v * beta2 + fresh2 * g * g
    largest = amsgrad * max(largest, v)
    return w + (-step * m) / (quotient(sqrt(max(v, largest) + inside), root) + outside), (m, v, largest)


def stable(beta1, fresh1, step):
    return gain(beta1, fresh1 * step)


def preconditioner(state, g, root, inside, outside):
    _, v, largest = state
    return 1 / (sqrt(max(v, largest) + inside) / root + outside)


OPTIMIZER = Optimizer(
    name="Adam",
    hyperparameters=(
        Hyperparameter("lr", 1e-3, (1e-5, 10.0), scale="log", symbol=r"\eta"),
        Hyperparameter("beta1", 0.9, (0.0, 0.9999), scale="decay", symbol=r"\beta_1"),
        Hyperparameter("beta2", 0.999, (0.0, 0.99999), scale="decay", symbol=r"\beta_2"),
        Hyperparameter("eps", 1e-8, (1e-16, 1.0), scale="log", symbol=r"\epsilon"),
        Hyperparameter("weight_decay", 0.0, (0.0, 1.0), scale="log", symbol=r"\lambda"),
        Hyperparameter("amsgrad", 0.0, scale="switch"),
        Hyperparameter("decoupled_weight_decay", 0.0, scale="switch", breaks=True),
        Hyperparameter("without_bias_correction", 0.0, scale="switch", breaks=True),
        Hyperparameter("eps_inside_root", 0.0, scale="switch", breaks=True),
    ),
    state=("m", "v", "v_max"),
    update=update,
    stability=Stability(gain=stable, preconditioner=preconditioner),
    coefficients=coefficients,
    lr_unit="distance",
    family="adam",
    first=True,
    color="#D55E00",
    formula=r"g_t=\nabla f(w_{t-1})+\lambda w_{t-1},\quad m_t=\beta_1 m_{t-1}+(1-\beta_1)\,g_t,\quad"
    r" v_t=\beta_2 v_{t-1}+(1-\beta_2)\,g_t^2,\quad \hat m_t=\frac{m_t}{1-\beta_1^t},\quad"
    r" \hat v_t=\frac{v_t}{1-\beta_2^t},\quad w_t=w_{t-1}-\eta\,\frac{\hat m_t}{\sqrt{\hat v_t}+\epsilon}",
    reference="Kingma & Ba, ICLR (2015)",
    torch=("Adam", {"betas": ("beta1", "beta2"), "decoupled_weight_decay": {"decoupled_weight_decay": (False, True)}}),
)
