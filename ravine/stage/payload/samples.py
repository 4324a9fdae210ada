"""What the stage needs of chance: the samples of a data set, once and exactly; how to draw batches and noise itself."""

from collections.abc import Callable
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
    """Inputs and targets as the model sees them; and how they were measured.

    ``x`` and ``y`` say what an axis shows: a name, and the centre and scale by which the model's number was made.
    """
    landscape = scenario.landscape
    assert isinstance(landscape, DataLandscape)
    parameters = scenario.surface_parameters
    samples = landscape.samples(**parameters)
    held = columns(scenario.data) or DATA_SETS.get(scenario.data)
    names = held.columns if held else ("a", "b")
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
    """Size of the batches, and the generator's state from which the browser draws them as experiments/batches does."""
    size = scenario.size
    told = {"size": size, "batch": scenario.batch or size, "whole": scenario.batches() is None}
    told |= {"replacement": scenario.replacement, "drop_last": scenario.drop_last}
    return told | _generator(scenario.seed, BATCHES)


def noise(scenario: Scenario) -> dict[str, Any] | None:
    """How large the gradients' noise is, and the generator's state from which the browser draws it; None without."""
    if not scenario.gradient_noise:
        return None
    return {"amount": scenario.gradient_noise, **_generator(scenario.seed, NOISE)}


def _generator(seed: int, stream: int) -> dict[str, str]:
    """PCG64 at the beginning of a ``stream`` of ``seed``, its 128-bit numbers in hexadecimal."""
    state: Any = np.random.PCG64(np.random.SeedSequence([seed, stream])).state["state"]
    return {"state": f"{state['state']:x}", "increment": f"{state['inc']:x}"}


def time_of(race: Race, entry: Run, view: View) -> NDArray[np.float64] | None:
    """Samples or epochs that ``entry`` has seen at each point; None where playback follows steps."""
    if view.axis == "steps" or not race.scenario.size:
        return None
    return entry.samples / (race.scenario.size if view.axis == "epochs" else 1)


def seen_part(race: Race, view: View, kept: Callable[[Run], NDArray[np.intp]]) -> tuple[str, Part] | None:
    """Whose batches are looked at; cosine of batch and full gradient at every kept point."""
    wishes = [view.sample_of, view.inspect, *(key for key in race if key not in view.off), *race]
    key = next((key for key in wishes if key in race.scenario.optimizers), "")
    if not key or not view.cloud or race.scenario.batches() is None:
        return None
    # From the last point no step is made.
    cosine = np.append(cosines(race[key]), np.nan)
    return key, Part({}, {"cosine": cosine[kept(race[key])].astype(np.float32)})
