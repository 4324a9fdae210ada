"""Blocks that compute what depends on one step alone: coefficients, a schedule's factor, the limit on the rate.

    step(values, more, row)    from the unit's numbers in declared order, then the number of the step and, for a
                               schedule, the length of the run; ``more``: see below; the results into ``row``

Units name what they take, so each is handed those numbers and no others.
"""

from collections.abc import Callable

from engine.abi import Places, gatherer, named, reader, scatterer, writer
from engine.translate import translate


def coefficients_block(
    name: str, function: Callable, places: tuple[int, ...], carried: int, columns: tuple[int, ...]
) -> Callable:
    """The function to compile for a rule's coefficients, for which ``function`` takes ``places`` of ``values``.

    ``more``: numbers carried from step to step, replaced by those for the next. ``columns``: for each coefficient the
    place of the hyperparameter that it is, -1 for the next number that ``function`` returns.
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


def factor_block(name: str, function: Callable, places: tuple[int, ...]) -> Callable:
    """The function to compile for a schedule's factor; ``more`` is not used."""
    read, exact = gatherer(places), translate(function)

    def block(values, more, row):
        row[0] = exact(*read(values, 0))

    return named(name, block)


def stability_block(
    name: str, gain: Callable, gain_places: Places, preconditioner: Callable | None, places: Places, slots: int
) -> Callable:
    """The function to compile for a rule's :class:`optimizers._stability.Stability`: gain, and P on either coordinate.

    ``values``: behind the number of the step also its coefficients with a rate of 1. ``more``: of each coordinate the
    state after the step and the gradient before it.
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
