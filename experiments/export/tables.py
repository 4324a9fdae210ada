"""The numbers of a race, of many seeds, of a map or of a fair race as one content, which every format writes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial, singledispatch
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.maps.axes import Axis
from experiments.maps.fair import FairRace
from experiments.maps.result import Basins, Map
from experiments.maps.shown import Shown
from experiments.maps.viewed import view_of
from experiments.permalink import encode
from experiments.race import Race, Run
from experiments.racers import optimizer_of
from experiments.run_names import ANSWER
from experiments.scenario import Scenario
from experiments.seeds import QUANTILES, Many
from experiments.view import View
from optimizers.schedules import CONSTANT

Array = NDArray[Any]
Row = list[Any]
MAPS = "maps"  # path of the page of maps
ROWS = 4096  # that are made at a time


@dataclass(frozen=True)
class Content:
    """What is written.

    Attributes:
        about: names, settings, verdicts and links, as plain values.
        arrays: by name; a slash parts the racer from what is its own.
        heading: names of the columns of the one table that CSV has.
        rows: makes its rows, one after the other; None is an empty field.
        count: of the rows.
    """

    about: dict[str, Any]
    arrays: dict[str, Array]
    heading: list[str]
    rows: Callable[[], Iterator[Row]]
    count: int


@dataclass(frozen=True)
class Site:
    """Where links lead: the app's address, which may be empty, and how what they open is shown."""

    address: str
    view: View | None = None

    def race(self, scenario: Scenario) -> str:
        return f"{self.address}?{encode(scenario)}"

    def map(self, scenario: Scenario, view: View) -> str:
        """The page of maps, with the map of ``view`` or of the view that was given."""
        base = f"{self.address.rstrip('/')}/" if self.address else ""
        return f"{base}{MAPS}?{encode(scenario, self.view or view)}"


def content(result: Any, scenario: Scenario | None, site: str, view: View | None = None) -> Content:
    """Content of a :class:`Race`, a :class:`Map`, a :class:`FairRace`, or of the results of :func:`seeds.many`.

    Args:
        scenario: the one that was run, for results of many seeds; others hold theirs.
        site: address of the app, for the links inside.
        view: how a page shows the map, for its link; a map without one says it itself.

    Raises:
        TypeError: ``result`` is none of these, or results of many seeds come without their scenario.
    """
    return _content(result, scenario, Site(site, view))


@singledispatch
def _content(result: Any, scenario: Scenario | None, site: Site) -> Content:
    raise TypeError(f"a race, a map or results of many seeds were expected, got {type(result).__name__}")


@_content.register
def _(race: Race, scenario: Scenario | None, site: Site) -> Content:
    about: dict[str, Any] = {"kind": "race", "link": site.race(race.scenario), "racers": {}}
    arrays: dict[str, Array] = {}
    states = {f"{name}.{d}": None for key in race for name in optimizer_of(key).state for d in (1, 2)}
    heading = ["racer", "step", "w1", "w2", "loss", "gradient1", "gradient2", "rate", "effective1", "effective2"]
    heading += ["samples", *(f"state.{name}" for name in states), "verdict"]
    tables: list[Callable[[], Iterator[Row]]] = []
    for name, run in race.with_answers():
        key = name.removesuffix(ANSWER)
        own = key == name
        about["racers"][name] = {**_racer(race.scenario, key), "verdict": _verdict(run)}
        effective = effective_rates(run) if own else np.full((len(run.path), 2), np.nan)
        mine = {
            "path": run.path,
            "loss": run.loss,
            "gradient": run.gradient,
            "rate": np.concatenate([[np.nan], run.rate]),
            "effective_rate": effective,
            "samples": run.samples,
        }
        if own:
            mine["state"] = run.state
            mine |= {"seen_loss": run.batch_loss, "seen_gradient": run.batch_gradient} if _is_random(run) else {}
        arrays |= {f"{name}/{part}": array for part, array in mine.items()}
        tables.append(partial(_steps, name, run, mine, list(states)))
    count = sum(len(run.path) for _, run in race.with_answers())  # whole numbers
    return Content(about, arrays, heading, lambda: chain.from_iterable(table() for table in tables), count)


