"""Loops over steps and points, compiled once for all units: they call block functions by address.

They do not check shapes; their only callers, ``engine.runs`` and ``engine.tables``, do.
"""

from numba import types

from engine.abi import LANES, STATE, STRIDE, F, Float, G, Int, call_step, call_surface, call_update, pointer

#: A run with a coordinate beyond this has diverged. It is orders of magnitude beyond every surface and lesson, yet no
#: surface's loss overflows there, so that the last point is finite and can be drawn.
BIG = 1e9
FINISHED, RAISED = -1, -2  # return values of a loop besides a step

_Vector = types.Array(Float, 1, "C")
_Matrix = types.Array(Float, 2, "C")
_Cube = types.Array(Float, 3, "C")
_Numbers = types.Array(Int, 1, "C")

RUN = Int(Int, Int, _Vector, _Vector, _Matrix, _Matrix, _Vector, _Matrix, _Cube, _Vector, Int, Int)
MESH = Int(Int, _Vector, _Vector, _Vector, _Vector, _Vector)
CURVES = Int(Int, _Vector, _Vector, _Matrix, _Matrix)
VISIT = Int(Int, _Vector, _Vector, Int, _Matrix, _Matrix)
TABULATE = Int(Int, _Vector, Int, _Vector, _Vector, Int, _Matrix)
LIMITS = Int(Int, _Vector, _Vector, _Matrix, _Cube, _Matrix, _Numbers, _Matrix)


def run(
    surface, update, w, p, coefficients, path, loss, gradient, state, looks, first, until
):  # the arguments of a C function: plain numbers and arrays
    """Run in lane 0 from the weights in ``w``, recording points ``first`` to ``until - 1``, n at most.

    FINISHED, or the step at which it diverged. ``coefficients`` (n, K); ``path``, ``gradient`` (n + 1, 2); ``loss``
    (n + 1,); ``state`` (n + 1, S, 2); ``looks`` (n,); ``w`` and ``p`` as in :mod:`engine.abi`, the steps in ``p``
    counted from ``first``.
    """
    steps, width = coefficients.shape
    slots = state.shape[1]
    ws, ps = pointer(w, 0), pointer(p, 0)
    for t in range(first, until):
        if call_surface(surface, 1, ws, ps, t - first) != 0:
            return RAISED
        x, y, f, gx, gy = w[0], w[LANES], w[F], w[G], w[G + LANES]
        path[t, 0] = x
        path[t, 1] = y
        loss[t] = f
        gradient[t, 0] = gx
        gradient[t, 1] = gy
        for k in range(slots):
            state[t, k, 0] = w[STATE + k * STRIDE]
            state[t, k, 1] = w[STATE + k * STRIDE + LANES]
        # 0 * v is 0 exactly when v is finite: one comparison for three numbers.
        finite = 0.0 * f + 0.0 * gx + 0.0 * gy == 0.0
        if not (finite and abs(x) < BIG and abs(y) < BIG):
            return t
        if t < steps:
            if call_update(update, 1, ws, pointer(coefficients, t * width), surface, ps, t - first) != 0:
                return RAISED
            looks[t] = w[F + LANES]
    return FINISHED


def mesh(surface, w, p, x, y, loss):
    """Write the loss at every ``(x[i], y[j])`` into ``loss[j * len(x) + i]``, 64 points a call."""
    ws, ps = pointer(w, 0), pointer(p, 0)
    column, row = 0, 0
    for start in range(0, loss.size, LANES):
        n = min(LANES, loss.size - start)
        for i in range(n):
            w[i] = x[column]
            w[LANES + i] = y[row]
            column += 1
            if column == x.size:
                column = 0
                row += 1
        if call_surface(surface, n, ws, ps, 0) != 0:
            return RAISED
        for i in range(n):
            loss[start + i] = w[F + i]
    return FINISHED


def curves(hessian, w, p, points, seen):
    """Write second derivatives at each point ``(x, y)`` of ``points`` (n, 2) into ``seen`` (n, 3), 64 points a call."""
    ws, ps = pointer(w, 0), pointer(p, 0)
    for start in range(0, len(points), LANES):
        n = min(LANES, len(points) - start)
        for i in range(n):
            w[i] = points[start + i, 0]
            w[LANES + i] = points[start + i, 1]
        if call_surface(hessian, n, ws, ps, 0) != 0:
            return RAISED
        for i in range(n):
            # 0 if the point is finite, else NaN: a constant Hessian does not depend on the point.
            nowhere = 0.0 * points[start + i, 0] + 0.0 * points[start + i, 1]
            seen[start + i, 0] = w[F + i] + nowhere
            seen[start + i, 1] = w[G + i] + nowhere
            seen[start + i, 2] = w[G + LANES + i] + nowhere
    return FINISHED


def visit(surface, w, p, t, points, seen):
    """Write loss and gradient of step ``t`` at every point ``(x, y)`` of ``points`` (n, 2) into ``seen`` (n, 3)."""
    ws, ps = pointer(w, 0), pointer(p, 0)
    for start in range(0, len(points), LANES):
        n = min(LANES, len(points) - start)
        for i in range(n):
            w[i] = points[start + i, 0]
            w[LANES + i] = points[start + i, 1]
        if call_surface(surface, n, ws, ps, t) != 0:
            return RAISED
        for i in range(n):
            seen[start + i, 0] = w[F + i]
            seen[start + i, 1] = w[G + i]
            seen[start + i, 2] = w[G + LANES + i]
    return FINISHED


def tabulate(step, values, rate, factors, carried, count, rows):
    """Write the results of the block ``step`` for steps 1, 2, ... into ``rows`` (n, K).

    ``values``: the unit's ``count`` parameters, then the number of the step. The parameter at index ``rate``, unless
    that is -1, is multiplied by ``factors`` (n,). ``carried``: see :mod:`engine.steps`.
    """
    lr = values[rate] if rate >= 0 else 0.0
    for t in range(rows.shape[0]):
        if rate >= 0:
            values[rate] = lr * factors[t]
        values[count] = float(t + 1)
        if call_step(step, pointer(values, 0), pointer(carried, 0), pointer(rows, t * rows.shape[1])) != 0:
            return RAISED
    return FINISHED


def limits(step, values, more, coefficients, state, gradient, steps, rows):
    """Write the results of the block ``step`` for each of ``steps`` into ``rows`` (n, 3): gain, P on x and on y.

    ``values`` as above, with room for K coefficients at the end. ``steps`` (n,): numbers of steps, from 1.
    ``coefficients`` (T, K) of each step, ``state`` (T + 1, S, 2) after it, ``gradient`` (T + 1, 2) before it. ``more``:
    room for 2 (S + 1) numbers.
    """
    width, slots = coefficients.shape[1], state.shape[1]
    for i in range(rows.shape[0]):
        t = steps[i]
        row = values.size - width
        values[row - 1] = float(t)
        for k in range(width):
            values[row + k] = coefficients[t - 1, k]
        for half in range(2):
            at = half * (slots + 1)
            for k in range(slots):
                more[at + k] = state[t, k, half]
            more[at + slots] = gradient[t - 1, half]
        if call_step(step, pointer(values, 0), pointer(more, 0), pointer(rows, i * 3)) != 0:
            return RAISED
    return FINISHED
