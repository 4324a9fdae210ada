"""Translate a unit's plain Python function for the compiler, and fingerprint everything that it depends on.

A function is copied with its own global scope, in which names of :mod:`vecmath`'s primitives refer to their compiled
counterparts, and helper functions to compiled copies. The original function is not changed.
"""

import dis
import hashlib
import math
import threading
from collections.abc import Callable, Mapping
from types import CellType, CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np
from numba import njit

import vecmath
from engine import primitives
from optimizers import quotient
from vecmath import _far

# The C library computes these exactly, so they are the same on every machine.
_EXACT = ("ceil", "copysign", "fabs", "floor", "fmod", "isfinite", "isinf", "isnan", "sqrt", "trunc")
# ``math.sin`` in a unit is replaced by vecmath's; functions of math that vecmath lacks are refused.
_OURS = {getattr(math, name): getattr(vecmath, name) for name in vecmath.__all__ if callable(getattr(math, name, None))}
EVERYWHERE: Mapping[Callable, Callable] = {
    **_OURS,
    vecmath.bits: primitives.bits,
    vecmath.number: primitives.number,
    vecmath.select: primitives.select,
    quotient: primitives.quotient,
}
# Vectorisable versions; they return NaN if the argument is too large, for which the caller must check.
NEAR: Mapping[Callable, Callable] = {vecmath.sin: vecmath.near_sin, vecmath.cos: vecmath.near_cos}
# Long functions that are rarely called; not inlined, so that a kernel contains each once.
_APART = (_far.far_turns, vecmath.sin, vecmath.cos, vecmath.pow)
_LONG_TABLE = 16


class UnfixedError(ValueError):
    """A unit uses an operation whose last bits depend on the machine."""


def translate(function: Callable, *, near: bool = False) -> Callable:
    """``function`` and its helpers, compiled for calls from compiled code; ``near``: with the functions of NEAR.

    Raises:
        UnfixedError: it uses ``**`` or a function of ``math`` that depends on the machine and has no counterpart.
    """
    with _lock:
        return _translate(function, near, {})


# Compiled functions of vecmath, shared by all units: without sharing, all 154 kernels took 163 s to compile, not 96.
_shared: dict[Callable, Callable] = {}
_lock = threading.RLock()


def _translate(function: FunctionType, near: bool, done: dict) -> Callable:
    if (function.__module__ or "").startswith("vecmath."):
        done, near = _shared, False
    if function in done:
        return done[function]
    scope = dict(function.__globals__)
    # Create empty cells first, because helpers may refer to each other in a cycle.
    cells = tuple(CellType() for _ in function.__closure__ or ())
    copy = FunctionType(function.__code__, scope, function.__name__, function.__defaults__, cells or None)
    copy.__module__, copy.__kwdefaults__ = function.__module__, function.__kwdefaults__
    # The name must be unique: see abi.named.
    copy.__qualname__ = f"{function.__qualname__}_{fingerprint(function)}_{'near' if near else 'anywhere'}"
    inline = function not in _APART
    done[function] = njit(error_model="numpy", nogil=True, forceinline=inline, no_cpython_wrapper=True)(copy)
    _refuse_powers(function)
    for name, value in _mentioned(function).items():
        scope[name] = _meaning(value, near, done)
        if value is math:
            for attribute in function.__code__.co_names:
                if callable(getattr(math, attribute, None)):
                    _refuse(attribute)
    for cell, original in zip(cells, function.__closure__ or (), strict=True):
        cell.cell_contents = _meaning(original.cell_contents, near, done)
    return done[function]


def _meaning(value: Any, near: bool, done: dict) -> Any:
    """The counterpart in compiled code of ``value``, which a function refers to."""
    if value is math:
        return _our_math(near, done)
    if isinstance(value, tuple) and len(value) > _LONG_TABLE and all(isinstance(item, int | float) for item in value):
        return np.array(value)  # indexing a tuple would copy it to the stack each time
    if callable(value):
        if getattr(value, "__module__", None) == "math":
            _refuse(value.__name__)
        value = EVERYWHERE.get(value, value)
        value = NEAR.get(value, value) if near else value
    return _translate(value, near, done) if isinstance(value, FunctionType) else value


def _our_math(near: bool, done: dict) -> ModuleType:
    """The module ``math`` with its functions replaced by their counterparts."""
    module = ModuleType("math")
    for name, member in vars(math).items():
        if isinstance(member, float) or (callable(member) and _fixed(name)):
            vars(module)[name] = _meaning(member, near, done)
    return module


def _fixed(name: str) -> bool:
    """Whether ``math``'s function of that name is exact or has a counterpart in vecmath."""
    return name in _EXACT or getattr(math, name) in _OURS


def _refuse(name: str) -> None:
    if not _fixed(name):
        raise UnfixedError(f"math.{name} has other last bits on other machines, and vecmath has nothing in its place")


def _refuse_powers(function: FunctionType) -> None:
    """Refuse ``**`` and ``pow``, which compile to the C library's; a constant integer power is a chain of products."""
    before = None
    for now in dis.get_instructions(function):
        power = now.opname == "BINARY_OP" and now.argrepr.rstrip("=") == "**"
        if power and not (
            before and before.opname in ("LOAD_CONST", "LOAD_SMALL_INT") and isinstance(before.argval, int)
        ):
            raise UnfixedError(f"{function.__qualname__}: ** has other last bits on other machines: write vecmath.pow")
        if now.opname == "LOAD_GLOBAL" and now.argval == "pow" and "pow" not in function.__globals__:
            raise UnfixedError(f"{function.__qualname__}: Python's pow is the C library's: import vecmath's")
        before = now


def mentions_near(function: Callable) -> bool:
    """Whether ``function`` or one of its helpers can call a key of NEAR."""
    todo, visited = [function], set()
    while todo:
        current = todo.pop()
        if current in visited:
            continue
        visited.add(current)
        for value in [*_mentioned(current).values(), *(c.cell_contents for c in current.__closure__ or ())]:
            if value is math or (callable(value) and _OURS.get(value, value) in NEAR):
                return True
            if isinstance(value, FunctionType):
                todo.append(value)
    return False


def fingerprint(function: Callable, *more: Any) -> str:
    """Hash of everything that determines the compiled ``function``: its code, constants, globals and helpers.

    ``more``: further numbers, tuples and functions that it depends on.

    Bytecode is hashed, not source: editing a docstring or moving the checkout does not invalidate kernels, while a
    change of a constant in another file does.
    """
    digest, visited = hashlib.sha256(), set()

    def feed(value: Any) -> None:
        if isinstance(value, FunctionType) and value in EVERYWHERE:
            digest.update(value.__name__.encode())  # its counterpart is part of the engine, which engine.cache hashes
        elif isinstance(value, FunctionType):
            if value not in visited:
                visited.add(value)
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

    feed((function, *more))
    return digest.hexdigest()[:16]


def _docstring(code: CodeType) -> int:
    """1 if the first constant may be a docstring, which does not affect the compiled code; else 0."""
    return int(bool(code.co_consts) and isinstance(code.co_consts[0], str))


def _mentioned(function: FunctionType) -> dict[str, Any]:
    """Globals that ``function`` or its nested functions refer to."""
    names, codes = set(), [function.__code__]
    while codes:
        code = codes.pop()
        names.update(code.co_names)
        codes.extend(c for c in code.co_consts if isinstance(c, CodeType))
    scope = function.__globals__
    return {name: scope[name] for name in names if name in scope}
