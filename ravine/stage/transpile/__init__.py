"""A unit's plain Python function as JavaScript, so that the browser can evaluate a surface with exactly our arithmetic.

Doubles are doubles: what uses no sine, exponential or the like comes out the same to the last bit. The meaning followed
is the engine's: dividing by zero and leaving a function's domain give inf and NaN where plain Python raises. What a
unit could write and this does not know is refused, with the file and the line; nothing is guessed.
"""

from collections.abc import Callable, Mapping
from itertools import count
from types import FunctionType
from typing import Any

from ravine.stage.transpile._expressions import TranspileError
from ravine.stage.transpile._names import RUNTIME
from ravine.stage.transpile._statements import Function

__all__ = ["TranspileError", "module"]


def module(exports: Mapping[str, Callable]) -> str:
    """Text of an ES module that exports ``exports`` (JavaScript's name -> Python function), with their helpers.

    Numbers stay numbers, tuples become arrays: ``value_and_gradient(x, y, p) -> (f, gx, gy)`` is called with an array
    for ``p`` and answers an array of three.

    Raises:
        TranspileError: a function uses something else than arithmetic, comparisons, ``if``, ``for`` over a range,
            ``while``, ``math``, and helpers written the same way.
    """
    made = Module()
    names = {exported: made.name_of(function) for exported, function in exports.items()}
    listed = ", ".join(f"{name} as {exported}" for exported, name in names.items())
    used = [RUNTIME[name] for name in sorted(made.runtime)]
    return "\n".join([*used, *made.texts, f"export {{ {listed} }};", ""])


class Module:
    """What has been translated so far: ``texts``, and which parts of the runtime they call."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.runtime: set[str] = set()
        self._names: dict[FunctionType, str] = {}

    def name_of(self, function: Any) -> str:
        """Name under which ``function`` is in the module; it is translated when first asked for."""
        if not isinstance(function, FunctionType):
            raise TranspileError(f"{function!r} is not a plain Python function")
        if function not in self._names:
            taken = set(self._names.values())
            # No Python name holds a dollar: locals cannot hide it, the language's own words cannot be it.
            self._names[function] = next(name for k in count(1) if (name := f"{function.__name__}${k}") not in taken)
            self.texts.append(Function(function, self._names[function], self).text())
        return self._names[function]
