"""Schedule-Free SGD: gradients at a point between the walker and the mean of where it has been.

schedulefree weighs step t by t**r; optax.contrib.schedule_free has no r.
"""

from optimizers._optimizer import Hyperparameter, Optimizer
from vecmath import pow


def coefficients(lr, momentum, warmup_steps, r, weight_lr_power, t, carried):
    highest, total = carried
    rate = lr * (t / max(warmup_steps, 1.0) if t <= warmup_steps else 1.0)
    highest = max(highest, rate)
    weight = pow(t, r) * pow(highest, weight_lr_power)
    total = total + weight
    share = weight / total
    return (rate, share, 1 - share, 1 - momentum), (highest, total)


def initial(w):
    return w, w


def update(w, g, state, rate, share, kept, momentum, rest, weight_decay):
    # w is y, where the gradient is taken: the weights that the reference holds while it trains. Its answer is x.
    z, x = state
    g = g + weight_decay * w
    z = z - rate * g
    x = x * kept + share * z
    return x * momentum + rest * z, (z, x)


OPTIMIZER = Optimizer(
    name="Schedule-Free SGD",
    hyperparameters=(
        Hyperparameter("lr", 1.0, (1e-5, 10.0), scale="log", symbol=r"\eta"),
        Hyperparameter("momentum", 0.9, (0.01, 0.9999), scale="decay", symbol=r"\mu"),
        Hyperparameter("weight_decay", 0.0, (0.0, 1.0), scale="log", symbol=r"\lambda"),
        Hyperparameter("warmup_steps", 0.0, (0.0, 10_000.0), scale="whole"),
        Hyperparameter("r", 0.0, (0.0, 10.0), symbol="r"),
        Hyperparameter("weight_lr_power", 2.0, (0.0, 10.0), symbol="p"),
    ),
    state=("z", "x"),
    initial=initial,
    answer="x",
    update=update,
    coefficients=coefficients,
    warmup="warmup_steps",
    carried=(0.0, 0.0),
    lr_unit="curvature",
    family="momentum",
    color="#E69F00",
    dash=(2, 4),
    formula=r"g_t=\nabla f(w_{t-1})+\lambda w_{t-1},\quad z_t=z_{t-1}-\eta_t\,g_t,\quad"
    r" x_t=(1-s_t)\,x_{t-1}+s_t z_t,\quad"
    r" s_t=\frac{t^r\,\eta_{\mathrm{max}}^p}{\sum_{i\le t}i^r\,\eta_{\mathrm{max}}^p},\quad"
    r" w_t=\mu\,x_t+(1-\mu)\,z_t",
    reference="Defazio et al., NeurIPS (2024)",
    peer="schedulefree.SGDScheduleFreeReference",
)
