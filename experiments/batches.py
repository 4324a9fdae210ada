"""Mini-batches of each step; and gradient noise, as random tilts, for surfaces without samples.

Both are drawn from PCG64's raw words, from ``Scenario.seed`` (see landscapes/_synthetic.py), each from its own stream.
They are drawn in order of steps, so a longer run begins as the shorter one does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from declare import whole
from landscapes._synthetic import BATCHES, NOISE, normal, raw, uniform

# Random words drawn at a time, 8 MB.
CHUNK = 2**20


@dataclass(frozen=True, eq=False)
class Batches:
    """The batches of T steps, the same for every optimizer.

    Attributes:
        order: indexes of samples, step after step, ascending within a step so that the order of summation is fixed.
        starts: ``(T + 1,)``; the batch of step t (from point t to point t + 1) is ``order[starts[t]:starts[t + 1]]``.
            Also the number of samples drawn after t steps.
        epoch: ``(T,)``, epoch of each step, from 0.
        size: number of samples in the data set.
    """

    order: NDArray[np.uint16]
    starts: NDArray[np.uint32]
    epoch: NDArray[np.int32]
    size: int

    def __len__(self) -> int:
        return len(self.starts) - 1

    def of(self, step: int) -> NDArray[np.uint16]:
        """Indexes of the samples in the batch of ``step``; of all samples after the last step."""
        if step >= len(self):
            return np.arange(self.size, dtype=np.uint16)
        return self.order[self.starts[step] : self.starts[step + 1]]

    @staticmethod
    def explicit(batches: Iterable[Iterable[int]], size: int) -> "Batches":
        """Batches that were drawn elsewhere, one for each step, of a data set of ``size`` samples.

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
    indexes = [whole(index) for index in (batch.tolist() if isinstance(batch, np.ndarray) else batch)]
    if outside := [index for index in indexes if not 0 <= index < size]:
        raise ValueError(f"there is no sample {outside[0]} among {size}")
    return np.array(indexes, dtype=np.uint16)


# Race, page and inspector use the same batches; the largest take 80 MB.
@lru_cache(maxsize=4)
def batches(
    size: int, batch: int, steps: int, seed: int, replacement: bool = False, drop_last: bool = False
) -> Batches:
    """Batches of ``batch`` out of ``size`` samples for ``steps`` steps.

    An epoch is ``size`` draws: each sample once in random order, or independent draws with ``replacement``, as in
    torch's RandomSampler. Its last batch is smaller if ``batch`` does not divide ``size``; ``drop_last`` drops it.

    Raises:
        ValueError: ``batch`` is not between 1 and ``size``.
    """
    if not 0 < batch <= size:
        raise ValueError(f"a batch of {batch} cannot be drawn from {size} samples")
    whole, rest = divmod(size, batch)
    lengths = [batch] * whole + ([rest] if rest and not drop_last else [])
    epochs = -(-steps // len(lengths))
    starts = np.concatenate([[0], np.cumsum(np.tile(lengths, epochs)[:steps])]).astype(np.uint32)
    rows = max(1, CHUNK // size)
    source = np.random.PCG64(np.random.SeedSequence([seed, BATCHES]))
    chunks = []
    for first in range(0, epochs, rows):
        count = min(rows, epochs - first)
        words = source.random_raw(count * size).reshape(count, size)
        drawn = uniform(words) * size if replacement else np.argsort(words, axis=1, kind="stable")
        drawn = drawn.astype(np.uint16)
        full = np.sort(drawn[:, : whole * batch].reshape(count, whole, batch), axis=2).reshape(count, -1)
        last = np.sort(drawn[:, whole * batch :], axis=1) if len(lengths) > whole else drawn[:, :0]
        chunks.append(np.hstack([full, last]).ravel())
    order = (np.concatenate(chunks) if chunks else np.empty(0, dtype=np.uint16))[: starts[-1]]
    epoch = (np.arange(steps) // len(lengths)).astype(np.int32)
    for array in (order, starts, epoch):
        array.flags.writeable = False
    return Batches(order, starts, epoch, size)


@lru_cache(maxsize=8)
def tilts(noise: float, steps: int, seed: int) -> NDArray[np.float64]:
    """Noise added to the gradient in each step, ``(steps, 2)``: normal, standard deviation ``noise`` on each axis."""
    words = raw(seed, NOISE, 4 * steps).reshape(steps, 2, 2)
    added = noise * normal(np.concatenate([words[..., 0].ravel(), words[..., 1].ravel()])).reshape(steps, 2)
    added.flags.writeable = False
    return added
