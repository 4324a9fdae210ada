"""NAdam: Adam with Nesterov's look ahead, and a momentum that warms up.

torch's momentum warms up by momentum_decay; optax.nadam's is beta1 from the first step on.
"""

from optimizers._optimizer import Hyperparameter, Optimizer, lerp
from optimizers._stability import Stability, gain
from vecmath import pow, sqrt


def coefficients(lr, beta1, beta2, weight_decay, momentum_decay, decoupled_weight_decay, t, carried):
    (product,) = carried
    now = beta1 * (1.0 - 0.5 * pow(0.96, t * momentum_decay))
    following = beta1 * (1.0 - 0.5 * pow(0.96, (t + 1) * momentum_decay))
    product = product * now
    of_gradient = lr * (1.0 - now) / (1.0 - product)
    of_average = lr * following / (1.0 - product * following)
    in_gradient, shrink = (0.0, 1 - lr * weight_decay) if decoupled_weight_decay else (weight_decay, 1.0)
    return (of_gradient, of_average, 1 - pow(beta2, t), 1 - beta1, 1 - beta2, in_gradient, shrink), (product,)


def update(w, g, state, of_gradient, of_average, correction, fresh1, beta2, fresh2, eps, in_gradient, shrink):
    m, v = state
    g = g + in_gradient * w
    w = w * shrink
    m = lerp(m, g, fresh1)
    v = v * beta2 + fresh2 * g * g
    root = sqrt(v / correction) + eps
    w = w + (-of_gradient * g) / root
    return w + (-of_average * m) / root, (m, v)


def stable(beta1, of_gradient, of_average):
    return gain(beta1, of_average * (1 - beta1), of_gradient)


def preconditioner(state, g, eps, correction):
    return 1 / (sqrt(state[1] / correction) + eps)


OPTIMIZER = Optimizer(
    name="NAdam",
    hyperparameters=(
        Hyperparameter("lr", 2e-3, (1e-5, 10.0), scale="log", symbol=r"\eta"),
        Hyperparameter("beta1", 0.9, (0.0, 0.9999), scale="decay", symbol=r"\beta_1"),
        Hyperparameter("beta2", 0.999, (0.0, 0.99999), scale="decay", symbol=r"\beta_2"),
        Hyperparameter("eps", 1e-8, (1e-16, 1.0), scale="log", symbol=r"\epsilon"),
        Hyperparameter("weight_decay", 0.0, (0.0, 1.0), scale="log", symbol=r"\lambda"),
        Hyperparameter("momentum_decay", 4e-3, (0.0, 1.0), scale="log", symbol=r"\psi"),
        Hyperparameter("decoupled_weight_decay", 0.0, scale="switch"),
    ),
    state=("m", "v"),
    update=update,
    stability=Stability(gain=stable, preconditioner=preconditioner),
    coefficients=coefficients,
    carried=(1.0,),
    lr_unit="distance",
    family="adam",
    color="#D55E00",
    dash=(2, 4),
    formula=r"g_t=\nabla f(w_{t-1})+\lambda w_{t-1},\quad \mu_t=\beta_1\left(1-\tfrac12\,0.96^{\,t\psi}\right),\quad"
    r" m_t=\beta_1 m_{t-1}+(1-\beta_1)\,g_t,\quad"
    r" v_t=\beta_2 v_{t-1}+(1-\beta_2)\,g_t^2,\quad"
    r" \hat m_t=\frac{\mu_{t+1}m_t}{1-\prod_{i\le t+1}\mu_i}+\frac{(1-\mu_t)\,g_t}{1-\prod_{i\le t}\mu_i},\quad"
    r" w_t=w_{t-1}-\eta\,\frac{\hat m_t}{\sqrt{v_t/(1-\beta_2^t)}+\epsilon}",
    reference="Dozat, ICLR workshop (2016)",
    torch=("NAdam", {"betas": ("beta1", "beta2")}),
)
