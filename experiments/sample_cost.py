"""Compare runs at equal cost, counted in samples: a step costs the size of its batch, without batches all N samples."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from experiments.race import Run
from vecmath import arrays


@dataclass(frozen=True)
class Place:
    """The last point of a run within a budget: its ``step``, ``samples`` seen by then, full ``loss``."""

    name: str
    step: int
    samples: float
    loss: float


def step_after(run: Run, samples: float) -> int:
    """The last step that ``run`` has reached within ``samples`` samples; 0 is the start."""
    return int(np.searchsorted(run.samples, samples, side="right")) - 1


def standing(runs: Mapping[str, Run], samples: float) -> list[Place]:
    """Ranking of ``runs`` after this many samples, lowest loss first; runs that have diverged by then come last.

    ``runs`` is a Race, or runs of several races under any names (GD beside SGD).
    """
    places = []
    for name, run in runs.items():
        step = step_after(run, samples)
        loss = float(run.loss[step])
        places.append(Place(name, step, float(run.samples[step]), loss if np.isfinite(loss) else float("inf")))
    return sorted(places, key=lambda place: place.loss)


def affordable(runs: Mapping[str, Run]) -> float:
    """Largest number of samples at which all runs can be compared: the fewest that a run has seen by its end."""
    return min((float(run.samples[-1]) for run in runs.values()), default=0.0)


def epochs(run: Run, size: int) -> np.ndarray:
    """Epochs before each point, ``(n + 1,)``: samples seen, divided by the size of the data set."""
    return run.samples / size


def cosines(run: Run) -> np.ndarray:
    """Cosine between batch gradient and full gradient before each step, ``(n,)``; NaN if one of them is zero."""
    batch, full = run.batch_gradient[:-1], run.gradient[:-1]
    with np.errstate(invalid="ignore", divide="ignore"):
        return (batch[:, 0] * full[:, 0] + batch[:, 1] * full[:, 1]) / (arrays.hypot(*batch.T) * arrays.hypot(*full.T))
