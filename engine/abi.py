"""Block functions: a surface or an update rule, compiled over the lanes of a workspace and called by address.

A workspace is a float64 array of rows of ``STRIDE`` numbers: x lanes at 0..63, y lanes at 64..127. Row ``Z`` holds the
weights, ``G`` the gradient, ``F`` the loss (its y lanes: the number of further evaluations by the update), then one row
for each state number, then scratch rows for evaluating the surface elsewhere. Rows have a constant distance, so LLVM
vectorises without alias checks. A single run uses one lane, a map all 64, of the *same* machine code: a cell of a map
equals its run, bit for bit.

    surface(n, w, p, t)              loss and gradient of lanes 0..n-1 at their weights; p: parameters, t: step; with
                                     n = 1 the other lanes of loss and gradient are scratch
    hessian(n, w, p, t)              second derivatives: d2f/dx2 in the loss's row, d2f/dxdy and d2f/dy2 in the
                                     gradient's
    update(n, w, c, surface, p, t)   weights and state of lanes 0..n-1, x and y, after one step; c: one row of
                                     coefficients, or in a second version one for each lane; the rest is for rules that
                                     evaluate the surface again
    step(values, more, row)          numbers that depend only on the step (:mod:`engine.steps`)
    step(n, lanes, row)              the same in each of lanes 0..n-1, from its own values

So N surfaces and M rules cost N + M compilations, not N x M, and each has its own entry in the disk cache.
"""

from collections.abc import Callable, Sequence

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.core import cgutils
from numba.core.errors import TypingError
from numba.extending import intrinsic
from numpy.typing import NDArray

from engine.primitives import keep_apart
from engine.translate import mentions_near, translate

LANES = 64
STRIDE = 2 * LANES
Z, G, F, STATE = 0, STRIDE, 2 * STRIDE, 3 * STRIDE  # where rows start
FAR = 1e4  # beyond every surface's picture

Float, Int, Pointer = types.float64, types.int64, types.CPointer(types.float64)
SURFACE = types.void(Int, Pointer, Pointer, Int)
UPDATE = types.void(Int, Pointer, Pointer, Int, Pointer, Int)
STEP = types.void(Pointer, Pointer, Pointer)
STEP_OF_EACH = types.void(Int, Pointer, Pointer)


# No fastmath: it would delete the tests for NaN. No parallel=True: without libgomp Numba falls back to workqueue, which
# aborts the process when two threads call it.
STRICT = {"error_model": "numpy", "nogil": True}


def named(name: str, function: Callable) -> Callable:
    """``function`` under a unique name, from which Numba derives symbols in machine code.

    Functions from one factory would share their symbols, and one from the disk cache could be linked to another's body.
    """
    function.__name__ = function.__qualname__ = name
    return function


def workspace(slots: int) -> NDArray[np.float64]:
    """A zeroed workspace for ``slots`` state numbers a coordinate."""
    return np.zeros(elsewhere(slots) + STATE)


def elsewhere(slots: int) -> int:
    """Offset of the scratch rows in which an update evaluates the surface again."""
    return STATE + slots * STRIDE


def _caller(*arguments: types.Type):
    """Intrinsic that calls the block function at an address; it returns 0, or another number if the unit raised.

    It uses Numba's internal calling convention, which is faster than the C callback of ``@cfunc``.
    """
    llvm = {Int: ir.IntType(64), Pointer: ir.DoubleType().as_pointer()}
    place = ir.IntType(8).as_pointer().as_pointer()
    function = ir.FunctionType(ir.IntType(32), [place, place, *(llvm[a] for a in arguments)])

    def generate(context, builder, signature, args):
        # Places for the function's result, of which there is none, and its exception.
        result, exception = (cgutils.alloca_once(builder, place.pointee) for _ in range(2))
        return builder.call(builder.inttoptr(args[0], function.as_pointer()), [result, exception, *args[1:]])

    return types.int32(Int, *arguments), generate


@intrinsic
def call_surface(typingctx, address, n, w, p, t):
    """Call the surface block at ``address``."""
    return _caller(*SURFACE.args)


@intrinsic
def call_update(typingctx, address, n, w, c, surface, p, t):
    """Call the update block at ``address``."""
    return _caller(*UPDATE.args)


@intrinsic
def call_step(typingctx, address, values, more, row):
    """Call the step block at ``address``."""
    return _caller(*STEP.args)


@intrinsic
def call_step_of_each(typingctx, address, n, lanes, row):
    """Call the block of a step's numbers in each lane at ``address``."""
    return _caller(*STEP_OF_EACH.args)


@intrinsic
def pointer(typingctx, array, offset):
    """Address of ``array.flat[offset]`` of a contiguous float64 array."""

    def generate(context, builder, signature, args):
        data = context.make_array(signature.args[0])(context, builder, args[0]).data
        return builder.gep(data, [args[1]])

    return Pointer(array, Int), generate


Places = Sequence[int | Sequence[int]]  # inner sequences become nested tuples


def gatherer(places: Places):
    """Intrinsic ``read(pointer, start)``: a tuple of the numbers at ``start`` plus each of ``places``.

    Units unpack ``a, b = p``, so the tuple's length must be part of its type.
    """
    row = _tuple_type(places)

    @intrinsic
    def read(typingctx, source, start):
        def generate(context, builder, signature, args):
            base = builder.gep(args[0], [args[1]])

            def load(place):
                if isinstance(place, int):
                    return builder.load(builder.gep(base, [ir.IntType(64)(place)]))
                return context.make_tuple(builder, _tuple_type(place), [load(one) for one in place])

            return load(places)

        return row(Pointer, Int), generate

    return read


