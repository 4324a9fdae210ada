"""Rprop: only the gradient's sign counts; steps grow while it stays and shrink when it turns.

torch moves by the length and the sign of this step, optax.rprop (0.2.8) by those of the step before.
"""

from optimizers._optimizer import Hyperparameter, Optimizer


def initial(w, lr):
    return 0.0, lr


def update(w, g, state, etaminus, etaplus, step_size_min, step_size_max):
    before, size = state
    turned = g * before
    size = size * (etaplus if turned > 0.0 else etaminus if turned < 0.0 else 1.0)
    size = min(max(size, step_size_min), step_size_max)
    g = 0.0 if turned < 0.0 else g
    sign = 1.0 if g > 0.0 else -1.0 if g < 0.0 else 0.0
    return w - sign * size, (g, size)


def clamp(step_size_min, step_size_max):
    return min(step_size_min, step_size_max), step_size_max


OPTIMIZER = Optimizer(
    name="Rprop",
    hyperparameters=(
        Hyperparameter("lr", 0.01, (1e-5, 10.0), scale="log", symbol=r"\eta"),
        Hyperparameter("etaminus", 0.5, (0.01, 0.99), symbol=r"\eta^-"),
        Hyperparameter("etaplus", 1.2, (1.01, 2.0), symbol=r"\eta^+"),
        Hyperparameter("step_size_min", 1e-6, (1e-10, 1.0), scale="log", symbol=r"\Delta_{\mathrm{min}}"),
        Hyperparameter("step_size_max", 50.0, (1e-3, 50.0), scale="log", symbol=r"\Delta_{\mathrm{max}}"),
    ),
    state=("g", "s"),
    initial=initial,
    update=update,
    clamp=clamp,
    lr_unit="distance",
    family="sign",
    color="#CC79A7",
    dash=(2, 4),
    formula=r"s_0=\eta,\quad s_t=\operatorname{clip}\left(s_{t-1}\cdot\begin{cases}"
    r"\eta^+&g_t g_{t-1}>0\\\eta^-&g_t g_{t-1}<0\\1&\text{else}\end{cases},"
    r"\ \Delta_{\mathrm{min}},\ \Delta_{\mathrm{max}}\right),\quad g_t:=0\text{ if }g_t g_{t-1}<0,\quad"
    r" w_t=w_{t-1}-\operatorname{sign}(g_t)\,s_t",
    reference="Riedmiller & Braun, IEEE ICNN (1993)",
    torch=("Rprop", {"etas": ("etaminus", "etaplus"), "step_sizes": ("step_size_min", "step_size_max")}),
)
