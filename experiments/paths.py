"""Measures of a run's path, written like units: compiled for the server, transpiled to JavaScript for the browser.

A path is a flat array: x and y of each point in turn. A picture's ``domain`` is x0, x1, y0, y1. Sums run from first to
last. A point that is not finite is near no other.
"""

from vecmath import hypot, sqrt


def point(path, t):
    """x and y of point t."""
    i = 2 * t
    j = i + 1
    return path[i], path[j]


def away(path, t, x, y):
    """Distance of point t from (x, y); paths are short enough that squares cannot overflow."""
    at_x, at_y = point(path, t)
    across, up = at_x - x, at_y - y
    return sqrt(across * across + up * up)


def settled_since(path, first, last, x, y, limit):
    """The earliest step, not before ``first``, from which all points to ``last`` lie within ``limit`` of (x, y)."""
    t = last
    while t >= first and away(path, t, x, y) <= limit:
        t -= 1
    return t + 1


def stays(path, first, last, x, y, limit):
    """Whether points ``first`` to ``last`` all lie within ``limit`` of (x, y)."""
    return settled_since(path, first, last, x, y, limit) == first


def unchanged_since(path, last):
    """The earliest step from which all points equal the last one."""
    x, y = point(path, last)
    t = last
    while t >= 0 and is_at(path, t, x, y):
        t -= 1
    return t + 1


def is_at(path, t, x, y):
    """Whether point t is (x, y)."""
    at_x, at_y = point(path, t)
    return at_x == x and at_y == y


def outside_since(path, last, domain):
    """The earliest step from which all points lie outside the picture."""
    t = last
    while t >= 0 and not drawn(path, t, domain):
        t -= 1
    return t + 1


def crossings(path, first, last, domain):
    """How often the path crosses the picture's border from point ``first`` to ``last``."""
    count, before = 0, drawn(path, first, domain)
    for t in range(first + 1, last + 1):
        now = drawn(path, t, domain)
        if now != before:
            count += 1
        before = now
    return count


def drawn(path, t, domain):
    """Whether point t lies in the picture."""
    x, y = point(path, t)
    return outside(domain, x, y) == 0


def outside(domain, x, y):
    """1 where (x, y) lies outside the picture, else 0."""
    x0, x1, y0, y1 = domain
    return 0 if x0 <= x <= x1 and y0 <= y <= y1 else 1


def way(path, first, last):
    """Length of the path from point ``first`` to ``last``."""
    walked = 0.0
    for t in range(first, last):
        x, y = point(path, t)
        walked += away(path, t + 1, x, y)
    return walked


def middle(path, first, last):
    """Mean of points ``first`` to ``last``."""
    sum_x, sum_y = 0.0, 0.0
    for t in range(first, last + 1):
        x, y = point(path, t)
        sum_x += x
        sum_y += y
    count = last - first + 1
    return sum_x / count, sum_y / count


def width(path, first, last):
    """Diagonal of the smallest rectangle that holds points ``first`` to ``last``."""
    left, bottom = point(path, first)
    right, top = left, bottom
    for t in range(first + 1, last + 1):
        x, y = point(path, t)
        left, right = min(left, x), max(right, x)
        bottom, top = min(bottom, y), max(top, y)
    return hypot(right - left, top - bottom)


def least(numbers, first, last):
    """The smallest of ``numbers`` at indexes ``first`` to ``last``."""
    smallest = numbers[first]
    for t in range(first + 1, last + 1):
        smallest = min(smallest, numbers[t])
    return smallest
