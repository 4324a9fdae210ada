"""Adafactor: steps are a share of the weights' own size, and none is much longer than its neighbours.

torch keeps the rate below 1 / sqrt(t) and multiplies weight decay by lr; optax.adafactor does neither.
"""

from optimizers._optimizer import Hyperparameter, Optimizer, lerp
from vecmath import inf, pow, sqrt

ROOT_OF_TWO = sqrt(2.0)


def coefficients(lr, beta2_decay, eps1, weight_decay, t):
    return min(lr, 1 / sqrt(t)), pow(t, beta2_decay), eps1 * eps1, 1 - lr * weight_decay


def update(w, f, g, state, loss, rate, fresh, least, eps2, d, shrink):
    ((vx, vy),) = state
    step = max(eps2, sqrt(w[0] * w[0] + w[1] * w[1]) / ROOT_OF_TWO) * rate
    w = (w[0] * shrink, w[1] * shrink)
    vx = lerp(vx, g[0] * g[0], fresh)
    vy = lerp(vy, g[1] * g[1], fresh)
    ux, uy = g[0] * (1 / sqrt(max(vx, least))), g[1] * (1 / sqrt(max(vy, least)))
    step = -step / max(1.0, sqrt(ux * ux + uy * uy) / (ROOT_OF_TWO * d))
    return (w[0] + step * ux, w[1] + step * uy), ((vx, vy),)


def clamp(weight_decay, t):
    # Decay takes the rate as it is.
    return 0.0, 1 / sqrt(t) if weight_decay == 0.0 else inf


OPTIMIZER = Optimizer(
    name="Adafactor",
    hyperparameters=(
        Hyperparameter("lr", 0.01, (1e-5, 10.0), scale="log", symbol=r"\eta"),
        Hyperparameter("beta2_decay", -0.8, (-1.0, 0.0), symbol=r"\tau"),
        # torch's None: the smallest relative spacing of float64.
        Hyperparameter("eps1", 2.220446049250313e-16, (1e-30, 1.0), scale="log", symbol=r"\epsilon_1"),
        Hyperparameter("eps2", 1e-3, (1e-16, 1.0), scale="log", symbol=r"\epsilon_2"),
        Hyperparameter("d", 1.0, (1.0, 11.0), symbol="d"),
        Hyperparameter("weight_decay", 0.0, (0.0, 1.0), scale="log", symbol=r"\lambda"),
    ),
    state=("v",),
    update=update,
    coupled=True,
    coefficients=coefficients,
    clamp=clamp,
    lr_unit="share",
    family="adaptive",
    color="#009E73",
    dash=(10, 3, 2, 3),
    formula=r"g_t=\nabla f(w_{t-1}),\quad v_t=(1-t^{\tau})\,v_{t-1}+t^{\tau}g_t^2,\quad"
    r" u_t=\frac{g_t}{\sqrt{\max(v_t,\epsilon_1^2)}},\quad"
    r" \eta_t=\max(\epsilon_2,\mathrm{rms}(w_{t-1}))\,\min(\eta,t^{-1/2}),\quad"
    r" w_t=(1-\eta\lambda)\,w_{t-1}-\frac{\eta_t\,u_t}{\max(1,\mathrm{rms}(u_t)/d)}",
    reference="Shazeer & Stern, ICML (2018)",
    torch=("Adafactor", {"eps": ("eps1", "eps2")}),
)
