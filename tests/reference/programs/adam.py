# Adam on rosenbrock, in PyTorch.
# The rule: Kingma & Ba, ICLR (2015).
# From Ravine, the same run:
# https://ravine.example/?s=rosenbrock&s.a=1.0&s.b=100.0&start=-1.2,1.0&steps=500&seed=0&o=adam&adam.lr=0.05&adam.beta1=0.9&adam.beta2=0.999&adam.eps=1e-08&adam.weight_decay=0.0&adam.amsgrad=0.0&adam.decoupled_weight_decay=0.0&adam.without_bias_correction=0.0&adam.eps_inside_root=0.0&adam.schedule=cosine&adam.schedule.t_max=0.0&adam.schedule.eta_min=0.0&v=3
# Needs PyTorch.

import math

import torch

torch.set_default_dtype(torch.float64)


# The surface rosenbrock: Rosenbrock, The Computer Journal 3 (1960).
def surface(x, y):
    a = 1.0
    b = 100.0
    short = a - x
    off = y - x * x
    return short * short + b * off * off


w = torch.tensor([-1.2, 1.0], requires_grad=True)
steps = 500


# The schedule Cosine: what the rate of step t = 1, 2, ... is multiplied by.
def whole(length, steps):
    """``length`` in steps; 0 means the whole run."""
    return length if length > 0.0 else max(steps, 1.0)


def factor(t, steps):
    t_max = 0.0
    eta_min = 0.0
    length = whole(t_max, steps)
    return eta_min + (1.0 - eta_min) * (1.0 + math.cos(math.pi * (t - 1) / length)) / 2


optimizer = torch.optim.Adam([w], lr=0.05, eps=1e-08, weight_decay=0.0, betas=(0.9, 0.999))
scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: factor(k + 1, steps))

every = 25  # steps from one printed line to the next
losses = []
for step in range(steps + 1):
    optimizer.zero_grad()
    loss = surface(w[0], w[1])
    loss.backward()
    losses.append(loss.item())
    if step % every == 0 or step == steps:
        print(f"step {step:5d}   loss {losses[-1]:.10g}")
    if not (loss.isfinite() and w.grad.isfinite().all() and w.abs().max() < 1e9):
        print(f"diverged at step {step}: loss {losses[-1]:.10g}")
        break
    if step < steps:
        optimizer.step()
        scheduler.step()
