"""Plans of maps: what is to be computed, tile by tile, and the result so far."""

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

import engine
from experiments.maps.axes import ACROSS, UP, axis, place_axis
from experiments.maps.cells import Cells, Tile, arrived, arrived_from_anywhere
from experiments.maps.ends import ended_at, minima_of
from experiments.maps.result import Basins, Map, Objective
from experiments.scenario import Scenario
from experiments.seeds import CancelledError

# Most values on each axis.
MOST_RATES = 4096
MOST_PLANE = 512
MOST_STARTS = 1024

Values = Iterable[float] | int | None
Made = TypeVar("Made", bound=Map)


@dataclass(eq=False)
class Plan(Generic[Made]):
    """A map under way.

    Attributes:
        cells: its runs.
        numbers: arrays ``(rows, columns)`` by the names of :data:`experiments.maps.cells.NUMBERS` and ``COUNTS``; NaN
            and -1 in cells that are not known yet.
        done: number of known cells.
    """

    cells: Cells
    finish: Callable[["Plan"], Made]
    numbers: dict[str, NDArray] = field(default_factory=dict)
    done: int = 0

    def __post_init__(self) -> None:
        self.numbers = self.cells.empty()

    @property
    def share(self) -> float:
        """Share of the cells that are known, 0 to 1."""
        rows, columns = self.cells.shape
        return self.done / (rows * columns)

    def tiles(self, cancelled: Callable[[], bool] | None = None) -> Iterator[Tile]:
        """Compute the cells on all processors, and yield each tile once its cells stand in :attr:`numbers`.

        The first tile or tiles cover the whole map with 16 to 32 cells along its longer side, each as wide as
        ``tile.stride`` cells; then come those between them, in strides half as wide, down to 1. So a page can draw a
        whole picture at once, and refines it: for ``stride`` 4, 2 and 1 the cells are squares of 4 x 4, 2 x 2 and
        single ones. Order and numbers are the same in each run. Closing the generator ends the work, in some 10 ms.

        Raises:
            CancelledError: ``cancelled()`` returned True; it is asked every 50 ms.
        """
        ending = threading.Event()

        def look() -> None:
            engine.piece_done()
            if cancelled is not None and cancelled():
                raise CancelledError

        try:
            for tile, found in engine.spread(
                lambda tile: self.cells.compute(tile, ending.is_set), self.cells.tiles(), look, self.cells.goes_first
            ):
                if found is None:
                    continue
                i, j = found.pop("i"), found.pop("j")
                for name, numbers in found.items():
                    self.numbers[name][i, j] = numbers
                self.done += len(i)
                yield tile
        finally:
            ending.set()

    def result(self) -> Made:
        """The map as far as it is known; read its arrays only while no tile is being computed."""
        return self.finish(self)

    def run(
        self, progress: Callable[[float], object] | None = None, cancelled: Callable[[], bool] | None = None
    ) -> Made:
        """Compute all cells; ``progress(share)`` is called after each tile."""
        for _ in self.tiles(cancelled):
            if progress is not None:
                progress(self.share)
        return self.result()


def plan_sweep(
    scenario: Scenario,
    racer: str,
    name: str = "lr",
    values: Values = None,
    *,
    objective: Objective = "final",
    target: float | None = None,
) -> Plan[Map]:
    """Plan of :func:`sweep`."""
    cells = Cells(scenario, racer, axis(scenario, racer, name, values, MOST_RATES), None, _target(scenario, target))
    return Plan(cells, lambda plan: _line(plan, objective))


def plan_plane(
    scenario: Scenario,
    racer: str,
    x: tuple[str, Values],
    y: tuple[str, Values],
    *,
    objective: Objective = "final",
    target: float | None = None,
) -> Plan[Map]:
    """Plan of :func:`plane`."""
    if x[0] == y[0]:
        raise ValueError(f"two different hyperparameters were expected, got {x[0]} twice")
    across, up = (axis(scenario, racer, *one, MOST_PLANE) for one in (x, y))
    return Plan(
        Cells(scenario, racer, across, up, _target(scenario, target)), lambda plan: Map(**_plane(plan, objective))
    )


