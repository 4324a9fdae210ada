"""Points of a search: a fixed low-discrepancy sequence, the same on every machine, over declared parameters."""

from declare import Parameter
from vecmath import pow

# Halton's bases: one prime for each hyperparameter that is searched.
PRIMES = (2, 3, 5, 7, 11, 13)


def halton(index: int, base: int) -> float:
    """The radical inverse of ``index`` in ``base``: its digits mirrored at the point, in [0, 1).

    Source: Halton, Numerische Mathematik 2 (1960). Whole numbers and one division: the same bits everywhere.
    """
    numerator, denominator = 0, 1
    while index:
        index, digit = divmod(index, base)
        numerator, denominator = numerator * base + digit, denominator * base
    return numerator / denominator


def points(count: int, dimensions: int) -> list[list[float]]:
    """The first ``count`` points in the unit cube; more points begin with the same ones.

    Raises:
        ValueError: more dimensions than :data:`PRIMES`.
    """
    if dimensions > len(PRIMES):
        raise ValueError(f"at most {len(PRIMES)} hyperparameters can be searched at once, got {dimensions}")
    # From 1: the sequence's point 0 is a corner.
    return [[halton(index, base) for base in PRIMES[:dimensions]] for index in range(1, count + 1)]


def at_share(parameter: Parameter, share: float, bounds: tuple[float, float]) -> float:
    """The value at ``share`` in [0, 1] of ``bounds``, on the scale of ``parameter``."""
    low, high = bounds
    if parameter.scale == "switch":
        return high if share >= 0.5 else low
    if parameter.scale == "linear":
        value = low + (high - low) * share
    elif parameter.scale == "decay":
        value = 1.0 - (1.0 - low) * pow((1.0 - high) / (1.0 - low), share)
    else:
        least = low if low > 0.0 else min(1.0, high) if parameter.scale == "whole" else high * 1e-8
        value = least * pow(high / least, share)
    value = float(round(value)) if parameter.scale == "whole" else value
    return min(max(value, low), high)
