"""Loop of a sweep: many runs of one rule on one surface, 64 lanes a block, of which only the ends are recorded.

Compiled once for all units, like :mod:`engine.drivers`; ``engine.sweeps`` checks the shapes. The same tests at the same
steps stop a lane and a single run, and other lanes make no difference.
"""

import math

from numba import types
from numba.extending import register_jitable

from engine.abi import LANES, STRIDE, F, Float, G, Int, call_surface, call_update, pointer
from engine.drivers import BIG, FINISHED, RAISED

EVERY = 16  # steps between checks for runs that have ended
FINISHED_LANE, DIVERGED_LANE, TOLERANCE_LANE = 0, 1, 2
NOBODY = -1  # in place of a run's number: the lane holds a copy of another run, to fill up a vector

_Vector = types.Array(Float, 1, "C")
_Matrix = types.Array(Float, 2, "C")
_Numbers = types.Array(Int, 1, "C")

CROWD = Int(Int, Int, Int, Int, Int, _Vector, _Vector, _Matrix, Float, _Matrix, _Vector, _Numbers, _Numbers, _Numbers)


def crowd(
    surface, update, rows, size, grain, w, p, coefficients, tolerance, ends, losses, steps, stopped, run
):  # the arguments of a C function: plain numbers and arrays
    """Run from the weights and states in ``w`` until every lane is done; FINISHED or RAISED.

    ``w`` holds blocks of ``size`` numbers, run ``j`` in lane ``j % 64`` of block ``j // 64``; when a run changes lanes,
    the first ``rows`` rows of its block are copied. The number of lanes in use is a multiple of ``grain``.
    ``coefficients`` (steps, K). ``run`` (all lanes,): 0, 1, ... for the runs, :data:`NOBODY` elsewhere. ``ends``
    (n, 2); the other arrays (n,).
    """
    last = coefficients.shape[0]
    width = coefficients.shape[1]
    ps = pointer(p, 0)
    living = ends.shape[0]
    t = 0
    for first in range(0, living, LANES):
        base = first // LANES * size
        n = _fill(w, base, run, first, min(LANES, living - first), rows, grain)
        if call_surface(surface, n, pointer(w, base), ps, 0) != 0:
            return RAISED
        if _doubtful(pointer(w, base), n):
            _settle(w, base, run, first, n, rows, 0, ends, losses, steps, stopped)
    living = _leave(w, size, run, living, rows, tolerance, 0, ends, losses, steps, stopped)
    while living > 0 and t < last:
        until = min(t + EVERY, last)
        for first in range(0, living, LANES):
            base = first // LANES * size
            n = _fill(w, base, run, first, min(LANES, living - first), rows, grain)
            ws = pointer(w, base)
            for k in range(t, until):
                if call_update(update, n, ws, pointer(coefficients, k * width), surface, ps, k) != 0:
                    return RAISED
                if call_surface(surface, n, ws, ps, k + 1) != 0:
                    return RAISED
                if _doubtful(ws, n) and not _settle(w, base, run, first, n, rows, k + 1, ends, losses, steps, stopped):
                    break
        t = until
        living = _leave(w, size, run, living, rows, tolerance, t, ends, losses, steps, stopped)
    for j in range(living):
        _report(w, j // LANES * size + j % LANES, run[j], t, FINISHED_LANE, ends, losses, steps, stopped)
    return FINISHED


@register_jitable(error_model="numpy")
def _doubtful(w, n):
    """Whether any lane may have diverged, with one comparison a lane; False is always right.

    0 * v is 0 exactly when v is finite, and a finite sum has finite terms.
    """
    doubt = 0
    for i in range(n):
        x, y = w[i], w[LANES + i]
        doubt |= not x * x + y * y + 0.0 * (w[F + i] + w[G + i] + w[G + LANES + i]) < BIG * BIG
    return doubt != 0


@register_jitable(error_model="numpy")
def _diverged(w, at):
    """The test for divergence of :func:`engine.drivers.run`."""
    finite = 0.0 * w[at + F] + 0.0 * w[at + G] + 0.0 * w[at + G + LANES] == 0.0
    return not (finite and abs(w[at]) < BIG and abs(w[at + LANES]) < BIG)


@register_jitable(error_model="numpy")
def _report(w, at, j, t, why, ends, losses, steps, stopped):
    ends[j, 0] = w[at]
    ends[j, 1] = w[at + LANES]
    losses[j] = w[at + F]
    steps[j] = t
    stopped[j] = why


@register_jitable(error_model="numpy")
def _copy(w, source, target, rows):
    for r in range(rows):
        w[target + r * STRIDE] = w[source + r * STRIDE]
        w[target + r * STRIDE + LANES] = w[source + r * STRIDE + LANES]


@register_jitable(error_model="numpy")
def _fill(w, base, run, first, n, rows, grain):
    """Fill up the vectors of a block of ``n`` runs with copies of its first; return the number of lanes."""
    full = (n + grain - 1) // grain * grain
    for i in range(n, full):
        _copy(w, base, base + i, rows)
        run[first + i] = NOBODY
    return full


@register_jitable(error_model="numpy")
def _settle(w, base, run, first, n, rows, t, ends, losses, steps, stopped):
    """Report the runs that diverged at step ``t``, and overwrite them by a run that did not; return how many go on."""
    alive, going = -1, 0
    for i in range(n):
        if _diverged(w, base + i):
            if run[first + i] != NOBODY:
                _report(w, base + i, run[first + i], t, DIVERGED_LANE, ends, losses, steps, stopped)
                run[first + i] = NOBODY
        elif run[first + i] != NOBODY:
            alive = i
            going += 1
    if going > 0:
        for i in range(n):
            if _diverged(w, base + i):
                _copy(w, base + alive, base + i, rows)
    return going


@register_jitable(error_model="numpy")
def _leave(w, size, run, living, rows, tolerance, t, ends, losses, steps, stopped):
    """Report the runs whose gradient is below ``tolerance`` and close the gaps; return the number of lanes left."""
    if tolerance > 0.0:
        for j in range(living):
            at = j // LANES * size + j % LANES
            gx, gy = w[at + G], w[at + G + LANES]
            if run[j] != NOBODY and math.sqrt(gx * gx + gy * gy) < tolerance:
                _report(w, at, run[j], t, TOLERANCE_LANE, ends, losses, steps, stopped)
                run[j] = NOBODY
    j = 0
    while j < living:
        if run[j] != NOBODY:
            j += 1
            continue
        living -= 1
        _copy(w, living // LANES * size + living % LANES, j // LANES * size + j % LANES, rows)
        run[j] = run[living]
    return living
