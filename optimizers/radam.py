"""RAdam: Adam that walks by plain momentum until its estimate of the slope's size can be trusted.

torch adds eps to the root before its bias correction; optax.radam adds it after, and rectifies at a length of 5 too.
"""

from optimizers._optimizer import Hyperparameter, Optimizer, lerp
from optimizers._stability import Stability, gain
from vecmath import pow, sqrt


def coefficients(lr, beta1, beta2, weight_decay, decoupled_weight_decay, t):
    decayed = pow(beta2, t)
    correction = 1 - decayed
    longest = 2 / (1 - beta2) - 1
    length = longest - 2 * t * decayed / correction
    rectified = 0.0
    if length > 5.0:
        rectified = sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length))
    in_gradient, shrink = (0.0, 1 - lr * weight_decay) if decoupled_weight_decay else (weight_decay, 1.0)
    return 1 - pow(beta1, t), sqrt(correction), rectified, 1 - beta1, 1 - beta2, in_gradient, shrink


def update(w, g, state, lr, correction, root, rectified, fresh1, beta2, fresh2, eps, in_gradient, shrink):
    m, v = state
    g = g + in_gradient * w
    w = w * shrink
    m = lerp(m, g, fresh1)
    v = v * beta2 + fresh2 * g * g
    step = m / correction * lr
    step = step * (root / (sqrt(v) + eps)) * rectified if rectified > 0.0 else step
    return w - step, (m, v)


def stable(beta1, fresh1, correction):
    return gain(beta1, fresh1 / correction)


def preconditioner(state, g, eps, root, rectified):
    return root * rectified / (sqrt(state[1]) + eps) if rectified > 0.0 else 1.0


OPTIMIZER = Optimizer(
    name="RAdam",
    hyperparameters=(
        Hyperparameter("lr", 1e-3, (1e-5, 10.0), scale="log", symbol=r"\eta"),
        Hyperparameter("beta1", 0.9, (0.0, 0.9999), scale="decay", symbol=r"\beta_1"),
        Hyperparameter("beta2", 0.999, (0.0, 0.99999), scale="decay", symbol=r"\beta_2"),
        Hyperparameter("eps", 1e-8, (1e-16, 1.0), scale="log", symbol=r"\epsilon"),
        Hyperparameter("weight_decay", 0.0, (0.0, 1.0), scale="log", symbol=r"\lambda"),
        Hyperparameter("decoupled_weight_decay", 0.0, scale="switch"),
    ),
    state=("m", "v"),
    update=update,
    stability=Stability(gain=stable, preconditioner=preconditioner),
    coefficients=coefficients,
    lr_unit="curvature",  # until the estimate can be trusted the step is lr times the bare average
    family="adam",
    color="#D55E00",
    dash=(10, 3, 2, 3),
    formula=r"g_t=\nabla f(w_{t-1})+\lambda w_{t-1},\quad m_t=\beta_1 m_{t-1}+(1-\beta_1)\,g_t,\quad"
    r" v_t=\beta_2 v_{t-1}+(1-\beta_2)\,g_t^2,\quad"
    r" \rho_\infty=\tfrac{2}{1-\beta_2}-1,\quad"
    r" \rho_t=\rho_\infty-\frac{2t\beta_2^t}{1-\beta_2^t},\quad"
    r" r_t=\sqrt{\frac{(\rho_t-4)(\rho_t-2)\rho_\infty}{(\rho_\infty-4)(\rho_\infty-2)\rho_t}},\quad"
    r" w_t=w_{t-1}-\eta\,\frac{m_t}{1-\beta_1^t}\cdot"
    r"\begin{cases}r_t\,\frac{\sqrt{1-\beta_2^t}}{\sqrt{v_t}+\epsilon}&\rho_t>5\\1&\text{else}\end{cases}",
    reference="Liu et al., ICLR (2020)",
    torch=("RAdam", {"betas": ("beta1", "beta2")}),
)
