"""A unit's plain Python function, as the compiler should see it; and the fingerprint of what that is.

Unit files import ``math`` and nothing of ours. Compiled code wants other sines and needs helper functions marked for
compilation, so a function is copied with a scope of its own in which those names mean something else. The original
stays what it is.
"""

import hashlib
import math
from collections.abc import Callable, Mapping
from types import CellType, CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np
from numba import njit

from engine import vecmath
from optimizers import quotient

LIBM: Mapping[Callable, Callable] = {}
RULE: Mapping[Callable, Callable] = {quotient: vecmath.quotient}
VECTOR: Mapping[Callable, Callable] = {
    math.sin: vecmath.sin,
    math.cos: vecmath.cos,
    math.exp: vecmath.exp,
    math.log: vecmath.log,
}


def translate(function: Callable, swaps: Mapping[Callable, Callable]) -> Callable:
    """``function`` ready to be called from compiled code, with every key of ``swaps`` replaced, in its helpers too."""
    module = ModuleType("math")
    vars(module).update({name: swaps.get(value, value) for name, value in vars(math).items() if callable(value)})
    vars(module).update({name: value for name, value in vars(math).items() if isinstance(value, float)})
    return _translate(function, swaps, module, {})


def _translate(function: FunctionType, swaps: Mapping, module: ModuleType, done: dict) -> Callable:
    if function in done:
        return done[function]
    scope = dict(function.__globals__)
    # Empty cells first: a helper may, through others, mention itself.
    cells = tuple(CellType() for _ in function.__closure__ or ())
    copy = FunctionType(function.__code__, scope, function.__name__, function.__defaults__, cells or None)
    copy.__module__, copy.__kwdefaults__ = function.__module__, function.__kwdefaults__
    # Nothing else may have this name: see abi.named.
    copy.__qualname__ = f"{function.__qualname__}_{fingerprint(function)}_{'vector' if swaps else 'libm'}"
    done[function] = njit(error_model="numpy", nogil=True, forceinline=True, no_cpython_wrapper=True)(copy)

    def meaning(value: Any) -> Any:
        if value is math:
            return module
        if callable(value) and value in swaps:
            return swaps[value]
        return _translate(value, swaps, module, done) if isinstance(value, FunctionType) else value

    for name, value in _mentioned(function).items():
        scope[name] = meaning(value)
    for cell, original in zip(cells, function.__closure__ or (), strict=True):
        cell.cell_contents = meaning(original.cell_contents)
    return done[function]


def mentions(function: Callable, wanted: Mapping[Callable, Callable]) -> bool:
    """Whether ``function`` or a helper of it can call a key of ``wanted``."""
    todo, seen = [function], set()
    while todo:
        current = todo.pop()
        if current in seen:
            continue
        seen.add(current)
        for value in [*_mentioned(current).values(), *(c.cell_contents for c in current.__closure__ or ())]:
            if value is math:
                return True
            if isinstance(value, FunctionType):
                todo.append(value)
            elif callable(value) and value in wanted:
                return True
    return False


def fingerprint(function: Callable) -> str:
    """Hash of all that decides what ``function`` compiles to: code, constants, globals and helpers, however deep.

    Bytecode rather than source: rewording a docstring or moving a checkout keeps every kernel, while a constant
    changed in another file is noticed.
    """
    digest, seen = hashlib.sha256(), set()

    def feed(value: Any) -> None:
        if isinstance(value, FunctionType):
            if value not in seen:
                seen.add(value)
                feed(value.__code__)
                feed((value.__defaults__, sorted((value.__kwdefaults__ or {}).items())))
                feed(sorted(_mentioned(value).items()))
                feed(tuple(cell.cell_contents for cell in value.__closure__ or ()))
        elif isinstance(value, CodeType):
            digest.update(value.co_code)
            feed((value.co_varnames, value.co_names, value.co_consts[_docstring(value) :]))
        elif isinstance(value, tuple | list):
            digest.update(b"(%d" % len(value))
            for item in value:
                feed(item)
        elif isinstance(value, np.ndarray):
            digest.update(repr((value.dtype, value.shape)).encode() + value.tobytes())
        else:
            digest.update(repr(value.__name__ if isinstance(value, ModuleType) else value).encode() + b"\0")

    feed(function)
    return digest.hexdigest()[:16]


def _docstring(code: CodeType) -> int:
    """1 when the first constant may be a docstring, which nothing computes with."""
    return int(bool(code.co_consts) and isinstance(code.co_consts[0], str))


def _mentioned(function: FunctionType) -> dict[str, Any]:
    """Globals that ``function``, or a function written inside it, names."""
    names, codes = set(), [function.__code__]
    while codes:
        code = codes.pop()
        names.update(code.co_names)
        codes.extend(c for c in code.co_consts if isinstance(c, CodeType))
    scope = function.__globals__
    return {name: scope[name] for name in names if name in scope}
