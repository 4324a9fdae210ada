"""Blocks of what depends on one step alone: coefficients, a schedule's factor, the limit on the learning rate.

    step(values, more, row)    from the unit's numbers in declared order, then the number of the step and, for a
                               schedule, the length of the run; ``more``: see below; the results into ``row``

Units name what they take, so each is handed those numbers and no others.
"""

from collections.abc import Callable

from engine.abi import gatherer, named, reader, writer
from engine.translate import translate


def coefficients_block(name: str, function: Callable, places: tuple[int, ...], carried: int, columns: int) -> Callable:
    """The function to compile for a rule's coefficients, which it takes from ``places`` of ``values``.

    ``more``: numbers carried from step to step, replaced by those for the next.
    """
    read, write = gatherer(places), writer(columns, 1)
    exact = translate(function)
    if not carried:

        def plain(values, more, row):
            write(row, 0, exact(*read(values, 0)))

        return named(name, plain)
    read_carried, write_carried = reader(carried, 1), writer(carried, 1)

    def carrying(values, more, row):
        numbers, after = exact(*(read(values, 0) + (read_carried(more, 0),)))  # noqa: RUF005 - numba cannot unpack here
        write(row, 0, numbers)
        write_carried(more, 0, after)

    return named(name, carrying)


def factor_block(name: str, function: Callable, places: tuple[int, ...]) -> Callable:
    """The function to compile for a schedule's factor; ``more`` is not used."""
    read, exact = gatherer(places), translate(function)

    def block(values, more, row):
        row[0] = exact(*read(values, 0))

    return named(name, block)


def stability_block(
    name: str,
    gain: Callable,
    gain_places: tuple[int, ...],
    preconditioner: Callable | None,
    places: tuple[int, ...],
    slots: int,
    columns: int,
) -> Callable:
    """The function to compile for a rule's :class:`optimizers._stability.Stability`: gain, and P on either coordinate.

    ``more``: the step's coefficients with a rate of 1, then of each coordinate the state after the step and the
    gradient before it. A place of -1 stands for those coefficients.
    """
    exact_gain, read_c = translate(gain), reader(columns, 1)
    read_gain, gain_takes_c = gatherer([k for k in gain_places if k >= 0]), -1 in gain_places

    def gain_of(values, more):
        if gain_takes_c:
            return exact_gain(*(read_gain(values, 0) + (read_c(more, 0),)))  # noqa: RUF005
        return exact_gain(*read_gain(values, 0))

    if preconditioner is None:
        only_gain = translate(gain_of)

        def bare(values, more, row):
            row[0] = only_gain(values, more)
            row[1] = 1.0
            row[2] = 1.0

        return named(name, bare)
    exact, read_state = translate(preconditioner), reader(slots, 1)
    read, takes_c = gatherer([k for k in places if k >= 0]), -1 in places

    def scale(values, more, at):
        state, g = read_state(more, at), more[at + slots]
        if takes_c:
            return exact(*((state, g) + read(values, 0) + (read_c(more, 0),)))  # noqa: RUF005
        return exact(*((state, g) + read(values, 0)))  # noqa: RUF005

    both_gain, both_scale = translate(gain_of), translate(scale)

    def block(values, more, row):
        row[0] = both_gain(values, more)
        for half in range(2):
            row[1 + half] = both_scale(values, more, columns + half * (slots + 1))

    return named(name, block)
