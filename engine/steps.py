"""Block functions of numbers that depend only on the step: coefficients, schedules' factors, stability.

    step(values, more, row)    values: the unit's parameters in declared order, the number of the step and, for a
                               schedule, the length of the run; more: see below; row: the results

Each unit receives only the numbers that its function's parameters name.
"""

from collections.abc import Callable

from engine.abi import LANES, Places, gatherer, named, reader, scatterer, writer
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


def powers_block(name: str, powers: Callable, places: tuple[int, ...]) -> Callable:
    """Block function of the powers of :class:`engine.recall.Parts`, to be compiled, from ``places`` of ``values``."""
    read, exact = gatherer(places), translate(powers)

    def block(values, more, row):
        numbers = exact(*read(values, 0))
        for k in range(len(numbers)):
            row[k] = numbers[k]

    return named(name, block)


def lanes_block(
    name: str,
    function: Callable,
    places: tuple[int, ...],
    first: Places,
    carried: tuple[int, ...],
    columns: tuple[int, ...],
) -> Callable:
    """Block function ``(n, lanes, row)`` of a rule's coefficients in lanes 0..n-1, to be compiled.

    Every number is a row of lanes. ``function`` takes ``first`` and ``places`` of ``lanes``, then what is at
    ``carried``, which is replaced by the next step's. ``columns`` as for :func:`coefficients_block`.
    """
    read_first, read, exact = gatherer(_rows(first)), gatherer(_rows(places)), translate(function)
    write = scatterer([k * LANES for k, place in enumerate(columns) if place < 0])
    write_as_it_is = scatterer([k * LANES for k, place in enumerate(columns) if place >= 0])
    read_as_it_is = gatherer([place * LANES for place in columns if place >= 0])
    if not carried:

        def plain(n, lanes, row):
            for i in range(n):
                write(row, i, exact(*(read_first(lanes, i) + read(lanes, i))))
                write_as_it_is(row, i, read_as_it_is(lanes, i))

        return named(name, plain)
    read_carried, write_carried = gatherer(_rows([carried])), scatterer([place * LANES for place in carried])

    def carrying(n, lanes, row):
        for i in range(n):
            numbers, after = exact(*(read_first(lanes, i) + read(lanes, i) + read_carried(lanes, i)))
            write(row, i, numbers)
            write_as_it_is(row, i, read_as_it_is(lanes, i))
            write_carried(lanes, i, after)

    return named(name, carrying)


def _rows(places: Places) -> Places:
    """Where rows of lanes start whose numbers are ``places``."""
    return [place * LANES if isinstance(place, int) else _rows(place) for place in places]  # type: ignore[misc]


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