def _steps(name: str, run: Run, mine: Mapping[str, Array], states: list[str]) -> Iterator[Row]:
    """A row for each point of a run; ``states``: columns of all racers."""
    own = "state" in mine
    slots = [f"{one}.{d}" for one in optimizer_of(name).state for d in (1, 2)] if own else []
    flat = run.state.reshape(len(run.path), -1).tolist() if own else [[]] * len(run.path)
    columns = [run.path, run.loss, run.gradient, mine["rate"], mine["effective_rate"], run.samples]
    for step, (row, state) in enumerate(zip(np.column_stack(columns).tolist(), flat, strict=True)):
        kept = dict(zip(slots, state, strict=True))
        yield [name, step, *row, *(kept.get(one) for one in states), run.verdict.kind]


def _is_random(run: Run) -> bool:
    return run.batch_loss is not run.loss


def effective_rates(run: Run) -> NDArray[np.float64]:
    """-step / gradient of the step that led to each point, ``(n + 1, 2)``; NaN where the gradient seen was zero."""
    rates = np.full(run.path.shape, np.nan)
    seen = run.batch_gradient[:-1]
    np.divide(run.path[:-1] - run.path[1:], seen, out=rates[1:], where=seen != 0.0)
    return rates


def _racer(scenario: Scenario, key: str) -> dict[str, Any]:
    name, values = scenario.schedules.get(key, (CONSTANT, {}))
    return {
        "rule": optimizer_of(key).name,
        "hyperparameters": dict(scenario.optimizers[key]),
        "schedule": {"name": name, **values},
        "state": list(optimizer_of(key).state),
    }


def _verdict(run: Run) -> dict[str, Any]:
    verdict = run.verdict
    return {"kind": verdict.kind, "step": verdict.step, "minimum": verdict.minimum, "outside": verdict.outside}


@_content.register(Mapping)
def _(results: Mapping[str, Many], scenario: Scenario | None, site: Site) -> Content:
    if scenario is None or not all(isinstance(one, Many) for one in results.values()):
        raise TypeError("results of many seeds by racer were expected, and their scenario")
    about: dict[str, Any] = {"kind": "seeds", "link": site.race(scenario), "quantiles": list(QUANTILES), "racers": {}}
    arrays: dict[str, Array] = {}
    bands = [f"loss.{quantile}%" for quantile in QUANTILES]
    # Runs first, then the band over all of them; a row leaves empty what the other kind has.
    heading = ["racer", "run", "end1", "end2", "loss", "step", *bands, "samples"]
    rows: list[Row] = []
    for key, many in results.items():
        left = None if many.left is None else {"share": float(many.left), "interval": list(many.left.interval)}
        about["racers"][key] = {
            **_racer(scenario, key),
            "left": left,
            "home": many.home,
            "reached": {str(number): count for number, count in many.reached.items()},
            "verdicts": dict(many.verdicts),
        }
        mine = {"at": many.at, "band": many.band, "ends": many.ends, "losses": many.losses, "samples": many.samples}
        arrays |= {f"{key}/{part}": array for part, array in mine.items()}
        ends = np.column_stack([many.ends, many.losses]).tolist()
        rows += [[key, run, *end, *[None] * (2 + len(bands))] for run, end in enumerate(ends)]
        band = np.column_stack([many.band.T, many.samples]).tolist()
        rows += [[key, None, None, None, None, at, *row] for at, row in zip(many.at.tolist(), band, strict=True)]
    return Content(about, arrays, heading, lambda: iter(rows), len(rows))


