"""Block functions of data surfaces and of tilted surfaces, with the layout of their data block ``p``.

Data block of a data surface, float64: N, T, N inputs, N targets; then, as uint32, the T + 1 offsets at which the
batches of steps 0..T-1 start and end; then, as uint16, the batches' indexes one after another, and last 0..N-1. Step t
uses its own batch; steps from T on, and all steps if T is 0, use all samples. Samples are summed in the order of their
indexes, so that a batch of all samples has the bits of no batch.

Data block of a tilted surface: address of the surface's own block function (its bits), T, T tilts ``(x, y)``, the
surface's parameters. In step t < T the loss is ``f + tilt . w``, in value and gradient.
"""

from collections.abc import Callable

import numpy as np
from llvmlite import ir
from numba import njit
from numba.extending import intrinsic
from numpy.typing import NDArray

from engine.abi import LANES, STRICT, F, G, Int, Pointer, call_surface, named
from engine.primitives import bits, keep_apart
from engine.translate import mentions_near, translate

#: Indexes have 16 bits.
MOST_SAMPLES = 65_536
HEAD = 2


def _whole(bits: int):
    """Intrinsic ``read(p, k)``: the k-th unsigned integer of that width, as an int64."""

    @intrinsic
    def read(typingctx, p, k):
        def generate(context, builder, signature, args):
            base = builder.bitcast(args[0], ir.IntType(bits).as_pointer())
            return builder.zext(builder.load(builder.gep(base, [args[1]])), ir.IntType(64))

        return Int(Pointer, Int), generate

    return read


_whole32, _whole16 = _whole(32), _whole(16)


@intrinsic
def offset(typingctx, p, k):
    """The address of ``p[k]``."""
    return Pointer(Pointer, Int), lambda context, builder, signature, args: builder.gep(args[0], [args[1]])


def data_block(name: str, sample: Callable) -> Callable:
    """Block function of the mean of ``sample(w1, w2, a, b)``, to be compiled; ``name`` as in :func:`abi.named`."""
    exact = translate(sample)
    fast = translate(sample, near=True) if mentions_near(sample) else exact
    single, settle = _single_lane(name, fast), _second_look(name, exact)

    def block(n, w, p, t):
        size, steps = int(p[0]), int(p[1])
        starts = 2 * (HEAD + 2 * size)
        indexes = 2 * (starts + steps + 1)
        first = _whole32(p, starts + t) if t < steps else _whole32(p, starts + steps)
        last = _whole32(p, starts + t + 1) if t < steps else first + size
        count = float(last - first)
        doubtful = 0
        if n == 1:
            doubtful |= single(w, p, first, last, indexes, size)
        else:
            for i in range(n):
                w[F + i] = 0.0
                w[G + i] = 0.0
                w[G + LANES + i] = 0.0
            for k in range(first, last):
                j = _whole16(p, indexes + k)
                a, b = p[HEAD + j], p[HEAD + size + j]
                for i in range(n):
                    one, two, three = fast(w[i], w[i + LANES], a, b)
                    w[F + i] += one
                    w[G + i] += two
                    w[G + LANES + i] += three
            for i in range(n):
                f, gx, gy = w[F + i], w[G + i], w[G + LANES + i]
                w[F + i] = f / count
                w[G + i] = gx / count
                w[G + LANES + i] = gy / count
                doubtful |= not abs(f + gx + gy) < np.inf
        if doubtful:
            for i in range(n):
                if not abs(w[F + i] + w[G + i] + w[G + LANES + i]) < np.inf:
                    settle(i, w, p, first, last, indexes, size)

    return named(name, block)


