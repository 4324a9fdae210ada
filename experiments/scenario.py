"""Scenario: everything that decides a race, as immutable plain values, validated against the units' declarations."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from math import isfinite, isnan, nan
from types import MappingProxyType
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

import engine
from declare import Parameter, real, truth, whole
from experiments import surface_data
from experiments.batches import Batches, batches, tilts
from experiments.racers import COPIES, MOST, is_racer, optimizer_of, rule_of
from landscapes import LANDSCAPES, DataLandscape, Landscape
from optimizers.schedules import CONSTANT, SCHEDULES

STEPS = (1, 10_000)
SEEDS = (0, 2**32 - 1)
# Largest coordinate of a start: far outside every picture, far below the engine's bound for a diverged run.
REACH = 1e6
DEFAULT_SURFACE = "rosenbrock"
# Standard deviation of gradient noise; its upper bound is about the mean slope of the steepest surface.
GRADIENT_NOISE = Parameter("gradient_noise", 0.0, (0.0, 1000.0), scale="log")
DEFAULT_OPTIMIZERS = ("gd", "momentum", "rmsprop", "adam")
Plain = TypeVar("Plain", float, int, bool)


@dataclass(frozen=True)
class Problem:
    """One unusable value.

    Attributes:
        code: kind of problem; the key of its sentence in every language.
        field: key in a link (``adam.lr``, ``steps``).
        given: the unusable value as text, shortened.
        low, high: limits that the sentence names, such as the usable range of ``out-of-range``.
        used: the value that is used instead, as text; empty if there is none.
        count: how many there are of the kind; ``given`` is the first.
        line: of a visitor's file, in which ``given`` stands; counted from 1.
    """

    code: str
    field: str = ""
    given: str = ""
    low: float | None = None
    high: float | None = None
    used: str = ""
    count: int = 0
    line: int = 0

    def __str__(self) -> str:
        span = "" if self.low is None else f", usable: {self.low:g} to {self.high:g}"
        return f"{self.field} = {self.given}: {self.code.replace('-', ' ')}{span}"


class ScenarioError(ValueError):
    """An invalid Scenario; ``problems`` lists everything that is wrong."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Scenario:
    """The settings of a race.

    Args:
        surface: key of a landscape.
        surface_parameters: by name; missing ones take their declared defaults.
        optimizers: racers in their order, at most 32: key (:mod:`experiments.racers`) -> hyperparameters by name;
            missing ones take their defaults.
        start: ``(x, y)``; None: the surface's first declared start.
        steps: 1 to 10,000; None: the surface's declared number.
        seed: seed of batches or noise, which are the same for every optimizer; 0 to 2**32 - 1.
        schedules: key of a racer -> key of its learning-rate schedule and the schedule's parameters by name. Entries
            for ``constant``, or for racers that do not race, are dropped.
        data: data of a data surface: empty for its synthetic data, the key of a classic data set, or the name of a
            visitor's :class:`experiments.surface_data.Columns`.
        batch: samples in each step's batch; 0 or N for all N samples.
        replacement: draw samples independently; otherwise each is drawn once in an epoch.
        drop_last: drop an epoch's last batch if it is smaller.
        gradient_noise: on surfaces without data, standard deviation on each axis of the noise that is added to the
            gradient in each step.

    Data settings of a surface without data, and gradient noise of a data surface, are ignored.

    Numbers may have any numeric type, including NumPy scalars, zero-dimensional arrays and 50.0 for an integer; a start
    may be an array. They are stored as Python numbers, so that equal races have equal hashes and links.

    Raises:
        ScenarioError: with all problems at once.
    """

    surface: str = DEFAULT_SURFACE
    surface_parameters: Mapping[str, float] = field(default_factory=dict)
    optimizers: Mapping[str, Mapping[str, float]] = field(
        default_factory=lambda: {key: {} for key in DEFAULT_OPTIMIZERS}
    )
    start: tuple[float, float] = None  # type: ignore[assignment]
    steps: int = None  # type: ignore[assignment]
    seed: int = 0
    schedules: Mapping[str, tuple[str, Mapping[str, float]]] = field(default_factory=dict)
    data: str = ""
    batch: int = 0
    replacement: bool = False
    drop_last: bool = False
    gradient_noise: float = 0.0

    def __post_init__(self) -> None:
        problems: list[Problem] = []
        if self.surface not in LANDSCAPES:
            raise ScenarioError([Problem("unknown-surface", "surface", shorten(self.surface))])
        self._leave_out()
        if problem := surface_data.suits(self.surface, self.data):
            raise ScenarioError([Problem(problem, "data", shorten(self.data))])
        landscape = self.landscape
        parameters = complete("surface", landscape.parameters, self.surface_parameters, problems)
        optimizers = {}
        for key, given in self.optimizers.items():
            if is_racer(key):
                optimizers[key] = complete(key, optimizer_of(key).hyperparameters, given, problems)
            else:
                problems.append(unknown_racer("optimizers", key))
        if len(self.optimizers) > MOST:
            problems.append(Problem("too-many-racers", "optimizers", str(len(self.optimizers)), 1, MOST))
        start = landscape.starts[0] if self.start is None else check_start(self.start, problems)
        steps = check_whole("steps", landscape.steps if self.steps is None else self.steps, STEPS, problems)
        seed = check_whole("seed", self.seed, SEEDS, problems)
        self._check_batches(landscape, parameters, problems)
        schedules = {key: _schedule(key, *self.schedules[key], problems) for key in optimizers if key in self.schedules}
        if problems:
            raise ScenarioError(problems)
        frozen = MappingProxyType({key: MappingProxyType(values) for key, values in optimizers.items()})
        moved = {key: (name, MappingProxyType(v)) for key, (name, v) in schedules.items() if name != CONSTANT}
        object.__setattr__(self, "surface_parameters", MappingProxyType(parameters))
        object.__setattr__(self, "optimizers", frozen)
        object.__setattr__(self, "schedules", MappingProxyType(moved))
        object.__setattr__(self, "start", start)
        object.__setattr__(self, "steps", steps)
        object.__setattr__(self, "seed", seed)

    def __eq__(self, other: object) -> bool:
        """Races with the same settings and the same order of racers."""
        if not isinstance(other, Scenario):
            return NotImplemented
        same = all(getattr(self, entry.name) == getattr(other, entry.name) for entry in fields(self))
        return same and tuple(self.optimizers) == tuple(other.optimizers)

    def __hash__(self) -> int:
        optimizers = tuple((key, tuple(values.values())) for key, values in sorted(self.optimizers.items()))
        schedules = tuple((key, name, tuple(v.values())) for key, (name, v) in sorted(self.schedules.items()))
        parameters = tuple(self.surface_parameters.values())
        batching = (self.data, self.batch, self.replacement, self.drop_last, self.gradient_noise)
        return hash((self.surface, parameters, optimizers, self.start, self.steps, self.seed, schedules, batching))

    @property
    def landscape(self) -> Landscape:
        """The surface on its data."""
        return surface_data.ground(self.surface, self.data)

    @property
    def size(self) -> int:
        """Number of samples in the data set; 0 for a surface without data."""
        return surface_data.size(self.landscape, tuple(self.surface_parameters.values()))

    def with_parameters(self, given: Mapping[str, float]) -> "Scenario":
        """This scenario with other surface parameters; the batch is limited to the new size of the data set."""
        parameters = {**self.surface_parameters, **given}
        size = surface_data.size(self.landscape, self.landscape.values(parameters))
        return replace(self, surface_parameters=parameters, batch=min(self.batch, size))

    def batches(self) -> Batches | None:
        """The batches of all steps; None if each step uses all samples."""
        size = self.size
        if not self.batch or (self.batch == size and not self.replacement):
            return None
        return batches(size, self.batch, self.steps, self.seed, self.replacement, self.drop_last)

    def tilts(self) -> NDArray[np.float64] | None:
        """Noise added to the gradient in each step, ``(steps, 2)``; None without noise."""
        return tilts(self.gradient_noise, self.steps, self.seed) if self.gradient_noise else None

    def _leave_out(self) -> None:
        with_data = isinstance(LANDSCAPES[self.surface], DataLandscape)
        foreign = {"gradient_noise": 0.0} if with_data else {"data": "", "batch": 0}
        if not with_data or _attempt(whole, self.batch) == 0:
            foreign |= {"replacement": False, "drop_last": False}
        for name, nothing in foreign.items():
            object.__setattr__(self, name, nothing)

    def _check_batches(self, landscape: Landscape, parameters: dict[str, float], problems: list[Problem]) -> None:
        if len(parameters) == len(landscape.parameters):
            size = surface_data.size(landscape, tuple(parameters.values()))
            object.__setattr__(self, "batch", check_whole("batch", self.batch, (0, size), problems))
        for name in ("replacement", "drop_last"):
            value = _attempt(truth, getattr(self, name))
            if value is None:
                problems.append(Problem("not-a-choice", name, shorten(getattr(self, name))))
            else:
                object.__setattr__(self, name, value)
        given = {"gradient_noise": self.gradient_noise}
        noise = complete("", (GRADIENT_NOISE,), given, problems)
        object.__setattr__(self, "gradient_noise", noise.get("gradient_noise", 0.0))

    def factors(self, key: str) -> NDArray[np.float64] | None:
        """Factor of the learning rate in each step, from the schedule of ``key``, ``(steps,)``; None without one."""
        name, values = self.schedules.get(key, (CONSTANT, {}))
        return None if name == CONSTANT else engine.factors(SCHEDULES[name], values, self.steps)


