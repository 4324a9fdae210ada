"""Make tests/reference/torch.npz: float64 trajectories of torch.optim itself. Run by ``make parity-reference``.

Every optimizer with a counterpart in torch.optim (or in schedulefree, its authors' package, which uses torch), on four
surfaces, with its defaults and other settings; and the factors of torch.optim.lr_scheduler. torch gets the
analytic gradient that the surface declares, so that only the update rules are compared.
"""

import json
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from optimizers.schedules import SCHEDULES
from tests.reference.cases import STEPS, diverged, trajectories

PACKAGES = ("torch.optim.", "schedulefree.")
BASE = 0.1
SCHEDULE_SETTINGS = {
    "step": [{}, {"step_size": 7.0, "gamma": 0.5}],
    "exponential": [{}, {"gamma": 0.9}],
    "cosine": [{}, {"t_max": 70.0, "eta_min": 0.1}],
    "cosine_restarts": [{}, {"t_0": 10.0, "t_mult": 2.0, "eta_min": 0.1}],
    "linear": [{}, {"start_factor": 1.0, "end_factor": 0.0, "total_iters": 0.0}],
    "warmup_cosine": [{}, {"warmup_steps": 33.0, "start_factor": 0.2, "eta_min": 0.05}],
    "one_cycle": [{}, {"pct_start": 0.1, "div_factor": 5.0, "final_div_factor": 100.0}],
    "polynomial": [{}, {"total_iters": 77.0, "power": 2.5}],
    "range_test": [{}, {"start_factor": 0.1, "end_factor": 20.0}],
}


def versions() -> dict[str, str]:
    return {"torch": torch.__version__, "schedulefree": version("schedulefree"), "numpy": np.__version__}


def trajectory(optimizer, hyperparameters, landscape, start, steps=STEPS):
    """Weights of every step until it diverges, float64 ``(steps + 1, 2)`` or fewer rows."""
    torch.set_default_dtype(torch.float64)
    name, given = optimizer.call(hyperparameters)
    module, _, kind = name.rpartition(".")
    w = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    foreach = {"foreach": False} if module == "torch.optim" and kind != "LBFGS" else {}
    stepper = getattr(import_module(module), kind)([w], **foreach, **given)
    if module == "schedulefree":
        for group in stepper.param_groups:
            group["train_mode"] = True

    def closure():
        point = w.detach().tolist()
        w.grad = torch.tensor(landscape.gradient(*point), dtype=torch.float64)
        return torch.tensor(float(landscape.value(*point)))

    path = np.empty((steps + 1, 2))
    for t in range(steps + 1):
        path[t] = w.detach().numpy()
        if diverged(path[t]):
            return path[: t + 1]
        stepper.step(closure)
    return path


def factors(key, values, steps=STEPS):
    """Factors of torch's scheduler that schedule ``key`` equals, ``(steps,)``."""
    w = torch.zeros(1, requires_grad=True)
    stepper = torch.optim.SGD([w], lr=BASE)
    kinds, v = torch.optim.lr_scheduler, dict(values)
    if key == "range_test":  # its first rate is a share of the rate, torch's is the rate
        stepper.param_groups[0]["lr"] = v["start_factor"] * BASE
    floor = v.pop("eta_min", 0.0) * BASE
    for name in ("t_max", "total_iters"):
        if name in v:
            v[name] = int(v[name]) or steps
    made = {
        "step": lambda: kinds.StepLR(stepper, int(v["step_size"]), v["gamma"]),
        "exponential": lambda: kinds.ExponentialLR(stepper, v["gamma"]),
        "cosine": lambda: kinds.CosineAnnealingLR(stepper, v["t_max"], floor),
        "cosine_restarts": lambda: kinds.CosineAnnealingWarmRestarts(stepper, int(v["t_0"]), int(v["t_mult"]), floor),
        "linear": lambda: kinds.LinearLR(stepper, **v),
        "warmup_cosine": lambda: kinds.SequentialLR(
            stepper,
            [
                kinds.LinearLR(stepper, v["start_factor"], total_iters=int(v["warmup_steps"])),
                kinds.CosineAnnealingLR(stepper, steps - int(v["warmup_steps"]), floor),
            ],
            [int(v["warmup_steps"])],
        ),
        "one_cycle": lambda: kinds.OneCycleLR(stepper, BASE, steps, **SCHEDULES[key].differs, **v),
        "polynomial": lambda: kinds.PolynomialLR(stepper, **v),
        "range_test": lambda: kinds.ExponentialLR(
            stepper, (v["end_factor"] / v["start_factor"]) ** (1.0 / (steps - 1))
        ),
    }[key]()
    rates = []
    for t in range(steps):
        rates.append(stepper.param_groups[0]["lr"] / BASE)
        stepper.step()
        if t < steps - 1:
            made.step()
    return np.array(rates)


def main():
    torch.set_default_dtype(torch.float64)
    stored, by_kind = trajectories(PACKAGES, trajectory)
    runs, scheduled = len(stored), []
    for key, settings in SCHEDULE_SETTINGS.items():
        for number, given in enumerate(settings):
            values = SCHEDULES[key].values(given)
            name = f"schedule/{key}/{number}"
            stored[name] = factors(key, values)
            scheduled.append({"name": name, "schedule": key, "parameters": values})
    about = {**versions(), "dtype": "float64", "steps": STEPS}
    target = Path(__file__).with_name("torch.npz")
    texts = {"about": about, **by_kind, "schedules": scheduled}
    np.savez_compressed(target, **{name: json.dumps(text) for name, text in texts.items()}, **stored)
    print(f"{target.name}: {runs} trajectories of torch {torch.__version__}, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
