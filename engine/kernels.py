"""Compile or load the machine code of units, once per process, however many threads ask at the same time."""

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
from numba import njit, types
from numba.core.dispatcher import Dispatcher
from numba.core.typing.templates import Signature

from declare import names
from engine import abi, drivers, lanes, recall, samples, steps
from engine.cache import KernelCache
from engine.coupled import coupled_block
from engine.translate import fingerprint, translate
from landscapes import DataLandscape, Landscape
from optimizers import Optimizer
from optimizers.schedules import Schedule

Made = TypeVar("Made")


class Once(Generic[Made]):
    """Thread-safe memo of ``make(key)``: each key is computed once, and does not block other keys.

    Without a lock for each key, eight threads that asked for one kernel compiled it eight times.
    """

    def __init__(self, make: Callable[..., Made]) -> None:
        self._make = make
        self._made: dict[Hashable, Made] = {}
        self._locks: dict[Hashable, threading.Lock] = {}

    def __call__(self, *key: Hashable) -> Made:
        if key not in self._made:
            # setdefault on a dict is atomic under the GIL.
            with self._locks.setdefault(key, threading.Lock()):
                if key not in self._made:
                    self._made[key] = self._make(*key)
        return self._made[key]


@dataclass(frozen=True)
class Block:
    """A compiled block function; the address is valid while ``function`` exists."""

    function: Dispatcher
    address: int


def _compile(kind: str, mark: str, function: Callable, signature: Signature | tuple, **options: bool) -> Dispatcher:
    dispatcher = njit(**abi.STRICT, **options)(function)
    dispatcher._cache = KernelCache(kind, mark)
    dispatcher.compile(signature)
    dispatcher.disable_compile()  # a call with other types is an error and must not compile another version
    return dispatcher


def _block(kind: str, mark: str, function: Callable, signature: Signature) -> Block:
    # It is only called by address, so it needs no wrappers for Python and C.
    dispatcher = _compile(kind, mark, function, signature, no_cpython_wrapper=True, no_cfunc_wrapper=True)
    (compiled,) = dispatcher.overloads.values()
    return Block(dispatcher, compiled.library.get_pointer_to_function(compiled.fndesc.llvm_func_name))


def _surface(key: str, function: Callable, parameters: int, kind: str = "surface") -> Block:
    kind, mark = f"{kind}_{key or 'unnamed'}", fingerprint(function)
    return _block(kind, mark, abi.surface_block(f"{kind}_{mark}", function, parameters), abi.SURFACE)


def _samples(key: str, function: Callable, kind: str) -> Block:
    kind, mark = f"{kind}_{key or 'unnamed'}", fingerprint(function)
    return _block(kind, mark, samples.data_block(f"{kind}_{mark}", function), abi.SURFACE)


def _tilted(function: Callable) -> Block:
    return _block("surface_tilted", fingerprint(function), function, abi.SURFACE)


def _update(
    key: str,
    rule: Callable,
    slots: int,
    coefficients: int,
    coupled: bool = False,
    row: bool = False,
    each: bool = False,
) -> Block:
    kind = f"{'update_each' if each else 'update'}_{key or 'unnamed'}"
    mark = fingerprint(rule, slots, coefficients, row)
    make = coupled_block if coupled else abi.update_block
    return _block(kind, mark, make(f"{kind}_{mark}", rule, slots, coefficients, row, each), abi.UPDATE)


def _coefficients(
    key: str, function: Callable, places: tuple[int, ...], carried: int, columns: tuple[int, ...]
) -> Block:
    kind, mark = f"coefficients_{key or 'unnamed'}", fingerprint(function, places, carried, columns)
    block = steps.coefficients_block(f"{kind}_{mark}", function, places, carried, columns)
    return _block(kind, mark, block, abi.STEP)


def _powers(key: str, powers: Callable, places: tuple[int, ...]) -> Block:
    kind, mark = f"powers_{key or 'unnamed'}", fingerprint(powers, places)
    return _block(kind, mark, steps.powers_block(f"{kind}_{mark}", powers, places), abi.STEP)


def _coefficients_of_each(key: str, function: Callable, *more: Any) -> Block:
    """``more``: the remaining arguments of :func:`engine.steps.lanes_block`."""
    kind, mark = f"coefficients_each_{key or 'unnamed'}", fingerprint(function, *more)
    return _block(kind, mark, steps.lanes_block(f"{kind}_{mark}", function, *more), abi.STEP_OF_EACH)


def _factor(key: str, function: Callable, places: tuple[int, ...]) -> Block:
    kind, mark = f"factor_{key or 'unnamed'}", fingerprint(function, places)
    return _block(kind, mark, steps.factor_block(f"{kind}_{mark}", function, places), abi.STEP)


def _stability(key: str, gain: Callable, *more: Any) -> Block:
    """``more``: the remaining arguments of :func:`engine.steps.stability_block`."""
    kind, mark = f"stability_{key or 'unnamed'}", fingerprint(gain, *more)
    return _block(kind, mark, steps.stability_block(f"{kind}_{mark}", gain, *more), abi.STEP)


def _driver(function: Callable, signature: Signature) -> Dispatcher:
    return _compile(f"driver_{function.__name__}", fingerprint(function), function, signature)


# Types of arguments that functions of the layers above may take; their arrays are read-only.
_KINDS = {
    float: abi.Float,
    int: abi.Int,
    bool: types.boolean,
    np.ndarray: types.Array(abi.Float, 1, "C", readonly=True),
}


def _function(function: Callable, takes: tuple[type, ...]) -> Dispatcher:
    kind, mark = f"function_{function.__name__}", fingerprint(function)
    exact: Any = translate(function)
    return _compile(
        kind, mark, abi.named(f"{kind}_{mark}", exact.py_func), tuple(_KINDS[argument] for argument in takes)
    )


