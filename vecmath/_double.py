"""Sums and products of doubles without loss, as pairs of doubles.

Source: Dekker, A floating-point technique for extending the available precision, Numerische Mathematik 18 (1971). No
fma: plain Python has none before 3.13, and where the processor has none it is a slow call.
"""


def fast_sum(a, b):
    """``a + b`` and what rounding has left, for ``|a| >= |b|``."""
    total = a + b
    return total, (a - total) + b


def any_sum(a, b):
    """``a + b`` and what rounding has left (Knuth)."""
    total = a + b
    part = total - a
    return total, (a - (total - part)) + (b - part)


def product(a, b):
    """``a * b`` and what rounding has left, for factors below 1e290."""
    high = a * b
    # The upper 26 bits of each, and the rest.
    split = 134217729.0 * a
    a1 = split - (split - a)
    a2 = a - a1
    split = 134217729.0 * b
    b1 = split - (split - b)
    b2 = b - b1
    return high, ((a1 * b1 - high) + a1 * b2 + a2 * b1) + a2 * b2
