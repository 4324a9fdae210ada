"""Remember powers: neighbouring runs of a map share most of those in their coefficients, and one takes 150 ns.

A copy of a rule's ``coefficients`` is made in which each ``pow(x, y)`` looks into a memo first, a table that the caller
owns. A power is a function of its arguments alone, so the bits are the same.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable
from functools import cache
from types import FunctionType

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic
from numpy.typing import NDArray

import vecmath
from engine.abi import Pointer
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


@cache
def remembering(function: FunctionType) -> Callable | None:
    """A copy of ``function`` with a first parameter more, the address of a memo, where its powers are looked up.

    None if there are none, or the source cannot be read. Powers in helpers are computed as ever.
    """
    names = [name for name, value in function.__globals__.items() if value is vecmath.pow]
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, SyntaxError):
        return None
    definition = tree.body[0]
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    powers = [node for node in calls if node.func.id in names]  # type: ignore[union-attr]
    if not isinstance(definition, ast.FunctionDef) or not powers:
        return None
    definition.args.args.insert(0, ast.arg("memo_"))
    for node in powers:
        node.func = ast.Name("recalled_", ast.Load())
        node.args.insert(0, ast.Name("memo_", ast.Load()))
    scope = {**function.__globals__, "recalled_": recalled}
    exec(compile(ast.fix_missing_locations(tree), inspect.getfile(function), "exec"), scope)
    return scope[definition.name]
