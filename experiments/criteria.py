"""Criteria of verdicts, written like units: compiled for the server, transpiled to JavaScript for the browser.

A verdict is four integers: kind, step, number of the minimum from 1 (0: none), and 1 if that lies outside the picture.
A criterion that does not hold returns MOVING. ``points`` are the critical points: arrays of kinds, x, y and values.
``run`` is path, first step of the last quarter ("lately" below), last step, points, domain, and the picture's
diagonal; path and domain as in :mod:`experiments.paths`.
"""

from experiments.paths import (
    crossings,
    drawn,
    least,
    middle,
    outside,
    outside_since,
    point,
    settled_since,
    stays,
    unchanged_since,
    way,
    width,
)
from vecmath import hypot, inf

# Kinds of verdicts, in the order of experiments.verdict.Kind.
CONVERGED, MOVING, OSCILLATING, SADDLE, MAXIMUM, PLATEAU = range(6)
STOPPED, UNMOVED, ENDLESS, DIVERGED, LEFT, HOVERING = range(6, 12)
# Kinds of critical points, in the order of experiments.verdict.POINTS.
MINIMUM_POINT, SADDLE_POINT, MAXIMUM_POINT = range(3)

# Distances as shares of the picture's diagonal. NEAR is two pixels of a 400-pixel plot: a run that looks arrived is.
NEAR = 0.005
BESIDE = 0.02
# A run goes round a minimum if its mean lies within AROUND of it and every point within ASTRAY.
AROUND, ASTRAY = 0.02, 0.1
STILL = 0.0005
# Smaller swings come from rounding, or from Rprop's smallest step.
REST = 1e-6
# Share of the run that counts as lately: long enough for several swings.
WINDOW = 0.25
# A run goes back and forth if its path is this many times as long as the region that it covers is wide.
TIMES = 4
# Swings are dying out if the mean step is shorter than this share of the mean step in the quarter before.
LASTING = 0.75
# The loss has hardly fallen if a quarter's lowest height is above this share of the previous quarter's.
FALLEN = 0.9
# Floor of a valley whose minima form a line: losses within this share of the picture's loss range above the lowest.
FLOOR = 1e-3
# A slope below this share of the picture's mean slope (loss range / diagonal) is flat.
FLAT = 1e-3


def verdict(
    path, loss, slope_x, slope_y, kinds, xs, ys, values, x0, x1, y0, y1, lowest, loss_range, endless, stopped, noisy
):
    """The verdict on a run of n steps; :func:`experiments.verdict.judge` turns it into a Verdict.

    Args:
        path, loss: arrays of 2 (n + 1) and n + 1 numbers.
        slope_x, slope_y: the gradient at the last point.
        kinds, xs, ys, values: arrays, of the critical points.
        x0, x1, y0, y1, lowest, loss_range, endless: of the :class:`experiments.verdict.Terrain`.
        stopped: the step at which the run diverged, or -1.
        noisy: whether the steps were random.
    """
    if stopped >= 0:
        return DIVERGED, stopped, 0, 0
    last = len(loss) - 1
    first = int(last * (1 - WINDOW))
    diagonal = hypot(x1 - x0, y1 - y0)
    run = path, first, last, (kinds, xs, ys, values), (x0, x1, y0, y1), diagonal
    slope, mean_slope = hypot(slope_x, slope_y), loss_range / diagonal
    flat, since = slope <= FLAT * mean_slope, unchanged_since(path, last)
    # A run that never moved although the slope should have moved it is not at rest.
    frozen = since == 0 and slope > REST * mean_slope
    swinging = swings(run, loss, lowest)
    outcome = hovering(run, frozen) if noisy else converged(run, frozen, swinging)
    if outcome[0] == MOVING:
        outcome = at_rest(run, slope, flat, frozen, since)
    if outcome[0] == MOVING and not endless:
        outcome = gone(run)
    if outcome[0] == MOVING and swinging:
        outcome = oscillating(run)
    if outcome[0] == MOVING and endless:
        return ENDLESS, last, 0, 0
    if outcome[0] == MOVING:
        outcome = gone_or_stuck(run, flat, since, loss[last] - lowest <= FLOOR * loss_range)
    return outcome


# ── Criteria ──


def converged(run, frozen, swinging):
    """Near a minimum for all of lately, or arrived later and at rest."""
    path, first, last, points, domain, diagonal = run
    end_x, end_y = point(path, last)
    number, x, y = nearest(points, MINIMUM_POINT, end_x, end_y)
    if number == 0 or frozen or swinging:
        return MOVING, last, 0, 0
    since = settled_since(path, 0, last, x, y, NEAR * diagonal)
    # At rest: the last three points agree. A single short step may be a turning point.
    if since <= first or (since <= last - 2 and stays(path, last - 2, last, end_x, end_y, REST * diagonal)):
        return CONVERGED, since, number, outside(domain, x, y)
    return MOVING, last, 0, 0


def hovering(run, frozen):
    """``converged`` or ``hovering`` for random steps, judged by the mean position over the last quarter."""
    path, first, last, _points, domain, diagonal = run
    number, x, y = round_minimum(run)
    if number == 0:
        return MOVING, last, 0, 0
    since = settled_since(path, 0, last, x, y, NEAR * diagonal)
    if since <= first and not frozen:
        return CONVERGED, since, number, outside(domain, x, y)
    return HOVERING, settled_since(path, 0, last, x, y, ASTRAY * diagonal), number, outside(domain, x, y)


