"""Compile coupled rules, which mix the coordinates or evaluate the surface again through ``loss``.

``update(w, f, g, state, loss, ...)`` is plain Python. In compiled code ``loss`` is a value of a special type, the
address of the surface's block function with its arguments, so that ``loss(w)`` compiles to a call by address.
"""

from collections.abc import Callable

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.errors import TypingError
from numba.core.typing import signature
from numba.extending import intrinsic, lower_builtin, models, register_model

from engine.abi import LANES, STATE, STRIDE, F, Float, G, Int, Pointer, call_surface, elsewhere, gatherer, named
from engine.translate import translate

PAIR, SEEN = types.UniTuple(Float, 2), types.UniTuple(Float, 3)


class LossType(types.Callable):
    """Type of ``loss`` in a compiled rule. get_call_type and the other methods are Numba internals of 0.68.1."""

    def __init__(self) -> None:
        super().__init__(name="Loss")

    def get_call_type(self, context, args, kws):
        if kws or len(args) != 1 or not (isinstance(args[0], types.BaseTuple) and len(args[0]) == 2):
            raise TypingError("loss takes one point, a pair")
        return signature(SEEN, PAIR, recvr=self)

    def get_call_signatures(self):
        return [signature(SEEN, PAIR)], False

    def get_impl_key(self, sig):
        return type(self)


LOSS = LossType()
_MEMBERS = (("surface", Int), ("w", Pointer), ("p", Pointer), ("t", Int))


@register_model(LossType)
class _LossModel(models.StructModel):
    def __init__(self, manager, kind) -> None:
        super().__init__(manager, kind, list(_MEMBERS))


def _look(surface, w, p, t, at):
    """Loss and gradient at ``at``, computed in the scratch rows and counted in the loss's y lane."""
    w[0], w[LANES] = at
    if call_surface(surface, 1, w, p, t) != 0:
        raise RuntimeError("the surface raised")
    w[F + LANES] += 1.0
    return w[F], w[G], w[G + LANES]


@lower_builtin(LossType, LOSS, types.BaseTuple)
def _call(context, builder, sig, args):
    loss = cgutils.create_struct_proxy(LOSS)(context, builder, value=args[0])
    plain = SEEN(*(kind for _, kind in _MEMBERS), PAIR)
    return context.compile_internal(builder, _look, plain, [*(getattr(loss, name) for name, _ in _MEMBERS), args[1]])


@intrinsic
def _loss(typingctx, surface, w, p, t):
    def generate(context, builder, sig, args):
        proxy = cgutils.create_struct_proxy(LOSS)(context, builder)
        for (name, _), value in zip(_MEMBERS, args, strict=True):
            setattr(proxy, name, value)
        return proxy._getvalue()

    return LOSS(*(kind for _, kind in _MEMBERS)), generate


@intrinsic
def _offset(typingctx, place, by):
    return Pointer(Pointer, Int), lambda context, builder, sig, args: builder.gep(args[0], [args[1]])


def _pairs(count: int):
    """Intrinsics that read and write ``count`` state numbers of one lane as pairs ``(x, y)``."""
    row = types.Tuple((PAIR,) * count)

    def places(builder, base, k):
        return (builder.gep(base, [ir.IntType(64)(k * STRIDE + half)]) for half in (0, LANES))

    @intrinsic
    def read(typingctx, source, start):
        def generate(context, builder, sig, args):
            base = builder.gep(args[0], [args[1]])
            read = [[builder.load(place) for place in places(builder, base, k)] for k in range(count)]
            return context.make_tuple(builder, row, [context.make_tuple(builder, PAIR, pair) for pair in read])

        return row(Pointer, Int), generate

    @intrinsic
    def write(typingctx, target, start, values):
        if not isinstance(values, types.BaseTuple) or len(values) != count:
            raise TypingError(f"the update rule declares {count} state numbers but returns {values}")

        def generate(context, builder, sig, args):
            base = builder.gep(args[0], [args[1]])
            for k, kind in enumerate(values):
                pair = context.cast(builder, builder.extract_value(args[2], k), kind, PAIR)
                for half, place in enumerate(places(builder, base, k)):
                    builder.store(builder.extract_value(pair, half), place)
            return context.get_dummy_value()

        return types.void(Pointer, Int, values), generate

    return read, write


def coupled_block(name: str, rule: Callable, slots: int, coefficients: int, row: bool, each: bool = False) -> Callable:
    """Block function of a coupled rule, to be compiled; arguments as for :func:`engine.abi.update_block`."""
    apart = LANES if each else 1
    places = range(0, coefficients * apart, apart)
    # A tuple of coefficients comes before the loss, named coefficients after it.
    read_row, read_named = gatherer([places] * row), gatherer([] if row else places)
    read_state, write_state = _pairs(slots)
    step = translate(rule)
    other = elsewhere(slots)

    def block(n, w, c, surface, p, t):
        rows = _offset(w, other)
        last = read_row(c, 0) + (_loss(surface, rows, p, t),) + read_named(c, 0)  # noqa: RUF005
        for i in range(n):
            rows[F + LANES] = 0.0
            at = (w[i], w[i + LANES])
            slope = (w[G + i], w[G + i + LANES])
            (x, y), state = step(*((at, w[F + i], slope, read_state(w, STATE + i)) + last))  # noqa: RUF005
            w[i] = x
            w[i + LANES] = y
            write_state(w, STATE + i, state)
            w[F + LANES + i] = rows[F + LANES]

    def block_of_each(n, w, c, surface, p, t):
        rows = _offset(w, other)
        for i in range(n):
            last = read_row(c, i) + (_loss(surface, rows, p, t),) + read_named(c, i)  # noqa: RUF005
            rows[F + LANES] = 0.0
            at = (w[i], w[i + LANES])
            slope = (w[G + i], w[G + i + LANES])
            (x, y), state = step(*((at, w[F + i], slope, read_state(w, STATE + i)) + last))  # noqa: RUF005
            w[i] = x
            w[i + LANES] = y
            write_state(w, STATE + i, state)
            w[F + LANES + i] = rows[F + LANES]

    return named(name, block_of_each if each else block)
