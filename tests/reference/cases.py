"""Cases for comparisons with reference implementations: settings, surfaces, starts. Needs only numpy."""

import random
from collections.abc import Callable, Iterator
from itertools import combinations, product
from typing import Any

from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from optimizers._optimizer import Hyperparameter, Optimizer

STEPS = 300
# Steps of a run with hyperparameters at the ends of their ranges; a different branch shows in the first of them.
END_STEPS = 25
END_SURFACE = "rosenbrock"
# Gradients that fall and rise by orders of magnitude, independent of the weights. On a surface an average is hardly
# ever a million times the next gradient, so errors in its last bits would not show.
_POWERS = ((3, -6), (0, 3), (-5, 1), (-9, -8), (-4, 0), (2, -3), (-7, 3), (1, -9), (-1, -2), (-9, 1), (3, -5), (-6, 0))
SLOPES = tuple(((-1.0) ** t * 3.1 * 10.0**a, 1.7 * 10.0**b) for t, (a, b) in enumerate(_POWERS))
# A run beyond this has diverged, as on the page (engine.BIG), and is not compared further.
FAR = 1e9
LOOK_AGAIN = ("lbfgs", "sam")
STARTS = {"bowl": (-1.5, 1.0), "rosenbrock": (-1.2, 1.0), "himmelblau": (-0.5, -4.5), "rastrigin": (3.3, -2.7)}
# Rates with which runs stay finite on all four surfaces, since the default of lr is the reference's.
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
    "lbfgs": [
        {"max_iter": 1.0, "history_size": 3.0},
        {"lr": 0.5, "max_iter": 4.0, "max_eval": 5.0},
        {"lr": 1e-3, "max_iter": 5.0, "line_search_fn": 0.0},
    ],
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
    "sam": [{"rho": 0.5}, {"lr": 3e-4, "rho": 0.01}],
    "normalised_gd": [{"lr": 0.1}, {"lr": 1e-3}],
    "clipped_gd": [{"lr": 1e-3, "max_norm": 5.0}, {"lr": 0.01, "max_norm": 0.5}],
}


def usual_rate(optimizer: Optimizer) -> dict[str, float]:
    """A rate with which runs stay finite on all four surfaces; empty if the default does."""
    return {"lr": RATE[optimizer.lr_unit]} if optimizer.lr_unit in RATE else {}


def hyperparameters(optimizer: Optimizer) -> list[dict[str, float]]:
    """Complete settings to compare: the defaults with a usual rate, and the settings above."""
    rate = usual_rate(optimizer)
    default = rate if optimizer.lr_unit == "curvature" else {}
    return [optimizer.values(given) for given in (default, *({**rate, **s} for s in SETTINGS[optimizer.key]))]


def passed(optimizer: Optimizer) -> list[Hyperparameter]:
    """Hyperparameters that the reference also has; without a reference, all but those with ``breaks``."""
    return [
        h for h in optimizer.hyperparameters if (h.name in optimizer.passed if optimizer.counterpart else not h.breaks)
    ]


def ends(declared: list[Hyperparameter], together: int) -> Iterator[dict[str, float]]:
    """Every choice of ``together`` hyperparameters, each at either end of its range."""
    for chosen in combinations(declared, together):
        for where in product(*(h.bounds for h in chosen)):
            yield {h.name: bound for h, bound in zip(chosen, where, strict=True)}


def switching(optimizer: Optimizer, given: dict[str, float]) -> bool:
    """Whether an end in ``given`` selects a branch: a switch, or a zero for which a reference tests."""
    declared = {h.name: h for h in optimizer.hyperparameters}
    return any(declared[name].scale == "switch" or (name, value) == ("momentum", 0.0) for name, value in given.items())


def end_settings(optimizer: Optimizer, pairs: bool = False) -> list[dict[str, float]]:
    """Complete settings with one hyperparameter at an end of its range, and with two if one of them selects a branch.

    Args:
        pairs: combine any two hyperparameters.
    """
    declared = passed(optimizer)
    two = [given for given in ends(declared, 2) if pairs or switching(optimizer, given)]
    found = [optimizer.values({**usual_rate(optimizer), **given}) for given in (*ends(declared, 1), *two)]
    found = [values for values in found if not optimizer.is_unsettled(values)]
    return list({tuple(values.values()): values for values in found}.values())