@_content.register
def _(found: Map, scenario: Scenario | None, site: Site) -> Content:
    axes = [axis for axis in (found.x, found.y) if axis is not None]
    about = {
        "kind": "starts" if isinstance(found, Basins) else "plane" if found.y else "line",
        "link": site.map(found.scenario, view_of(found)),
        "racer": found.racer,
        **_racer(found.scenario, found.racer),
        "objective": found.objective,
        "target": found.target,
        "axes": [_axis(axis) for axis in axes],
    }
    cells = {name: getattr(found, name) for name in ("final", "best", "mean", "reached", "steps", "stopped")}
    arrays: dict[str, Array] = {axis.name: axis.values for axis in axes} | cells | {"ends": found.ends}
    if isinstance(found, Basins):
        cells["ended"] = found.ended
        arrays |= {"ended": found.ended, "minima": found.minima}
    heading = [*(axis.name for axis in axes), *cells, "end1", "end2"]
    columns = [*_places(axes), *(array.ravel() for array in cells.values()), *found.ends.reshape(-1, 2).T]
    return Content(about, arrays, heading, lambda: _rows(columns), found.final.size)


@_content.register
def _(shown: Shown, scenario: Scenario | None, site: Site) -> Content:
    racers = {key: [axis for axis in (cells.x, cells.y) if axis is not None] for key, cells in shown.cells.items()}
    about: dict[str, Any] = {
        "kind": shown.view.map,
        "link": site.map(shown.scenario, shown.view),
        "objective": shown.view.map_goal if shown.view.map == "plane" else None,
        "target": next(iter(shown.cells.values())).target,
        "racers": {
            key: {**_racer(shown.scenario, key), "axes": [_axis(one) for one in axes]} for key, axes in racers.items()
        },
        "minima": shown.minima,
    }
    arrays = {f"{key}/{axis.name}": axis.values for key, axes in racers.items() for axis in axes}
    arrays |= {f"{key}/{name}": grid for key, found in shown.found.items() for name, grid in found.items()}
    first = next(iter(racers.values()))
    heading = ["racer", *(axis.name for axis in first), *next(iter(shown.found.values()))]

    def rows() -> Iterator[Row]:
        for key, found in shown.found.items():
            columns = [*_places(racers[key]), *(grid.ravel() for grid in found.values())]
            yield from ([key, *row] for row in _rows(columns))

    count = sum(cells.shape[0] * cells.shape[1] for cells in shown.cells.values())  # whole numbers
    return Content(about, arrays, heading, rows, count)


def _axis(axis: Axis) -> dict[str, Any]:
    """What is said of an axis, beside its values."""
    low, high = float(axis.values[0]), float(axis.values[-1])
    return {"name": axis.name, "scale": axis.scale, "low": low, "high": high, "count": len(axis)}


def _rows(columns: list[Array]) -> Iterator[Row]:
    """Rows of columns, some at a time: a large map has a million."""
    for start in range(0, len(columns[0]), ROWS):
        piece = [column[start : start + ROWS].tolist() for column in columns]
        yield from map(list, zip(*piece, strict=True))


def _places(axes: list[Axis]) -> list[Array]:
    """The values of the axes in every cell, row after row."""
    return [grid.ravel() for grid in np.meshgrid(*(axis.values for axis in axes))]


@_content.register
def _(race: FairRace, scenario: Scenario | None, site: Site) -> Content:
    page = [site.map(scenario, site.view)] if scenario and site.view else []
    about: dict[str, Any] = {
        "kind": "fair race",
        "links": [*page, *map(site.race, race.scenarios)],
        "objective": race.objective,
        "budget": race.budget,
        "racers": list(race.racers),
        "tuned": [],
    }
    arrays: dict[str, Array] = {}
    searched = list(dict.fromkeys(name for one in race.tuned.values() for name in one.names))
    rows: list[Row] = []
    for (surface, racer), one in race.tuned.items():
        best = {"surface": surface, "racer": racer, "settings": dict(one.settings), "good": one.good, "best": one.best}
        about["tuned"].append({**best, "names": list(one.names), "cost": one.cost})
        mine = {"trials": one.trials, "costs": one.costs, "spread": one.spread}
        arrays |= {f"{surface}/{racer}/{part}": array for part, array in mine.items()}
        for number, (trial, cost) in enumerate(zip(one.trials.tolist(), one.costs.tolist(), strict=True)):
            tried = dict(zip(one.names, trial, strict=True))
            rows.append([surface, racer, number, *map(tried.get, searched), cost])
    return Content(about, arrays, ["surface", "racer", "trial", *searched, "cost"], lambda: iter(rows), len(rows))
