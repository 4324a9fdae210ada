"""Schedules of the learning rate during a run: one file each, found by discovery. Any optimizer takes any of them.

Reduce-on-plateau is not among them: it needs the losses of the run that it steers, while a schedule here is known
before the first step, so that a run stays a table of coefficients and one loop.
"""

from declare import discover
from optimizers.schedules._schedule import Schedule

SCHEDULES: dict[str, Schedule] = discover(__name__, __path__, "SCHEDULE")
CONSTANT = "constant"

__all__ = ["CONSTANT", "SCHEDULES", "Schedule"]
