# GD on linear_regression, in PyTorch.
# The rule: Cauchy, Comptes Rendus 25 (1847).
# From Ravine, the same run:
# https://ravine.example/?s=linear_regression&s.size=16.0&s.noise=0.5&s.outliers=0.0&s.feature_scale=1.0&s.feature_offset=0.0&s.data_seed=1.0&batch=6&replacement=0&drop_last=1&start=-2.0,3.0&steps=200&seed=0&o=gd&gd.lr=0.05&gd.weight_decay=0.0&v=3
# Needs PyTorch.

import numpy as np
import torch

torch.set_default_dtype(torch.float64)


# The surface linear_regression: Legendre (1805); Gauss (1809).
def sample(w1, w2, a, b):
    error = w1 * a + w2 - b
    return error * error


# 16 samples: input a, target b.
a = torch.tensor(
    [
        -0.5716338676484584, 0.3804463103952397, 0.025951043634216343, -1.1685862006738685,
        1.0337078563487552, -1.6358627638318102, -1.4392103816242794, -0.21280869781284711, 1.54053176758497,
        1.069068806420397, -0.7312299886723743, 0.29466440949958317, -0.9831264809826904, -0.7010352592053061,
        -1.6020418683987434, -1.6818039908115052
    ]
)
b = torch.tensor(
    [
        -0.12392576847980485, 1.5908614108031687, 0.13998427553030934, -1.903358728041146, 2.3654776846231584,
        -1.892998951306842, -2.330235686968266, -0.005929752121302256, 1.3272978776198845, 2.384208574927682,
        0.043224264728228046, 0.9191382881715007, -1.0554383564165115, -0.6394373961355156,
        -1.3879155360750635, -1.7390708533312569
    ]
)

w = torch.tensor([-2.0, 3.0], requires_grad=True)
steps = 200

# The samples of each step: each sample once an epoch, in random order.
random = np.random.PCG64(np.random.SeedSequence([0, 2]))
batches = []
while len(batches) < steps:
    order = np.argsort(random.random_raw(16), kind="stable")
    batches += [np.sort(order[k : k + 6]).tolist() for k in range(0, 12, 6)]
del batches[steps:]
batches.append(list(range(16)))  # at the end, all samples

optimizer = torch.optim.SGD([w], lr=0.05, weight_decay=0.0)

every = 10  # steps from one printed line to the next
losses = []
for step in range(steps + 1):
    optimizer.zero_grad()
    loss = sample(w[0], w[1], a[batches[step]], b[batches[step]]).mean()
    loss.backward()
    with torch.no_grad():
        losses.append(sample(w[0], w[1], a, b).mean().item())  # all samples
    if step % every == 0 or step == steps:
        print(f"step {step:5d}   loss {losses[-1]:.10g}")
    if not (loss.isfinite() and w.grad.isfinite().all() and w.abs().max() < 1e9):
        print(f"diverged at step {step}: loss {losses[-1]:.10g}")
        break
    if step < steps:
        optimizer.step()