def _tuple_type(places: Places) -> types.Type:
    return types.Tuple([Float if isinstance(place, int) else _tuple_type(place) for place in places])


def reader(count: int, stride: int):
    """:func:`gatherer` of exactly ``count`` numbers, ``stride`` apart."""
    return gatherer([k * stride for k in range(count)])


def scatterer(places: Sequence[int]):
    """Intrinsic ``write(pointer, start, values)``: the inverse of :func:`gatherer`."""

    @intrinsic
    def write(typingctx, target, start, values):
        if not isinstance(values, types.BaseTuple) or len(values) != len(places):
            raise TypingError(f"{len(places)} numbers were declared, and {values} is returned")

        def generate(context, builder, signature, args):
            base = builder.gep(args[0], [args[1]])
            for k, (kind, place) in enumerate(zip(values, places, strict=True)):
                number = context.cast(builder, builder.extract_value(args[2], k), kind, Float)
                builder.store(number, builder.gep(base, [ir.IntType(64)(place)]))
            return context.get_dummy_value()

        return types.void(Pointer, Int, values), generate

    return write


def writer(count: int, stride: int):
    """:func:`scatterer` of exactly ``count`` numbers, ``stride`` apart."""
    return scatterer([k * stride for k in range(count)])


def surface_block(name: str, value_and_gradient: Callable, parameters: int) -> Callable:
    """Block function of a surface or its Hessian, to be compiled; ``name`` as for :func:`named`."""
    read = reader(parameters, 1)
    exact = translate(value_and_gradient)

    def block(n, w, p, t):
        values = read(p, 0)
        for i in range(n):
            f, gx, gy = exact(w[i], w[i + LANES], values)
            w[F + i] = f
            w[G + i] = gx
            w[G + LANES + i] = gy

    if not mentions_near(value_and_gradient):
        return named(name, block)
    fast = translate(value_and_gradient, near=True)
    settle = _second_look(name, exact, read)

    def guarded(n, w, p, t):
        values = read(p, 0)
        doubtful = 0
        for i in range(n):
            x, y = w[i], w[i + LANES]
            f, gx, gy = fast(x, y, values)
            w[F + i] = f
            w[G + i] = gx
            w[G + LANES + i] = gy
            doubtful |= not sure(x, y, f, gx, gy)
        if doubtful:
            settle(n, w, p)

    return named(name, guarded)


@njit(**STRICT, forceinline=True)
def sure(x, y, f, gx, gy):
    """Whether the point is near and its numbers are not NaN, in one comparison: three would cost 0.8 ns a step."""
    return abs(x) + abs(y) + abs(f + gx + gy) * 1e-300 < FAR


def _second_look(name: str, exact: Callable, read: Callable) -> Callable:
    """Compiled ``settle(n, w, p)``: recompute the lanes where ``near_sin`` or ``near_cos`` may have returned NaN.

    Lanes far out are always recomputed, because a branch of the surface may have hidden that NaN. Both cases are rare
    and decided for each lane alone, so that other lanes make no difference.
    """

    def lane(i, w, p):
        keep_apart()
        x, y = w[i], w[i + LANES]
        if not sure(x, y, w[F + i], w[G + i], w[G + LANES + i]):
            w[F + i], w[G + i], w[G + LANES + i] = exact(x, y, read(p, 0))

    again = njit(**STRICT, no_cpython_wrapper=True)(named(f"{name}_lane", lane))

    def settle(n, w, p):
        keep_apart()
        for i in range(n):
            again(i, w, p)

    return njit(**STRICT, no_cpython_wrapper=True)(named(f"{name}_settle", settle))


def update_block(name: str, rule: Callable, slots: int, coefficients: int, row: bool, each: bool = False) -> Callable:
    """Block function of a rule with ``slots`` state numbers and ``coefficients``, to be compiled; ``name`` as above.

    Args:
        row: whether the rule takes its coefficients as one tuple, not by name.
        each: whether each lane has its own coefficients: coefficient k of lane i at ``c[k * LANES + i]``.
    """
    places = range(0, coefficients * (LANES if each else 1), LANES if each else 1)
    read_coefficients = gatherer([places] if row else places)
    read_state, write_state = reader(slots, STRIDE), writer(slots, STRIDE)
    step = translate(rule)

    # One call updates both coordinates, as for coupled rules; a call for each is no faster (12.1 against 11.9 ns a step
    # for GD on Rosenbrock).
    def block(n, w, c, surface, p, t):
        now = read_coefficients(c, 0)
        for first in (0, LANES):
            for i in range(first, first + n):
                z, state = step(*((w[i], w[G + i], read_state(w, STATE + i)) + now))  # noqa: RUF005
                w[i] = z
                write_state(w, STATE + i, state)

    def block_of_each(n, w, c, surface, p, t):
        for first in (0, LANES):
            for i in range(n):
                at = first + i
                now = read_coefficients(c, i)
                z, state = step(*((w[at], w[G + at], read_state(w, STATE + at)) + now))  # noqa: RUF005
                w[at] = z
                write_state(w, STATE + at, state)

    return named(name, block_of_each if each else block)
