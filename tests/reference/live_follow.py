"""``follow`` calls installed torch's own optimizers equal: part of ``make parity``.

    python -m tests.reference.live_follow PACKAGES

PACKAGES is a folder of packages with torch in it; it is looked into last, so that everything else is the project's own.
Every rule whose counterpart is in torch.optim (or in schedulefree, which uses torch), with the settings of cases.py, on
surfaces with and without noise, on batches, with schedules: the scenario's factor on torch's groups, and torch's own
schedulers. Prints a line a rule; exits with 1 if one is not called equal, or is not told from another.
"""

import sys
from contextlib import redirect_stdout
from dataclasses import replace
from importlib import import_module
from io import StringIO

from experiments import Scenario, follow
from optimizers import OPTIMIZERS, Optimizer
from tests.reference.cases import hyperparameters

PACKAGES = ("torch.optim.", "schedulefree.")
STEPS = 200
STEP = ("step", {"step_size": 20.0, "gamma": 0.5})
GROUNDS = {
    "surface": {"surface": "rosenbrock", "start": (-1.2, 1.0)},
    "noise": {"surface": "himmelblau", "start": (-0.5, -4.5), "gradient_noise": 0.5, "seed": 3},
    "batches": {"surface": "sine_fit", "batch": 8, "seed": 1},
    "batches, a schedule": {"surface": "linear_regression", "batch": 16, "replacement": True, "seed": 2},
}


def factory(optimizer: Optimizer, values: dict[str, float]):
    """``params -> optimizer``: the counterpart as it is."""
    name, given = optimizer.call(values)
    module, _, kind = name.rpartition(".")
    foreach = {"foreach": False} if module == "torch.optim" and kind != "LBFGS" else {}
    return lambda params: getattr(import_module(module), kind)(params, **foreach, **given)


def scheduled(make):
    """``params -> (optimizer, scheduler)`` with torch's own scheduler that STEP equals."""

    def made(params):
        optimizer = make(params)
        return optimizer, import_module("torch.optim.lr_scheduler").StepLR(optimizer, 20, 0.5)

    return made


def scenarios(key: str, values: dict[str, float]):
    for name, given in GROUNDS.items():
        scenario = Scenario(optimizers={key: values}, steps=STEPS, **given)
        yield name, replace(scenario, schedules={key: STEP}) if "schedule" in name else scenario


def check(key: str, optimizer: Optimizer) -> tuple[int, float, list[str]]:
    """Number of comparisons, the largest distance in ulp, and what is not as it should be."""
    compared, furthest, faults = 0, 0.0, []
    for values in hyperparameters(optimizer):
        for name, scenario in scenarios(key, values):
            makes = [factory(optimizer, values)]
            makes += [scheduled(makes[0])] if scenario.schedules and PACKAGES[0] in str(optimizer.counterpart) else []
            for make in makes:
                with redirect_stdout(StringIO()):  # schedulefree prints that it trains
                    report = follow(scenario, make, name=optimizer.counterpart[0])
                compared, furthest = compared + 1, max(furthest, report.ulp if report.equal else 0.0)
                if not report.equal or report.departures:
                    faults.append(f"{name}, {values}:\n{report}")
    return compared, furthest, faults


def mistaken() -> list[str]:
    """Other optimizers of torch in a rule's place that are not told by name."""
    optim = import_module("torch.optim")
    decayed = {"lr": 0.1, "weight_decay": 0.1}
    told = [
        ("adamw", decayed, lambda params: optim.Adam(params, **decayed), "Adam with L2"),
        ("adam", decayed, lambda params: optim.AdamW(params, **decayed), "the decay is decoupled"),
        ("adamw", {**decayed, "amsgrad": 1.0}, lambda params: optim.AdamW(params, **decayed), "maximum is missing"),
        ("nesterov", {"lr": 1e-3}, lambda params: optim.SGD(params, lr=1e-3, momentum=0.9), "look-ahead is missing"),
        ("adam", {"lr": 0.1}, lambda params: optim.NAdam(params, lr=0.1), "NAdam"),
        ("gd", {"lr": 1e-3}, lambda params: optim.SGD(params, lr=3e-3), "lr is 0.003"),
    ]
    reports = [
        (follow(Scenario(optimizers={key: values}, steps=STEPS), make), says) for key, values, make, says in told
    ]
    return [str(report) for report, says in reports if says not in "".join(report.looks_like[:1])]


def main(packages: str) -> int:
    sys.path.append(packages)
    torch = import_module("torch")
    torch.set_default_dtype(torch.float64)
    print(f"follow, torch {torch.__version__}\n{'optimizer':20} {'reference':40} {'compared':>8} {'ulp':>6}")
    over = []
    for key, optimizer in OPTIMIZERS.items():
        if optimizer.counterpart and optimizer.counterpart[0].startswith(PACKAGES):
            compared, furthest, faults = check(key, optimizer)
            over += faults
            print(f"{key:20} {optimizer.counterpart[0]:40} {compared:8} {furthest:6.3g}", flush=True)
    over += mistaken()
    print("not called equal, or not told by name:", *(over or ["none"]), sep="\n" if over else " ")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
