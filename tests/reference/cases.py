"""What is compared with reference implementations: settings, surfaces, starts. Needs numpy alone."""

import random
from typing import Any

from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from optimizers._optimizer import Hyperparameter, Optimizer

STEPS = 300
STARTS = {"bowl": (-1.5, 1.0), "rosenbrock": (-1.2, 1.0), "himmelblau": (-0.5, -4.5), "rastrigin": (3.3, -2.7)}
# Rates that stay finite on all four surfaces; the declared default of lr is the reference's own.
RATE = {"curvature": 1e-4, "distance": 0.02}
SETTINGS = {
    "gd": [{"weight_decay": 0.01}, {"lr": 3e-4}],
    "momentum": [{"momentum": 0.5, "dampening": 0.5}, {"lr": 3e-4, "momentum": 0.95, "weight_decay": 0.01}],
    "nesterov": [{"momentum": 0.5}, {"lr": 3e-4, "momentum": 0.95, "weight_decay": 0.01}],
    "rmsprop": [{"alpha": 0.9, "eps": 1e-4, "momentum": 0.5}, {"lr": 0.05, "weight_decay": 0.01, "centered": 1.0}],
    "adam": [
        {"beta1": 0.5, "beta2": 0.9, "amsgrad": 1.0},
        {"lr": 0.1, "eps": 1e-3, "weight_decay": 0.1},
        {"lr": 0.1, "weight_decay": 0.1, "decoupled_weight_decay": 1.0},
    ],
    "adamw": [{"beta1": 0.95, "beta2": 0.99, "amsgrad": 1.0}, {"lr": 0.1, "eps": 1e-3, "weight_decay": 0.5}],
    "adagrad": [
        {"lr": 0.2, "lr_decay": 0.01, "eps": 1e-3},
        {"lr": 0.1, "initial_accumulator_value": 0.1, "weight_decay": 0.01},
    ],
    "adadelta": [{"lr": 0.5, "rho": 0.95}, {"eps": 1e-4, "weight_decay": 0.01}],
    "adamax": [{"beta1": 0.5, "beta2": 0.9}, {"lr": 0.1, "eps": 1e-3, "weight_decay": 0.1}],
    "nadam": [
        {"beta1": 0.5, "beta2": 0.9, "momentum_decay": 0.1, "eps": 1e-4},
        {"lr": 0.1, "weight_decay": 0.1, "decoupled_weight_decay": 1.0},
    ],
    "radam": [
        {"beta1": 0.5, "beta2": 0.9, "weight_decay": 0.1},
        {"lr": 3e-4, "eps": 1e-3, "weight_decay": 0.1, "decoupled_weight_decay": 1.0},
    ],
    "asgd": [{"lambd": 0.1, "alpha": 0.5, "t0": 100.0}, {"lr": 3e-4, "weight_decay": 0.01, "t0": 0.0}],
    "rprop": [{"etaminus": 0.7, "etaplus": 1.1}, {"lr": 0.1, "step_size_min": 1e-3, "step_size_max": 0.2}],
    "adafactor": [{"lr": 0.1, "beta2_decay": -0.5}, {"eps2": 0.1, "d": 2.0, "weight_decay": 0.1}],
    "lbfgs": [{"max_iter": 1.0, "history_size": 3.0}, {"lr": 0.5, "max_iter": 4.0, "max_eval": 5.0}],
    "schedule_free_sgd": [
        {"warmup_steps": 50.0, "r": 1.0, "weight_lr_power": 1.0},
        {"lr": 3e-4, "momentum": 0.5, "weight_decay": 0.01},
    ],
    "schedule_free_adamw": [
        {"warmup_steps": 50.0, "r": 1.0, "weight_lr_power": 1.0},
        {"lr": 0.1, "beta1": 0.95, "beta2": 0.99, "eps": 1e-3, "weight_decay": 0.1},
    ],
    "lion": [{"beta1": 0.5, "beta2": 0.9}, {"lr": 0.003, "weight_decay": 0.1}],
    "adabelief": [{"beta1": 0.5, "beta2": 0.9}, {"lr": 0.1, "eps": 1e-3, "eps_root": 1e-8}],
    "yogi": [{"beta1": 0.5, "beta2": 0.9}, {"lr": 0.1, "eps": 1e-6, "initial_accumulator_value": 0.1}],
    "adan": [
        {"beta1": 0.9, "beta2": 0.8, "beta3": 0.9},
        {"lr": 0.1, "eps": 1e-3, "eps_root": 1e-4, "weight_decay": 0.1},
    ],
    "sam": [{"rho": 0.5}, {"lr": 3e-4, "rho": 0.01}],
    "normalised_gd": [{"lr": 0.1}, {"lr": 1e-3}],
    "clipped_gd": [{"lr": 1e-3, "max_norm": 5.0}, {"lr": 0.01, "max_norm": 0.5}],
}