def plan_basins(
    scenario: Scenario,
    racer: str,
    across: tuple[float, float] | None = None,
    up: tuple[float, float] | None = None,
    size: int | tuple[int, int] = 128,
    *,
    target: float | None = None,
) -> Plan[Basins]:
    """Plan of :func:`basins`."""
    (columns, rows), (wide, high) = (size, size) if isinstance(size, int) else size, scenario.landscape.domain
    x = place_axis(ACROSS, wide if across is None else across, columns, MOST_STARTS)
    y = place_axis(UP, high if up is None else up, rows, MOST_STARTS)
    axis(scenario, racer, "lr", 1, 1)  # refuse a racer that does not race
    goal = arrived_from_anywhere(scenario) if target is None else float(target)
    return Plan(Cells(scenario, racer, x, y, goal), _basins)


def sweep(
    scenario: Scenario,
    racer: str,
    name: str = "lr",
    values: Values = None,
    *,
    objective: Objective = "final",
    target: float | None = None,
    progress: Callable[[float], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Map:
    """Runs of ``racer`` with each of ``values`` of one hyperparameter: arrays ``(n,)``.

    ``run(result.scenario_at(j))[racer].result`` has the numbers of cell j, bit for bit: with schedules, batches, noise.

    Args:
        scenario: everything else; its other racers make no difference.
        name: a hyperparameter of ``racer``, or ``batch`` for the size of batches, of surfaces over data.
        values: the values; or their number, spaced over the declared bounds on the declared scale; None for 121 of
            them: over the six decades of a learning rate, 20 a decade. At most :data:`MOST_RATES`.
        objective: what is sought: ``final``, ``best`` or ``mean`` loss, or ``steps`` to the target.
        target: loss at which a run counts as arrived; None for :func:`experiments.maps.cells.arrived`.
        progress: called with the share of the cells that are done.
        cancelled: asked every 50 ms; True ends the work.

    Raises:
        ScenarioError: no such racer or hyperparameter, or a value that the scenario cannot have.
        ValueError: no values or too many, or another objective.
        CancelledError: ``cancelled`` returned True (:mod:`experiments.seeds`).
    """
    return plan_sweep(scenario, racer, name, values, objective=objective, target=target).run(progress, cancelled)


def plane(
    scenario: Scenario,
    racer: str,
    x: tuple[str, Values],
    y: tuple[str, Values],
    *,
    objective: Objective = "final",
    target: float | None = None,
    progress: Callable[[float], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Map:
    """Runs of ``racer`` with each pair of values of two hyperparameters: arrays ``(len(y), len(x))``.

    ``x`` and ``y`` are ``(name, values)``, both as for :func:`sweep`; at most :data:`MOST_PLANE` values each. Runs with
    batches of one size are run together. Other arguments, and errors, are those of :func:`sweep`.
    """
    return plan_plane(scenario, racer, x, y, objective=objective, target=target).run(progress, cancelled)


def basins(
    scenario: Scenario,
    racer: str,
    across: tuple[float, float] | None = None,
    up: tuple[float, float] | None = None,
    size: int | tuple[int, int] = 128,
    *,
    target: float | None = None,
    progress: Callable[[float], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Basins:
    """Runs of ``racer`` from a grid of starts, and where each of them ends: arrays ``(rows, columns)``.

    Args:
        across, up: intervals of the starts, both ends included; None for the surface's domain.
        size: columns and rows, or one number for both; at most :data:`MOST_STARTS` each.
        target: loss at which a run counts as arrived; None for
            :func:`experiments.maps.cells.arrived_from_anywhere`, which is the same for all starts.

    Other arguments, and errors, are those of :func:`sweep`; :func:`experiments.maps.ends.ended_at` says how ends are
    told apart.
    """
    return plan_basins(scenario, racer, across, up, size, target=target).run(progress, cancelled)


def _target(scenario: Scenario, target: float | None) -> float:
    return arrived(scenario) if target is None else float(target)


def _plane(plan: Plan, objective: Objective) -> dict:
    """Arguments of :class:`Map`."""
    cells, numbers = plan.cells, dict(plan.numbers)
    ends = np.stack([numbers.pop("end_x"), numbers.pop("end_y")], axis=-1)
    head = {"scenario": cells.scenario, "racer": cells.racer, "x": cells.x, "y": cells.y, "target": cells.target}
    return {**head, "objective": objective, **numbers, "ends": ends}


def _line(plan: Plan, objective: Objective) -> Map:
    given = _plane(plan, objective)
    return Map(**{name: value[0] if isinstance(value, np.ndarray) else value for name, value in given.items()})


def _basins(plan: Plan) -> Basins:
    given = _plane(plan, "final")
    scenario = plan.cells.scenario
    ended = ended_at(scenario, given["ends"].reshape(-1, 2), given["stopped"].ravel() >= 0)
    return Basins(**given, minima=minima_of(scenario), ended=ended.reshape(plan.cells.shape))
