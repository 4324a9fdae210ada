"""Pieces of a fair race: a line for each racer on each surface as soon as it is tuned.

The head has an axis for each racer: the rates that it tries, in their order. Beside that:

* ``surfaces``: ``[{"key": "rosenbrock", "name": "Rosenbrock"}, …]``, the visitor's own first;
* ``goal``, ``budget``, ``over``; ``cases``: starts or seeds of a trial; ``space``: lowest and highest rate by racer;
* ``known``: lowest known loss of the visitor's surface, from which heights are counted, null if there is none.

A line: ``{"racer": "gd", "surface": 0, "stride": 1, "count": 64, "best": 12, "cost": 31.0, "spread": [30.0, 31.0,
35.0], "good": 0.2, "rates": [0.001, 0.004], "bytes": …}`` and the cost of each trial, float64: infinite where it
failed. ``best`` is the index of the trial, null where all failed; an infinite number is null.
"""

from collections.abc import Generator
from typing import Any

import numpy as np

from experiments.maps.cells import arrived, lowest_known
from experiments.maps.fair_viewed import CASES, Entered, computed, entered
from experiments.maps.tuning import Tuned
from experiments.scenario import Scenario
from ravine.server.map_lines import Report, line, with_arrays
from ravine.server.race import Meant
from ravine.words import Words

COLUMNS = {"cost": "float64"}


def fair_pieces(meant: Meant, report: Report) -> Generator[bytes]:
    """All racers, each tuned with the same budget."""
    scenario, view, words = meant.scenario, meant.view, meant.words
    if not scenario.optimizers:
        yield line({"kind": "fair", "text": words("map-nobody"), "axes": []})
        return
    race = entered(scenario, view)
    if race.plan is None:
        yield line({"kind": "fair", "text": words("map-never-fits"), "axes": []})
        return
    yield _head(race, scenario, _said(race, int(view.fair_budget), words), words)
    for (surface, racer), tuned in computed(race.plan, report):
        yield with_arrays({**_line(tuned), "racer": racer, "surface": surface}, [tuned.costs])
    report(1.0)


def _head(race: Entered, scenario: Scenario, text: str, words: Words) -> bytes:
    plan = race.plan
    assert plan is not None
    mine = {racer: plan.searches[0, racer] for racer in plan.racers}
    axes = [{"racer": racer, "name": "lr", "size": plan.budget, "scale": "log"} for racer in mine]
    own = race.over != "starts"
    head = {
        "kind": "fair",
        "text": text,
        "columns": list(COLUMNS.items()),
        "racers": list(plan.racers),
        "target": _finite(arrived(scenario)) if own else None,
        "known": _finite(lowest_known(scenario)),
        "surfaces": [{"key": each.surface, "name": words.surface(each.surface)} for each in race.surfaces],
        "goal": plan.objective,
        "budget": plan.budget,
        "over": race.over,
        "cases": 1 if race.over == "start" else CASES,
        "space": {racer: search.space["lr"] for racer, search in mine.items()},
        "axes": axes,
    }
    return with_arrays(head, [search.trials[:, 0] for search in mine.values()])


def _said(race: Entered, wanted: int, words: Words) -> str:
    """What the visitor has to know that was not asked for."""
    assert race.plan is not None
    said = [words("fair-still")] if race.still else []
    if race.plan.budget < wanted:
        said.append(words("fair-fewer", count=race.plan.budget))
    return " ".join(said)


def _line(tuned: Tuned) -> dict[str, Any]:
    return {
        "stride": 1,
        "count": len(tuned.costs),
        "best": tuned.best,
        "cost": _finite(tuned.cost),
        "spread": [_finite(number) for number in tuned.spread.tolist()],
        "good": tuned.good,
        "rates": tuned.rates,
    }


def _finite(number: float) -> float | None:
    """JSON has no infinite number."""
    return float(number) if np.isfinite(number) else None