def _single_lane(name: str, fast: Callable) -> Callable:
    """Compiled evaluation of lane 0 alone; answers whether its numbers are in doubt.

    The samples take the lanes that the run leaves: 64 at a time they are gathered, evaluated side by side, then summed
    one after the other. Evaluated in the loop of the sum, a sample of logistic regression takes 30 ns, not 9.5.
    """

    def single(w, p, first, last, indexes, size):
        x, y = w[0], w[LANES]
        f, gx, gy = 0.0, 0.0, 0.0
        for start in range(first, last, LANES):
            m = min(LANES, last - start)
            for k in range(m):
                j = _whole16(p, indexes + start + k)
                w[G + k] = p[HEAD + j]
                w[G + LANES + k] = p[HEAD + size + j]
            for k in range(m):
                w[F + k], w[G + k], w[G + LANES + k] = fast(x, y, w[G + k], w[G + LANES + k])
            for k in range(m):
                f += w[F + k]
                gx += w[G + k]
                gy += w[G + LANES + k]
        count = float(last - first)
        w[F], w[G], w[G + LANES] = f / count, gx / count, gy / count
        return not abs(f + gx + gy) < np.inf

    return njit(**STRICT, no_cpython_wrapper=True)(named(f"{name}_single", single))


def _second_look(name: str, exact: Callable) -> Callable:
    """Compiled evaluation of a lane where ``near_sin`` or ``near_cos`` gave NaN; rare, and decided for a lane alone."""

    def settle(i, w, p, first, last, indexes, size):
        keep_apart()
        f, gx, gy = 0.0, 0.0, 0.0
        for k in range(first, last):
            j = _whole16(p, indexes + k)
            one, two, three = exact(w[i], w[i + LANES], p[HEAD + j], p[HEAD + size + j])
            f += one
            gx += two
            gy += three
        count = float(last - first)
        w[F + i], w[G + i], w[G + LANES + i] = f / count, gx / count, gy / count

    return njit(**STRICT, no_cpython_wrapper=True)(named(f"{name}_settle", settle))


def tilted(n, w, p, t):
    """Block function of the surface whose address is first in ``p``, with this step's tilt."""
    steps = int(p[1])
    if call_surface(bits(p[0]), n, w, offset(p, HEAD + 2 * steps), t) != 0:
        raise RuntimeError("the surface raised")
    if t < steps:
        sx, sy = p[HEAD + 2 * t], p[HEAD + 2 * t + 1]
        for i in range(n):
            w[F + i] += sx * w[i] + sy * w[i + LANES]
            w[G + i] += sx
            w[G + LANES + i] += sy


def data_ground(a: NDArray, b: NDArray, order: NDArray | None, starts: NDArray | None) -> NDArray[np.float64]:
    """Data block of a data surface; ``order`` and ``starts`` as in :func:`engine.runs.ground`."""
    size = len(a)
    if not 0 < size <= MOST_SAMPLES or len(b) != size:
        raise ValueError(f"1 to {MOST_SAMPLES} samples, each with a target, were expected, got {size} and {len(b)}")
    order = np.empty(0, dtype=np.uint16) if order is None else np.asarray(order)
    starts = np.zeros(1, dtype=np.uint32) if starts is None else np.asarray(starts)
    steps = len(starts) - 1
    if starts[0] != 0 or starts[-1] != len(order) or (steps and np.diff(starts).min() < 1):
        raise ValueError("batches must start at 0, follow one another, hold a sample each and end where the order does")
    if len(order) and not (order.min() >= 0 and order.max() < size):
        raise ValueError(f"a batch names a sample outside 0..{size - 1}")
    if len(order) + size > 2**31:
        raise ValueError("more samples over all batches than can be counted")
    words = HEAD + 2 * size
    short = 2 * (2 * words + steps + 1) + len(order) + size
    block = np.zeros(-(-short // 4))
    block[0], block[1] = size, steps
    block[HEAD : HEAD + size], block[HEAD + size : words] = a, b
    block.view(np.uint32)[2 * words : 2 * words + steps + 1] = starts
    tail = block.view(np.uint16)[2 * (2 * words + steps + 1) :]
    tail[: len(order)] = order
    tail[len(order) : len(order) + size] = np.arange(size)
    return block


def tilt_ground(address: int, parameters: NDArray, tilt: NDArray) -> NDArray[np.float64]:
    """Data block of the surface at ``address``, tilted by ``tilt`` (T, 2)."""
    head = np.array([address, 0], dtype=np.int64).view(np.float64)
    head[1] = float(len(tilt))
    return np.concatenate([head, np.asarray(tilt, dtype=np.float64).ravel(), parameters])
