"""Runs compared at the same cost: a step over all N samples costs N, a step on a batch costs the batch."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from experiments.race import Run
from vecmath import arrays


@dataclass(frozen=True)
class Place:
    """Where a run is when ``samples`` have been looked at: at point ``step``, with ``loss`` over all of them."""

    name: str
    step: int
    samples: float
    loss: float


def step_after(run: Run, samples: float) -> int:
    """The last point that ``run`` has reached when ``samples`` samples have been looked at; 0 is the start."""
    return int(np.searchsorted(run.samples, samples, side="right")) - 1


def standing(runs: Mapping[str, Run], samples: float) -> list[Place]:
    """Who is ahead after this many samples: lowest loss first. A run that has diverged by then comes last.

    ``runs``: a Race, or runs of several races by names of one's own (GD beside SGD).
    """
    places = []
    for name, run in runs.items():
        step = step_after(run, samples)
        loss = float(run.loss[step])
        places.append(Place(name, step, float(run.samples[step]), loss if np.isfinite(loss) else float("inf")))
    return sorted(places, key=lambda place: place.loss)


def affordable(runs: Mapping[str, Run]) -> float:
    """Samples that every run has looked at by its end: up to here they can be compared."""
    return min((float(run.samples[-1]) for run in runs.values()), default=0.0)


def epochs(run: Run, size: int) -> np.ndarray:
    """Epochs before each point, ``(n + 1,)``: samples looked at, over the size of the data set."""
    return run.samples / size


def cosines(run: Run) -> np.ndarray:
    """Cosine between the gradient that the optimizer saw and that of the whole surface, before each step, ``(n,)``.

    NaN where one of them is zero.
    """
    seen, full = run.batch_gradient[:-1], run.gradient[:-1]
    with np.errstate(invalid="ignore", divide="ignore"):
        return (seen[:, 0] * full[:, 0] + seen[:, 1] * full[:, 1]) / (arrays.hypot(*seen.T) * arrays.hypot(*full.T))