_surfaces, _updates, _drivers = Once(_surface), Once(_update), Once(_driver)
_means, _tilts = Once(_samples), Once(_tilted)
_tables, _factors, _limits = Once(_coefficients), Once(_factor), Once(_stability)
_tables_of_each, _powers_of_each = Once(_coefficients_of_each), Once(_powers)
#: The compiled form of a function of a layer above: see :func:`engine.compiled`.
function = Once(_function)


def surface(landscape: Landscape) -> int:
    """Address of the surface's block function."""
    if isinstance(landscape, DataLandscape):
        return _means(landscape.key, landscape.sample, "surface").address
    return _surfaces(landscape.key, landscape.value_and_gradient, len(landscape.parameters)).address


def hessian(landscape: Landscape) -> int:
    """Address of the block function of the surface's second derivatives."""
    if isinstance(landscape, DataLandscape):
        return _means(landscape.key, landscape.sample_hessian, "hessian").address
    return _surfaces(landscape.key, landscape.hessian, len(landscape.parameters), "hessian").address


def tilted() -> int:
    """Address of the block function that adds a tilt to another surface's block function."""
    return _tilts(samples.tilted).address


def update(optimizer: Optimizer, each: bool = False) -> int:
    """Address of the rule's block function; ``each``: of the one with coefficients for each lane."""
    sizes = len(optimizer.state), len(optimizer.columns)
    return _updates(optimizer.key, optimizer.update, *sizes, optimizer.coupled, optimizer.takes_row, each).address


def coefficients(optimizer: Optimizer) -> int:
    """Address of the block function of the rule's coefficients; its ``values`` begin with the hyperparameters."""
    order = _order(optimizer)
    places, columns = _places(optimizer, order)
    return _tables(optimizer.key, optimizer.coefficients, places, len(optimizer.carried), columns).address


def coefficients_of_each(optimizer: Optimizer) -> tuple[int, int, int]:
    """Addresses of the block functions of the rule's coefficients in each lane, and of its powers, and their number.

    Rows of lanes are: hyperparameters, the step's number, the address of a memo, powers, carried numbers. The block of
    powers takes the first of these for one run. Its address is 0 if there are no powers beforehand.
    """
    order = _order(optimizer)
    places, columns = _places(optimizer, order)
    memo = len(order)
    two = recall.parts(optimizer.coefficients)
    count = two.count if two else 0
    carried = tuple(range(memo + 1 + count, memo + 1 + count + len(optimizer.carried)))
    rest = two.rest if two else optimizer.coefficients
    first = () if not two else (tuple(range(memo + 1, memo + 1 + count)),) if two.powers else (memo,)
    address = _tables_of_each(optimizer.key, rest, places, first, carried, columns).address
    if not two or not two.powers:
        return address, 0, 0
    taken = tuple(order.get(name, memo) for name in names(two.powers))
    return address, _powers_of_each(optimizer.key, two.powers, taken).address, count


def _places(optimizer: Optimizer, order: dict[str, int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Indexes in ``values`` of what ``coefficients`` takes, and of the columns that are hyperparameters, others -1."""
    places = tuple(order[name] for name in names(optimizer.coefficients) if name != "carried")
    return places, tuple(-1 if name in optimizer.computed else order[name] for name in optimizer.columns)


def factor(schedule: Schedule) -> int:
    """Address of the block function of the schedule's factor; its ``values`` begin with the parameters."""
    count = len(schedule.parameters)
    order = {p.name: k for k, p in enumerate(schedule.parameters)} | {"t": count, "steps": count + 1}
    return _factors(schedule.key, schedule.factor, tuple(order[name] for name in names(schedule.factor))).address


def stability(optimizer: Optimizer) -> int:
    """Address of the block function of the rule's stability; its ``values`` begin with the hyperparameters."""
    theory, order = optimizer.stability, _order(optimizer)
    assert theory
    row = tuple(range(len(order), len(order) + len(optimizer.columns)))
    order = {"c": row, **order, **dict(zip(optimizer.columns, row, strict=True))}
    places = tuple(order[name] for name in names(theory.gain))
    scale = theory.preconditioner
    scale_places = tuple(order[name] for name in names(scale) if name not in ("state", "g")) if scale else ()
    return _limits(optimizer.key, theory.gain, places, scale, scale_places, len(optimizer.state)).address


def _order(optimizer: Optimizer) -> dict[str, int]:
    """Indexes in ``values`` of the rule's hyperparameters and of the step's number."""
    return {name: k for k, name in enumerate([*(h.name for h in optimizer.hyperparameters), "t"])}


def run() -> Dispatcher:
    """The compiled :func:`engine.drivers.run`."""
    return _drivers(drivers.run, drivers.RUN)


def mesh() -> Dispatcher:
    """The compiled :func:`engine.drivers.mesh`."""
    return _drivers(drivers.mesh, drivers.MESH)


def curves() -> Dispatcher:
    """The compiled :func:`engine.drivers.curves`."""
    return _drivers(drivers.curves, drivers.CURVES)


def visit() -> Dispatcher:
    """The compiled :func:`engine.drivers.visit`."""
    return _drivers(drivers.visit, drivers.VISIT)


def tabulate() -> Dispatcher:
    """The compiled :func:`engine.drivers.tabulate`."""
    return _drivers(drivers.tabulate, drivers.TABULATE)


def limits() -> Dispatcher:
    """The compiled :func:`engine.drivers.limits`."""
    return _drivers(drivers.limits, drivers.LIMITS)


def crowd() -> Dispatcher:
    """The compiled :func:`engine.lanes.crowd`."""
    return _drivers(lanes.crowd, lanes.CROWD)
