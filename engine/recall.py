"""Remember powers: neighbouring runs of a map share most of those in their coefficients, and one takes 150 ns.

A copy of a rule's ``coefficients`` is made in which each ``pow(x, y)`` looks into a memo first, a table that the caller
owns. A power is a function of its arguments alone, so the bits are the same.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from types import FunctionType

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic
from numpy.typing import NDArray

import vecmath
from engine.abi import Pointer
from optimizers import Optimizer
from vecmath import bits, pow

ENTRIES = 4096  # a power of two; 96 KB. Squares of 32 x 32 runs need 64 x 16 powers in 16 steps
_MASK = ENTRIES - 1


@intrinsic
def address(typingctx, number):
    """The pointer whose bits are those of the float ``number``."""

    def generate(context, builder, signature, args):
        whole = builder.bitcast(args[0], ir.IntType(64))
        return builder.inttoptr(whole, ir.DoubleType().as_pointer())

    return Pointer(types.float64), generate


def memo() -> NDArray[np.float64]:
    """An empty memo: every entry holds 1 to the power of 1. Not for two threads at once."""
    return np.ones(3 * ENTRIES)


def recalled(memo, x, y):
    """``pow(x, y)``, from the memo at the address ``memo`` if it is there."""
    table = address(memo)
    a, b = bits(x), bits(y)
    mixed = a * 0x1E3779B97F4A7C15 ^ b * 0x42B2AE3D27D4EB4F
    at = 3 * ((mixed ^ mixed >> 29) >> 17 & _MASK)
    if bits(table[at]) != a or bits(table[at + 1]) != b:
        table[at] = x
        table[at + 1] = y
        table[at + 2] = pow(x, y)
    return table[at + 2]


@dataclass(frozen=True)
class Parts:
    """A rule's ``coefficients`` for many runs at once.

    Attributes:
        powers: takes the address of a memo and parameters by name, and returns the powers that the rest needs; None if
            there are none, or they cannot be computed beforehand.
        rest: the coefficients; takes a first parameter more: a tuple of these powers, or the address of a memo.
        count: number of powers.
    """

    powers: Callable | None
    rest: Callable
    count: int


@cache
def parts(function: FunctionType) -> Parts | None:
    """``function`` in two parts, so that a power is computed once for all runs that share it.

    A power can be computed beforehand if its arguments are made of the function's parameters alone, without the rate
    and what is carried. Else the rest looks it up in a memo. None if there is no power, or the source cannot be read;
    powers in helpers are computed as ever.
    """
    named = [name for name, value in function.__globals__.items() if value is vecmath.pow]
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, SyntaxError):
        return None
    definition = tree.body[0]
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    powers = [node for node in calls if node.func.id in named]  # type: ignore[union-attr]
    if not isinstance(definition, ast.FunctionDef) or not powers:
        return None
    parameters = [argument.arg for argument in definition.args.args]
    before = _powers(function, parameters, powers) if _early(definition, parameters, powers) else None
    for number, node in enumerate(powers):
        if before:
            source = ast.parse(f"given_[{number}]", mode="eval").body
            node.func, node.args = ast.Name("_known", ast.Load()), [source]
        else:
            node.func = ast.Name("_recalled", ast.Load())
            node.args.insert(0, ast.Name("given_", ast.Load()))
    definition.args.args.insert(0, ast.arg("given_"))
    return Parts(before, _made(function, tree, definition.name), len(powers) if before else 0)


def powers_of(optimizer: Optimizer) -> Callable | None:
    """The powers of the rule's coefficients that are computed beforehand, or None."""
    two = parts(optimizer.coefficients)
    return two.powers if two else None


def _early(definition: ast.FunctionDef, parameters: list[str], powers: list[ast.Call]) -> bool:
    """Whether the arguments of ``powers`` are made of parameters that keep their values, without rate and carried."""
    names = [node for node in ast.walk(definition) if isinstance(node, ast.Name)]
    set_again = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    allowed = set(parameters) - {"lr", "carried"} - set_again
    inside = [node for power in powers for argument in power.args for node in ast.walk(argument)]
    plain = not any(isinstance(node, ast.Call) for node in inside)
    return plain and all(node.id in allowed for node in inside if isinstance(node, ast.Name))


def _powers(function: FunctionType, parameters: list[str], powers: list[ast.Call]) -> Callable:
    """``(memo, parameters that they need) -> powers``."""
    inside = {
        node.id
        for power in powers
        for argument in power.args
        for node in ast.walk(argument)
        if isinstance(node, ast.Name)
    }
    taken = ", ".join(["memo_", *(name for name in parameters if name in inside)])
    made = ", ".join(f"_recalled(memo_, {', '.join(map(ast.unparse, power.args))})" for power in powers)
    return _made(function, ast.parse(f"def powers({taken}):\n    return ({made},)\n"), "powers")


def _made(function: FunctionType, tree: ast.Module, name: str) -> Callable:
    scope = {**function.__globals__, "_recalled": recalled, "_known": known}
    exec(compile(ast.fix_missing_locations(tree), inspect.getfile(function), "exec"), scope)
    return scope[name]


def known(power):
    """A power that was computed before."""
    return power
