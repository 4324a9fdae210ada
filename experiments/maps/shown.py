"""A map as a page shows it, from the tiles that are kept: to be taken away without computing it again."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from experiments.maps import fair_viewed, kept, rates, viewed
from experiments.maps.cells import Cells
from experiments.maps.ends import minima_of
from experiments.maps.fair import FairRace
from experiments.maps.kept import Found
from experiments.scenario import Scenario
from experiments.view import View


@dataclass(frozen=True, eq=False)
class Shown:
    """A map of ``view``: its cells by racer, and what is known of each cell, in the shape of the grid.

    Attributes:
        minima: places of the numbers in ``ended``, from 1 on; of basins alone.
    """

    scenario: Scenario
    view: View
    cells: Mapping[str, Cells]
    found: Mapping[str, Found]
    minima: list[list[float]] = field(default_factory=list)


def shown(scenario: Scenario, view: View) -> Shown | FairRace | None:
    """The map that ``view`` shows of ``scenario``; None where it is not kept whole, or there is none."""
    if not scenario.optimizers:
        return None
    return {"rate": _rates, "plane": _plane, "basins": _basins, "fair": _fair}[view.map](scenario, view)


def _rates(scenario: Scenario, view: View) -> Shown | None:
    count = rates.affordable(scenario)
    return _of(scenario, view, rates.rates(scenario, count).cells, kept.numbers) if count else None


def _plane(scenario: Scenario, view: View) -> Shown | None:
    if not viewed.axes_of(scenario, viewed.racer_of(scenario, view), view)[1]:
        return None
    return _of(scenario, view, viewed.plane(scenario, view).cells, kept.numbers)


def _basins(scenario: Scenario, view: View) -> Shown | None:
    cells = viewed.basins(scenario, view).cells
    return _of(scenario, view, cells, kept.ends, minima_of(scenario).tolist())


def _of(
    scenario: Scenario, view: View, cells: Mapping[str, Cells], keep: kept.Keep, minima: list[list[float]] | None = None
) -> Shown | None:
    found = kept.whole(cells, keep)
    return Shown(scenario, view, cells, found, minima or []) if found else None


def _fair(scenario: Scenario, view: View) -> FairRace | None:
    plan = fair_viewed.entered(scenario, view).plan
    if plan is None or not fair_viewed.is_kept(plan):
        return None
    return FairRace(plan.objective, plan.budget, plan.racers, dict(fair_viewed.computed(plan)))
