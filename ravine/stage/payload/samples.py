"""Samples of the data set, and the generator states from which the browser draws batches and gradient noise."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.race import Race, Run
from experiments.sample_cost import cosines
from experiments.scenario import Scenario
from experiments.surface_data import columns
from experiments.view import View
from landscapes import DATA_SETS, DataLandscape
from landscapes._synthetic import BATCHES, NOISE
from ravine.stage.payload.parts import Part
from ravine.words import Words


def samples_part(scenario: Scenario, words: Words) -> Part:
    """Part of the data set's N samples as the model sees them: ``a`` inputs, ``b`` targets, float64 ``(N,)``.

    ``x`` and ``y`` describe the axes: name, and the centre and scale by which the numbers were standardised.
    """
    landscape = scenario.landscape
    assert isinstance(landscape, DataLandscape)
    parameters = scenario.surface_parameters
    samples = landscape.samples(**parameters)
    chosen = columns(scenario.data) or DATA_SETS.get(scenario.data)
    names = chosen.columns if chosen else ("a", "b")
    if scenario.data in DATA_SETS:
        names = tuple(
            words.of("data", scenario.data, what) or name for what, name in zip(("input", "target"), names, strict=True)
        )
    axes = {
        axis: {
            "name": name,
            "center": parameters.get(f"{what}_center", 0.0),
            "scale": parameters.get(f"{what}_scale", 1.0),
        }
        for axis, what, name in zip("xy", ("input", "target"), names, strict=True)
    }
    return Part(
        {**axes, "target": landscape.target, "model": landscape.predict is not None},
        {"a": samples.a, "b": samples.b},
    )


def batching(scenario: Scenario) -> dict[str, Any]:
    """Batch settings, and the generator state from which the browser draws the batches of experiments/batches.py."""
    size = scenario.size
    settings = {"size": size, "batch": scenario.batch or size, "whole": scenario.batches() is None}
    settings |= {"replacement": scenario.replacement, "drop_last": scenario.drop_last}
    return settings | _generator(scenario.seed, BATCHES)


def noise(scenario: Scenario) -> dict[str, Any] | None:
    """Standard deviation of the gradient noise, and the generator state to draw it from; None without noise."""
    if not scenario.gradient_noise:
        return None
    return {"amount": scenario.gradient_noise, **_generator(scenario.seed, NOISE)}


def _generator(seed: int, stream: int) -> dict[str, str]:
    """State of PCG64 at the start of ``stream`` of ``seed``: 128-bit numbers in hexadecimal."""
    state: Any = np.random.PCG64(np.random.SeedSequence([seed, stream])).state["state"]
    return {"state": f"{state['state']:x}", "increment": f"{state['inc']:x}"}


def time_of(race: Race, entry: Run, view: View) -> NDArray[np.float64] | None:
    """Samples or epochs that ``entry`` has seen at each point, ``(n + 1,)``; None when playback follows steps."""
    if view.axis == "steps" or not race.scenario.size:
        return None
    return entry.samples / (race.scenario.size if view.axis == "epochs" else 1)


def cosine_part(race: Race, view: View) -> tuple[str, Part] | None:
    """Optimizer whose batches are shown, and a part with ``cosine`` float32 ``(n + 1,)`` of batch and full gradient.

    None when no batches are shown.
    """
    wishes = [view.sample_of, view.inspect, *(key for key in race if key not in view.off), *race]
    key = next((key for key in wishes if key in race.scenario.optimizers), "")
    if not key or not view.cloud or race.scenario.batches() is None:
        return None
    # The last point has no step.
    cosine = np.append(cosines(race[key]), np.nan)
    return key, Part({}, {"cosine": cosine.astype(np.float32)})
