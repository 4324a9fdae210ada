"""Transpile a unit's plain Python functions to JavaScript, so that the browser computes the engine's numbers.

Sums, products, quotients and roots of doubles have the same bits in both languages; functions that do not (sine, power)
are replaced by :mod:`vecmath`'s, which use only those. As in the engine, division by zero and arguments outside a
function's domain give inf and NaN where plain Python raises. Unsupported syntax is refused with file and line.
"""

from collections.abc import Callable, Mapping
from itertools import count
from types import FunctionType
from typing import Any

from ravine.stage.transpile._expressions import TranspileError
from ravine.stage.transpile._names import RUNTIME
from ravine.stage.transpile._statements import Function

__all__ = ["Module", "TranspileError", "module"]

# Function -> address of the module that exports it, and its name there.
Elsewhere = Mapping[Callable, tuple[str, str]]


def module(exports: Mapping[str, Callable], elsewhere: Elsewhere | None = None) -> str:
    """Source of an ES module that exports ``exports`` (JavaScript name -> Python function), with their helpers.

    Numbers stay numbers and tuples become arrays: ``value_and_gradient(x, y, p) -> (f, gx, gy)`` takes an array ``p``
    and returns an array of three numbers.

    Args:
        elsewhere: functions that are imported from other modules instead of transpiled.

    Raises:
        TranspileError: a function uses anything but arithmetic, comparisons, ``if``, ``for`` over a range, ``while``,
            tuples, ``vecmath``, functions passed as arguments, and helpers written the same way.
    """
    target = Module(elsewhere)
    names = {exported: target.name_of(function) for exported, function in exports.items()}
    listed = ", ".join(f"{name} as {exported}" for exported, name in names.items())
    return target.text(f"export {{ {listed} }};\n")


class Module:
    """Builder of one ES module; ``runtime`` holds the names of the runtime functions that it uses."""

    def __init__(self, elsewhere: Elsewhere | None = None) -> None:
        self.runtime: set[str] = set()
        self._elsewhere = elsewhere or {}
        self._texts: list[str] = []
        self._names: dict[FunctionType, str] = {}
        self._constants: dict[str, str] = {}
        self._imported: dict[str, dict[str, str]] = {}

    def text(self, rest: str) -> str:
        """Source of the module with ``rest`` at its end; ``rest`` may use all names that :meth:`name_of` returned."""
        imports = [_import(address, names) for address, names in sorted(self._imported.items())]
        constants = [f"const {name} = {text};" for text, name in self._constants.items()]
        runtime = [RUNTIME[name] for name in sorted(self.runtime)]
        return "\n".join([*imports, *runtime, *constants, *self._texts, rest])

    def name_of(self, function: Any) -> str:
        """Name of ``function`` in the module; the first call transpiles it."""
        if not isinstance(function, FunctionType):
            raise TranspileError(f"{function!r} is not a plain Python function")
        if function in self._elsewhere:
            address, name = self._elsewhere[function]
            # Python names contain no dollar sign, so neither a local nor a reserved word can collide with this name.
            self._imported.setdefault(address, {})[f"{name}$"] = name
            return f"{name}$"
        if function not in self._names:
            used = set(self._names.values())
            self._names[function] = next(name for k in count(1) if (name := f"{function.__name__}${k}") not in used)
            self._texts.append(Function(function, self._names[function], self).text())
        return self._names[function]

    def constant(self, name: str, text: str) -> str:
        """Name of a module constant with this source text; equal texts share one constant."""
        return self._constants.setdefault(text, f"{name}$c{len(self._constants)}")


def _import(address: str, names: Mapping[str, str]) -> str:
    listed = ", ".join(f"{name} as {local}" for local, name in sorted(names.items()))
    return f'import {{ {listed} }} from "{address}";'
