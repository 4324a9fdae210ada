# Adam on logistic_regression, in PyTorch.
# The rule: Kingma & Ba, ICLR (2015).
# From Ravine, the same run:
# https://ravine.example/?s=logistic_regression&s.size=16.0&s.noise=1.0&s.outliers=0.0&s.feature_scale=1.0&s.data_seed=1.0&batch=0&start=0.0,0.0&steps=200&seed=0&o=adam&adam.lr=0.1&adam.beta1=0.9&adam.beta2=0.999&adam.eps=1e-08&adam.weight_decay=0.0&adam.amsgrad=0.0&adam.decoupled_weight_decay=0.0&adam.without_bias_correction=0.0&adam.eps_inside_root=0.0&v=3
# Needs PyTorch.

import torch

torch.set_default_dtype(torch.float64)


# The surface logistic_regression: Cox, Journal of the Royal Statistical Society B 20 (1958).
def chances(z):
    """``(p, log(1 + exp(z)))``, by the exponential that cannot overflow."""
    positive = 1.0 * (z > 0.0)
    e = torch.exp(-abs(z))
    p = e / (1.0 + e)
    return p + positive * (1.0 - 2.0 * p), torch.log(1.0 + e) + z * positive


def sample(w1, w2, a, b):
    z = w1 * a + w2
    p, softplus = chances(z)
    return softplus - b * z, (p - b) * a, p - b


# 16 samples: input a, target b.
a = torch.tensor(
    [
        -0.6725104325275981, 0.4475838945826349, 0.030530639569666285, -1.3748072949104335, 1.216126889822065,
        -1.9245444280374238, -1.6931886842638582, -0.2503631738974672, 1.812390314805847, 1.2577280075534083,
        -0.8602705749086756, 0.3466640111759802, -1.1566193893914005, -0.8247473637709484,
        -1.8847551392926394, -1.9785929303664767
    ]
)
b = torch.tensor(
    [
        0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    ]
)

w = torch.tensor([0.0, 0.0], requires_grad=True)
steps = 200

optimizer = torch.optim.Adam([w], lr=0.1, eps=1e-08, weight_decay=0.0, betas=(0.9, 0.999))

every = 10  # steps from one printed line to the next
losses = []
for step in range(steps + 1):
    with torch.no_grad():  # slopes as written out: at corners, as those of abs, autograd may give others
        loss, gx, gy = (torch.as_tensor(part).mean() for part in sample(w[0], w[1], a, b))
    w.grad = torch.tensor([float(gx), float(gy)])
    losses.append(loss.item())
    if step % every == 0 or step == steps:
        print(f"step {step:5d}   loss {losses[-1]:.10g}")
    if not (loss.isfinite() and w.grad.isfinite().all() and w.abs().max() < 1e9):
        print(f"diverged at step {step}: loss {losses[-1]:.10g}")
        break
    if step < steps:
        optimizer.step()
