"""A unit's plain Python function as JavaScript, so that the browser computes what the engine computes.

Doubles are doubles: additions, products, quotients and roots are the same to the last bit, and what is not (a sine, a
power) is :mod:`vecmath`'s, written in those. The meaning followed is the engine's: dividing by zero and leaving a
function's domain give inf and NaN where plain Python raises. What a unit could write and this does not know is refused,
with the file and the line; nothing is guessed.
"""

from collections.abc import Callable, Mapping
from itertools import count
from types import FunctionType
from typing import Any

from ravine.stage.transpile._expressions import TranspileError
from ravine.stage.transpile._names import RUNTIME
from ravine.stage.transpile._statements import Function

__all__ = ["Module", "TranspileError", "module"]

# Function -> the module that has it, and its name there.
Elsewhere = Mapping[Callable, tuple[str, str]]


def module(exports: Mapping[str, Callable], elsewhere: Elsewhere | None = None) -> str:
    """Text of an ES module that exports ``exports`` (JavaScript's name -> Python function), with their helpers.

    Numbers stay numbers, tuples become arrays: ``value_and_gradient(x, y, p) -> (f, gx, gy)`` is called with an array
    for ``p`` and answers an array of three.

    Args:
        elsewhere: functions that are not written here but imported, from the module of that address.

    Raises:
        TranspileError: a function uses something else than arithmetic, comparisons, ``if``, ``for`` over a range,
            ``while``, tuples, ``vecmath``, functions that it is given, and helpers written the same way.
    """
    made = Module(elsewhere)
    names = {exported: made.name_of(function) for exported, function in exports.items()}
    listed = ", ".join(f"{name} as {exported}" for exported, name in names.items())
    return made.text(f"export {{ {listed} }};\n")


class Module:
    """What has been translated so far; ``runtime``: which parts of the runtime it calls."""

    def __init__(self, elsewhere: Elsewhere | None = None) -> None:
        self.runtime: set[str] = set()
        self._elsewhere = elsewhere or {}
        self._texts: list[str] = []
        self._names: dict[FunctionType, str] = {}
        self._constants: dict[str, str] = {}
        self._imported: dict[str, dict[str, str]] = {}

    def text(self, rest: str) -> str:
        """The module, with ``rest`` at its end: it may use all names that were given out."""
        imports = [_import(address, names) for address, names in sorted(self._imported.items())]
        constants = [f"const {name} = {text};" for text, name in self._constants.items()]
        runtime = [RUNTIME[name] for name in sorted(self.runtime)]
        return "\n".join([*imports, *runtime, *constants, *self._texts, rest])

    def name_of(self, function: Any) -> str:
        """Name under which ``function`` is in the module; it is translated when first asked for."""
        if not isinstance(function, FunctionType):
            raise TranspileError(f"{function!r} is not a plain Python function")
        if function in self._elsewhere:
            address, name = self._elsewhere[function]
            # No Python name holds a dollar: locals cannot hide it, the language's own words cannot be it.
            self._imported.setdefault(address, {})[f"{name}$"] = name
            return f"{name}$"
        if function not in self._names:
            taken = set(self._names.values())
            self._names[function] = next(name for k in count(1) if (name := f"{function.__name__}${k}") not in taken)
            self._texts.append(Function(function, self._names[function], self).text())
        return self._names[function]

    def constant(self, name: str, text: str) -> str:
        """Name of a constant that is written once in the module."""
        return self._constants.setdefault(text, f"{name}$c{len(self._constants)}")


def _import(address: str, names: Mapping[str, str]) -> str:
    listed = ", ".join(f"{name} as {local}" for local, name in sorted(names.items()))
    return f'import {{ {listed} }} from "{address}";'
