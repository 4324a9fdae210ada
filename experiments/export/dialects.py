"""What functions of ``math`` and ``vecmath`` are called in the packages for which programs are written."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import vecmath
from optimizers import quotient

# Names of vecmath and math that a package spells otherwise.
_NUMPY = {"acos": "arccos", "asin": "arcsin", "atan": "arctan", "atan2": "arctan2", "select": "where"}
_TORCH = {"fabs": "abs", "select": "where"}
POWER = "**"
_NUMBERS = ("pi", "e", "inf", "nan")
#: Functions that follow a unit's own functions into a program: all that do not come from here.
PRIMITIVES: Mapping[Callable, str] = MappingProxyType(
    {
        getattr(module, name): name
        for module in (vecmath, math)
        for name in getattr(module, "__all__", dir(module))
        if callable(getattr(module, name))
    }
)


@dataclass(frozen=True)
class Dialect:
    """How a package spells what a unit's file writes with ``math`` and ``vecmath``.

    Attributes:
        module: the package's name in the program.
        spelled: names that differ there.
        tensors: whether its functions take nothing but tensors; plain numbers are then left to ``math``.
        differentiates: whether it finds gradients by itself.
    """

    module: str
    spelled: Mapping[str, str] = field(default_factory=dict)
    tensors: bool = False
    differentiates: bool = False

    def function(self, name: str, *, of_tensors: bool = True) -> str:
        if self.tensors and not of_tensors:
            return f"math.{name}"
        return f"{self.module}.{self.spelled.get(name, name)}"

    def number(self, name: str) -> str:
        return f"{'math' if self.tensors else self.module}.{name}"


PLAIN = Dialect("math")
NUMPY = Dialect("np", _NUMPY)
TORCH = Dialect("torch", _TORCH, tensors=True, differentiates=True)
JAX = Dialect("jnp", _NUMPY, differentiates=True)


def operator_of(function: Callable | None) -> str:
    """The operator that stands for calls of ``function``: pow(x, y) is x**y. Empty if none does."""
    if function is quotient:
        return " / "
    return POWER if PRIMITIVES.get(function) == "pow" else ""  # type: ignore[arg-type]


def number_name(value: object, name: str) -> str:
    """The name in ``math`` of the constant that a unit calls ``name``; empty if it is the unit's own."""
    known = name in _NUMBERS and isinstance(value, float)
    return name if known and repr(value) == repr(getattr(math, name)) else ""