def shorten(text: Any, limit: int = 40) -> str:
    """``text`` for display: only printable characters, at most ``limit`` of them."""
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(text)[: limit + 1])
    return clean if len(clean) <= limit else clean[: limit - 1] + "…"


def complete(owner: str, declared: tuple, given: Mapping[str, float], problems: list[Problem]) -> dict[str, float]:
    """Values of the ``declared`` parameters, from ``given`` or by default; adds a Problem for each unusable value."""
    names = {p.name for p in declared}
    problems.extend(
        Problem("unknown-name", f"{owner}.{shorten(n)}", shorten(given[n])) for n in given if n not in names
    )
    values = {}
    for parameter in declared:
        entry = given.get(parameter.name, parameter.default)
        value = _attempt(real, entry)
        where = f"{owner}.{parameter.name}" if owner else parameter.name
        if value is None or isnan(value):
            problems.append(Problem("not-a-number", where, shorten(entry)))
        elif not parameter.bounds[0] <= value <= parameter.bounds[1]:
            problems.append(Problem("out-of-range", where, shorten(entry), *parameter.bounds))
        elif not parameter.accepts(value):
            problems.append(Problem("not-a-whole-number", where, shorten(entry)))
        else:
            values[parameter.name] = value
    return values


def unknown_racer(field: str, key: Any, used: str = "") -> Problem:
    """The problem with a ``key`` in ``field`` that is no racer's: its rule, or the number of the copy."""
    if isinstance(key, str) and is_racer(rule_of(key)):
        return Problem("unknown-copy", field, shorten(key), *COPIES, used=used)
    return Problem("unknown-optimizer", field, shorten(key), used=used)


