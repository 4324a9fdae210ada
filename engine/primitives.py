"""Primitives that :mod:`vecmath` and units leave to the compiler: a double's bits, a choice, a quick division.

``quotient`` may use fma, for its bits are those of a division.
"""

import math

from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

_inline = njit(error_model="numpy", forceinline=True)


def _reinterpret(source: types.Type, target: types.Type, llvm: ir.Type):
    @intrinsic
    def reinterpret(typingctx, value):
        return target(source), lambda context, builder, sig, args: builder.bitcast(args[0], llvm)

    return reinterpret


bits = _reinterpret(types.float64, types.int64, ir.IntType(64))
number = _reinterpret(types.int64, types.float64, ir.DoubleType())


@_inline
def select(condition, yes, no):
    """``yes if condition else no``, both computed: LLVM makes one instruction of it."""
    return yes if condition else no


@intrinsic
def keep_apart(typingctx):
    """Keep the function that calls this from being inlined.

    LLVM speculates: inlined, the rare path was paid for in every call, 47 ns a step on the bowl for 39.
    """

    def generate(context, builder, signature, args):
        builder.function.attributes.add("noinline")
        return context.get_dummy_value()

    return types.void(), generate


@intrinsic
def _fma(typingctx, a, b, c):
    """a * b + c, rounded once: one instruction where :func:`_fuses`, a slow call of libm elsewhere."""
    return types.float64(types.float64, types.float64, types.float64), lambda _, builder, sig, args: builder.fma(*args)


@intrinsic
def _fuses(typingctx):
    """Whether the target multiplies and adds in one instruction: a constant, so that LLVM drops the other branch."""

    def generate(context, builder, signature, args):
        triple, _, features = context.codegen().magic_tuple()
        found = "+fma" in features.split(",") or triple.startswith(("aarch64", "arm64"))
        return context.get_constant(types.boolean, found)

    return types.boolean(), generate


@_inline
def quotient(number, coefficient):
    """``number / coefficient`` to the last bit, for what :func:`optimizers.quotient` allows.

    One reciprocal serves all lanes; a product with it, corrected by what is left over, is the nearest double
    (Brisebarre, Muller & Raina, IEEE Trans. Comput. 53, 2004). The divider is what Adam waits for: 65,536 starts on
    Rosenbrock took 4.7 ns a step with two divisions and take 4.3 with one.
    """
    if not _fuses():
        return number / coefficient
    reciprocal = 1.0 / coefficient
    near = number * reciprocal
    nearest = _fma(_fma(-coefficient, near, number), reciprocal, near)
    return near if math.isnan(nearest) else nearest  # infinity leaves infinity minus infinity over
