"""Optimizers as people write them, in torch's shape but without torch; each subclass has one thing wrong.

``data`` and ``grad`` of a parameter are float64 arrays here, and tensors where torch is: only methods and operators
that both have are used, so that the same classes serve both.
"""


class Optimizer:
    """torch.optim.Optimizer, as far as this needs it."""

    def __init__(self, params, **defaults):
        self.param_groups = [{"params": list(params), **defaults}]
        self.state = {}

    def step(self, closure=None):
        loss = closure() if closure else None
        for group in self.param_groups:
            for p in group["params"]:
                state = self.state.setdefault(p, {"step": 0})
                state["step"] += 1
                self.update(p, p.grad, state, group)
        return loss


class AdamW(Optimizer):
    def __init__(self, params, lr, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.1):
        super().__init__(params, lr=lr, betas=betas, eps=eps, weight_decay=weight_decay)

    def update(self, p, g, s, group):
        g = self.decayed(p, g, group)
        beta1, beta2 = self.betas(group)
        m = s["exp_avg"] = beta1 * s.get("exp_avg", 0 * g) + (1 - beta1) * g
        v = s["exp_avg_sq"] = beta2 * s.get("exp_avg_sq", 0 * g) + (1 - beta2) * self.square(g, s)
        p.data -= group["lr"] * self.corrected(m, beta1, s) / self.root(v, beta2, s, group["eps"])

    def decayed(self, p, g, group):
        p.data *= 1 - group["lr"] * group["weight_decay"]
        return g

    def betas(self, group):
        return group["betas"]

    def square(self, g, s):
        return g * g

    def corrected(self, m, beta, s):
        return m / (1 - beta ** s["step"])

    def root(self, v, beta, s, eps):
        return self.corrected(v, beta, s) ** 0.5 + eps


class DecayNotDecoupled(AdamW):
    def decayed(self, p, g, group):
        return g + group["weight_decay"] * p.data


class DecayTimesRateTwice(AdamW):
    def decayed(self, p, g, group):
        p.data *= 1 - group["lr"] ** 2 * group["weight_decay"]
        return g


class DecayWithoutRate(AdamW):
    def decayed(self, p, g, group):
        p.data *= 1 - group["weight_decay"]
        return g


class NoBiasCorrection(AdamW):
    def corrected(self, m, beta, s):
        return m


class NoBiasCorrectionOfM(AdamW):
    def update(self, p, g, s, group):
        g = self.decayed(p, g, group)
        beta1, beta2 = group["betas"]
        m = s["exp_avg"] = beta1 * s.get("exp_avg", 0 * g) + (1 - beta1) * g
        v = s["exp_avg_sq"] = beta2 * s.get("exp_avg_sq", 0 * g) + (1 - beta2) * g * g
        p.data -= group["lr"] * m / self.root(v, beta2, s, group["eps"])


class EpsilonInsideTheRoot(AdamW):
    def root(self, v, beta, s, eps):
        return (self.corrected(v, beta, s) + eps) ** 0.5


class EpsilonBeforeTheCorrection(AdamW):
    def root(self, v, beta, s, eps):
        return (v**0.5 + eps) / (1 - beta ** s["step"]) ** 0.5


class BetasSwapped(AdamW):
    def betas(self, group):
        return group["betas"][::-1]


class GradientBefore(AdamW):
    """v learns of a gradient a step late."""

    def square(self, g, s):
        before, s["before"] = s.get("before", 0 * g), g
        return before * before


class Amsgrad(AdamW):
    def root(self, v, beta, s, eps):
        largest = s["max_exp_avg_sq"] = _larger(s.get("max_exp_avg_sq", 0 * v), v)
        return (largest / (1 - beta ** s["step"])) ** 0.5 + eps


class MaximumAfterTheCorrection(AdamW):
    def root(self, v, beta, s, eps):
        largest = s["largest"] = _larger(s.get("largest", 0 * v), self.corrected(v, beta, s))
        return largest**0.5 + eps


def _larger(a, b):
    return (a + b + abs(a - b)) / 2


class Momentum(Optimizer):
    def __init__(self, params, lr, momentum=0.9):
        super().__init__(params, lr=lr, momentum=momentum)

    def update(self, p, g, s, group):
        b = s["momentum_buffer"] = self.joined(s.get("momentum_buffer"), g, group["momentum"])
        p.data -= group["lr"] * self.fall(b, g, group["momentum"])

    def joined(self, b, g, momentum):
        return g if b is None else momentum * b + g

    def fall(self, b, g, momentum):
        return b


class Nesterov(Momentum):
    def fall(self, b, g, momentum):
        return g + momentum * b


class FirstStepDamped(Momentum):
    def joined(self, b, g, momentum):
        return (1 - momentum) * g if b is None else momentum * b + g


class StepSchedule:
    """StepLR; ``late`` by so many steps."""

    def __init__(self, optimizer, every, gamma, late=0):
        self.optimizer, self.every, self.gamma, self.count = optimizer, every, gamma, -late
        self.rate = optimizer.param_groups[0]["lr"]

    def step(self):
        self.count += 1
        self.optimizer.param_groups[0]["lr"] = self.rate * self.gamma ** (max(self.count, 0) // self.every)


def with_schedule(make, late=0):
    def made(params):
        optimizer = make(params)
        return optimizer, StepSchedule(optimizer, 5, 0.5, late)

    return made
