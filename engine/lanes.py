"""Loop of a sweep: many runs of one rule on one surface, 64 lanes a block, of which only a few numbers are recorded.

Compiled once for all units, like :mod:`engine.drivers`; ``engine.sweeps`` checks the shapes. The same tests at the same
steps stop a lane and a single run, and other lanes make no difference.

What is measured along a run stands in two rows behind the scratch rows of its block, and moves with its lane: lowest
loss and sum of the losses; first step with a loss of at most the target (-1: none) and the latest loss.
"""

import math

from numba import types
from numba.extending import register_jitable

from engine.abi import LANES, STRIDE, F, Float, G, Int, call_step_of_each, call_surface, call_update, pointer
from engine.drivers import BIG, RAISED
from engine.lane_coefficients import NOBODY, gather, keep, raise_powers, set_step

EVERY = 16  # steps between checks for runs that have ended
FINISHED_LANE, DIVERGED_LANE, TOLERANCE_LANE = 0, 1, 2
MEASURES = 2  # rows of what is measured
UNMEASURED = -1  # in place of the row that is measured
SURE, DOUBTFUL = 0, 1  # whether a run of a block may have diverged

_Vector = types.Array(Float, 1, "C")
_Matrix = types.Array(Float, 2, "C")
_Numbers = types.Array(Int, 1, "C")

_Layout = types.UniTuple(Int, 5)
_Grounds = types.Tuple([Int, _Vector, Int, _Vector, _Vector])
_Settings = types.Tuple(
    [Int, types.boolean, _Vector, _Matrix, _Matrix, _Numbers, Int, Int, Int, *[_Vector] * 3, _Numbers, _Vector]
)
_Report = types.Tuple([_Matrix, _Vector, _Vector, _Vector, _Numbers, _Numbers, _Numbers])
CROWD = Int(Int, _Vector, _Numbers, Int, _Layout, _Grounds, _Settings, Int, Int, Int, Float, Float, _Report)


