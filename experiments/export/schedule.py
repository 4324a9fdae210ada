"""The learning-rate schedule of a run as a plain function of the step."""

from experiments.export.dialects import PLAIN
from experiments.export.setting import Setting
from experiments.export.source import Module


def factor(setting: Setting, module: Module) -> str:
    """``factor(t, steps)``, by which the rate of step t = 1, 2, ... is multiplied; empty for a constant rate."""
    if setting.schedule is None:
        return ""
    schedule, values = setting.schedule
    text = module.write(PLAIN, schedule.factor, "factor", numbers=values)
    return f"# The schedule {schedule.name}: what the rate of step t = 1, 2, ... is multiplied by.\n{text}"
