"""Exact sums and products of doubles, as pairs of doubles.

Source: Dekker, A floating-point technique for extending the available precision, Numerische Mathematik 18 (1971). fma
is not used: plain Python has none before 3.13, and a processor without the instruction calls a slow function.
"""


def fast_sum(a, b):
    """``a + b`` rounded, and the rounding error, for ``|a| >= |b|``."""
    total = a + b
    return total, (a - total) + b


def any_sum(a, b):
    """``a + b`` rounded, and the rounding error (Knuth)."""
    total = a + b
    part = total - a
    return total, (a - (total - part)) + (b - part)


def product(a, b):
    """``a * b`` rounded, and the rounding error, for factors below 1e290."""
    high = a * b
    # Split each factor into its upper 26 bits and the rest.
    split = 134217729.0 * a
    a1 = split - (split - a)
    a2 = a - a1
    split = 134217729.0 * b
    b1 = split - (split - b)
    b2 = b - b1
    return high, ((a1 * b1 - high) + a1 * b2 + a2 * b1) + a2 * b2
