"""Draw synthetic data from a seed, for data surfaces without other data.

Random numbers come from PCG64's raw 64-bit words: NumPy guarantees that stream (NEP 19), so a link shows the same data
with every later NumPy.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from declare import Parameter
from vecmath import cos, log, pi, sqrt
from vecmath.arrays import vectorised

LARGEST = 4096
# Independent streams of a seed: data here, batches and gradient noise in experiments/batches.py.
DATA, BATCHES, NOISE = 1, 2, 3
# Distance of an outlier above its true target.
FAR_OFF = 4.0

SIZE = Parameter("size", 256.0, (16.0, float(LARGEST)), scale="whole", symbol="N")
SEED = Parameter("data_seed", 1.0, (0.0, 99.0), scale="whole")
OUTLIERS = Parameter("outliers", 0.0, (0.0, 0.3))
FEATURE_SCALE = Parameter("feature_scale", 1.0, (0.1, 4.0), symbol="s")
FEATURE_OFFSET = Parameter("feature_offset", 0.0, (-5.0, 5.0), symbol="c")


def noise(default: float, high: float = 2.0) -> Parameter:
    """The parameter of the targets' noise, with its default standard deviation."""
    return Parameter("noise", default, (0.0, high), symbol=r"\sigma")


@dataclass(frozen=True, eq=False)
class Samples:
    """A data set: inputs ``a`` and targets ``b``, float64 ``(N,)`` each, read-only."""

    a: NDArray[np.float64]
    b: NDArray[np.float64]

    def __post_init__(self) -> None:
        for name in ("a", "b"):
            column = np.array(getattr(self, name), dtype=np.float64)
            column.flags.writeable = False
            object.__setattr__(self, name, column)

    def __len__(self) -> int:
        return len(self.a)


def raw(seed: int, stream: int, count: int) -> NDArray[np.uint64]:
    """``count`` random 64-bit words of a ``stream`` of ``seed``."""
    return np.random.PCG64(np.random.SeedSequence([seed, stream])).random_raw(count)


def uniform(words: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Numbers in [0, 1) from 64-bit words, 53 bits each."""
    return (words >> np.uint64(11)).astype(np.float64) * 2.0**-53


def box_muller(first: float, second: float) -> float:
    """A standard normal number from two that are uniform in [0, 1) (Box & Muller, 1958)."""
    # 1 - first is exact: first is a multiple of 2**-53.
    return sqrt(-2.0 * log(1.0 - first)) * cos(2.0 * pi * second)


def normal(words: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Standard normal numbers, one from two words."""
    return vectorised(box_muller)(*uniform(words).reshape(2, -1))


@lru_cache(maxsize=64)
def draws(seed: int, size: int) -> tuple[NDArray[np.float64], ...]:
    """Random columns for a synthetic data set, ``(size,)`` each: three uniform in [0, 1), two standard normal.

    A smaller data set is the beginning of a larger one with the same seed.
    """
    words = raw(seed, DATA, 7 * LARGEST).reshape(7, LARGEST)[:, :size]
    even = [uniform(row) for row in words[:3]]
    return *even, normal(words[3:5].ravel()), normal(words[5:7].ravel())
