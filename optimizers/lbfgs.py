"""L-BFGS: aims better by how the gradient changed. Long because it is torch's algorithm whole.

One step of torch is up to max_iter iterations; one of optax.lbfgs is one iteration, with a line search by default.
"""

from optimizers._line_search import along, dot, strong_wolfe
from optimizers._optimizer import Hyperparameter, Optimizer

# torch keeps 100 pairs by default, SciPy 10. A pair is a state number here, and over two weights the old ones add
# nothing new.
KEPT = 10
NONE = (0.0,) * KEPT


def largest(a):
    return max(abs(a[0]), abs(a[1]))


def direction(g, ys, ss, kept, scale):
    """The two-loop recursion: newest pair last."""
    shares = NONE
    q = (-g[0], -g[1])
    for i in range(KEPT - 1, KEPT - 1 - int(kept), -1):
        share = dot(ss[i], q) * (1.0 / dot(ys[i], ss[i]))
        shares = shares[1:] + (share,)  # noqa: RUF005 - numba cannot unpack here
        q = along(q, -share, ys[i])
    r = (q[0] * scale, q[1] * scale)
    # The share of the oldest pair came last.
    for i in range(KEPT - int(kept), KEPT):
        r = along(r, shares[-1] - dot(ys[i], r) * (1.0 / dot(ys[i], ss[i])), ss[i])
        shares = shares[-1:] + shares[:-1]
    return r


def update(
    w, f, g, state, loss, lr, max_iter, max_eval, tolerance_grad, tolerance_change, history_size, line_search_fn
):
    if largest(g) <= tolerance_grad:
        return w, state
    d, before, (t, _), (scale, _), (made, _), (kept, _) = state[:6]
    ys, ss = state[6:16], state[16:26]  # KEPT of each; the compiler needs to see numbers
    looks, iterations = 1.0, 0.0
    while iterations < max_iter:
        iterations += 1.0
        made += 1.0
        if made == 1.0:
            d, scale = (-g[0], -g[1]), 1.0
        else:
            y = (g[0] - before[0], g[1] - before[1])
            s = (d[0] * t, d[1] * t)
            curvature = dot(y, s)
            if curvature > 1e-10:
                ys, ss = ys[1:] + (y,), ss[1:] + (s,)  # noqa: RUF005 - numba cannot unpack here
                kept = min(kept + 1.0, history_size)
                scale = curvature / dot(y, y)
            d = direction(g, ys, ss, kept, scale)
        before = g
        f_before = f
        t = min(1.0, 1.0 / (abs(g[0]) + abs(g[1]))) * lr if made == 1.0 else lr
        slope = dot(g, d)
        if slope > -tolerance_change:
            break
        if line_search_fn != 0.0:
            t, f, g, tries = strong_wolfe(loss, w, t, d, f, g, slope, 0.9, 1e-9, max_eval - looks)
            looks += tries
        w = along(w, t, d)
        if line_search_fn == 0.0 and iterations < max_iter:  # after the last move the next step looks
            f, gx, gy = loss(w)
            g = (gx, gy)
            looks += 1.0
        if looks >= max_eval or largest(g) <= tolerance_grad:
            break
        if largest((d[0] * t, d[1] * t)) <= tolerance_change or abs(f - f_before) < tolerance_change:
            break
    return w, (d, before, (t, t), (scale, scale), (made, made), (kept, kept)) + ys + ss  # noqa: RUF005


OPTIMIZER = Optimizer(
    name="L-BFGS",
    hyperparameters=(
        Hyperparameter("lr", 1.0, (1e-5, 10.0), scale="log", symbol=r"\eta"),
        Hyperparameter("max_iter", 20.0, (1.0, 100.0), scale="whole"),
        Hyperparameter("max_eval", 25.0, (1.0, 1000.0), scale="whole"),
        Hyperparameter("tolerance_grad", 1e-7, (0.0, 1.0), scale="log"),
        Hyperparameter("tolerance_change", 1e-9, (0.0, 1.0), scale="log"),
        Hyperparameter("history_size", float(KEPT), (1.0, float(KEPT)), scale="whole"),
        # torch's own default is None; the search is what the method is known for.
        Hyperparameter("line_search_fn", 1.0, scale="switch"),
    ),
    state=("d", "g", "t", "h", "n", "k", *(f"{name}{k}" for name in "ys" for k in range(KEPT, 0, -1))),
    update=update,
    coupled=True,
    lr_unit="share",
    family="classical",
    first=True,
    color="#6D4902",
    dash=(7, 4),
    formula=r"s_k=w_k-w_{k-1},\quad y_k=\nabla f(w_k)-\nabla f(w_{k-1}),\quad d_k=-H_k\nabla f(w_k)\ (H_k\text{ from }"
    r"s,\,y\text{ by two loops}),\quad w_{k+1}=w_k+t_k d_k,\quad t_k=\begin{cases}"
    r"\text{by strong Wolfe search from }\eta_k&\text{with line search}\\\eta_k&\text{without}\end{cases},\quad"
    r" \eta_k=\eta\text{, but for }k=1:\ \eta_1=\eta\min\left(1,\ \frac{1}{\lVert\nabla f(w_1)\rVert_1}\right)",
    reference="Liu & Nocedal, Mathematical Programming 45 (1989)",
    torch=("LBFGS", {"line_search_fn": {"line_search_fn": (None, "strong_wolfe")}}),
)
