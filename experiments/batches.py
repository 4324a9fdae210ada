"""Mini-batches of each step; and gradient noise, as random tilts, for surfaces without samples.

Both are drawn from PCG64's raw words, from ``Scenario.seed`` (see landscapes/_synthetic.py), each from its own stream.
They are drawn in order of steps, so a longer run begins as the shorter one does.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from declare import whole
from landscapes._synthetic import BATCHES, NOISE, normal, raw, uniform

Indexes = NDArray[np.uint16]
# Random words drawn at a time, 8 MB, which leave 2 MB of indexes.
CHUNK = 2**20


@dataclass(frozen=True, eq=False)
class Batches:
    """The batches of T steps, the same for every optimizer; drawn where they are asked for.

    Attributes:
        draw: ``(first, last) -> indexes`` of the samples drawn first to last - 1, at any place in the order: step after
            step, ascending within a step so that the order of summation is fixed.
        starts: ``(T + 1,)``; the batch of step t (from point t to point t + 1) is drawn from ``starts[t]`` to
            ``starts[t + 1]``. Also the number of samples drawn after t steps.
        epoch: ``(T,)``, epoch of each step, from 0.
        size: number of samples in the data set.
    """

    draw: Callable[[int, int], Indexes]
    starts: NDArray[np.uint32]
    epoch: NDArray[np.int32]
    size: int

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def order(self) -> Indexes:
        """All batches one after another: up to 82 MB."""
        return self.draw(0, int(self.starts[-1]))

    def window(self, first: int, last: int) -> tuple[Indexes, NDArray[np.uint32]]:
        """Indexes of the batches of steps ``first`` to ``last - 1``, those there are; and their starts in them."""
        starts = self.starts[min(first, len(self)) : last + 1]
        return self.draw(int(starts[0]), int(starts[-1])), starts - starts[0]

    def of(self, step: int) -> Indexes:
        """Indexes of the samples in the batch of ``step``; of all samples after the last step."""
        if step >= len(self):
            return np.arange(self.size, dtype=np.uint16)
        return self.window(step, step + 1)[0]

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
        return Batches(lambda first, last: order[first:last], starts, epoch, size)


def _indexes(batch: Iterable[int], size: int) -> Indexes:
    indexes = [whole(index) for index in (batch.tolist() if isinstance(batch, np.ndarray) else batch)]
    if outside := [index for index in indexes if not 0 <= index < size]:
        raise ValueError(f"there is no sample {outside[0]} among {size}")
    return np.array(indexes, dtype=np.uint16)


# 80 KB each at most.
@lru_cache(maxsize=16)
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
    full, rest = divmod(size, batch)
    lengths = [batch] * full + ([rest] if rest and not drop_last else [])
    epochs = -(-steps // len(lengths))
    starts = np.concatenate([[0], np.cumsum(np.tile(lengths, epochs)[:steps])]).astype(np.uint32)
    epoch = (np.arange(steps) // len(lengths)).astype(np.int32)
    starts.flags.writeable = epoch.flags.writeable = False
    a_time = min(max(1, CHUNK // size), epochs)  # epochs
    used = sum(lengths)  # whole numbers

    def draw(first: int, last: int) -> Indexes:
        pieces = []
        for number in range(first // (used * a_time), -(-last // (used * a_time))):
            piece = _epochs(size, batch, seed, replacement, drop_last, number * a_time, a_time)
            begin = number * a_time * used
            pieces.append(piece[max(first - begin, 0) : last - begin])
        return pieces[0] if len(pieces) == 1 else np.concatenate([*pieces, np.empty(0, dtype=np.uint16)])

    return Batches(draw, starts, epoch, size)


# 2 MB each. Racers take their steps together, so that a long race needs two at a time.
@lru_cache(maxsize=8)
def _epochs(size: int, batch: int, seed: int, replacement: bool, drop_last: bool, first: int, count: int) -> Indexes:
    """The order of the samples in epochs ``first`` to ``first + count - 1``."""
    source = np.random.PCG64(np.random.SeedSequence([seed, BATCHES])).advance(first * size)
    words = source.random_raw(count * size).reshape(count, size)
    drawn = (uniform(words) * size).astype(np.uint16) if replacement else _shuffled(words)
    whole, rest = divmod(size, batch)
    # "stable" is a radix sort for 16 bits: 7 ns a number, the default sort 35.
    full = np.sort(drawn[:, : whole * batch].reshape(count, whole, batch), axis=2, kind="stable").reshape(count, -1)
    last = np.sort(drawn[:, whole * batch :], axis=1, kind="stable") if rest and not drop_last else drawn[:, :0]
    order = np.hstack([full, last]).ravel()
    order.flags.writeable = False
    return order


def _shuffled(words: NDArray[np.uint64]) -> Indexes:
    """Indexes in the order of the words in each row; of equal words the first comes first.

    Sorts 48 bits of each word with its index behind them, since sorting numbers takes a fifth of the time of sorting
    indexes: 10 against 49 ns. Should two words of a row agree in 48 bits, the indexes are sorted all the same.
    """
    bits = np.uint64(16)
    keys = np.sort((words >> bits << bits) | np.arange(words.shape[1], dtype=np.uint64), axis=1)
    if np.any(keys[:, 1:] >> bits == keys[:, :-1] >> bits):
        return np.argsort(words, axis=1, kind="stable").astype(np.uint16)
    return keys.astype(np.uint16)


@lru_cache(maxsize=8)
def tilts(noise: float, steps: int, seed: int) -> NDArray[np.float64]:
    """Noise added to the gradient in each step, ``(steps, 2)``: normal, standard deviation ``noise`` on each axis."""
    words = raw(seed, NOISE, 4 * steps).reshape(steps, 2, 2)
    added = noise * normal(np.concatenate([words[..., 0].ravel(), words[..., 1].ravel()])).reshape(steps, 2)
    added.flags.writeable = False
    return added