def cases(package: str) -> list[dict[str, Any]]:
    """Every case whose reference is in ``package`` (a prefix of the dotted name)."""
    chosen = {k: o for k, o in OPTIMIZERS.items() if o.counterpart and o.counterpart[0].startswith(package)}
    settings = [
        (f"{key}/{surface}/{number}", key, surface, values, STEPS)
        for key, optimizer in chosen.items()
        for number, values in enumerate(hyperparameters(optimizer))
        for surface in STARTS
    ]
    settings += [
        (f"{key}/end/{number}", key, END_SURFACE, values, END_STEPS)
        for key, optimizer in chosen.items()
        for number, values in enumerate(end_settings(optimizer))
    ]
    names = ("name", "optimizer", "surface", "hyperparameters", "steps")
    return [dict(zip(names, one, strict=True)) for one in settings]


class Slopes:
    """Replacement for a surface that returns :data:`SLOPES` in order, at any point."""

    def __init__(self) -> None:
        self._left = iter(SLOPES)

    def value(self, *w: float) -> float:
        return 0.0

    def gradient(self, *w: float) -> tuple[float, float]:
        return next(self._left, (0.0, 0.0))


def fed_settings(optimizer: Optimizer, pairs: bool = False) -> list[dict[str, float]]:
    """Complete settings for :class:`Slopes`: the ends, and averages with a weight of 0.5 or more on the gradient."""
    memories = [h for h in passed(optimizer) if h.scale == "decay"]
    halves = [{h.name: max(share, h.bounds[0]) for h in memories} for share in (0.0, 0.3, 0.5)] if memories else []
    halves += [{**half, h.name: 1.0} for half in halves for h in passed(optimizer) if h.scale == "switch"]
    found, usual = [*end_settings(optimizer, pairs), *map(optimizer.values, halves)], usual_rate(optimizer).get("lr")
    found = [values for values in found if not optimizer.is_unsettled(values)]
    # Steps should be as large as the weights, so that none of their bits is lost.
    return [
        {**values, "lr": 1.0} if values["lr"] in (usual, optimizer.values({})["lr"]) else values for values in found
    ]


def fed_cases(package: str) -> list[dict[str, Any]]:
    """:func:`cases` for :class:`Slopes`, without rules that evaluate the surface again."""
    return [
        {"name": f"{key}/fed/{number}", "optimizer": key, "hyperparameters": values}
        for key, optimizer in OPTIMIZERS.items()
        if optimizer.counterpart and optimizer.counterpart[0].startswith(package) and key not in LOOK_AGAIN
        for number, values in enumerate(fed_settings(optimizer))
    ]


def trajectories(packages: tuple[str, ...], trajectory: Callable) -> tuple[dict[str, Any], dict[str, list]]:
    """Results of ``trajectory`` for all :func:`cases` and :func:`fed_cases`, by name; and the cases, by kind.

    ``trajectory``: ``(optimizer, hyperparameters, landscape, start, steps) -> weights of every step``.
    """
    stored, by_kind = {}, {"cases": cases(packages), "fed": fed_cases(packages)}
    for case in by_kind["cases"]:
        start, steps = STARTS[case["surface"]], case.pop("steps")
        unit, landscape = OPTIMIZERS[case["optimizer"]], LANDSCAPES[case["surface"]]
        stored[case["name"]] = trajectory(unit, case["hyperparameters"], landscape, start, steps)
    for case in by_kind["fed"]:
        unit = OPTIMIZERS[case["optimizer"]]
        stored[case["name"]] = trajectory(unit, case["hyperparameters"], Slopes(), (1.0, -1.0), len(SLOPES))
    return stored, by_kind


def diverged(w: Any) -> bool:
    """Whether a run has diverged at weights ``w``."""
    return not all(abs(one) < FAR for one in w)


def random_settings(optimizer: Optimizer, source: random.Random) -> dict[str, float]:
    """Random values in the declared ranges, with rates low enough for 300 finite steps."""

    def draw(h: Hyperparameter) -> float:
        low, high = h.bounds
        if h.name == "lr":
            around = RATE.get(optimizer.lr_unit, h.default)
            return around * 10 ** source.uniform(-0.5, 0.5)
        if h not in passed(optimizer):
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
    """A random point in the middle half of the picture."""
    x, y = (low + (high - low) * source.uniform(0.25, 0.75) for low, high in LANDSCAPES[surface].domain)
    return x, y
