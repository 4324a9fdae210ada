"""Compare random races in the browser's engine and in the compiled one: ``python -m tests.reference.browser_bits [N]``.

Prints every number that differs in a bit, and exits with 1 if there is one.
"""

import sys
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from typing import Any
from unittest.mock import patch

import numpy as np

from experiments import Scenario, run
from experiments import picture as pictures
from experiments.curvature import curvature, slider_clamps
from experiments.race import Race, Run
from experiments.run_names import ANSWER
from experiments.view import View
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES
from ravine.stage import units
from ravine.stage.payload.build import run_part, slider_limit
from ravine.stage.payload.samples import time_of
from tools.node import ask_of, races

SEED = 17
AT_ONCE = 500
SURFACES = ("bowl", "rosenbrock", "rastrigin", "ackley", "spiral", "bukin_n6", "sine_fit", "relu_neuron")
AXES = ("steps", "samples", "epochs")


def random_setting(random: np.random.Generator, declared: tuple) -> dict[str, float]:
    """Half of the settings random between their bounds, on their scales; the others at their defaults."""
    values = {}
    for parameter in declared:
        stops = parameter.stops()
        if random.random() < 0.5 and parameter.name != "size":
            values[parameter.name] = float(stops[random.integers(len(stops))])
    return values


def random_race(random: np.random.Generator) -> tuple[Scenario, View]:
    """A race of one to three optimizers with random settings."""
    surface = str(random.choice(list(LANDSCAPES)))
    landscape = LANDSCAPES[surface]
    parameters = random_setting(random, landscape.parameters)
    keys = [str(key) for key in random.choice(list(OPTIMIZERS), random.integers(1, 4), replace=False)]
    optimizers = {key: random_setting(random, OPTIMIZERS[key].hyperparameters) for key in keys}
    named = {key: str(random.choice(list(SCHEDULES))) for key in keys if random.random() < 0.4}
    schedules = {key: (name, random_setting(random, SCHEDULES[name].parameters)) for key, name in named.items()}
    (x0, x1), (y0, y1) = landscape.domain
    start = random.uniform(x0, x1), random.uniform(y0, y1)
    plain = Scenario(surface, parameters)
    batch = int(random.choice([0, 1, 16, plain.size - 1, plain.size])) if plain.size else 0
    noise = random.random() < 0.3
    scenario = Scenario(
        surface,
        parameters,
        optimizers,
        start if random.random() < 0.9 else (1e3 * start[0], -1e3 * start[1]),
        int(random.integers(1, 150)),
        int(random.integers(2**32)),
        schedules,
        batch=batch,
        replacement=bool(random.random() < 0.5),
        drop_last=bool(random.random() < 0.5),
        gradient_noise=float(10.0 ** random.uniform(-3, 2)) if noise else 0.0,
    )
    return scenario, View(axis=str(random.choice(AXES)))  # type: ignore[arg-type]


def table() -> list[Scenario]:
    """Every rule on surfaces of every kind, every surface, every schedule, batches and noise, every switch."""
    every = {key: {} for key in OPTIMIZERS}
    switched = {
        key: {h.name: 1.0 - h.default for h in unit.hyperparameters if h.scale == "switch"}
        for key, unit in OPTIMIZERS.items()
        if any(h.scale == "switch" for h in unit.hyperparameters)
    }
    few = {key: {} for key in ("gd", "adam", "lbfgs")}
    with_data = [surface for surface in LANDSCAPES if Scenario(surface).size]
    scenarios = [Scenario(surface, optimizers=every, steps=120) for surface in SURFACES]
    scenarios += [Scenario(surface, optimizers=few, steps=40) for surface in LANDSCAPES]
    for surface in with_data:
        sizes = (1, 16, Scenario(surface).size)
        scenarios += [Scenario(surface, optimizers=few, steps=60, batch=size, seed=5) for size in sizes]
    scenarios += [
        Scenario("ackley", optimizers=few, steps=80, schedules={key: (name, {}) for key in few}) for name in SCHEDULES
    ]
    scenarios += [Scenario("six_hump_camel", optimizers=switched, steps=80)]
    return [*scenarios, Scenario("rastrigin", optimizers=every, steps=100, gradient_noise=3.0, seed=8)]


def differences(scenario: Scenario, view: View, rows: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Descriptions of the numbers in ``rows``, from the browser's engine, whose bits differ from the race."""
    race = run(scenario)
    answers = dict(race.with_answers())
    if set(rows) != set(answers):
        yield f"{scenario}: the rows are {sorted(rows)}, not {sorted(answers)}"
        return
    every = Race(scenario, answers, race.points)
    for key, entry in answers.items():
        # The angle of a curvature is only drawn, so its bits may differ.
        computed_row = {**rows[key], "curvature": rows[key]["curvature"].reshape(-1, 3)[:, :2].ravel()}
        for name, expected in wanted_of(every, key, entry, view).items():
            if not same(computed_row[name], expected):
                yield f"{name} of {key}: {scenario}"


def wanted_of(race: Race, key: str, entry: Run, view: View) -> dict[str, Any]:
    """Row ``key`` of the server's payload of the race."""
    own = not key.endswith(ANSWER)
    arrays = {
        "limit": slider_limit(race, key) if own else None,
        "clamp": slider_clamps(race, key) if own else None,
        "time": time_of(race, entry, view),
    }
    part = run_part(entry, rates=True, **arrays)
    bent = curvature(race, key)
    return {
        **arrays,
        **part.arrays,
        "curvature": np.column_stack([bent.eigenvalues, bent.angle])[:, :2],
        "steps": len(entry.path) - 1,
        "stopped": entry.verdict.step if entry.verdict.kind == "diverged" else None,
        "verdict": None if own and entry.answer else asdict(entry.verdict),
    }


def same(computed_value: Any, expected: Any) -> bool:
    """Whether both are equal to the last bit; all NaN are equal."""
    if expected is None or computed_value is None:
        return computed_value is expected
    if not isinstance(expected, np.ndarray):
        return computed_value == expected
    computed_value, expected = np.asarray(computed_value), expected.ravel()
    if computed_value.shape != expected.shape:
        return False
    bits = computed_value.view(np.uint64) == expected.astype(np.float64).view(np.uint64)
    return bool(np.all(bits | (np.isnan(computed_value) & np.isnan(expected))))


@cache
def surfaces() -> dict[str, str]:
    """Sources of all surfaces' modules by key."""
    return dict(units.surfaces())


def computed(drawn: list[tuple[Scenario, View]]) -> list[dict[str, dict[str, Any]]]:
    """Results of the browser's engine for each race."""
    return races([ask_of(scenario, view) for scenario, view in drawn], surfaces())


def check(drawn: list[tuple[Scenario, View]]) -> list[str]:
    """All differences in these races, whose surfaces are seen on a coarse grid, which both engines are given."""
    with patch.object(pictures, "GRID", 17):
        pictures.forget()
        messages = zip(drawn, computed(drawn), strict=True)
        found = [reported for (scenario, view), rows in messages for reported in differences(scenario, view, rows)]
    pictures.forget()
    return found


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    random, found = np.random.default_rng(SEED), 0
    for first in range(0, count, AT_ONCE):
        drawn = [random_race(random) for _ in range(min(AT_ONCE, count - first))]
        for said in check(drawn):
            print(said)
            found += 1
        print(f"{first + len(drawn)} races, {found} numbers that differ", flush=True)
    return min(found, 1)


if __name__ == "__main__":
    sys.exit(main())
