"""Momentum: gradients accumulate, so the walk keeps its direction like a heavy ball.

torch can dampen gradients, from the second one on; optax.sgd cannot.
"""

from optimizers._optimizer import Hyperparameter, Optimizer
from optimizers._stability import Stability, gain
from vecmath import inf, sqrt


def taken_in(momentum, dampening):
    """How much of a gradient the buffer takes in: without momentum torch keeps none, and nothing is dampened."""
    return 1 - dampening if momentum != 0.0 else 1.0


def coefficients(momentum, dampening, t):
    # torch starts the buffer with the bare first gradient: dampening acts from the second step on.
    # No switch between a sum and an average of gradients: dampening = momentum is the average, in torch's own words.
    return (1.0 if t == 1 else taken_in(momentum, dampening),)


def update(w, g, state, lr, momentum, weight, weight_decay):
    (b,) = state
    g = g + weight_decay * w
    b = momentum * b + weight * g
    return w - lr * b, (b,)


def stable(momentum, dampening):
    return gain(momentum, taken_in(momentum, dampening))


def best(low, high, dampening):
    # Polyak (1964): both curvatures then shrink by the root of momentum. Dampening only makes the rate look smaller.
    root = sqrt(high / low)
    both, share = sqrt(high) + sqrt(low), (root - 1) / (root + 1)
    rate, momentum = 4 / (both * both), share * share
    weight = taken_in(momentum, dampening)
    return {"lr": rate / weight if weight > 0.0 else inf, "momentum": momentum}


OPTIMIZER = Optimizer(
    name="Momentum",
    hyperparameters=(
        Hyperparameter("lr", 1e-3, (1e-5, 10.0), scale="log", symbol=r"\eta"),
        Hyperparameter("momentum", 0.9, (0.0, 0.9999), scale="decay", symbol=r"\mu"),
        # Equal to momentum it makes the sum an average, the lecture's form.
        Hyperparameter("dampening", 0.0, (0.0, 1.0), symbol=r"\tau", breaks=True),
        Hyperparameter("weight_decay", 0.0, (0.0, 1.0), scale="log", symbol=r"\lambda"),
    ),
    state=("b",),
    update=update,
    stability=Stability(gain=stable, best=best),
    coefficients=coefficients,
    lr_unit="curvature",
    family="momentum",
    first=True,
    color="#E69F00",
    formula=r"g_t=\nabla f(w_{t-1})+\lambda w_{t-1},\quad b_t=\mu\,b_{t-1}+(1-\tau)\,g_t,\quad"
    r" w_t=w_{t-1}-\eta\,b_t",
    reference="Polyak, USSR Computational Mathematics and Mathematical Physics 4 (1964)",
    torch="SGD",
)
