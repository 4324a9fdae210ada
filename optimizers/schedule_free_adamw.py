"""Schedule-Free AdamW: AdamW's lengths, with the mean of its walk in place of momentum and schedule.

schedulefree weighs step t by t**r; optax.contrib.schedule_free has no r.
"""

from optimizers._optimizer import Hyperparameter, Optimizer
from vecmath import pow, sqrt


def coefficients(lr, beta1, beta2, weight_decay, warmup_steps, r, weight_lr_power, t, carried):
    highest, total = carried
    rate = lr * (t / max(warmup_steps, 1.0) if t <= warmup_steps else 1.0)
    highest = max(highest, rate)
    weight = pow(t, r) * pow(highest, weight_lr_power)
    total = total + weight
    share = weight / total
    row = rate, share, 1 - share, 1 - beta1, 1 - beta2, 1 - pow(beta2, t), rate * weight_decay
    return row, (highest, total)


def initial(w):
    return w, w, 0.0


def update(w, g, state, rate, share, kept, beta1, fresh1, beta2, fresh2, correction, eps, pull):
    # w is y, where the gradient is taken: the weights that the reference holds while it trains. Its answer is x.
    z, x, v = state
    z = z - pull * w
    v = v * beta2 + fresh2 * g * g
    z = z + (-rate * g) / (sqrt(v / correction) + eps)
    x = x * kept + share * z
    return x * beta1 + fresh1 * z, (z, x, v)


OPTIMIZER = Optimizer(
    name="Schedule-Free AdamW",
    hyperparameters=(
        Hyperparameter("lr", 0.0025, (1e-5, 10.0), scale="log", symbol=r"\eta"),
        Hyperparameter("beta1", 0.9, (0.01, 0.9999), scale="decay", symbol=r"\beta_1"),
        Hyperparameter("beta2", 0.999, (0.0, 0.99999), scale="decay", symbol=r"\beta_2"),
        Hyperparameter("eps", 1e-8, (1e-16, 1.0), scale="log", symbol=r"\epsilon"),
        Hyperparameter("weight_decay", 0.0, (0.0, 1.0), scale="log", symbol=r"\lambda"),
        Hyperparameter("warmup_steps", 0.0, (0.0, 10_000.0), scale="whole"),
        Hyperparameter("r", 0.0, (0.0, 10.0), symbol="r"),
        Hyperparameter("weight_lr_power", 2.0, (0.0, 10.0), symbol="p"),
    ),
    state=("z", "x", "v"),
    initial=initial,
    answer="x",
    update=update,
    coefficients=coefficients,
    warmup="warmup_steps",
    carried=(0.0, 0.0),
    lr_unit="distance",
    family="adam",
    color="#D55E00",
    dash=(14, 4),
    formula=r"g_t=\nabla f(w_{t-1}),\quad v_t=\beta_2 v_{t-1}+(1-\beta_2)\,g_t^2,\quad"
    r" z_t=z_{t-1}-\eta_t\left(\frac{g_t}{\sqrt{v_t/(1-\beta_2^t)}+\epsilon}+\lambda w_{t-1}\right),\quad"
    r" x_t=(1-s_t)\,x_{t-1}+s_t z_t,\quad"
    r" s_t=\frac{t^r\,\eta_{\mathrm{max}}^p}{\sum_{i\le t}i^r\,\eta_{\mathrm{max}}^p},\quad"
    r" w_t=\beta_1 x_t+(1-\beta_1)\,z_t",
    reference="Defazio et al., NeurIPS (2024)",
    peer=("schedulefree.AdamWScheduleFreeReference", {"betas": ("beta1", "beta2")}),
)
