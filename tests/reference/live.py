"""Compare rules with installed torch, schedulefree and optax, at random settings and ends of sliders: ``make parity``.

    python tests/reference/live.py [RUNS] [SEED]

Prints a table: optimizer, reference, cases, largest deviation of a step and of a whole path with their bounds; exits
with 1 if a bound is exceeded. Besides RUNS random settings and starts, it tries any two hyperparameters at the ends of
their ranges, on a surface and on given gradients. The rules run in plain Python, which the compiled runs equal to the
last bit (tests/engine/test_engine.py).
"""

import random
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES
from tests.reference import authors, deviation, make_optax, make_torch
from tests.reference.cases import (
    END_STEPS,
    LOOK_AGAIN,
    SLOPES,
    STARTS,
    Slopes,
    diverged,
    end_settings,
    fed_settings,
    random_settings,
    random_start,
)

STEPS = 200
FACTORS = 1e-13


def reference(optimizer):
    """The module with the trajectories to compare with, and its name for the rule; None if there is none."""
    if not optimizer.counterpart:
        return (authors, authors.SOURCES[optimizer.key]) if optimizer.key in authors.RULES else None
    name = optimizer.counterpart[0]
    return (make_torch if name.startswith(make_torch.PACKAGES) else make_optax), name


def one(optimizer, module, values, surface, start, steps):
    """Deviation of a step and its share of the bound, the same for the path; None if the run goes far away."""
    landscape = LANDSCAPES[surface]
    with np.errstate(all="ignore"):
        theirs = module.trajectory(optimizer, values, landscape, start, steps)

    def ours(w):
        path = deviation.plain(optimizer, values, landscape, w, steps)
        end = next((t for t, at in enumerate(path) if diverged(at)), steps)
        return path[: end + 1]

    off, bound = deviation.whole_path(ours, theirs, optimizer, values, landscape)
    return (*deviation.each_step(optimizer, values, landscape, theirs), off, off / bound)


def compare(optimizer, module, runs, source):
    """``(settings, *deviations)`` of random runs that stay near, and of runs and steps with values at the ends."""
    found = []
    while len(found) < runs:
        surface = source.choice(sorted(STARTS))
        values, start = random_settings(optimizer, source), random_start(surface, source)
        with np.errstate(all="ignore"):
            theirs = module.trajectory(optimizer, values, LANDSCAPES[surface], start, STEPS)
        if len(theirs) == STEPS + 1 and np.abs(theirs).max() < 1e3:
            found.append((values, *one(optimizer, module, values, surface, start, STEPS)))
    for number, values in enumerate(end_settings(optimizer, pairs=True)):
        surface = sorted(STARTS)[number % len(STARTS)]
        found.append((values, *one(optimizer, module, values, surface, STARTS[surface], END_STEPS)))
    for values in fed_settings(optimizer, pairs=True) if optimizer.key not in LOOK_AGAIN else ():
        theirs = module.trajectory(optimizer, values, Slopes(), (1.0, -1.0), len(SLOPES))
        found.append((values, *deviation.each_step(optimizer, values, Slopes, theirs), 0.0, 0.0))
    return found


def apart(ours, theirs):
    """The largest difference of two schedules' factors, as a share of the largest factor."""
    return np.abs(ours - theirs).max() / theirs.max()


def main(runs=8, seed=0):
    source, over = random.Random(seed), []
    said = {**make_torch.versions(), **make_optax.versions()}
    print(", ".join(f"{name} {version}" for name, version in said.items()), f"; seed {seed}\n")
    heads = ("optimizer", "reference", "cases", "one step", "of bound", "whole path", "of bound")
    print("{:20} {:60} {:>5} {:>9} {:>9} {:>11} {:>9}".format(*heads))
    for key, optimizer in OPTIMIZERS.items():
        if not (known := reference(optimizer)):
            print(f"{key:20} none: tests/units/test_transcriptions.py")
            continue
        found = compare(optimizer, known[0], runs, source)
        step, of_step, path, of_path = (max(column) for column in list(zip(*found, strict=True))[1:])
        print(
            f"{key:20} {known[1]:60} {len(found):5} {step:9.1e} {of_step:9.3f} {path:11.1e} {of_path:9.3f}", flush=True
        )
        for values, *shares in found:
            if not max(shares[1], shares[3]) <= 1.0:
                over.append(f"{key} {values}")
    for key, settings in make_torch.SCHEDULE_SETTINGS.items():
        values = [SCHEDULES[key].values(given) for given in settings]
        off = max(apart(SCHEDULES[key].factors(v, STEPS), make_torch.factors(key, v, STEPS)) for v in values)
        name = f"torch.optim.lr_scheduler.{SCHEDULES[key].torch}"
        print(f"{key:20} {name:60} {len(values):5} {off:9.1e} {off / FACTORS:9.3f}")
        over += [key] if off > FACTORS else []
    print(
        f"\nbounds: a step {deviation.ONE_STEP:g}, a path {deviation.PATH:g}, a schedule's factor {FACTORS:g};", end=" "
    )
    print(f"or {deviation.CHAOS:g} times what a last bit does to our own run")
    print("over their bounds:", *(over or ["none"]), sep="\n  " if over else " ")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
