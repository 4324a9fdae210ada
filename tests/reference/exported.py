"""Exported programs against our runs: ``make parity-programs``.

    python -m tests.reference.exported [PYTHON]

Writes a program for every optimizer on four surfaces and over data, with a constant rate and with a schedule; for every
surface; and for what else a race can have. PYTHON, an interpreter with torch and optax, runs them; their losses are
compared by the parity rule of :mod:`tests.reference.deviation`. Prints how far apart they are; exits with 1 if a bound
is exceeded.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np

from experiments import Scenario, run
from experiments.export import packages, program
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES
from tests.reference.cases import RATE, STARTS
from tests.reference.deviation import CHAOS, PATH, ROOT, WAYS, apart, beside, rounded_otherwise

PYTHON = ".venv-reference/bin/python"
RUNNER = Path(__file__).with_name("run_exported.py")
STEPS = 200
DATA = "sine_fit"
SCHEDULE = "warmup_cosine"
FEW = 5  # programs that are also run as files, each in an interpreter of its own


def usual(key: str) -> dict[str, float]:
    rate = RATE.get(OPTIMIZERS[key].lr_unit)
    return {} if rate is None else {"lr": rate}


def every_rule() -> Iterator[tuple[str, Scenario, str, str]]:
    """Every optimizer on four surfaces and over data, with and without a schedule, in every package."""
    for key, surface, schedule in product(OPTIMIZERS, (*STARTS, DATA), ("constant", SCHEDULE)):
        scenario = Scenario(
            surface,
            optimizers={key: usual(key)},
            start=STARTS.get(surface),
            steps=STEPS,
            schedules={key: (schedule, {})},
            batch=16 if surface == DATA else 0,
        )
        for package in packages(scenario, key):
            yield f"{key}-{surface}-{schedule}-{package}", scenario, key, package


def every_surface() -> Iterator[tuple[str, Scenario, str, str]]:
    """Every surface from each of its starts and from the origin, in torch, optax and NumPy."""
    for surface, landscape in LANDSCAPES.items():
        for number, start in enumerate((*landscape.starts, (0.0, 0.0))):
            racers = {"adam": {"lr": 0.05}, "lion": {"lr": 0.02}, "qhadam": {"lr": 0.05}}
            scenario = Scenario(surface, optimizers=racers, start=start, steps=60)
            for key in racers if number == 0 else ("adam",):
                yield f"surface-{surface}-{number}-{key}", scenario, key, ""


def everything_else() -> Iterator[tuple[str, Scenario, str, str]]:
    """Schedules, noise, batches of every kind, data of every kind, runs that explode, settings that torch lacks."""
    racers = {"adam": {"lr": 0.05}, "lion": {"lr": 0.02}, "newton": {"lr": 0.5}, "lbfgs": {}, "sam": {"lr": 1e-3}}
    racers |= {"gd": {"lr": 1e-3}, "schedule_free_sgd": {"lr": 1e-3}, "asgd": {"lr": 1e-3, "t0": 5.0}}
    bare = Scenario("himmelblau", optimizers=racers, steps=120)
    far = {"gd": {"lr": 1.0}, "lion": {"lr": 10.0}, "qhadam": {"lr": 10.0}}
    settings = {
        "noise": replace(bare, gradient_noise=3.0, seed=7),
        "explodes": Scenario("rosenbrock", optimizers=far),
        "far": Scenario("matyas", optimizers={key: {"lr": 10.0} for key in ("gd", "sam", "momentum", "asgd")}),
        "lacking": Scenario("bowl", optimizers={"adam": {"lr": 0.1, "eps_inside_root": 1.0}}),
        "unsettled": Scenario("bowl", optimizers={"rmsprop": {"alpha": 0.0, "centered": 1.0}}),
        "copy": Scenario("bowl", optimizers={"adam~2": {"lr": 0.1}, "adam~3": {"amsgrad": 1.0}}),
        "flat": Scenario("relu_neuron", optimizers={"normalised_gd": {}, "sam": {"lr": 0.1}}, start=(-4.0, -20.0)),
        "kink": Scenario("bukin_n6", optimizers={"adam": {"lr": 0.1}, "lion": {"lr": 0.1}}, start=(-10.0, 1.0)),
        "cars": Scenario("linear_regression", optimizers={"adam": {"lr": 0.1}}, data="cars", batch=10),
        "challenger": Scenario("logistic_regression", optimizers={"momentum": {"lr": 0.1}}, data="challenger"),
        "large": Scenario("tanh_neuron", {"size": 2000}, {"adam": {"lr": 0.1}, "lion": {}, "qhadam": {}}, batch=64),
    }
    for kind, given in {"replaced": {"replacement": True}, "dropped": {"drop_last": True}, "whole": {}}.items():
        batch = 256 if kind == "whole" else 24
        settings[kind] = Scenario(DATA, optimizers=racers, batch=batch, seed=11, steps=100, **given)
    for key, schedule in SCHEDULES.items():
        given = {"t_mult": 2.0} if key == "cosine_restarts" else {}
        racing = dict.fromkeys(("adam", "lion", "schedule_free_sgd", "rprop"), (schedule.key, given))
        rules = {"adam": {"lr": 1e-3}, "lion": {"lr": 1e-3}, "schedule_free_sgd": {"lr": 1e-5}, "rprop": {}}
        settings[f"schedule-{key}"] = Scenario("himmelblau", optimizers=rules, schedules=racing, steps=90)
    for kind, scenario in settings.items():
        for key in scenario.optimizers:
            for package in packages(scenario, key):
                yield f"{kind}-{key}-{package}", scenario, key, package


def ours(scenario: Scenario, racer: str) -> np.ndarray:
    return run(scenario)[racer].result.loss


def rounded(scenario: Scenario, racer: str, way: tuple[float, float]) -> np.ndarray:
    """Our losses in plain Python, with changed last bits of the surface in every step."""
    landscape, optimizer = scenario.landscape, OPTIMIZERS[racer.partition("~")[0]]
    p, values = tuple(scenario.surface_parameters.values()), dict(scenario.optimizers[racer])
    batches, tilts, factors = scenario.batches(), scenario.tilts(), scenario.factors(racer)

    def full(w):
        return landscape.value_and_gradient(w[0], w[1], p)

    def look(w, t):
        if batches is None:
            f, gx, gy = full(w)
        else:
            data, chosen = landscape.samples_of(p), batches.of(t)
            parts = [landscape.sample(w[0], w[1], a, b) for a, b in zip(data.a[chosen], data.b[chosen], strict=True)]
            f, gx, gy = (sum(column) / len(parts) for column in zip(*parts, strict=True))
        if tilts is None:
            return f, gx, gy
        nx, ny = tilts[t]
        return f + nx * w[0] + ny * w[1], gx + nx, gy + ny

    w, path = scenario.start, [scenario.start]
    first = 1.0 if factors is None else float(factors[0])
    state, answers = optimizer.beginning(values, w, first), [w]
    for t, c in enumerate(optimizer.table(values, scenario.steps, factors).tolist()):
        loss = rounded_otherwise(lambda at, t=t: look(at, t), way)
        f, gx, gy = loss(w)
        if not all(abs(one) < 1e9 for one in (*w,)) or not np.isfinite([f, gx, gy]).all():
            break
        w, state = optimizer.step(w, f, (gx, gy), state, tuple(c), loss)
        path.append(w)
        answers.append(state[optimizer.state.index(optimizer.answer)] if optimizer.answer else w)
    return np.array([full(at)[0] for at in answers])


def deviation(scenario: Scenario, racer: str, theirs: np.ndarray) -> tuple[float, float]:
    """Largest deviation of the losses, and its bound: as of a whole path, wider where a last bit matters more."""
    mine = ours(scenario, racer)
    off, bound = relative(mine, theirs), PATH
    runs = [lambda place=place: ours(replace(scenario, start=place), racer) for place in beside(scenario.start)]
    runs += [lambda way=way: rounded(scenario, racer, way) for way in WAYS]
    for other in runs:
        if off <= bound:
            break
        changed = other()
        bound = max(bound, CHAOS * relative(changed[: len(mine)], mine[: len(changed)]))
    return off, bound


def ends_alike(scenario: Scenario, racer: str, printed: str) -> bool:
    """Whether a program's last line says that the run diverged, and where, just if ours did."""
    verdict = run(scenario)[racer].verdict
    last = printed.splitlines()[-1]
    said = f"diverged at step {verdict.step}:" if verdict.kind == "diverged" else f"step {scenario.steps:5d} "
    return last.startswith(said)


