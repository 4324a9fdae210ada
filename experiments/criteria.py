"""The criteria of a verdict, written as units are: compiled for the server, turned into JavaScript for the browser.

A verdict is four whole numbers: kind, step, minimum counted from 1 (0: none), and 1 where that lies outside the
picture. A criterion that does not hold answers MOVING. ``points`` are the critical points: arrays of their kinds, x, y
and values. ``run`` is path, first step of lately, last step, points, domain, and the picture's diagonal; path and
domain as in :mod:`experiments.paths`.
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

# Shares of the picture's diagonal. NEAR is about two pixels of a plot 400 pixels wide: what looks arrived is arrived.
NEAR = 0.005
BESIDE = 0.02
# A run goes round a minimum when its average lies so near, and no point of it lies farther than that.
AROUND, ASTRAY = 0.02, 0.1
STILL = 0.0005
# Smaller swings are those of a step's last digits, or of Rprop's smallest step.
REST = 1e-6
# The part of the run that is looked at for "still", "oscillating": long enough to hold a few swings.
WINDOW = 0.25
# Who walks so many times the width of the part it stays in goes back and forth.
TIMES = 4
# Swings are dying out when steps, in the mean, are shorter than this share of those of the quarter before.
LASTING = 0.75
# The lowest loss of a quarter has hardly fallen when its height is above this share of the former's.
FALLEN = 0.9
# Where minima fill a whole valley: so far above the lowest loss, as a share of the picture's loss range, is its floor.
FLOOR = 1e-3
# A slope below this share of the picture's mean slope (loss range / diagonal) is flat.
FLAT = 1e-3


def verdict(
    path, loss, slope_x, slope_y, kinds, xs, ys, values, x0, x1, y0, y1, lowest, loss_range, endless, stopped, noisy
):
    """The verdict on a run of n steps, as :func:`experiments.verdict.judge` puts it into words.

    Args:
        path, loss: arrays of 2 (n + 1) and n + 1 numbers.
        slope_x, slope_y: the gradient at the last point.
        kinds, xs, ys, values: arrays, of the critical points.
        x0, x1, y0, y1, lowest, loss_range, endless: of the :class:`experiments.verdict.Terrain`.
        stopped: the step at which the run diverged, or -1.
        noisy: steps were random.
    """
    if stopped >= 0:
        return DIVERGED, stopped, 0, 0
    last = len(loss) - 1
    first = int(last * (1 - WINDOW))
    diagonal = hypot(x1 - x0, y1 - y0)
    run = path, first, last, (kinds, xs, ys, values), (x0, x1, y0, y1), diagonal
    slope, mean_slope = hypot(slope_x, slope_y), loss_range / diagonal
    flat, since = slope <= FLAT * mean_slope, unchanged_since(path, last)
    # It never moved on a slope that would have moved it: then it is at rest nowhere.
    held = since == 0 and slope > REST * mean_slope
    swinging = swings(run, loss, lowest)
    found = hovering(run, held) if noisy else converged(run, held, swinging)
    if found[0] == MOVING:
        found = at_rest(run, slope, flat, held, since)
    if found[0] == MOVING and not endless:
        found = gone(run)
    if found[0] == MOVING and swinging:
        found = oscillating(run)
    if found[0] == MOVING and endless:
        return ENDLESS, last, 0, 0
    if found[0] == MOVING:
        found = gone_or_stuck(run, flat, since, loss[last] - lowest <= FLOOR * loss_range)
    return found


# ── Criteria ──


def converged(run, held, swinging):
    """At a minimum for all of lately, or come later and at rest."""
    path, first, last, points, domain, diagonal = run
    end_x, end_y = point(path, last)
    number, x, y = nearest(points, MINIMUM_POINT, end_x, end_y)
    if number == 0 or held or swinging:
        return MOVING, last, 0, 0
    since = settled_since(path, 0, last, x, y, NEAR * diagonal)
    # The third last point and what follows it: one short step may be a turn.
    if since <= first or (since <= last - 2 and stays(path, last - 2, last, end_x, end_y, REST * diagonal)):
        return CONVERGED, since, number, outside(domain, x, y)
    return MOVING, last, 0, 0


def hovering(run, held):
    """``converged`` or ``hovering``: of random steps the average over the last quarter tells where it is."""
    path, first, last, _points, domain, diagonal = run
    number, x, y = round_minimum(run)
    if number == 0:
        return MOVING, last, 0, 0
    since = settled_since(path, 0, last, x, y, NEAR * diagonal)
    if since <= first and not held:
        return CONVERGED, since, number, outside(domain, x, y)
    return HOVERING, settled_since(path, 0, last, x, y, ASTRAY * diagonal), number, outside(domain, x, y)


def at_rest(run, slope, flat, held, since):
    """Beside a saddle or a maximum, or never moved."""
    _path, _first, last, _points, _domain, _diagonal = run
    if flat and not held and still(run):
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
    """A swing, round a minimum or elsewhere."""
    _path, _first, last, _points, domain, _diagonal = run
    number, x, y = round_minimum(run)
    if number == 0:
        return OSCILLATING, last, 0, 0
    return OSCILLATING, last, number, outside(domain, x, y)


def gone_or_stuck(run, flat, since, on_floor):
    """What a run is that neither arrives nor swings, on a loss that has an end."""
    path, first, last, points, domain, diagonal = run
    x, y = point(path, last)
    out = outside_since(path, last, domain)
    # A swing over the border comes back: it has left when it went out once.
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
    """Whether lately it hardly moved."""
    path, first, last, _points, _domain, diagonal = run
    x, y = point(path, last)
    return stays(path, first, last, x, y, STILL * diagonal)


def swings(run, loss, lowest):
    """Whether lately it went back and forth, in swings that do not die out, and the loss hardly fell."""
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
    """Whether the lowest loss of lately is well below that of as many steps before."""
    before, after = least(loss, earlier, first) - lowest, least(loss, first, last) - lowest
    return after < before - (1 - FALLEN) * abs(before)


def beside(run, kind):
    """Whether it ends beside a critical point of that kind."""
    path, _first, last, points, _domain, diagonal = run
    x, y = point(path, last)
    number, at_x, at_y = nearest(points, kind, x, y)
    return number > 0 and hypot(at_x - x, at_y - y) <= BESIDE * diagonal


def away_from_points(run):
    """Whether it ends in the picture, but beside no critical point."""
    path, _first, last, _points, domain, _diagonal = run
    if not drawn(path, last, domain):
        return False
    return not (beside(run, MINIMUM_POINT) or beside(run, SADDLE_POINT) or beside(run, MAXIMUM_POINT))


def round_minimum(run):
    """The minimum round which it was lately, counted from 1, and its place; 0 for none."""
    path, first, last, points, _domain, diagonal = run
    middle_x, middle_y = middle(path, first, last)
    number, x, y = nearest(points, MINIMUM_POINT, middle_x, middle_y)
    near = number > 0 and hypot(middle_x - x, middle_y - y) <= AROUND * diagonal
    if near and stays(path, first, last, x, y, ASTRAY * diagonal):
        return number, x, y
    return 0, x, y


# ── Critical points ──


def nearest(points, kind, x, y):
    """Which point of that kind is nearest to (x, y), counted from 1, and its place; 0 where there is none."""
    kinds, xs, ys, _values = points
    number, shortest, at, seen = 0, inf, 0, 0
    for k in range(len(kinds)):
        if kinds[k] == kind:
            seen += 1
            distance = hypot(xs[k] - x, ys[k] - y)
            if distance < shortest:
                number, shortest, at = seen, distance, k
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
