"""How a surface is descended: one update rule a file, found by discovery."""

from declare import discover
from optimizers._optimizer import Hyperparameter, Optimizer

OPTIMIZERS: dict[str, Optimizer] = discover(__name__, __path__, "OPTIMIZER")

__all__ = ["OPTIMIZERS", "Hyperparameter", "Optimizer"]
