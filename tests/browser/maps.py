"""The page of maps as tests handle it: the numbers behind its picture, and where its cells are."""

from experiments import Scenario, encode
from experiments.view import View

from .stage import Stage

RACE = Scenario(
    "rosenbrock",
    optimizers={"gd": {"lr": 0.0005}, "momentum": {"lr": 0.0005, "momentum": 0.8}, "adam": {"lr": 0.1}},
    start=(-1.2, 1.0),
    steps=60,
)
SMALL = {"map_size": "128"}
MAP = "root.querySelector('.rv-grid-map:not([hidden])')"
WHOLE = f"({MAP})?.held?.whole && ({MAP}).fresh && ({MAP}).view"
# The cell in row and column of the argument: its number of the column that is named.
CELL = f"""((content, [racer, row, column]) => {{
  const grid = content.grids.get(racer);
  const cell = row * grid.width + column;
  return Object.fromEntries(Object.entries(grid.columns).map(([name, values]) => [name, values[cell]]));
}})(({MAP}).held.content, argument)"""
PLACE = f"""(({{ view }}, box, [, row, column]) =>
  [box.left + view.bx + view.mx * column, box.top + view.by + view.my * row]
)({MAP}, ({MAP}).querySelector('.rv-field-box').getBoundingClientRect(), argument)"""
AXES = f"((axes, [, row, column]) => [axes.x.values[column], axes.y.values[row]])(({MAP}).held.content.axes, argument)"
LAST = "((run) => run.losses[run.losses.length - 1])(player.runs.find(({ key }) => key === argument))"
SHOWN = "new URLSearchParams(location.search).get(argument)"
ZOOM = "new URLSearchParams(location.search).get('map_zoom')"


def maps(visit, view: View, language: str = "en", race: Scenario = RACE, **options) -> Stage:
    return visit(f"{encode(race, view)}&lang={language}", at="maps", **options)
