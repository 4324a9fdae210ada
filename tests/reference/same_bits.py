"""Compute hashes of about 200 races: every rule, surface, schedule, loss over data, batch and kind of noise.

``python -m tests.reference.same_bits`` prints them; ``make bits`` stores them in tests/reference/bits.json, with which
tests/engine/test_same_bits.py, the image's check and ``make bits-aarch64`` compare results on other machines. Imports
only the app and no other file of the tests, so that it can run where only the app is installed.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from experiments import Scenario, run
from experiments.curvature import best_setting, limits
from experiments.datasets import choose, read
from experiments.suggested_rate import suggest
from experiments.surface_data import Columns, choices
from landscapes import LANDSCAPES, DataLandscape
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES

STEPS = 150
RULES = tuple(OPTIMIZERS)
OVER_DATA = tuple(key for key, one in LANDSCAPES.items() if isinstance(one, DataLandscape))
# A visitor's file as a spreadsheet writes it; how its columns are standardised decides the race.
FILE = b"height;weight\n" + b"".join(b"%d,%d;%d,%d\n" % (150 + k, k % 10, 40 + 7 * k % 31, k % 7) for k in range(37))


def rules(place: int, count: int = 4) -> dict[str, dict[str, float]]:
    """``count`` optimizers from ``place`` on, so that consecutive races use all of them."""
    return {RULES[(count * place + k) % len(RULES)]: {} for k in range(count)}


def scenarios() -> Iterator[tuple[str, Scenario]]:
    """Name and scenario of each race, with the page's suggested rates."""
    for place, key in enumerate(LANDSCAPES):
        for start in range(len(LANDSCAPES[key].starts)):
            at = LANDSCAPES[key].starts[start]
            yield f"surface/{key}/{start}", Scenario(key, {}, rules(3 * place + start), at, STEPS)
    for key, optimizer in OPTIMIZERS.items():
        yield f"rule/{key}", Scenario("rastrigin", {}, {key: {}}, steps=STEPS)
        on = {h.name: h.bounds[1] for h in optimizer.hyperparameters if h.scale == "switch"}
        low = {h.name: h.stops()[len(h.stops()) // 4] for h in optimizer.hyperparameters if h.name not in on}
        yield f"rule/{key}/other", Scenario("ackley", {}, {key: {**on, **low}}, steps=STEPS)
    racers: dict[str, dict[str, float]] = {"adam": {}, "nadam": {}, "schedule_free_sgd": {}}
    for key in SCHEDULES:
        each = {racer: (key, {}) for racer in racers}
        yield f"schedule/{key}", Scenario("levy_n13", {}, racers, steps=STEPS, schedules=each)
    for key in OVER_DATA:
        for batch in (1, 16, 256):
            yield f"batch/{key}/{batch}", Scenario(key, {}, rules(batch), steps=STEPS, batch=batch, seed=batch)
        again = Scenario(key, {"data_seed": 7.0}, rules(2), steps=STEPS, batch=8, replacement=True)
        yield f"batch/{key}/replacement", again
        last = Scenario(key, {"size": 50.0}, rules(3), steps=STEPS, batch=12, drop_last=True)
        yield f"batch/{key}/drop-last", last
        for data in choices(key)[1:]:
            yield f"data/{key}/{data}", Scenario(key, {}, rules(1), steps=STEPS, data=data, batch=5)
    for noise in (0.3, 50.0):
        for key in ("bowl", "himmelblau", "spiral", "easom"):
            yield f"noise/{key}/{noise}", Scenario(key, {}, rules(5), steps=STEPS, gradient_noise=noise, seed=11)
    for key, far in (("rastrigin", 4e5), ("griewank", 9e5), ("sine_fit", 3e5), ("cross_in_tray", 1e5)):
        yield f"far/{key}", Scenario(key, {}, {"gd": {}, "adam": {}}, (far, -far / 3), 20)


def digest(scenario: Scenario) -> str:
    """16 hexadecimal digits, the hash of every number that a race shows."""
    scenario, found = suggest(scenario), hashlib.sha256()
    race = run(scenario)
    found.update(repr([(p.kind, p.x, p.y, p.value, p.is_global) for p in race.points]).encode())
    for key, entry in race.items():
        best = best_setting(replace(scenario, schedules={}), key)
        found.update(repr((dict(scenario.optimizers[key]), entry.verdict, best and dict(best))).encode())
        columns = (entry.path, entry.loss, entry.gradient, entry.state, entry.rate, entry.batch_loss)
        for numbers in (*columns, entry.batch_gradient, entry.samples, limits(race, key)):
            if numbers is not None:
                # Make all NaN equal, because their bits depend on the processor.
                found.update(np.where(np.isnan(numbers), np.nan, numbers).tobytes())
    return found.hexdigest()[:16]


def hashes() -> dict[str, str]:
    """Name of each race -> its hash."""
    found = {name: digest(scenario) for name, scenario in scenarios()}
    table, _ = read(FILE)
    assert table
    columns, _ = choose(table, "height", "weight")
    assert columns
    held: Columns = columns  # keep a reference: a file's numbers are found by name only while one exists
    own = Scenario("linear_regression", {}, rules(4), steps=STEPS, data=held.name, batch=4)
    return {**found, "data/own-file": digest(own)}


if __name__ == "__main__":
    json.dump(hashes(), sys.stdout, indent=1)
    print()