def at_rest(run, slope, flat, frozen, since):
    """At rest beside a saddle or a maximum, or never moved."""
    _path, _first, last, _points, _domain, _diagonal = run
    if flat and not frozen and still(run):
        if beside(run, SADDLE_POINT):
            return SADDLE, last, 0, 0
        if beside(run, MAXIMUM_POINT):
            return MAXIMUM, last, 0, 0
    if since == 0 and not (slope > 0.0 and flat and away_from_points(run)):
        return UNMOVED, last, 0, 0
    return MOVING, last, 0, 0


def gone(run):
    """Outside the picture for all of lately."""
    path, first, last, _points, domain, _diagonal = run
    since = outside_since(path, last, domain)
    if since <= first:
        return LEFT, since, 0, 0
    return MOVING, last, 0, 0


def oscillating(run):
    """The verdict on a run that oscillates, round a minimum or elsewhere."""
    _path, _first, last, _points, domain, _diagonal = run
    number, x, y = round_minimum(run)
    if number == 0:
        return OSCILLATING, last, 0, 0
    return OSCILLATING, last, number, outside(domain, x, y)


def gone_or_stuck(run, flat, since, on_floor):
    """The verdict on a run that neither converges nor oscillates, on a loss that is bounded below."""
    path, first, last, points, domain, diagonal = run
    x, y = point(path, last)
    out = outside_since(path, last, domain)
    # A swing across the border comes back; the run has left only if it crossed once.
    if out <= last and crossings(path, first, last, domain) <= 1:
        return LEFT, out, 0, 0
    if since <= first and not flat:
        return STOPPED, since, 0, 0
    if not (flat and still(run) and away_from_points(run)):
        return MOVING, last, 0, 0
    if on_floor and nearest(points, MINIMUM_POINT, x, y)[0] == 0:
        return CONVERGED, settled_since(path, 0, last, x, y, NEAR * diagonal), 0, 0
    return PLATEAU, last, 0, 0


# ── Measures of a run ──


def still(run):
    """Whether the run hardly moved lately."""
    path, first, last, _points, _domain, diagonal = run
    x, y = point(path, last)
    return stays(path, first, last, x, y, STILL * diagonal)


def swings(run, loss, lowest):
    """Whether the run lately went back and forth in swings that do not die out, while the loss hardly fell."""
    path, first, last, points, _domain, diagonal = run
    earlier = max(first - (last - first), 0)
    x, y = point(path, last)
    if earlier == first or stays(path, first, last, x, y, REST * diagonal):
        return False
    before, walked = way(path, earlier, first), way(path, first, last)
    lasting = walked * (first - earlier) >= LASTING * before * (last - first)
    if lasting and walked >= TIMES * width(path, first, last):
        return not fell(loss, earlier, first, last, lowest_minimum(points, lowest))
    return False


def fell(loss, earlier, first, last, lowest):
    """Whether the lowest loss of lately is well below that of the same number of steps before."""
    before, after = least(loss, earlier, first) - lowest, least(loss, first, last) - lowest
    return after < before - (1 - FALLEN) * abs(before)


def beside(run, kind):
    """Whether the run ends beside a critical point of that kind."""
    path, _first, last, points, _domain, diagonal = run
    x, y = point(path, last)
    number, at_x, at_y = nearest(points, kind, x, y)
    return number > 0 and hypot(at_x - x, at_y - y) <= BESIDE * diagonal


def away_from_points(run):
    """Whether the run ends inside the picture and beside no critical point."""
    path, _first, last, _points, domain, _diagonal = run
    if not drawn(path, last, domain):
        return False
    return not (beside(run, MINIMUM_POINT) or beside(run, SADDLE_POINT) or beside(run, MAXIMUM_POINT))


def round_minimum(run):
    """Number (from 1) and position of the minimum that the run lately went round; 0 for none."""
    path, first, last, points, _domain, diagonal = run
    middle_x, middle_y = middle(path, first, last)
    number, x, y = nearest(points, MINIMUM_POINT, middle_x, middle_y)
    near = number > 0 and hypot(middle_x - x, middle_y - y) <= AROUND * diagonal
    if near and stays(path, first, last, x, y, ASTRAY * diagonal):
        return number, x, y
    return 0, x, y


# ── Critical points ──


def nearest(points, kind, x, y):
    """Number (from 1) and position of the point of that kind nearest to (x, y); 0 if there is none."""
    kinds, xs, ys, _values = points
    number, shortest, at, count = 0, inf, 0, 0
    for k in range(len(kinds)):
        if kinds[k] == kind:
            count += 1
            distance = hypot(xs[k] - x, ys[k] - y)
            if distance < shortest:
                number, shortest, at = count, distance, k
    if number == 0:
        return 0, x, y
    return number, xs[at], ys[at]


def lowest_minimum(points, lowest):
    """The lowest value of the minima, or ``lowest`` if that is lower."""
    kinds, _xs, _ys, values = points
    for k in range(len(kinds)):
        if kinds[k] == MINIMUM_POINT:
            lowest = min(lowest, values[k])
    return lowest