def crowd(  # noqa: PLR0911, PLR0912 - a loop over pieces, blocks and steps, each of which may raise
    update, w, run, living, layout, grounds, settings, first, until, last, tolerance, target, report
):  # the arguments of a C function: plain numbers, arrays and tuples of them
    """Take ``living`` lanes from point ``first`` to point ``until - 1``; return how many are left, or RAISED.

    ``w`` holds blocks of ``size`` numbers, run ``j`` in lane ``j % 64`` of block ``j // 64`` at first; ``run`` (all
    lanes,) has the numbers of the runs, :data:`NOBODY` for a copy. Every run is reported at point ``last`` at the
    latest.

    Args:
        layout: size of a block; rows that move with a run; offset of the rows that are measured; offset of the row
            whose weights are measured on the full surface, or :data:`UNMEASURED` for loss and weights of the run;
            ``grain``, of which the number of lanes in use is a multiple. Nothing is measured at an offset of -1.
        grounds: the surface of the steps, its data block, which counts from ``first``; the full surface, its data
            block, and a workspace for it.
        settings: the block of coefficients of each lane, or 0 if all runs share theirs; whether they are the same in
            all steps; the shared ones, (T, K) in a row; then, of each run, hyperparameters, a number to spare and the
            address of a memo (n, V), carried numbers (n, C), and a number that only runs with the same powers share
            (n,); the block of powers, or 0; how many there are; index of the rate; factors of the rate (T,); room for V
            values and the powers; for rows of lanes: V, powers, C, rates; for 65 limits of lanes; for a row of
            coefficients of each lane (K, 64).
        tolerance: a run ends at a gradient shorter than this, checked every 16 steps; 0: never.
        target: the loss whose first step is recorded.
        report: ends (n, 2), losses, lowest losses, mean losses, first steps, steps, reasons, all (n,).
    """
    # Arrays are unpacked here and pointers handed on: taking an array out of a tuple counts references, which in the
    # inner loop takes as long as a step.
    size, moving, measures, looked_at, grain = layout
    measured = measures, looked_at
    surface, p, full, full_p, side = grounds
    step, constant, shared, values, carried, group, powers, many, rate, factors, room, rows, edges, table = settings
    ps, fs, beside = pointer(p, 0), pointer(full_p, 0), pointer(side, 0)
    width, count = table.size // LANES, values.shape[1]
    lanes, numbers = pointer(rows, 0), pointer(room, 0)
    t = first
    while living > 0 and t < until:
        for start in range(0, living, LANES):
            base = start // LANES * size
            n = _fill(w, base, run, start, min(LANES, living - start), moving, grain)
            answer = _arrive(surface, n, pointer(w, base), ps, t - first, t, full, fs, beside, measured, target)
            if answer == RAISED:
                return RAISED
            if answer == DOUBTFUL:
                _settle(w, base, run, start, n, layout, t, report)
        check = tolerance if t % EVERY == 0 or t == last else 0.0
        living = _leave(w, run, living, layout, check, t, report)
        if t == last:
            for j in range(living):
                _report(w, j // LANES * size + j % LANES, layout, run[j], t, FINISHED_LANE, report)
            return 0
        stop = min(t - t % EVERY + EVERY, until, last)
        for start in range(0, living, LANES):
            base = start // LANES * size
            n = _fill(w, base, run, start, min(LANES, living - start), moving, grain)
            ws = pointer(w, base)
            pieces = 0
            if step != 0:
                pieces = gather(run, start, n, values, carried, group, powers, many, rate, rows, edges)
            for k in range(t, stop):
                if k > t:
                    answer = _arrive(surface, n, ws, ps, k - first, k, full, fs, beside, measured, target)
                    if answer == RAISED:
                        return RAISED
                    if answer == DOUBTFUL and not _settle(w, base, run, start, n, layout, k, report):
                        break
                c = pointer(table, 0) if step != 0 else pointer(shared, k * width)
                if step != 0 and (k == t or not constant):
                    set_step(n, rows, count, many, carried.shape[1], rate, factors[k], k)
                    if powers != 0 and not raise_powers(powers, numbers, room, rows, count, many, pieces, edges):
                        return RAISED
                    if call_step_of_each(step, n, lanes, c) != 0:
                        return RAISED
                if call_update(update, n, ws, c, surface, ps, k - first) != 0:
                    return RAISED
            if step != 0:
                keep(run, start, n, carried, count + many, rows)
        t = stop
    return living


# ── Points ──


@register_jitable(error_model="numpy")
def _arrive(surface, n, ws, ps, step, t, full, fs, beside, measured, target):
    """Evaluate a block at point ``t`` on the surface of ``step``, and measure; RAISED, SURE or DOUBTFUL."""
    if call_surface(surface, n, ws, ps, step) != 0:
        return RAISED
    if measured[0] >= 0 and not _measure(full, n, ws, fs, beside, measured, t, target):
        return RAISED
    return DOUBTFUL if _doubtful(ws, n) else SURE


@register_jitable(error_model="numpy")
def _measure(full, n, ws, fs, beside, measured, t, target):
    """Measure the lanes of a block at point ``t``; whether the surface did not raise."""
    measures, looked_at = measured
    latest = measures + STRIDE + LANES
    if looked_at == UNMEASURED:
        for i in range(n):
            ws[latest + i] = ws[F + i]
    else:
        row = looked_at if t > 0 else 0  # before the first step no rule has an answer
        for i in range(n):
            beside[i] = ws[row + i]
            beside[LANES + i] = ws[row + LANES + i]
        if call_surface(full, n, beside, fs, 0) != 0:
            return False
        for i in range(n):
            ws[latest + i] = beside[F + i]
    now = float(t)
    for i in range(n):
        f = ws[latest + i]
        lowest, reached = ws[measures + i], ws[measures + STRIDE + i]
        ws[measures + i] = f if f < lowest else lowest
        ws[measures + LANES + i] += f
        ws[measures + STRIDE + i] = now if (reached < 0.0) & (f <= target) else reached
    return True


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


# ── Lanes ──


@register_jitable(error_model="numpy")
def _report(w, at, layout, j, t, why, report):
    _, _, measures, looked_at, _ = layout
    ends, losses, lowest, mean, reached, steps, stopped = report
    row = looked_at if looked_at > 0 and t > 0 else 0
    ends[j, 0] = w[at + row]
    ends[j, 1] = w[at + row + LANES]
    steps[j] = t
    stopped[j] = why
    if measures < 0:
        losses[j] = w[at + F]
        return
    losses[j] = w[at + measures + STRIDE + LANES]
    lowest[j] = w[at + measures]
    mean[j] = w[at + measures + LANES] / float(t + 1)
    reached[j] = int(w[at + measures + STRIDE])


@register_jitable(error_model="numpy")
def _copy(w, source, target, rows):
    for r in range(rows):
        w[target + r * STRIDE] = w[source + r * STRIDE]
        w[target + r * STRIDE + LANES] = w[source + r * STRIDE + LANES]


@register_jitable(error_model="numpy")
def _fill(w, base, run, start, n, rows, grain):
    """Fill up the vectors of a block of ``n`` runs with copies of its first; return the number of lanes."""
    full = (n + grain - 1) // grain * grain
    for i in range(n, full):
        _copy(w, base, base + i, rows)
        run[start + i] = NOBODY
    return full


@register_jitable(error_model="numpy")
def _settle(w, base, run, start, n, layout, t, report):
    """Report the runs that diverged at point ``t``, and overwrite them by a run that did not; return how many go on."""
    alive, going = -1, 0
    for i in range(n):
        if _diverged(w, base + i):
            if run[start + i] != NOBODY:
                _report(w, base + i, layout, run[start + i], t, DIVERGED_LANE, report)
                run[start + i] = NOBODY
        elif run[start + i] != NOBODY:
            alive = i
            going += 1
    if going > 0:
        for i in range(n):
            if _diverged(w, base + i):
                _copy(w, base + alive, base + i, layout[1])
    return going


@register_jitable(error_model="numpy")
def _leave(w, run, living, layout, tolerance, t, report):
    """Report the runs whose gradient is below ``tolerance`` and close the gaps; return the number of lanes left."""
    size = layout[0]
    if tolerance > 0.0:
        for j in range(living):
            at = j // LANES * size + j % LANES
            gx, gy = w[at + G], w[at + G + LANES]
            if run[j] != NOBODY and math.sqrt(gx * gx + gy * gy) < tolerance:
                _report(w, at, layout, run[j], t, TOLERANCE_LANE, report)
                run[j] = NOBODY
    j = 0
    while j < living:
        if run[j] != NOBODY:
            j += 1
            continue
        living -= 1
        _copy(w, living // LANES * size + living % LANES, j // LANES * size + j % LANES, layout[1])
        run[j] = run[living]
    return living
