"""Block functions of numbers that depend only on the step: coefficients, schedules' factors, stability.

    step(values, more, row)    values: the unit's parameters in declared order, the number of the step and, for a
                               schedule, the length of the run; more: see below; row: the results

Each unit receives only the numbers that its function's parameters name.
"""

from collections.abc import Callable

from engine.abi import Places, gatherer, named, reader, scatterer, writer
from engine.recall import remembering
from engine.translate import translate


def coefficients_block(
    name: str, function: Callable, places: tuple[int, ...], carried: int, columns: tuple[int, ...]
) -> Callable:
    """Block function of a rule's coefficients, to be compiled; ``function`` takes ``places`` of ``values``.

    ``more`` holds the carried numbers, which are replaced by the next step's. ``columns`` holds, for each coefficient,
    the index of its hyperparameter in ``values``, or -1 for the next number that ``function`` returns.
    """
    read, exact = gatherer(places), translate(function)
    write = scatterer([k for k, place in enumerate(columns) if place < 0])
    write_as_it_is = scatterer([k for k, place in enumerate(columns) if place >= 0])
    read_as_it_is = gatherer([place for place in columns if place >= 0])
    if not carried:

        def plain(values, more, row):
            write(row, 0, exact(*read(values, 0)))
            write_as_it_is(row, 0, read_as_it_is(values, 0))

        return named(name, plain)
    read_carried, write_carried = reader(carried, 1), writer(carried, 1)

    def carrying(values, more, row):
        numbers, after = exact(*(read(values, 0) + (read_carried(more, 0),)))  # noqa: RUF005 - numba cannot unpack here
        write(row, 0, numbers)
        write_as_it_is(row, 0, read_as_it_is(values, 0))
        write_carried(more, 0, after)

    return named(name, carrying)


def remembering_block(
    name: str, function: Callable, places: tuple[int, ...], carried: int, columns: tuple[int, ...], memo: int
) -> Callable:
    """:func:`coefficients_block` with a memo of powers (:mod:`engine.recall`), whose address is at ``memo`` of
    ``values``.
    """
    return coefficients_block(name, remembering(function) or function, (memo, *places), carried, columns)


def factor_block(name: str, function: Callable, places: tuple[int, ...]) -> Callable:
    """Block function of a schedule's factor, to be compiled; ``more`` is not used."""
    read, exact = gatherer(places), translate(function)

    def block(values, more, row):
        row[0] = exact(*read(values, 0))

    return named(name, block)


def stability_block(
    name: str, gain: Callable, gain_places: Places, preconditioner: Callable | None, places: Places, slots: int
) -> Callable:
    """Block function of a rule's :class:`optimizers._stability.Stability`, to be compiled: gain, P on x and on y.

    ``values`` end with the step's coefficients at a rate of 1. ``more`` holds, for each coordinate, the state after the
    step and the gradient before it.
    """
    exact_gain, read_gain = translate(gain), gatherer(gain_places)
    if preconditioner is None:

        def bare(values, more, row):
            row[0] = exact_gain(*read_gain(values, 0))
            row[1] = 1.0
            row[2] = 1.0

        return named(name, bare)
    exact, read_state, read = translate(preconditioner), reader(slots, 1), gatherer(places)

    def block(values, more, row):
        row[0] = exact_gain(*read_gain(values, 0))
        for half in range(2):
            at = half * (slots + 1)
            row[1 + half] = exact(*((read_state(more, at), more[at + slots]) + read(values, 0)))  # noqa: RUF005

    return named(name, block)
