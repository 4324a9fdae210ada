"""Batches: which samples each step looks at; and the random tilts of surfaces that have no samples.

Everything follows from ``Scenario.seed`` by PCG64's raw words (see landscapes/_synthetic.py), step by step from the
front: a longer run begins as the shorter one. Batches and tilts are drawn from streams of their own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from declare import whole
from landscapes._synthetic import BATCHES, NOISE, normal, raw, uniform

# Words drawn at a time: 8 MB.
CHUNK = 2**20


@dataclass(frozen=True, eq=False)
class Batches:
    """The samples of T steps, the same for every optimizer.

    Attributes:
        order: indexes of samples, step after step; rising within a step, so that the order of summation is defined.
        starts: ``(T + 1,)``; step t (from point t to point t + 1) is made on ``order[starts[t]:starts[t + 1]]``. It is
            also how many samples have been drawn after t steps.
        epoch: ``(T,)``, of each step, from 0.
        size: of the data set.
    """

    order: NDArray[np.uint16]
    starts: NDArray[np.uint32]
    epoch: NDArray[np.int32]
    size: int

    def __len__(self) -> int:
        return len(self.starts) - 1

    def of(self, step: int) -> NDArray[np.uint16]:
        """Indexes of the samples that step ``step`` looks at; all of them after the last step."""
        if step >= len(self):
            return np.arange(self.size, dtype=np.uint16)
        return self.order[self.starts[step] : self.starts[step + 1]]

    @staticmethod
    def explicit(batches: Iterable[Iterable[int]], size: int) -> "Batches":
        """Batches as somebody else drew them, one for each step, of a data set of ``size``.

        Raises:
            TypeError: an index is no whole number.
            ValueError: the data set has no sample of that index.
        """
        size = whole(size)
        rows = [np.sort(_indexes(batch, size)) for batch in batches]
        starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.uint32)
        epoch = ((np.maximum(starts[1:], 1) - 1) // size).astype(np.int32)
        order = np.concatenate(rows) if rows else np.empty(0, dtype=np.uint16)
        return Batches(order, starts, epoch, size)


def _indexes(batch: Iterable[int], size: int) -> NDArray[np.uint16]:
    given = [whole(index) for index in (batch.tolist() if isinstance(batch, np.ndarray) else batch)]
    if outside := [index for index in given if not 0 <= index < size]:
        raise ValueError(f"there is no sample {outside[0]} among {size}")
    return np.array(given, dtype=np.uint16)


# A scenario's batches are asked for by the race, the page and the inspector; the longest are 80 MB.
@lru_cache(maxsize=4)
def batches(
    size: int, batch: int, steps: int, seed: int, replacement: bool = False, drop_last: bool = False
) -> Batches:
    """Batches of ``batch`` out of ``size`` samples for ``steps`` steps.

    An epoch is ``size`` draws: each sample once, in random order, or with ``replacement`` whichever comes, as torch's
    RandomSampler does. Its last batch is smaller when ``batch`` does not divide ``size``; ``drop_last`` leaves it out.
    """
    if not 0 < batch <= size:
        raise ValueError(f"a batch of {batch} cannot be drawn from {size} samples")
    whole, rest = divmod(size, batch)
    lengths = [batch] * whole + ([rest] if rest and not drop_last else [])
    epochs = -(-steps // len(lengths))
    starts = np.concatenate([[0], np.cumsum(np.tile(lengths, epochs)[:steps])]).astype(np.uint32)
    rows = max(1, CHUNK // size)
    source = np.random.PCG64(np.random.SeedSequence([seed, BATCHES]))
    made = []
    for first in range(0, epochs, rows):
        count = min(rows, epochs - first)
        words = source.random_raw(count * size).reshape(count, size)
        drawn = uniform(words) * size if replacement else np.argsort(words, axis=1, kind="stable")
        drawn = drawn.astype(np.uint16)
        full = np.sort(drawn[:, : whole * batch].reshape(count, whole, batch), axis=2).reshape(count, -1)
        last = np.sort(drawn[:, whole * batch :], axis=1) if len(lengths) > whole else drawn[:, :0]
        made.append(np.hstack([full, last]).ravel())
    order = (np.concatenate(made) if made else np.empty(0, dtype=np.uint16))[: starts[-1]]
    epoch = (np.arange(steps) // len(lengths)).astype(np.int32)
    for array in (order, starts, epoch):
        array.flags.writeable = False
    return Batches(order, starts, epoch, size)


@lru_cache(maxsize=8)
def tilts(noise: float, steps: int, seed: int) -> NDArray[np.float64]:
    """What is added to the gradient in each step, ``(steps, 2)``: normal, standard deviation ``noise`` on each axis."""
    words = raw(seed, NOISE, 4 * steps).reshape(steps, 2, 2)
    made = noise * normal(np.concatenate([words[..., 0].ravel(), words[..., 1].ravel()])).reshape(steps, 2)
    made.flags.writeable = False
    return made