def hyperparameters(optimizer: Optimizer) -> list[dict[str, float]]:
    """Complete settings to compare: the defaults, at a rate that stays finite, and the others above."""
    rate = {"lr": RATE[optimizer.lr_unit]} if optimizer.lr_unit in RATE else {}
    default = rate if optimizer.lr_unit == "curvature" else {}
    return [optimizer.values(given) for given in (default, *({**rate, **s} for s in SETTINGS[optimizer.key]))]


def cases(package: str) -> list[dict[str, Any]]:
    """Every case whose reference lives in one of ``package``'s modules (a prefix of the dotted name)."""
    return [
        {"name": f"{key}/{surface}/{number}", "optimizer": key, "surface": surface, "hyperparameters": values}
        for key, optimizer in OPTIMIZERS.items()
        if optimizer.counterpart and optimizer.counterpart[0].startswith(package)
        for number, values in enumerate(hyperparameters(optimizer))
        for surface in STARTS
    ]


def arguments(optimizer: Optimizer, values: dict[str, float]) -> tuple[str, dict[str, Any]]:
    """Dotted name of the reference and its arguments: strings name hyperparameters, ``("word",)`` is the word itself.

    A tuple of strings that are no hyperparameters is taken literally.
    """
    assert optimizer.counterpart
    name, wanted = optimizer.counterpart
    declared = {h.name: h for h in optimizer.hyperparameters}

    def value(what: Any) -> Any:
        if isinstance(what, tuple):
            found = tuple(value(part) for part in what)
            return found[0] if len(found) == 1 else found
        if what not in declared:
            return what
        whole = {"whole": int, "switch": bool}.get(declared[what].scale, float)
        return whole(values[what])

    return name, {key: value(what) for key, what in wanted.items()}


def random_settings(optimizer: Optimizer, source: random.Random) -> dict[str, float]:
    """Values anywhere in the declared ranges, but for rates, which must let 300 steps stay finite."""

    def draw(h: Hyperparameter) -> float:
        low, high = h.bounds
        if h.name == "lr":
            around = RATE.get(optimizer.lr_unit, h.default)
            return around * 10 ** source.uniform(-0.5, 0.5)
        if h.breaks and h.name not in str(optimizer.counterpart):
            return 0.0
        if h.scale in ("whole", "switch"):
            return float(source.randint(int(low), min(int(high), 200)))
        if h.scale == "decay":
            return 1 - 10 ** source.uniform(-3, -0.05) * (1 - low)
        if h.scale == "log":
            return max(low, h.default, 1e-3) * 10 ** source.uniform(-2, 0)
        return source.uniform(low, high)

    values = {h.name: draw(h) for h in optimizer.hyperparameters}
    return {h.name: min(max(values[h.name], h.bounds[0]), h.bounds[1]) for h in optimizer.hyperparameters}


def random_start(surface: str, source: random.Random) -> tuple[float, float]:
    """Somewhere in the middle half of the picture."""
    x, y = (low + (high - low) * source.uniform(0.25, 0.75) for low, high in LANDSCAPES[surface].domain)
    return x, y
