"""Estimate how long a race takes to run, in seconds of this processor's time, before it is run.

Evaluations of the surface are counted from the scenario; what one takes here is measured when it is first asked for.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache, lru_cache

import numpy as np

import engine
from experiments import picture, race
from experiments.batches import batches
from experiments.racers import optimizer_of, rule_of
from experiments.scenario import STEPS, Scenario
from landscapes import LANDSCAPES, DataLandscape, Landscape
from optimizers import OPTIMIZERS

# Steps of a trial run, for rules whose number of looks depends on the run.
TRIAL = 32
# Samples of data on which a surface is measured, and points and steps on which anything is.
FEW, SAMPLES, POINTS = 16, 256, 640
REPEATS = 3
# What a visitor asks for is run once, with the processor's caches full of others' work; what is measured, again.
COLD = 1.3


def calibrate() -> None:
    """Measure everything at once that is measured when it is first asked for."""
    for surface in LANDSCAPES:
        evaluation(surface)
        _picture(surface)
    for rule in OPTIMIZERS:
        _rule(rule)
        _fixed_looks(rule)
    _overhead()
    drawing()


def running(scenario: Scenario, racers: Iterable[str] | None = None) -> float:
    """Seconds to run ``racers`` (None: all) of ``scenario``, if none diverges; without :func:`drawing_surface`."""
    drawn = scenario.batches()
    total = 0.0 if drawn is None else int(drawn.starts[-1]) * drawing()
    return total + sum(_run(scenario, key) for key in (scenario.optimizers if racers is None else racers))


def drawing_surface(scenario: Scenario) -> float:
    """Seconds to evaluate the surface's picture and to find its critical points."""
    once, sample = _picture(scenario.surface)
    return once + scenario.size * sample


def hessians(scenario: Scenario) -> float:
    """Seconds to evaluate the second derivatives along a run of all steps."""
    return scenario.steps * (scenario.size or 1) * evaluation(scenario.surface)[2]


def _run(scenario: Scenario, key: str) -> float:
    """Run of one optimizer, with the full loss along it where its steps see another one."""
    single, together, _ = evaluation(scenario.surface)
    racer, point = _overhead()
    size = scenario.size or 1
    drawn = scenario.batches()
    random = drawn is not None
    evaluated = int(drawn.starts[-1]) / scenario.steps if drawn else size
    along = (random or scenario.gradient_noise > 0.0) + bool(optimizer_of(key).answer)
    step = point + _rule(rule_of(key)) + (1.0 + _looks(scenario, key)) * evaluated * single + along * size * together
    return racer + scenario.steps * step


def _looks(scenario: Scenario, key: str) -> float:
    """Mean number of further evaluations in a step; of a rule whose number varies, as the trial run ends."""
    fixed = _fixed_looks(rule_of(key))
    return _trial(replace(scenario, optimizers={key: scenario.optimizers[key]})) if fixed is None else fixed


@cache
def _fixed_looks(key: str) -> float | None:
    """Further evaluations of the surface in every step; None if their number varies."""
    looks = np.concatenate([_sample_run(key, surface).looks for surface in ("bowl", "rosenbrock")])
    return float(looks[0]) if np.all(looks == looks[0]) else None


@lru_cache(maxsize=256)
def _trial(scenario: Scenario) -> float:
    steps = min(scenario.steps, TRIAL)
    short = replace(scenario, steps=steps)
    ((run, _),) = race.unjudged(short, short.batches(), short.tilts()).values()
    if not len(run.looks):
        return 0.0
    late = run.looks[-max(1, len(run.looks) // 4) :]
    return float(np.sum(run.looks) + (scenario.steps - len(run.looks)) * np.mean(late)) / scenario.steps


@cache
def evaluation(surface: str) -> tuple[float, float, float]:
    """Seconds an evaluation: in one lane, in all lanes, of the Hessian; of a surface over data, for each sample."""
    landscape = LANDSCAPES[surface]
    p, size = _typical(landscape)
    (x0, x1), (y0, y1) = landscape.domain
    places = np.column_stack([np.linspace(x0, x1, POINTS), np.linspace(y0, y1, POINTS)])
    gd = OPTIMIZERS["gd"]
    alone = measured(lambda: engine.trace(landscape, p, gd, {"lr": 0.0}, landscape.starts[0], POINTS))
    together = measured(lambda: engine.visit(landscape, p, places))
    hessians = measured(lambda: engine.hessians(landscape, p, places))
    return alone / (POINTS * size), together / (POINTS * size), hessians / (POINTS * size)


@cache
def _picture(surface: str) -> tuple[float, float]:
    """Seconds a picture takes, and each sample of it on a surface over data."""

    def taken(size: int) -> float:
        p, _ = _typical(LANDSCAPES[surface], size)
        return measured(lambda: picture.draw(surface, p), repeats=1)

    if not isinstance(LANDSCAPES[surface], DataLandscape):
        return taken(0), 0.0
    few, many = taken(FEW), taken(SAMPLES)
    sample = max(many - few, 0.0) / (SAMPLES - FEW)
    return max(few - FEW * sample, 0.0), sample


def _typical(landscape: Landscape, size: int = SAMPLES) -> tuple[tuple[float, ...], int]:
    """Parameters on which a surface is measured, and the number of samples."""
    if not isinstance(landscape, DataLandscape):
        return landscape.values({}), 1
    return landscape.values({"size": size}), size


@cache
def _rule(key: str) -> float:
    """Seconds a step of the rule takes beside evaluating the surface."""
    looks = _sample_run(key, "bowl").looks
    taken = measured(lambda: _sample_run(key, "bowl"))
    return max(taken / POINTS - float(1.0 + looks.mean()) * evaluation("bowl")[0], 0.0)


def _sample_run(key: str, surface: str) -> engine.Trace:
    landscape = LANDSCAPES[surface]
    return engine.trace(landscape, landscape.values({}), OPTIMIZERS[key], {}, landscape.starts[0], POINTS)


@cache
def _overhead() -> tuple[float, float]:
    """Seconds that a racer and a point of its run take beside its rule and the surface."""
    scenario = Scenario("bowl", optimizers={"gd": {"lr": 1e-4}}, steps=1)
    long = replace(scenario, steps=STEPS[1])
    race.run(scenario)  # the picture
    racer, whole = measured(lambda: race.run(scenario)), measured(lambda: race.run(long))
    point = (whole - racer) / long.steps - _rule("gd") - evaluation("bowl")[0]
    return racer, max(point, 0.0)


@cache
def drawing() -> float:
    """Seconds to draw one index of a batch."""
    taken = measured(lambda: batches.__wrapped__(SAMPLES, SAMPLES // 2, 128, 0).order)
    return taken / (SAMPLES * 64)


def measured(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Seconds of this thread that ``work`` takes when it is done once; other visitors' work is not counted."""
    work()
    return COLD * min(_once(work) for _ in range(repeats))


def _once(work: Callable[[], object]) -> float:
    began = time.thread_time()
    work()
    return time.thread_time() - began


def rounded(seconds: float) -> int:
    """For a sentence: one digit from 10 s on, as the estimate is no better; at least 1."""
    digits = 0 if seconds < 10 else -1 if seconds < 100 else -2
    return max(1, int(round(seconds, digits)))
