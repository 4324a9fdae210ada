"""One-cycle: from a small share up to the full rate and down to almost nothing, once in the run.

torch's OneCycleLR cycles momentum too unless cycle_momentum=False; optax.cosine_onecycle_schedule never does.
"""

from optimizers.schedules._schedule import Parameter, Schedule
from vecmath import cos, pi


def between(a, b, share):
    """From ``a`` to ``b`` along half a cosine."""
    return b + (a - b) / 2.0 * (cos(pi * share) + 1)


def factor(t, steps, pct_start, div_factor, final_div_factor):
    first = 1.0 / div_factor
    last = first / final_div_factor
    k, top, end = t - 1, pct_start * steps - 1, steps - 1
    if k <= top:
        return between(first, 1.0, k / top if top != 0.0 else 1.0)
    return between(1.0, last, (k - top) / (end - top) if k < end else 1.0)


SCHEDULE = Schedule(
    name="One-cycle",
    factor=factor,
    parameters=(
        Parameter("pct_start", 0.3, (0.0, 1.0), symbol="p"),
        Parameter("div_factor", 25.0, (1.0, 1000.0), scale="log", symbol="c"),
        Parameter("final_div_factor", 1e4, (1.0, 1e6), scale="log", symbol="d"),
    ),
    formula=r"\tfrac1c\to1\text{ until }k=pT-1,\quad 1\to\tfrac{1}{cd}\text{ until }k=T-1,\text{ along half a cosine}",
    torch="OneCycleLR",
    differs={"cycle_momentum": False},
)
