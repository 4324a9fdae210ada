"""ASGD: gradient descent with a rate that slowly falls, and the running mean of its weights as the answer."""

from optimizers._optimizer import Hyperparameter, Optimizer
from vecmath import pow


def coefficients(lr, lambd, alpha, t0, t, carried):
    # The rate of a step was set at the end of the step before.
    (before,) = carried
    eta = lr if t == 1 else before / pow(1 + lambd * before * (t - 1), alpha)
    return (eta, 1 - lambd * eta, 1 / max(1.0, t - 1 - t0)), (lr,)


def update(w, g, state, eta, shrink, share, weight_decay):
    (a,) = state
    g = g + weight_decay * w
    w = w * shrink - eta * g
    return w, (w if share == 1.0 else a + share * (w - a),)


OPTIMIZER = Optimizer(
    name="ASGD",
    hyperparameters=(
        Hyperparameter("lr", 0.01, (1e-5, 10.0), scale="log", symbol=r"\eta"),
        Hyperparameter("lambd", 1e-4, (0.0, 1.0), scale="log", symbol=r"\delta"),
        Hyperparameter("alpha", 0.75, (0.0, 1.0), symbol="p"),
        Hyperparameter("t0", 1e6, (0.0, 1e6), scale="whole", symbol="t_0"),
        Hyperparameter("weight_decay", 0.0, (0.0, 1.0), scale="log", symbol=r"\lambda"),
    ),
    state=("a",),
    answer="a",
    update=update,
    coefficients=coefficients,
    carried=(0.0,),
    lr_unit="curvature",
    family="descent",
    color="#56B4E9",
    dash=(2, 4),
    formula=r"g_t=\nabla f(w_{t-1})+\lambda w_{t-1},\quad"
    r" \eta_t=\frac{\eta}{(1+\delta\eta\,(t-1))^{p}},\quad w_t=(1-\delta\eta_t)\,w_{t-1}-\eta_t\,g_t,\quad"
    r" a_t=a_{t-1}+\frac{w_t-a_{t-1}}{\max(1,\,t-1-t_0)}",
    reference="Polyak & Juditsky, SIAM J. Control and Optimization 30 (1992)",
    torch="ASGD",
    torch_answer="ax",
)
