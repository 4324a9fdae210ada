"""Compiled counterparts of primitives in :mod:`vecmath` and units: a double's bits, selection, fast division.

``quotient`` may use fma, because its result has the bits of a division.
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
    """``yes if condition else no``; both are computed, so LLVM can use one instruction."""
    return yes if condition else no


@intrinsic
def keep_apart(typingctx):
    """Prevent the calling function from being inlined.

    LLVM executes inlined code of rare paths speculatively: 47 instead of 39 ns a step of a run on the bowl.
    """

    def generate(context, builder, signature, args):
        builder.function.attributes.add("noinline")
        return context.get_dummy_value()

    return types.void(), generate


@intrinsic
def _fma(typingctx, a, b, c):
    """a * b + c, rounded once: one instruction if :func:`_fuses`, otherwise a slow call of libm."""
    return types.float64(types.float64, types.float64, types.float64), lambda _, builder, sig, args: builder.fma(*args)


@intrinsic
def _fuses(typingctx):
    """Whether the target has fused multiply-add; a constant, so that LLVM removes the other branch."""

    def generate(context, builder, signature, args):
        triple, _, features = context.codegen().magic_tuple()
        found = "+fma" in features.split(",") or triple.startswith(("aarch64", "arm64"))
        return context.get_constant(types.boolean, found)

    return types.boolean(), generate


@_inline
def quotient(number, coefficient):
    """``number / coefficient`` to the last bit, for arguments that :func:`optimizers.quotient` allows.

    All lanes share one reciprocal; the product with it, corrected by its remainder, is the nearest double (Brisebarre,
    Muller & Raina, IEEE Trans. Comput. 53, 2004). Division limits Adam's speed: a sweep of 65,536 starts on Rosenbrock
    took 4.7 ns a step with two divisions and takes 4.3 with one.
    """
    if not _fuses():
        return number / coefficient
    reciprocal = 1.0 / coefficient
    near = number * reciprocal
    nearest = _fma(_fma(-coefficient, near, number), reciprocal, near)
    return near if math.isnan(nearest) else nearest  # for infinity the correction is infinity minus infinity