def relative(one: np.ndarray, other: np.ndarray) -> float:
    return float(apart(one, other).max()) if one.shape == other.shape else np.inf


def main(python: str = PYTHON) -> int:
    cases = {name: case for name, *case in (*every_rule(), *every_surface(), *everything_else())}
    over, worst, wide, kinds = [], (0.0, ""), 0, Counter()
    with tempfile.TemporaryDirectory() as folder:
        for name, (scenario, key, package) in cases.items():
            Path(folder, f"{name}.py").write_text(program(scenario, key, package), "utf-8")
            kinds[package or packages(scenario, key)[0]] += 1
        print(f"{len(cases)} programs: " + ", ".join(f"{count} {kind}" for kind, count in kinds.items()), flush=True)
        apart_from_us = {"cwd": folder, "env": {"PATH": "/usr/bin:/bin"}}
        subprocess.run([ROOT / python, RUNNER, folder], check=True, **apart_from_us)
        found = json.loads(Path(folder, "losses.json").read_text())
        for name in list(cases)[:: len(cases) // FEW]:
            command = [ROOT / python, f"{name}.py"]
            printed = subprocess.run(command, capture_output=True, text=True, check=True, **apart_from_us).stdout
            if printed != found[name]["printed"]:
                over.append(f"{name} prints something else in an interpreter of its own")
    for name, (scenario, key, _) in cases.items():
        off, bound = deviation(scenario, key, np.array(found[name]["losses"]))
        wide += bound > PATH
        worst = max(worst, (off, name)) if bound == PATH else worst
        if not off <= bound:
            over.append(f"{name}: {off:.1e} away, bound {bound:.1e}")
        if bound == PATH and not ends_alike(scenario, key, found[name]["printed"]):
            over.append(f"{name} does not say how our run ends")
    print(f"largest deviation of a loss within {PATH:g}: {worst[0]:.1e} ({worst[1]})")
    print(f"{wide} runs magnify a last bit beyond that; {CHAOS:g} times what it does to our own run bounds them")
    print("over their bounds:", *(over or ["none"]), sep="\n  " if over else " ")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
