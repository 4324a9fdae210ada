"""The map that a link asks for: its racer, its axes, its rectangle, and as many cells as a visitor may have."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from experiments.maps import budget
from experiments.maps.axes import ACROSS, BATCH, UP, Axis, axis, clipped, place_axis
from experiments.maps.cells import Cells, arrived, arrived_from_anywhere
from experiments.maps.closed_forms import fastest, stable_rates
from experiments.maps.plans import MOST_PLANE, MOST_STARTS
from experiments.maps.result import Basins, Map
from experiments.racers import optimizer_of
from experiments.scenario import REACH, Scenario
from experiments.view import HINTS, View, rectangle

RATE = "lr"


@dataclass(frozen=True, eq=False)
class Viewed:
    """A map that is to be computed.

    Attributes:
        racer: the one that the link asks for, else the first.
        side: cells along a side, at most; 0 if the map takes too long in any size.
        fewer: whether these are fewer than were asked for.
        cells: by racer; those of a plane have one.
    """

    racer: str
    side: int
    fewer: bool
    cells: Mapping[str, Cells]

    @property
    def main(self) -> Cells:
        return self.cells[self.racer]

    @cached_property
    def limit(self) -> NDArray[np.float64] | None:
        """The largest stable rate for each value of the axis that is none of rates; None where no theory says it."""
        x, y = self.main.x, self.main.y
        if y is None or RATE not in (x.name, y.name):
            return None
        return stable_rates(self.main.scenario, self.racer, y if x.name == RATE else x)

    @property
    def fastest(self) -> Mapping[str, float] | None:
        """The settings that converge fastest, in closed form."""
        return fastest(self.main.scenario, self.racer)


def racer_of(scenario: Scenario, view: View) -> str:
    """The racer of the map; empty if nobody races."""
    return view.map_of if view.map_of in scenario.optimizers else next(iter(scenario.optimizers), "")


def settings_of(scenario: Scenario, racer: str) -> list[str]:
    """Names of what an axis of a plane can be: numbers that are no switches, and the size of batches."""
    names = [one.name for one in optimizer_of(racer).hyperparameters if one.scale != "switch"]
    return names + [BATCH] * bool(scenario.size)


def axes_of(scenario: Scenario, racer: str, view: View) -> tuple[str, str]:
    """Names of the axes of a plane; the second is empty where there is only one setting.

    What is not usable is what it usually is: the rate, and the first other setting.
    """
    names = settings_of(scenario, racer)
    x = view.map_x if view.map_x in names else names[0]
    others = [name for name in names if name != x]
    y = view.map_y if view.map_y in others else next(iter(others), "")
    return x, y


def plane(scenario: Scenario, view: View) -> Viewed:
    """The plane of a racer that has two settings (:func:`axes_of`)."""
    racer = racer_of(scenario, view)
    x, y = axes_of(scenario, racer, view)
    across, up = _parts(view)
    target = arrived(scenario)

    def make(side: int) -> list[Cells]:
        columns = axis(scenario, racer, x, side, MOST_PLANE, across)
        rows = axis(scenario, racer, y, side, MOST_PLANE, up)
        return [Cells(scenario, racer, columns, rows, target)]

    wanted = min(int(view.map_size), MOST_PLANE)
    return _viewed(racer, wanted, make)


def basins(scenario: Scenario, view: View) -> Viewed:
    """The basins of all racers."""
    first = racer_of(scenario, view)
    racers = [first, *(racer for racer in scenario.optimizers if racer != first)]
    across, up = (part and clipped(part, (-REACH, REACH)) for part in _parts(view))
    wide, high = scenario.landscape.domain
    target = arrived_from_anywhere(scenario)

    def make(side: int) -> list[Cells]:
        columns, rows = (
            place_axis(*place, side, MOST_STARTS) for place in ((ACROSS, across or wide), (UP, up or high))
        )
        return [Cells(scenario, racer, columns, rows, target) for racer in racers]

    return _viewed(first, int(view.map_size), make)


def view_of(found: Map) -> View:
    """How a page shows the map: its racer, axes and rectangle; with as many cells as a page has, or the next number."""
    x, y = found.x, found.y
    sides = get_args(HINTS["map_size"])
    longest = max(len(axis) for axis in (x, y) if axis is not None)
    size = next((side for side in sides if int(side) >= longest), sides[-1])
    shown = View(map_of=found.racer, map_size=size, map_zoom=_zoom(x, y))
    if isinstance(found, Basins):
        return replace(shown, map="basins")
    if y is None and x.name == RATE:
        return View(map_of=found.racer)
    across, up = x.name, "" if y is None else y.name
    return replace(shown, map="plane", map_x=across, map_y=up, map_goal=found.objective)


def _zoom(x: Axis, y: Axis | None) -> str:
    """The rectangle of both axes as a link has it; empty for none."""
    zoom = "" if y is None else ",".join(repr(float(end)) for one in (x, y) for end in one.values[[0, -1]])
    return zoom if rectangle(zoom) else ""


def _viewed(racer: str, wanted: int, make: Callable[[int], list[Cells]]) -> Viewed:
    side = budget.fitting(make, wanted)
    cells = {one.racer: one for one in make(side)} if side else {}
    return Viewed(racer, side, side < wanted, cells)


def _parts(view: View) -> tuple[tuple[float, float] | None, tuple[float, float] | None]:
    """What of each axis is mapped; None for all of it."""
    zoom = rectangle(view.map_zoom)
    return (zoom[:2], zoom[2:]) if zoom else (None, None)
