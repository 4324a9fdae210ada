"""The fair race that a link shows: its surfaces, starts and seeds, within what a visitor may have; kept for others."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import engine
from experiments import cost
from experiments.maps.axes import applied
from experiments.maps.fair import FairPlan, plan_fair
from experiments.maps.search import points
from experiments.maps.tuning import Tuned
from experiments.scenario import SEEDS, Scenario
from experiments.shelf import Shelf
from experiments.view import View

# Bowls, curved valleys, a few minima, many: small to large trouble. All are surfaces without data.
SEVERAL = (
    "bowl",
    "ravine",
    "rosenbrock",
    "beale",
    "himmelblau",
    "six_hump_camel",
    "styblinski_tang",
    "ackley",
    "rastrigin",
    "levy_n13",
)
CASES = 16  # starts or seeds of a trial, where there are several
TRIALS = (256, 64, 16)
# Seconds of one processor that a fair race may take, by the estimate.
BUDGET = 30.0
# Trials and evaluations with which a trial is measured: they fill the lanes of a block, and take some milliseconds.
FEW, MEASURED = 8, 2**16
LIMIT = 8_000_000  # bytes of finished searches
OBJECTS = 8_000  # bytes of a search's objects and keys

_kept: Shelf[Tuned] = Shelf(LIMIT)


@dataclass(frozen=True)
class Entered:
    """A fair race and what is to be said of it.

    Attributes:
        plan: None if it takes too long however few its trials.
        surfaces: the visitor's own first.
        over: ``start``, ``starts`` or ``seeds``, as it is used.
        still: seeds were asked for, but nothing is random.
    """

    plan: FairPlan | None
    surfaces: tuple[Scenario, ...]
    over: str
    still: bool


def entered(scenario: Scenario, view: View) -> Entered:
    """The fair race of ``view`` with as many trials as are asked for, or as fit.

    Raises:
        ValueError: nobody races.
    """
    surfaces = surfaces_of(scenario, view.fair_on)
    still = view.fair_over == "seeds" and not any(map(_random, surfaces))
    over = "start" if still else view.fair_over

    def plan(budget: int) -> FairPlan:
        return plan_fair(
            surfaces,
            budget=budget,
            objective=view.fair_goal,
            starts=starts_of if over == "starts" else None,
            seeds=seeds_of if over == "seeds" else None,
        )

    wanted = plan(int(view.fair_budget))
    if not is_kept(wanted):
        trial = _seconds_a_trial(wanted)
        fitting = [count for count in TRIALS if count <= wanted.budget and count * trial <= BUDGET]
        wanted = plan(fitting[0]) if fitting else None
    return Entered(wanted, tuple(surfaces), over, still)


def surfaces_of(scenario: Scenario, on: str) -> list[Scenario]:
    """``scenario``, and for ``several`` the declared surfaces with the same racers, steps, seed and noise."""
    if on != "several":
        return [scenario]
    same = {
        "optimizers": scenario.optimizers,
        "schedules": scenario.schedules,
        "steps": scenario.steps,
        "seed": scenario.seed,
        "gradient_noise": scenario.gradient_noise,
    }
    return [scenario, *(Scenario(key, **same) for key in SEVERAL if key != scenario.surface)]


def starts_of(scenario: Scenario) -> list[tuple[float, float]]:
    """:data:`CASES` starts: the scenario's own, then those of a fixed sequence that fills the domain evenly."""
    (x0, x1), (y0, y1) = scenario.landscape.domain
    return [scenario.start, *((x0 + (x1 - x0) * a, y0 + (y1 - y0) * b) for a, b in points(CASES - 1, 2))]


def seeds_of(scenario: Scenario) -> list[int]:
    """:data:`CASES` seeds from the scenario's own on; where nothing is random, its own alone."""
    count = SEEDS[1] + 1
    return [(scenario.seed + k) % count for k in range(CASES)] if _random(scenario) else [scenario.seed]


def computed(
    plan: FairPlan, progress: Callable[[float], object] | None = None
) -> Iterator[tuple[tuple[int, str], Tuned]]:
    """What is kept, then the rest as it is tuned; the engine's watcher ends the work."""
    keys = {name: search.key for name, search in plan.searches.items()}
    waiting = []
    for name, search in plan.searches.items():
        known = _kept.get(keys[name])
        if known is None:
            waiting.append(name)
        else:
            # Another race's other racers are in the scenario with which it was kept.
            mine = applied(search.cases[0][0], search.racer, dict(known.settings))
            yield name, replace(known, scenario=mine)
    for name, found in plan.tune(engine.piece_done, waiting, progress):
        size = OBJECTS + found.trials.nbytes + found.costs.nbytes  # whole numbers
        yield name, _kept.put(keys[name], found, size)


def forget() -> None:
    """Keep nothing."""
    _kept.clear()


def _random(scenario: Scenario) -> bool:
    return scenario.batches() is not None or scenario.gradient_noise > 0.0


def is_kept(plan: FairPlan) -> bool:
    return all(_kept.get(search.key) is not None for search in plan.searches.values())


def _seconds_a_trial(plan: FairPlan) -> float:
    """Of one processor, for all racers on all surfaces, from all starts with all seeds."""
    total = 0.0
    for search in plan.searches.values():
        scenario, starts = search.cases[0]
        steps = max(1, min(scenario.steps, MEASURED // (FEW * max(scenario.size, 1))))
        few = replace(search, budget=FEW, cases=[(replace(scenario, steps=steps), starts[:1])])
        taken = cost.measured(partial(few.costs, (0, slice(0, FEW)), lambda: False), repeats=2)
        total += taken / FEW * (max(scenario.steps, 1) / steps) * len(starts) * len(search.cases)
    return total
