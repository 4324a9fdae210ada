"""Learning-rate schedules, one file each, found by discovery; each works with every optimizer.

Reduce-on-plateau is not among them: it depends on the losses of the run, while these are known before the first step,
so that a run is a table of coefficients and one loop.
"""

from declare import discover
from optimizers.schedules._schedule import Schedule

SCHEDULES: dict[str, Schedule] = discover(__name__, __path__, "SCHEDULE")
CONSTANT = "constant"

__all__ = ["CONSTANT", "SCHEDULES", "Schedule"]
