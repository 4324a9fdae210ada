# ASGD on ravine, in PyTorch.
# The rule: Polyak & Juditsky, SIAM J. Control and Optimization 30 (1992).
# From Ravine, the same run:
# https://ravine.example/?s=ravine&s.condition_number=50.0&s.rotation=30.0&start=-5.0,-1.0&steps=200&seed=0&o=asgd&asgd.lr=0.01&asgd.lambd=0.0001&asgd.alpha=0.75&asgd.t0=20.0&asgd.weight_decay=0.0&v=3
# Needs PyTorch.

import math

import torch

torch.set_default_dtype(torch.float64)


# The surface ravine: Sutton, Two problems with backpropagation (1986); Charbonnier et al., ICIP (1994), for
# the floor.
def surface(x, y):
    condition_number = 50.0
    rotation = 30.0
    angle = rotation * (math.pi / 180.0)
    c = math.cos(angle)
    s = math.sin(angle)
    u = c * x + s * y
    v = c * y - s * x
    # Unlike the bowl's, the floor does not steepen: far out its slope is one, at the minimum its curvature is one.
    length = torch.sqrt(1.0 + u * u)
    gv = condition_number * v
    return length - 1.0 + 0.5 * v * gv


w = torch.tensor([-5.0, -1.0], requires_grad=True)
steps = 200

optimizer = torch.optim.ASGD([w], lr=0.01, lambd=0.0001, alpha=0.75, t0=20, weight_decay=0.0)

every = 10  # steps from one printed line to the next
losses = []
for step in range(steps + 1):
    optimizer.zero_grad()
    loss = surface(w[0], w[1])
    loss.backward()
    with torch.no_grad():
        # ASGD answers with an average of its weights.
        answer = optimizer.state[w]["ax"] if step else w
        losses.append(surface(answer[0], answer[1]).item())
    if step % every == 0 or step == steps:
        print(f"step {step:5d}   loss {losses[-1]:.10g}")
    if not (loss.isfinite() and w.grad.isfinite().all() and w.abs().max() < 1e9):
        print(f"diverged at step {step}: loss {losses[-1]:.10g}")
        break
    if step < steps:
        optimizer.step()
