"""Rules transcribed from their authors' code, for lack of a package to compare with."""

from math import sqrt

import numpy as np

from tests.reference.cases import STEPS, diverged


def adan(values):
    """``step(t, w, g) -> w`` on vectors: _single_tensor_adan of adan.py in sail-sg/Adan, with no_prox=False.

    Gradients are not clipped, because max_grad_norm is 0 by default.
    """
    lr, eps, weight_decay = (values[name] for name in ("lr", "eps", "weight_decay"))
    beta1, beta2, beta3 = (values[f"beta{k}"] for k in (1, 2, 3))
    exp_avg, exp_avg_diff, exp_avg_sq, neg_pre_grad = np.zeros(2), np.zeros(2), np.zeros(2), np.zeros(2)

    def step(t, w, g):
        nonlocal exp_avg, exp_avg_diff, exp_avg_sq, neg_pre_grad
        bias_correction1, bias_correction2, bias_correction3 = 1.0 - beta1**t, 1.0 - beta2**t, 1.0 - beta3**t
        if t == 1:
            neg_pre_grad = -g
        diff = neg_pre_grad + g
        exp_avg = exp_avg * beta1 + (1 - beta1) * g
        exp_avg_diff = exp_avg_diff * beta2 + (1 - beta2) * diff
        update = diff * beta2 + g
        exp_avg_sq = exp_avg_sq * beta3 + (1 - beta3) * update * update
        denom = np.sqrt(exp_avg_sq) / sqrt(bias_correction3) + eps
        step_size_diff, step_size = lr * beta2 / bias_correction2, lr / bias_correction1
        w = w + -step_size * exp_avg / denom
        w = w + -step_size_diff * exp_avg_diff / denom
        neg_pre_grad = -g
        return w / (1 + lr * weight_decay)

    return step


RULES = {"adan": adan}
SOURCES = {"adan": "sail-sg/Adan, transcribed"}


def trajectory(optimizer, values, landscape, start, steps=STEPS):
    """Weights of every step until it diverges, float64 ``(steps + 1, 2)`` or fewer rows."""
    step, path = RULES[optimizer.key](values), [np.array(start)]
    with np.errstate(all="ignore"):
        for t in range(1, steps + 1):
            if diverged(path[-1]):
                break
            path.append(step(t, path[-1], np.array(landscape.gradient(*map(float, path[-1])))))
    return np.array(path)
