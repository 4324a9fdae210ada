"""Maps: many runs of one racer at once, over a hyperparameter, over two, or over the start.

A cell of a map is the run of a scenario, bit for bit: ``result.scenario_at(...)`` gives it.
"""

from experiments.maps.axes import Axis
from experiments.maps.cells import Cells, Tile
from experiments.maps.closed_forms import fastest, stable_rates
from experiments.maps.fair import FairPlan, FairRace, fair_race, plan_fair
from experiments.maps.plans import Plan, basins, plan_basins, plan_plane, plan_sweep, plane, sweep
from experiments.maps.result import Basins, Map
from experiments.maps.tuning import Tuned

__all__ = [
    "Axis",
    "Basins",
    "Cells",
    "FairPlan",
    "FairRace",
    "Map",
    "Plan",
    "Tile",
    "Tuned",
    "basins",
    "fair_race",
    "fastest",
    "plan_basins",
    "plan_fair",
    "plan_plane",
    "plan_sweep",
    "plane",
    "stable_rates",
    "sweep",
]
