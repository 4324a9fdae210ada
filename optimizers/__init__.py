"""Optimizers, one file each, found by discovery."""

from declare import discover
from optimizers._optimizer import FAMILIES, Hyperparameter, Optimizer, quotient
from optimizers._parity import Parity, parity
from optimizers._stability import eigenvalues, limit

OPTIMIZERS: dict[str, Optimizer] = discover(__name__, __path__, "OPTIMIZER")

__all__ = [
    "FAMILIES",
    "OPTIMIZERS",
    "Hyperparameter",
    "Optimizer",
    "Parity",
    "eigenvalues",
    "limit",
    "parity",
    "quotient",
]
