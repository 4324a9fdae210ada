# L-BFGS on himmelblau, in PyTorch.
# The rule: Liu & Nocedal, Mathematical Programming 45 (1989).
# From Ravine, the same run:
# https://ravine.example/?s=himmelblau&start=-0.5,-4.5&steps=20&seed=0&o=lbfgs&lbfgs.lr=1.0&lbfgs.max_iter=20.0&lbfgs.max_eval=25.0&lbfgs.tolerance_grad=1e-07&lbfgs.tolerance_change=1e-09&lbfgs.history_size=10.0&lbfgs.line_search_fn=1.0&v=3
# Needs PyTorch.

import torch

torch.set_default_dtype(torch.float64)


# The surface himmelblau: Himmelblau, Applied Nonlinear Programming (1972).
def surface(x, y):
    first = x * x + y - 11.0
    second = x + y * y - 7.0
    return first * first + second * second


w = torch.tensor([-0.5, -4.5], requires_grad=True)
steps = 20

optimizer = torch.optim.LBFGS(
    [w], lr=1.0, max_iter=20, max_eval=25, tolerance_grad=1e-07, tolerance_change=1e-09, history_size=10,
    line_search_fn='strong_wolfe'
)

every = 1  # steps from one printed line to the next
losses = []
for step in range(steps + 1):
    def closure():
        optimizer.zero_grad()
        loss = surface(w[0], w[1])
        loss.backward()
        return loss

    loss = closure()
    losses.append(loss.item())
    if step % every == 0 or step == steps:
        print(f"step {step:5d}   loss {losses[-1]:.10g}")
    if not (loss.isfinite() and w.grad.isfinite().all() and w.abs().max() < 1e9):
        print(f"diverged at step {step}: loss {losses[-1]:.10g}")
        break
    if step < steps:
        optimizer.step(closure)
