"""``make parity``: our rules against installed torch, schedulefree and optax, with random settings and starts.

    python tests/reference/live.py [RUNS] [SEED]

Prints a table: optimizer, reference, cases, largest deviation of a step and of a whole path, each with its bound; 1 if
anything is over. The rules run in plain Python, which the compiled runs equal to the last bit (tests/test_engine.py).
"""

import random
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES
from tests import deviation
from tests.reference import make_optax, make_torch
from tests.reference.cases import STARTS, random_settings, random_start

STEPS = 200
FACTORS = 1e-13


def compare(key, runs, source):
    """Worst step and its share of the bound, worst path and its share, over random runs that stay finite."""
    optimizer, found = OPTIMIZERS[key], []
    module = make_torch if optimizer.counterpart[0].startswith(make_torch.PACKAGES) else make_optax
    while len(found) < runs:
        surface = source.choice(sorted(STARTS))
        landscape, values = LANDSCAPES[surface], random_settings(optimizer, source)
        with np.errstate(all="ignore"):
            theirs = module.trajectory(optimizer, values, landscape, random_start(surface, source), STEPS)
        if not (np.isfinite(theirs).all() and np.abs(theirs).max() < 1e3):
            continue
        start = tuple(map(float, theirs[0]))

        def ours(w, way=None, values=values, landscape=landscape):
            return deviation.plain(optimizer, values, landscape, w, STEPS, way)

        off, bound = deviation.whole_path(ours, theirs, *(ours(start, way) for way in deviation.WAYS))
        found.append((*deviation.each_step(optimizer, values, landscape, theirs), off, off / bound))
    return [max(column) for column in zip(*found, strict=True)]


def main(runs=8, seed=0):
    source, over = random.Random(seed), []
    said = {**make_torch.versions(), **make_optax.versions()}
    print(", ".join(f"{name} {version}" for name, version in said.items()), f"; seed {seed}\n")
    heads = ("optimizer", "reference", "cases", "one step", "of bound", "whole path", "of bound")
    print("{:20} {:60} {:>5} {:>9} {:>9} {:>11} {:>9}".format(*heads))
    for key, optimizer in OPTIMIZERS.items():
        if not optimizer.counterpart:
            print(f"{key:20} none: tests/test_transcriptions.py")
            continue
        step, of_step, path, of_path = compare(key, runs, source)
        name = optimizer.counterpart[0]
        print(f"{key:20} {name:60} {runs:5} {step:9.1e} {of_step:9.3f} {path:11.1e} {of_path:9.3f}")
        over += [key] if max(of_step, of_path) > 1.0 else []
    for key, settings in make_torch.SCHEDULE_SETTINGS.items():
        values = [SCHEDULES[key].values(given) for given in settings]
        off = max(np.abs(SCHEDULES[key].factors(v, STEPS) - make_torch.factors(key, v, STEPS)).max() for v in values)
        name = f"torch.optim.lr_scheduler.{SCHEDULES[key].torch}"
        print(f"{key:20} {name:60} {len(values):5} {off:9.1e} {off / FACTORS:9.3f}")
        over += [key] if off > FACTORS else []
    print(
        f"\nbounds: a step {deviation.ONE_STEP:g}, a path {deviation.PATH:g}, a schedule's factor {FACTORS:g};", end=" "
    )
    print(f"or {deviation.CHAOS:g} times what a last bit does to our own run")
    print(f"over their bounds: {', '.join(over) or 'none'}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
