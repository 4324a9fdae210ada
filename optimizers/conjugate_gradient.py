"""Conjugate gradient: each direction keeps just enough of the last one not to undo what it won."""

from optimizers._line_search import along, dot, strong_wolfe
from optimizers._optimizer import Hyperparameter, Optimizer


def update(w, f, g, state, loss, lr, c2, max_eval):
    # Nocedal & Wright, Numerical Optimization (2006): beta of (5.44, 5.45), first length of (3.60), conditions (3.7).
    d, before, (t, _), _ = state
    slope_before, size_before = dot(before, d), dot(before, before)
    beta = 0.0
    if size_before > 0.0:
        beta = max(0.0, (g[0] * (g[0] - before[0]) + g[1] * (g[1] - before[1])) / size_before)
    d = (beta * d[0] - g[0], beta * d[1] - g[1])
    slope = dot(g, d)
    if slope >= 0.0:  # not downhill: start again from the gradient
        beta, d = 0.0, (-g[0], -g[1])
        slope = dot(g, d)
    if slope == 0.0:
        return w, (d, g, (0.0, 0.0), (beta, beta))
    first = t * slope_before / slope if t > 0.0 else min(1.0, 1.0 / (abs(g[0]) + abs(g[1])))
    t, _, _, _ = strong_wolfe(loss, w, lr * first, d, f, g, slope, c2, 1e-9, max_eval - 1.0)
    return along(w, t, d), (d, g, (t, t), (beta, beta))


OPTIMIZER = Optimizer(
    name="Conjugate gradient",
    hyperparameters=(
        Hyperparameter("lr", 1.0, (1e-5, 10.0), scale="log", symbol=r"\eta"),
        Hyperparameter("c2", 0.1, (0.01, 0.99), symbol="c_2"),
        Hyperparameter("max_eval", 25.0, (1.0, 1000.0), scale="whole"),
    ),
    state=("d", "g", "t", "beta"),
    update=update,
    coupled=True,
    lr_unit="share",
    family="classical",
    color="#E69F00",
    dash=(10, 3, 2, 3),
    formula=r"g_t=\nabla f(w_{t-1}),\quad"
    r" \beta_t=\max\left(0,\ \frac{g_t^\top(g_t-g_{t-1})}{g_{t-1}^\top g_{t-1}}\right),\quad"
    r" d_t=-g_t+\beta_t d_{t-1},\quad w_t=w_{t-1}+a_t d_t,\quad a_t\text{ from }\eta\text{ with}"
    r"\ |\nabla f(w_t)^\top d_t|\le c_2\,|g_t^\top d_t|",
    reference="Polak & Ribière (1969); Nocedal & Wright, Numerical Optimization (2006), chapter 5",
)
