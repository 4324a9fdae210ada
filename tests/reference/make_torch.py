"""Make tests/reference/torch.npz: float64 trajectories of torch.optim itself. Run by ``make parity-reference``.

Every optimizer that declares a ``torch`` counterpart, on four surfaces, with its defaults and two other settings.
torch gets the analytic gradient that the surface declares, so that only the update rules are compared.
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from landscapes import LANDSCAPES  # noqa: E402
from optimizers import OPTIMIZERS  # noqa: E402

STEPS = 300
STARTS = {"bowl": (-1.5, 1.0), "rosenbrock": (-1.2, 1.0), "himmelblau": (-0.5, -4.5), "rastrigin": (3.3, -2.7)}
# Rates that stay finite on all four surfaces; the declared default of lr is torch's own.
RATE = {"curvature": 1e-4, "distance": 0.02}
SETTINGS = {
    "gd": [{"weight_decay": 0.01}, {"lr": 3e-4}],
    "momentum": [{"momentum": 0.5, "dampening": 0.5}, {"momentum": 0.95, "weight_decay": 0.01}],
    "nesterov": [{"momentum": 0.5}, {"momentum": 0.95, "weight_decay": 0.01}],
    "rmsprop": [{"alpha": 0.9, "eps": 1e-4}, {"lr": 0.05, "weight_decay": 0.01}],
    "adam": [{"beta1": 0.5, "beta2": 0.9}, {"lr": 0.1, "eps": 1e-3, "weight_decay": 0.1}],
    "adamw": [{"beta1": 0.95, "beta2": 0.99}, {"lr": 0.1, "weight_decay": 0.5}],
}


def argument(value, hyperparameters):
    """A torch argument: strings name hyperparameters, tuples of strings are tuples of them, the rest is literal."""
    if isinstance(value, str):
        return hyperparameters[value]
    if isinstance(value, tuple):
        return tuple(hyperparameters[name] for name in value)
    return value


def trajectory(optimizer, hyperparameters, landscape, start):
    """Weights of every step, float64 ``(STEPS + 1, 2)``."""
    name, arguments = optimizer.torch
    w = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    stepper = getattr(torch.optim, name)(
        [w], foreach=False, **{key: argument(value, hyperparameters) for key, value in arguments.items()}
    )
    path = np.empty((STEPS + 1, 2))
    for t in range(STEPS + 1):
        path[t] = w.detach().numpy()
        w.grad = torch.tensor(landscape.gradient(*path[t].tolist()), dtype=torch.float64)
        stepper.step()
    return path


def main():
    torch.set_default_dtype(torch.float64)
    paths, cases = {}, []
    for key, optimizer in OPTIMIZERS.items():
        if optimizer.torch is None:
            continue
        for number, changes in enumerate([{}, *SETTINGS[key]]):
            hyperparameters = optimizer.values({"lr": RATE[optimizer.lr_unit], **changes} if number else {})
            for surface, start in STARTS.items():
                name = f"{key}/{surface}/{number}"
                if number == 0 and optimizer.lr_unit == "curvature":
                    hyperparameters = {**hyperparameters, "lr": RATE["curvature"]}
                paths[name] = trajectory(optimizer, hyperparameters, LANDSCAPES[surface], start)
                cases.append({"name": name, "optimizer": key, "surface": surface, "hyperparameters": hyperparameters})
    about = {"torch": torch.__version__, "numpy": np.__version__, "dtype": "float64", "steps": STEPS}
    target = Path(__file__).with_name("torch.npz")
    np.savez_compressed(target, about=json.dumps(about), cases=json.dumps(cases), **paths)
    print(f"{target.name}: {len(cases)} trajectories of torch {torch.__version__}, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