def _schedule(key: str, name: str, given: Mapping[str, float], problems: list[Problem]) -> tuple[str, dict[str, float]]:
    if name not in SCHEDULES:
        problems.append(Problem("unknown-schedule", f"{key}.schedule", shorten(name)))
        return CONSTANT, {}
    return name, complete(f"{key}.schedule", SCHEDULES[name].parameters, given, problems)


def check_start(start: Any, problems: list[Problem]) -> tuple[float, float]:
    try:
        x, y = map(real, start)
    except (TypeError, ValueError):
        x = y = nan
    if not (isfinite(x) and isfinite(y)):
        problems.append(Problem("not-a-point", "start", shorten(start)))
    elif max(abs(x), abs(y)) > REACH:
        problems.append(Problem("out-of-range", "start", shorten(start), -REACH, REACH))
    return (x, y)


def check_whole(name: str, given: Any, bounds: tuple[int, int], problems: list[Problem]) -> int:
    """``given`` as an int; adds a Problem if it is not one within ``bounds``."""
    value = _attempt(whole, given)
    if value is None:
        problems.append(Problem("not-a-whole-number", name, shorten(given)))
    elif not bounds[0] <= value <= bounds[1]:
        problems.append(Problem("out-of-range", name, shorten(given), *bounds))
    return bounds[0] if value is None else value


def _attempt(kind: Callable[[Any], Plain], given: Any) -> Plain | None:
    """``kind(given)``; None if that raises TypeError."""
    try:
        return kind(given)
    except TypeError:
        return None
