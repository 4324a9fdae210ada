"""Coefficients of many runs, one a lane: lay their settings out in rows of lanes, and compute a step's from them.

Rows of lanes hold, one number of each lane a row: hyperparameters, the step's number, the address of a memo (V rows in
all), powers, carried numbers, and the rates before their schedule.
"""

from numba.extending import register_jitable

from engine.abi import LANES, call_step
from engine.samples import offset

NOBODY = -1  # in place of a run's number: the lane holds a copy of another run, to fill up a vector


@register_jitable(error_model="numpy")
def gather(run, start, n, values, carried, group, powers, many, rate, rows, edges):
    """Lay values, carried numbers and rates of the runs of a block into rows of lanes; find where powers change.

    The number of pieces of lanes that share their powers; their limits stand in ``edges`` (65,).
    """
    kept = (values.shape[1] + many) * LANES
    rates = kept + carried.shape[1] * LANES
    pieces, before = 0, -1
    for i in range(n):
        j = max(run[start + i], 0)  # of a copy the numbers do not matter
        for k in range(values.shape[1]):
            rows[k * LANES + i] = values[j, k]
        for k in range(carried.shape[1]):
            rows[kept + k * LANES + i] = carried[j, k]
        rows[rates + i] = values[j, rate]
        if powers != 0 and group[j] != before:
            before = group[j]
            edges[pieces] = i
            pieces += 1
    edges[pieces] = n
    return pieces


@register_jitable(error_model="numpy")
def set_step(n, rows, count, many, carried, rate, factor, k):
    """Write the rate and the number of step ``k``, from 0, into the rows of lanes."""
    rates, number = (count + many + carried) * LANES, float(k + 1)
    for i in range(n):
        rows[rate * LANES + i] = rows[rates + i] * factor
        rows[(count - 2) * LANES + i] = number


@register_jitable(error_model="numpy")
def raise_powers(powers, numbers, room, rows, count, many, pieces, edges):
    """Compute the step's powers once for each piece of lanes; whether the unit did not raise."""
    for piece in range(pieces):
        first, end = edges[piece], edges[piece + 1]
        for v in range(count):
            room[v] = rows[v * LANES + first]
        if call_step(powers, numbers, numbers, offset(numbers, count)) != 0:
            return False
        for v in range(many):
            power = room[count + v]
            for i in range(first, end):
                rows[(count + v) * LANES + i] = power
    return True


@register_jitable(error_model="numpy")
def keep(run, start, n, carried, row, rows):
    """Store the carried numbers of the runs of a block, which begin at that row of lanes."""
    for k in range(carried.shape[1]):
        for i in range(n):
            if run[start + i] != NOBODY:
                carried[run[start + i], k] = rows[(row + k) * LANES + i]
