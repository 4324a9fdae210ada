"""What the stage needs of a data set: the samples, once and exactly, and how to draw every batch of them itself."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.ground import columns
from experiments.scenario import Scenario
from landscapes import DATA_SETS, DataLandscape
from landscapes._synthetic import BATCHES
from ravine.stage.part import Part


def samples_part(scenario: Scenario) -> Part:
    """Inputs and targets as the model sees them, float64 spelled as pairs of float32; and how they were measured.

    ``x`` and ``y`` say what an axis shows: a name, and the centre and scale by which the model's number was made.
    """
    landscape = scenario.landscape
    assert isinstance(landscape, DataLandscape)
    parameters = scenario.surface_parameters
    samples = landscape.samples(**parameters)
    held = columns(scenario.data) or DATA_SETS.get(scenario.data)
    names = held.columns if held else ("a", "b")
    axes = {
        axis: {"name": name, "center": parameters.get(f"{what}_center", 0.0), "scale": parameters.get(f"{what}_scale", 1.0)}
        for axis, what, name in zip("xy", ("input", "target"), names, strict=True)
    }
    return Part({**axes, "target": landscape.target}, {"a": _doubles(samples.a), "b": _doubles(samples.b)})


def batching(scenario: Scenario) -> dict[str, Any]:
    """Size of the batches, and the generator's state from which the browser draws them as experiments/batches does."""
    size = scenario.size
    told = {"size": size, "batch": scenario.batch or size, "whole": scenario.batches() is None}
    told |= {"replacement": scenario.replacement, "drop_last": scenario.drop_last}
    state: Any = np.random.PCG64(np.random.SeedSequence([scenario.seed, BATCHES])).state["state"]
    return told | {"state": f"{state['state']:x}", "increment": f"{state['inc']:x}"}


def _doubles(column: NDArray[np.float64]) -> NDArray[np.float32]:
    return np.ascontiguousarray(column).view(np.float32)
